// The custom element: it listens to the visitor, asks the talk, and shows what comes back.
//
// 1. On connecting the talk begins, or goes on when this tab had one.
// 2. What was typed stays in the field until it was accepted; then it moves to the log with the answer.
// 3. A safety card is pinned above the log, and told once.
// 4. When it goes wrong, that is said with a button to try again and numbers that need no service.

import { Closed, Refused } from "./api.js";
import { h, list, words } from "./dom.js";
import { frame } from "./frame.js";
import { fromAssistant, fromVisitor, helpLines, markAnswered, safetyParts, understoodRows } from "./kinds.js";
import { sheet } from "./styles.js";
import { Talk } from "./talk.js";
import { counter, HELP_LINES, T } from "./words.js";

/** @import { Answer, Found, Said, WegwijsEvents } from "./types.d.ts" */

const SLOW_AFTER = 6_000; // ms of waiting before it is said that it takes longer
const LIMIT = 1_000; // characters of one message; the service refuses more, but reads it for danger first
const COUNT_FROM = 850; // characters from which it is told how many are left
const NOT_FOR_ANOTHER_TRY = [403, 404, 413, 415, 422];

/**
 * `<wegwijs-chat api partner heading>`. Fires 'wegwijs:message', 'wegwijs:safety' and 'wegwijs:ended' (see types.d.ts).
 */
export class WegwijsChat extends HTMLElement {
  static observedAttributes = ["api", "partner", "heading"];

  #parts = frame();
  /** @type {Talk | null} */
  #talk = null;
  #busy = false;
  /** @type {Promise<boolean> | null} */
  #beginning = null;
  #ended = false;
  #safetyText = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #slowTimer;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet()];
    root.append(this.#parts.root);
    this.#listen();
  }

  connectedCallback() {
    this.#parts.heading.textContent = this.getAttribute("heading") || T.heading;
    document.addEventListener("pointerdown", this.#closePanels);
    this.#open();
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.#closePanels);
    this.#leave();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (!this.#talk || before === now) return;
    if (name === "heading") this.#parts.heading.textContent = now || T.heading;
    else this.#open();
  }

  // The beginning and the end

  #open() {
    this.#prepare();
    this.#begin();
  }

  /** An empty page and a talk that has not begun here, or goes on. */
  #prepare() {
    this.#leave();
    const api = new URL(this.getAttribute("api") || new URL(import.meta.url).origin, document.baseURI).href;
    this.#talk = new Talk(api.replace(/\/+$/, ""), this.getAttribute("partner") || null);
    const { log, error, safety, dialog } = this.#parts;
    for (const place of [log, error, safety]) place.replaceChildren();
    safety.hidden = true;
    this.#safetyText = "";
    this.#ended = false;
    this.#showUnderstood(undefined);
    dialog.close();
  }

  #leave() {
    this.#talk?.close();
    this.#talk = null;
    this.#wait(false);
  }

  #begin() {
    const goesOn = this.#talk?.begun;
    this.#beginning = this.#ask(
      (talk) => talk.begin(),
      (answer) => {
        // A talk that goes on was heard before: it is not read out again.
        if (goesOn) this.#parts.log.setAttribute("aria-live", "off");
        this.#parts.log.replaceChildren();
        this.#show(answer.messages);
        this.#parts.scroll.scrollTop = goesOn ? this.#parts.scroll.scrollHeight : 0;
        setTimeout(() => this.#parts.log.setAttribute("aria-live", "polite"), 500);
      },
      () => void this.#begin(),
      T.unreachableAtStart,
    );
    return this.#beginning;
  }

  #anew() {
    this.#keepFocus(() => this.#prepare());
    return this.#begin();
  }

  // A turn

  /**
   * Ask the talk for something, one thing at a time; true when an answer came.
   * @param {(talk: Talk) => Promise<Answer>} asking
   * @param {(answer: Answer) => void} onAnswer
   * @param {() => unknown} again
   * @param {string} unreachable what is said when no answer came
   */
  async #ask(asking, onAnswer, again, unreachable = T.unreachable) {
    const talk = this.#talk;
    if (!talk || this.#busy) return false;
    this.#keepFocus(() => this.#parts.error.replaceChildren());
    this.#wait(true);
    try {
      const answer = await asking(talk);
      this.#wait(false);
      onAnswer(answer);
      this.#showUnderstood(answer.understood);
      return true;
    } catch (error) {
      if (error instanceof Closed || talk !== this.#talk) return false;
      this.#wait(false);
      this.#fail(error, again, unreachable);
      return false;
    }
  }

  /** @param {Said} said */
  async #say(said) {
    // Who is quicker than the opening does not have to send it again.
    await this.#beginning;
    if (this.#busy) return false;
    if (this.#ended && !(await this.#anew())) return false;
    if (!this.#talk?.begun && !(await this.#begin())) return false;
    const label = "text" in said ? said.text : said.label;
    return this.#ask(
      (talk) => talk.say(said),
      (answer) => {
        if ("text" in said) this.#emptyInput(said.text);
        this.#show([{ kind: "text", from: "visitor", text: label }, ...answer.messages], "choice" in said);
      },
      () => void this.#say(said),
    );
  }

  /** What was typed was accepted; what was typed after it stays. @param {string} sent */
  #emptyInput(sent) {
    const { input } = this.#parts;
    if (input.value.trimStart().startsWith(sent)) input.value = input.value.trimStart().slice(sent.length).trimStart();
    this.#onInput();
  }

  /** @param {boolean} waiting */
  #wait(waiting) {
    const { status, scroll, send } = this.#parts;
    this.#busy = waiting;
    clearTimeout(this.#slowTimer);
    status.textContent = waiting ? T.thinking : "";
    send.setAttribute("aria-disabled", String(waiting));
    if (waiting) this.#slowTimer = setTimeout(() => (status.textContent = T.slow), SLOW_AFTER);
    if (waiting) scroll.scrollTop = scroll.scrollHeight;
  }

  // Showing

  /**
   * @param {Found[]} messages
   * @param {boolean} [chosen] whether what the visitor said is a tap on a choice
   */
  #show(messages, chosen = true) {
    const { log } = this.#parts;
    const before = log.lastElementChild;
    for (const message of messages) {
      const [kind, text, visitor] = [words(message?.kind), words(message?.text), message?.from === "visitor"];
      if (!kind) continue;
      if (visitor) {
        markAnswered(log, chosen ? text : null);
        this.#foldSafety(true);
      }
      if (kind === "safety") this.#showSafety(message);
      else log.append(visitor ? fromVisitor(text) : fromAssistant(message, (said) => this.#say(said)) ?? "");
      this.#tell("wegwijs:message", { from: visitor ? "visitor" : "assistant", kind });
    }
    // A pinned card leaves little room: then the question after it matters most.
    this.#reveal(messages.some((message) => message?.kind === "safety") ? log.lastElementChild : before?.nextElementSibling);
  }

  /** Bring the beginning of something new into view, also when it is longer than the view. @param {Element | null} [part] */
  #reveal(part) {
    if (part instanceof HTMLElement) this.#parts.scroll.scrollTop = part.offsetTop - 8;
  }

  /** @param {Found} message */
  #showSafety(message) {
    const { safety } = this.#parts;
    this.#foldSafety(false);
    if (words(message.text) === this.#safetyText) return;
    this.#safetyText = words(message.text);
    const { text, calls, more } = safetyParts(message);
    const alert = h("div", { class: "told", role: "alert" });
    const fold = h("button", { type: "button", class: "quiet", click: () => this.#foldSafety(!safety.matches(".folded")) }, T.fold);
    safety.hidden = false;
    safety.replaceChildren(alert, calls, more, fold);
    // An alert is read out when something is put into it, so the place is there first.
    alert.append(text);
    this.#tell("wegwijs:safety", null);
  }

  /** @param {boolean} folded */
  #foldSafety(folded) {
    const { safety } = this.#parts;
    safety.classList.toggle("folded", folded);
    const button = safety.querySelector("button");
    if (button) button.textContent = folded ? T.readAgain : T.fold;
  }

  /** @param {Answer["understood"]} understood */
  #showUnderstood(understood) {
    const { understood: panel, facts } = this.#parts;
    const rows = understoodRows(understood, (said) => {
      panel.open = false;
      this.#say(said);
    });
    this.#keepFocus(() => {
      facts.replaceChildren(...rows);
      panel.hidden = rows.length === 0;
    });
  }

  /**
   * @param {unknown} error
   * @param {() => unknown} again
   * @param {string} unreachable
   */
  #fail(error, again, unreachable) {
    const refused = error instanceof Refused ? error : null;
    const ended = refused?.status === 401;
    if (refused) this.#show(list(refused.problem.messages));
    if (ended) {
      this.#ended = true;
      this.#showUnderstood(undefined);
      this.#tell("wegwijs:ended", { reason: "expired" });
    }
    const title = words(refused?.problem.title) || (ended ? T.ended : T.notSent);
    const detail = words(refused?.problem.detail) || (ended ? T.endedDetail : navigator.onLine ? unreachable : T.offline);
    const canRetry = !refused || !NOT_FOR_ANOTHER_TRY.includes(refused.status);
    const place = this.#parts.error;
    place.replaceChildren(h("p", {}, h("strong", {}, title)), h("p", {}, detail));
    if (ended) place.append(this.#button(T.anew, () => this.#anew()));
    else if (canRetry) place.append(this.#button(T.again, again), h("p", {}, T.callSomeone), helpLines(HELP_LINES.slice(0, 2)));
    this.#reveal(place);
  }

  /**
   * @param {string} label
   * @param {() => unknown} click
   */
  #button = (label, click) => h("button", { type: "button", class: "send", click }, label);

  // Erasing

  async #erase() {
    const { eraseError, error, input } = this.#parts;
    try {
      await this.#talk?.erase();
    } catch (problem) {
      if (!(problem instanceof Closed)) eraseError.textContent = T.eraseFailed;
      return;
    }
    // What is still under way belongs to the talk that is gone.
    this.#prepare();
    this.#ended = true;
    input.value = "";
    this.#onInput();
    error.replaceChildren(h("p", {}, h("strong", {}, T.erased)), this.#button(T.anew, () => this.#anew()));
    this.#tell("wegwijs:ended", { reason: "erased" });
  }

  // Listening

  #listen() {
    const p = this.#parts;
    p.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = p.input.value.trim();
      if (text) this.#say({ text });
      else p.input.focus();
    });
    // A tap on the button leaves the focus in the field, so that a phone keeps its keyboard.
    p.send.addEventListener("mousedown", (event) => event.preventDefault());
    p.input.addEventListener("input", () => this.#onInput());
    p.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      p.form.requestSubmit();
    });
    p.openHelp.addEventListener("click", () => this.#toggle(p.openHelp, p.help));
    p.openMenu.addEventListener("click", () => this.#toggle(p.openMenu, p.menu));
    p.restart.addEventListener("click", () => this.#pick(() => this.#say({ choice: "talk:restart", label: T.restart })));
    p.human.addEventListener("click", () => this.#pick(() => this.#say({ choice: "talk:human", label: T.human })));
    p.erase.addEventListener("click", () =>
      this.#pick(() => {
        p.eraseError.textContent = "";
        p.dialog.showModal();
      }),
    );
    p.eraseNo.addEventListener("click", () => p.dialog.close());
    p.eraseYes.addEventListener("click", () => this.#erase());
    p.root.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      const open = [p.openHelp, p.openMenu].find((opener) => opener.getAttribute("aria-expanded") === "true");
      this.#closePanels();
      open?.focus();
    });
  }

  #onInput() {
    const { input, count } = this.#parts;
    const left = LIMIT - [...input.value.trim()].length;
    count.hidden = left > LIMIT - COUNT_FROM;
    count.textContent = count.hidden ? "" : counter(left);
    count.classList.toggle("over", left < 0);
    // As tall as what was typed; the style sheet has the last word about how tall.
    input.rows = 1;
    input.rows = Math.min(4, Math.max(1, Math.floor(input.scrollHeight / parseFloat(getComputedStyle(input).lineHeight))));
  }

  /**
   * @param {HTMLElement} opener
   * @param {HTMLElement} panel
   */
  #toggle(opener, panel) {
    const open = panel.hidden;
    this.#closePanels();
    panel.hidden = !open;
    opener.setAttribute("aria-expanded", String(open));
  }

  /** @param {Event} [event] a tap inside the head leaves them as they are */
  #closePanels = (event) => {
    const { help, menu, openHelp, openMenu, root } = this.#parts;
    if (event?.composedPath().includes(/** @type {Element} */ (root.firstElementChild))) return;
    help.hidden = menu.hidden = true;
    for (const opener of [openHelp, openMenu]) opener.setAttribute("aria-expanded", "false");
  };

  /** Something in the menu was chosen. @param {() => void} action */
  #pick(action) {
    this.#closePanels();
    this.#parts.openMenu.focus();
    action();
  }

  /**
   * Change the page; when what had the focus goes away with it, the focus goes to the talk and not to nowhere.
   * @param {() => void} change
   */
  #keepFocus(change) {
    const focused = this.shadowRoot?.activeElement;
    change();
    if (focused && this.shadowRoot?.activeElement !== focused) this.#parts.scroll.focus({ preventScroll: true });
  }

  /**
   * @template {keyof WegwijsEvents} K
   * @param {K} name
   * @param {WegwijsEvents[K]["detail"]} detail
   */
  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
  }
}
