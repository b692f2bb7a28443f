// What is told in the talk: the log, the card above it, and what was understood.

import { list, words } from "./dom.js";
import { fromAssistant, fromVisitor, markAnswered, understoodRows } from "./kinds.js";
import * as T from "./words.js";

/** @import { frame } from "./frame.js" */
/** @import { Shell } from "./shell.js" */
/** @import { Answer, OnChoice, Tell } from "./types.d.ts" */

const QUIET = 500; // ms in which what was heard before is put back

/** Shows what comes from the service. */
export class Telling {
  /** Address of the service. */
  service = "";
  /** What a visitor calls the labels of the service. @type {unknown} */
  #titles;
  /** @type {Answer["understood"]} */
  #understood;
  #parts;
  #shell;
  #choose;
  #tell;
  /** What came while the bubble was closed. @type {Element | null | undefined} */
  #unseen = null;

  /**
   * @param {ReturnType<typeof frame>} parts
   * @param {Shell} shell
   * @param {OnChoice} choose
   * @param {Tell} tell
   */
  constructor(parts, shell, choose, tell) {
    this.#parts = parts;
    this.#shell = shell;
    this.#choose = choose;
    this.#tell = tell;
  }

  /**
   * @param {unknown} messages
   * @param {boolean} [chosen] said by a tap
   */
  more(messages, chosen = true) {
    const { log, safety } = this.#parts;
    const before = log.lastElementChild;
    let pinned = false;
    for (const message of list(messages)) {
      const [kind, text, visitor] = [words(message.kind), words(message.text), message.from === "visitor"];
      if (!kind) continue;
      if (visitor) {
        markAnswered(log, chosen ? text : null);
        safety.fold(true);
      }
      if (kind === "safety") {
        pinned = true;
        if (safety.show(message)) this.#tell("wegwijs:safety", null);
      } else log.append(visitor ? fromVisitor(text) : fromAssistant(message, this.#choose, this.service) || "");
      this.#tell("wegwijs:message", { from: visitor ? "visitor" : "assistant", kind });
    }
    // Beside a pinned card there is room for the last question only.
    const begin = pinned ? log.lastElementChild : before?.nextElementSibling;
    this.reveal(begin, pinned ? safety.root : begin);
    if (this.#shell.opened) return;
    this.#unseen = pinned ? safety.root : begin;
    this.#shell.say(pinned ? T.safety : T.news, pinned);
  }

  /**
   * The whole talk.
   * @param {unknown} messages
   * @param {boolean} [heard] before: it is not read out again
   */
  all(messages, heard) {
    const { log, scroll } = this.#parts;
    if (heard) log.setAttribute("aria-live", "off");
    log.replaceChildren();
    this.more(messages);
    scroll.scrollTop = heard ? scroll.scrollHeight : 0;
    setTimeout(() => log.setAttribute("aria-live", "polite"), QUIET);
  }

  /** The bubble opened: what came meanwhile is in view. */
  opened() {
    const { root } = this.#parts.safety;
    if (this.#unseen === root) root.focus();
    else this.reveal(this.#unseen);
    this.#unseen = null;
  }

  /**
   * Bring the beginning of something new into view.
   * @param {Element | null} [part]
   * @param {Element | null} [low] instead of it on a low screen, where nothing is pinned
   */
  reveal(part, low = part) {
    const { scroll } = this.#parts;
    if (!(part instanceof HTMLElement)) return;
    if (getComputedStyle(scroll).overflowY === "auto") scroll.scrollTop = part.offsetTop - 8;
    // There the page may scroll too; it does so for somebody who is here only.
    else if (this.#focused) low?.scrollIntoView();
  }

  /** @param {Answer["understood"]} understood */
  understood(understood) {
    const { understood: panel, facts } = this.#parts;
    this.#understood = understood;
    const rows = understoodRows(understood, this.#titles, (said) => {
      panel.open = false;
      this.#choose(said);
    });
    this.keepFocus(() => {
      facts.replaceChildren(...rows);
      panel.hidden = rows.length === 0;
    });
  }

  /** What is known about the website changed. @param {unknown} titles */
  named(titles) {
    this.#titles = titles;
    this.understood(this.#understood);
  }

  /**
   * When a change takes away what had the focus, the talk gets it.
   * @param {() => void} change
   */
  keepFocus(change) {
    const focused = this.#focused;
    change();
    if (focused && this.#focused !== focused) this.#parts.scroll.focus({ preventScroll: true });
  }

  get #focused() {
    const root = this.#parts.root.getRootNode();
    return root instanceof ShadowRoot ? root.activeElement : null;
  }
}
