// How it looks. A website sets --wegwijs-* on the element. A sheet made in code needs no 'unsafe-inline'.

/** One sheet for all elements on a page. */
export const sheet = new CSSStyleSheet();
sheet.replaceSync(`
:host {
  --ink: var(--wegwijs-ink, #20302f);
  --soft: var(--wegwijs-soft, #4d5f5d);
  --paper: var(--wegwijs-paper, #ffffff);
  --tint: var(--wegwijs-tint, #f5f1ea);
  --line: var(--wegwijs-line, #d9d2c5);
  --brand: var(--wegwijs-brand, #0b5d63);
  --on-brand: var(--wegwijs-on-brand, #ffffff);
  --mine: var(--wegwijs-mine, #dceeed);
  --alarm: var(--wegwijs-alarm, #8c2f0f);
  --on-alarm: var(--wegwijs-on-alarm, #ffffff);
  --alarm-tint: var(--wegwijs-alarm-tint, #fdf0e7);
  --radius: var(--wegwijs-radius, 0.75rem);
  color-scheme: light dark;
  display: block;
  block-size: var(--wegwijs-height, 38rem);
  max-block-size: 100dvh;
  min-inline-size: 0;
  font: 1.0625rem/1.5 var(--wegwijs-font, system-ui, sans-serif);
  color: var(--ink);
}
@media (prefers-color-scheme: dark) {
  :host {
    --ink: var(--wegwijs-ink, #ece8e1);
    --soft: var(--wegwijs-soft, #b9c2bf);
    --paper: var(--wegwijs-paper, #182221);
    --tint: var(--wegwijs-tint, #22302e);
    --line: var(--wegwijs-line, #43534f);
    --brand: var(--wegwijs-brand, #8fd3d2);
    --on-brand: var(--wegwijs-on-brand, #0d2424);
    --mine: var(--wegwijs-mine, #234a4a);
    --alarm: var(--wegwijs-alarm, #ffc2a6);
    --on-alarm: var(--wegwijs-on-alarm, #34120a);
    --alarm-tint: var(--wegwijs-alarm-tint, #3a2219);
  }
}
:host([hidden]), [hidden], dialog:not([open]) { display: none !important; }
*, ::before, ::after { box-sizing: border-box; }
h2, h3, h4, p, ul { margin: 0; font-size: 1em; }
h2 { font-size: 1.1875rem; line-height: 1.25; }
ul { padding: 0 0 0 1.25rem; }
p { overflow-wrap: anywhere; white-space: pre-line; }
.sr, .assistant + .assistant > .who { position: absolute; inline-size: 1px; block-size: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.small, .hint { font-size: 0.9375rem; font-weight: 400; }
.small { color: var(--soft); }
:focus-visible { outline: 0.1875rem solid var(--brand); outline-offset: 0.125rem; }
.safety:focus-visible, .scroll:focus-visible { outline-offset: -0.1875rem; }

.chat {
  position: relative;
  display: flex; flex-direction: column;
  block-size: 100%;
  background: var(--paper);
  border: 1px solid var(--line); border-radius: var(--radius);
}
button, .call, .link, summary { font: inherit; min-block-size: 2.75rem; cursor: pointer; }
button { padding: 0.5rem 1rem; border: 0.125rem solid var(--brand); border-radius: calc(var(--radius) * 0.7); text-align: start; }
.quiet, .choice, .help { background: var(--paper); color: var(--brand); font-weight: 600; }
button:hover:not([aria-disabled="true"]), .call:hover { text-decoration: underline; }
.send { background: var(--brand); color: var(--on-brand); font-weight: 600; }
.help { border-color: var(--alarm); color: var(--alarm); }
a { color: var(--brand); }
a, button { text-underline-offset: 0.2em; }
.link { display: inline-block; padding-block: 0.5rem; font-weight: 600; }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; }

.head { position: relative; border-radius: var(--radius) var(--radius) 0 0; display: flex; flex-wrap: wrap; align-items: center; justify-content: space-between; gap: 0.5rem; padding: 0.625rem 0.875rem; background: var(--tint); border-block-end: 1px solid var(--line); }
.tools button { padding-inline: 0.75rem; }
.panel { position: absolute; z-index: 2; inset-block-start: 100%; inset-inline: 0.5rem; max-block-size: min(60vh, 32rem); overflow: auto; display: grid; gap: 0.5rem; padding: 0.875rem; background: var(--paper); border: 1px solid var(--line); border-radius: 0 0 var(--radius) var(--radius); box-shadow: 0 0.5rem 1.5rem rgb(0 0 0 / 0.25); }
#menu { inset-inline-start: auto; min-inline-size: min(16rem, 90%); }
.lines { list-style: none; padding: 0; display: grid; gap: 0.75rem; }
.lines li { display: grid; gap: 0.125rem; }
.call { display: flex; flex-wrap: wrap; align-items: center; gap: 0 0.5rem; padding: 0.5rem 0.875rem; border-radius: calc(var(--radius) * 0.7); border: 0.125rem solid var(--alarm); background: var(--alarm); color: var(--on-alarm); text-decoration: none; }

.understood { border-block-end: 1px solid var(--line); flex: 0 1 auto; min-block-size: 2.75rem; max-block-size: 62%; overflow: auto; }
summary { padding: 0.5rem 0.875rem; font-weight: 600; color: var(--brand); align-content: center; }
.understood ul { gap: 0; padding: 0 0.875rem 0.5rem; }
.understood li { display: flex; align-items: center; justify-content: space-between; gap: 0.75rem; padding-block: 0.375rem; border-block-start: 1px solid var(--line); }
.understood button { flex: none; }

.safety { flex: 0 1 auto; min-block-size: 8rem; max-block-size: 62%; overflow: auto; display: grid; gap: 0.625rem; padding: 0.875rem; background: var(--alarm-tint); border-block-end: 1px solid var(--line); border-inline-start: 0.375rem solid var(--alarm); }
.calls { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(9rem, 100%), 1fr)); gap: 0.5rem; position: sticky; inset-block-end: -0.875rem; margin-block-end: -0.375rem; padding-block: 0.375rem; background: var(--alarm-tint); }
.calls .call { flex-direction: column; align-items: flex-start; line-height: 1.3; justify-content: center; }
.calls span { font-size: 0.875rem; overflow-wrap: anywhere; hyphens: auto; }
.more { font-size: 0.9375rem; }
.safety .quiet { justify-self: start; border-color: transparent; background: none; padding-inline: 0; text-decoration: underline; }
.folded .told, .folded .more { display: none; }
.safety.folded { gap: 0.125rem; padding-block: 0.5rem 0; min-block-size: 3.5rem; }

.scroll { position: relative; flex: 1 1 0; min-block-size: 4rem; overflow: auto; overscroll-behavior: contain; padding: 0.875rem; }
.scroll, .log { display: flex; flex-direction: column; gap: 0.75rem; }
.privacy { padding: 0.5rem 0.75rem; border: 1px solid var(--line); border-radius: var(--radius); }
.item { max-inline-size: 34rem; align-self: flex-start; padding: 0.625rem 0.875rem; border-radius: var(--radius); border-end-start-radius: 0.125rem; background: var(--tint); border: 1px solid transparent; }
.who { display: block; font-size: 0.875rem; font-weight: 600; color: var(--soft); }
.visitor { align-self: flex-end; max-inline-size: 85%; background: var(--mine); border-radius: var(--radius); border-end-end-radius: 0.125rem; }
.item.choices, .item.cards, .item.contact { background: none; padding: 0; border: 0; align-self: stretch; }
.notice { border: 1px dashed var(--soft); background: none; }
.choice { border-radius: 1.5rem; }
.choice[aria-disabled] { cursor: default; border: 1px solid var(--line); color: var(--soft); font-weight: 400; }
.choice[aria-pressed="true"] { background: var(--mine); border: 0.125rem solid var(--brand); color: var(--ink); font-weight: 600; }
.choice[aria-pressed="true"]::before { content: "✓ " / ""; }
.cards { display: grid; gap: 0.75rem; }
.card { display: grid; gap: 0.5rem; padding: 0.875rem 1rem; border: 1px solid var(--line); border-inline-start: 0.3125rem solid var(--brand); border-radius: var(--radius); background: var(--paper); }
.why { padding: 0.5rem 0.75rem; background: var(--tint); border-radius: calc(var(--radius) * 0.7); }
.asks ul { display: flex; flex-wrap: wrap; gap: 0 1.75rem; }
.ways { display: flex; flex-wrap: wrap; gap: 0 1.25rem; }
.stale { font-weight: 600; }
.error { justify-items: start; }
.error:empty { padding: 0; border: 0; }
.error .lines { justify-self: stretch; }

form { flex: none; display: grid; grid-template-columns: minmax(0, 1fr); border-radius: 0 0 var(--radius) var(--radius); gap: 0.25rem; padding: 0.5rem 0.875rem 0.75rem; border-block-start: 1px solid var(--line); background: var(--tint); }
label { font-size: 0.9375rem; font-weight: 600; }
.line { display: flex; align-items: flex-end; gap: 0.5rem; }
textarea { flex: 1; min-inline-size: 0; min-block-size: 2.75rem; max-block-size: 7.5rem; resize: none; font: inherit; line-height: 1.5rem; padding: 0.5rem 0.75rem; color: var(--ink); background: var(--paper); border: 0.125rem solid var(--soft); border-radius: calc(var(--radius) * 0.7); }
.over { color: var(--alarm); font-weight: 600; }

dialog { max-inline-size: min(28rem, 90vw); color: var(--ink); }
dialog::backdrop { background: rgb(0 0 0 / 0.5); }
dialog [role="alert"] { color: var(--alarm); font-weight: 600; }

@media (max-width: 26rem) {
  .head { padding: 0.375rem 0.625rem; }
  .tools button { padding-inline: 0.5rem; font-size: 1rem; }
  .scroll { padding-inline: 0.625rem; }
  .calls .call { padding-inline: 0.5rem; }
}
/* Large zoom, or a phone on its side: the page scrolls. */
@media (max-height: 22rem) {
  :host { block-size: auto; max-block-size: none; }
  .chat, .scroll, .safety, .understood { block-size: auto; max-block-size: none; overflow: visible; }
  .scroll { flex: none; }
}
@media (forced-colors: active) {
  .item, .call, .send, .privacy { border: 1px solid; }
  .choice[aria-pressed="true"] { border: 0.25rem solid Highlight; }
}
`);
