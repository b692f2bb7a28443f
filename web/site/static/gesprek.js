/* Keys to go through a talk; without them every button and form works just the same.
   1. j and k go to the next and the previous message, and with Shift to the next and the previous talk of the list;
      g, a, n and l do something with the message one is at.
   2. Never while typing, never with Ctrl, Alt or Command, and never when the box in the help is not ticked.
   3. The link of a message is copied as well as followed; without the list somebody came through. */
const OFF = "sneltoetsen-uit";
const messages = [...document.querySelectorAll("[data-bericht]")];
const said = document.getElementById("gezegd");
const help = document.getElementById("sneltoetsen");
const box = document.getElementById("toetsen");

box.closest("label").hidden = false;
box.checked = localStorage.getItem(OFF) === null;
box.addEventListener("change", () => {
  if (box.checked) localStorage.removeItem(OFF);
  else localStorage.setItem(OFF, "ja");
});

// Where one is: the message with the focus, else the one the address names, else none yet.
const target = () => document.getElementById(location.hash.slice(1))?.closest("[data-bericht]");
const current = () => document.activeElement?.closest("[data-bericht]") ?? target();

const go = (message) => {
  if (!message) return;
  message.focus({ preventScroll: true });
  message.scrollIntoView({ block: "start" });
};

const step = (by) => {
  const at = messages.indexOf(current());
  go(messages[at < 0 ? 0 : Math.min(Math.max(at + by, 0), messages.length - 1)]);
};

const open = (selector) => {
  const field = current()?.querySelector(selector);
  if (!field) return;
  field.closest("details").open = true;
  field.focus();
};

const toGroup = (number) => {
  const form = document.activeElement?.closest("details[data-anders][open]");
  form?.querySelector(`[data-groep="${number}"] button`)?.focus();
};

// With caps lock a j is a J too: to another talk, which is written down as looked at, goes only who holds Shift.
const toTalk = (event) => {
  if (event.shiftKey) document.querySelector(`[data-stap="${event.key}"]`)?.click();
};

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  J: toTalk,
  K: toTalk,
  g: () => current()?.querySelector("[data-goed]")?.click(),
  a: () => open("[data-anders] .pick"),
  n: () => open("[data-opmerking]"),
  l: () => open("[data-label]"),
  "?": () => {
    help.open = !help.open;
    if (help.open) help.querySelector("summary").focus();
  },
};

const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select") || element.isContentEditable;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.key === "Escape") {
    const opened = event.target.closest?.("[data-bericht] details[open]");
    if (!opened) return;
    opened.open = false;
    go(opened.closest("[data-bericht]"));
    return;
  }
  if (!box.checked || typing(event.target)) return;
  if (/^[1-9]$/.test(event.key)) toGroup(event.key);
  else if (!KEYS[event.key]) return;
  else KEYS[event.key](event);
  event.preventDefault();
});

for (const link of document.querySelectorAll("[data-link]")) {
  link.addEventListener("click", () => {
    const bare = new URL(link.href);
    bare.search = "";
    // Not on a page without https, or not allowed: the link can be copied from the address bar.
    navigator.clipboard?.writeText(bare.href).then(() => { said.textContent = "De link is gekopieerd"; }, () => {});
  });
}

// Back from a form: go on with the keys at the message it was about.
const back = target();
if (back) go(back);
