// The custom element: it listens to the visitor, asks the talk, and shows what comes back.

import { Closed, Refused } from "./api.js";
import { bold, button, h, list, words } from "./dom.js";
import { frame } from "./frame.js";
import { fromAssistant, fromVisitor, helpLines, markAnswered, safetyParts, understoodRows } from "./kinds.js";
import { sheet } from "./styles.js";
import { Talk } from "./talk.js";
import { counter, HELP_LINES, T } from "./words.js";

/** @import { Answer, Found, Said, Tell } from "./types.d.ts" */

const SLOW_AFTER = 6_000; // ms before it is said that it takes longer
const LIMIT = 1_000; // characters of one message; the service reads more for danger only
const COUNT_FROM = 850; // characters from which the rest is counted
const NOT_FOR_ANOTHER_TRY = [403, 404, 413, 415, 422];

/** `<wegwijs-chat api partner heading resume>` (README.md); its events stand in types.d.ts. */
export class WegwijsChat extends HTMLElement {
  static observedAttributes = ["api", "partner", "heading", "resume"];

  #parts = frame({
    help: () => this.#toggle(this.#parts.openHelp, this.#parts.help),
    menu: () => this.#toggle(this.#parts.openMenu, this.#parts.menu),
    choose: (said) => this.#pick(() => this.#say(said)),
    erase: () =>
      this.#pick(() => {
        this.#parts.eraseError.textContent = "";
        this.#parts.dialog.showModal();
      }),
    eraseSurely: () => this.#erase(),
  });
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
    root.adoptedStyleSheets = [sheet];
    root.append(this.#parts.root);
    this.#listen();
  }

  connectedCallback() {
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
    if (name === "heading") this.#parts.heading.textContent = now || T.heading;
    else if (this.#talk && before !== now) this.#open();
  }

  // The beginning and the end

  #open() {
    this.#prepare();
    this.#begin();
  }

  /**
   * An empty page and a talk that has not begun here, or goes on.
   * @param {boolean} [anew] whatever was said before
   */
  #prepare(anew) {
    this.#leave();
    /** @param {string} name */
    const given = (name) => this.getAttribute(name)?.trim() || null;
    const api = new URL(given("api") ?? new URL(import.meta.url).origin, document.baseURI).href;
    this.#talk = new Talk(api.replace(/\/+$/, ""), given("partner"), given("resume"), anew);
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
    this.#talk = this.#beginning = null;
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
    this.#keepFocus(() => this.#prepare(true));
    return this.#begin();
  }

  // A turn

  /**
   * One request at a time; true when an answer came.
   * @param {(talk: Talk) => Promise<Answer>} asking
   * @param {(answer: Answer) => void} onAnswer
   * @param {() => unknown} again
   * @param {string} unreachable said when no answer came
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
    // Somebody may be quicker than the opening.
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

  /** What was typed after it stays. @param {string} sent */
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
   * @param {unknown} messages
   * @param {boolean} [chosen] said by a tap
   */
  #show(messages, chosen = true) {
    const { log } = this.#parts;
    const before = log.lastElementChild;
    let pinned = false;
    for (const message of list(messages)) {
      const [kind, text, visitor] = [words(message.kind), words(message.text), message.from === "visitor"];
      if (!kind) continue;
      if (visitor) {
        markAnswered(log, chosen ? text : null);
        this.#foldSafety(true);
      }
      if (kind === "safety") {
        pinned = true;
        this.#showSafety(message);
      } else log.append(visitor ? fromVisitor(text) : fromAssistant(message, (said) => this.#say(said), this.#talk?.base ?? "") || "");
      this.#tell("wegwijs:message", { from: visitor ? "visitor" : "assistant", kind });
    }
    // Beside a pinned card there is room for the last question only.
    this.#reveal(pinned ? log.lastElementChild : before?.nextElementSibling);
  }

  /** Bring the beginning of something new into view. @param {Element | null} [part] */
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
    const fold = button(T.fold, "quiet", () => this.#foldSafety(!safety.matches(".folded")));
    safety.hidden = false;
    safety.replaceChildren(alert, calls, more || "", fold);
    // An alert is read out when it is there first and filled then.
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
    this.#show(refused?.problem.messages);
    if (ended) {
      this.#ended = true;
      this.#showUnderstood(undefined);
      this.#tell("wegwijs:ended", { reason: "expired" });
    }
    const title = words(refused?.problem.title) || (ended ? T.ended : T.notSent);
    const detail = words(refused?.problem.detail) || (ended ? T.endedDetail : navigator.onLine ? unreachable : T.offline);
    const canRetry = !refused || !NOT_FOR_ANOTHER_TRY.includes(refused.status);
    const place = this.#parts.error;
    place.replaceChildren(bold(title), h("p", {}, detail));
    if (ended) place.append(button(T.anew, "send", () => this.#anew()));
    else if (canRetry) place.append(button(T.again, "send", again), h("p", {}, T.callSomeone), helpLines(HELP_LINES.slice(0, 2)) || "");
    this.#reveal(place);
  }

  // Erasing

  async #erase() {
    const { eraseError, error, input } = this.#parts;
    try {
      await this.#talk?.erase();
    } catch (problem) {
      if (!(problem instanceof Closed)) eraseError.textContent = T.eraseFailed;
      return;
    }
    this.#prepare(true);
    this.#ended = true;
    input.value = "";
    this.#onInput();
    error.replaceChildren(bold(T.erased), button(T.anew, "send", () => this.#anew()));
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
    // The focus stays in the field, so that a phone keeps its keyboard.
    p.send.addEventListener("mousedown", (event) => event.preventDefault());
    p.input.addEventListener("input", () => this.#onInput());
    p.input.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      p.form.requestSubmit();
    });
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
    // As tall as what was typed.
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
   * When a change takes away what had the focus, the talk gets it.
   * @param {() => void} change
   */
  #keepFocus(change) {
    const focused = this.shadowRoot?.activeElement;
    change();
    if (focused && this.shadowRoot?.activeElement !== focused) this.#parts.scroll.focus({ preventScroll: true });
  }

  /** @type {Tell} */
  #tell = (name, detail) => void this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
