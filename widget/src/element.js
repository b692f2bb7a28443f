// The custom element: it listens to the visitor, asks the talk, and shows what comes back.

import { Closed } from "./api.js";
import { Site } from "./config.js";
import { bold, button, fill, onlyOnce, words } from "./dom.js";
import { frame } from "./frame.js";
import { letters } from "./letters.js";
import { Lookout, onSight } from "./lookout.js";
import { people } from "./people.js";
import { learn } from "./pictograms.js";
import { privacyNotice } from "./privacy.js";
import { Shell } from "./shell.js";
import { nowhere, sheet } from "./styles.js";
import { Talk } from "./talk.js";
import { Telling } from "./telling.js";
import { troubleOf, troubleParts } from "./trouble.js";
import * as T from "./words.js";

/** @import { Answer, Said, Tell } from "./types.d.ts" */

const SLOW_AFTER = 6_000; // ms before it is said that it takes longer
const LATE = 2_000; // ms between two looks for an answer that was under way when the page went
const LATE_LOOKS = 8;
const FRESH = 1_000; // ms in which the talk is not asked for again

/** `<wegwijs-chat api partner heading resume mode theme paths>` (README.md); its events stand in types.d.ts. */
export class WegwijsChat extends HTMLElement {
  static observedAttributes = ["api", "partner", "heading", "resume", "mode", "theme"];

  #parts = frame({
    say: (text) => this.#say({ text }),
    choose: (said) => this.#say(said),
    erase: () => this.#erase(),
    close: () => this.close(),
  });
  #shell = new Shell(this.#parts.root, this.#parts.scroll, {
    opened: () => this.#opened(),
    closed: () => {
      this.#parts.voice.stop();
      this.#tell("wegwijs:close", null);
    },
  });
  #telling = new Telling(this.#parts, this.#shell, (said) => this.#say(said), (...told) => this.#tell(...told));
  #site = new Site(() => this.#configured());
  #lookout = new Lookout(() => this.#site.ask());
  #noSight = () => {};
  #fresh = 0;
  /** @type {Talk | null} */
  #talk = null;
  #busy = false;
  /** @type {Promise<boolean> | null} */
  #beginning = null;
  #ready = false;
  #ended = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #slowTimer;

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [sheet];
    root.append(this.#shell.root);
    this.#parts.menu.append(letters(this.#shell.root, this.#shell.fit));
    this.#shell.root.addEventListener("keydown", (event) => this.#onKey(event));
    this.#shell.root.addEventListener("click", onlyOnce, true);
  }

  connectedCallback() {
    document.addEventListener("pointerdown", this.#parts.panels.close);
    this.#look();
    this.#parts.voice.connect(true);
    this.#shell.connect();
    this.#noSight = onSight((seen) => this.#turned(seen));
    this.#start();
  }

  disconnectedCallback() {
    document.removeEventListener("pointerdown", this.#parts.panels.close);
    this.#shell.disconnect();
    this.#parts.voice.connect(false);
    this.#noSight();
    this.#site.disconnect();
    this.#leave();
  }

  /**
   * @param {string} name
   * @param {string | null} before
   * @param {string | null} now
   */
  attributeChangedCallback(name, before, now) {
    if (!this.#talk || before === now) return;
    if (["heading", "mode", "theme"].includes(name)) this.#look();
    else this.#start();
  }

  /** Open the bubble; the other modes are always open. */
  open() {
    this.#shell.open();
  }

  /** Close the bubble; the talk stays. */
  close() {
    this.#shell.close();
  }

  // How it stands on the page

  /** @param {string} name */
  #given(name) {
    return this.getAttribute(name)?.trim() || null;
  }

  get #service() {
    const api = new URL(this.#given("api") ?? new URL(import.meta.url).origin, document.baseURI).href;
    return api.replace(/\/+$/, "");
  }

  /** What is known about this website changed. */
  #configured() {
    const { config, on } = this.#site;
    const root = /** @type {ShadowRoot} */ (this.shadowRoot);
    const { privacy, help } = this.#parts;
    learn(config.pictograms, this.#parts.log);
    this.#telling.named(config.titles);
    fill(privacy, ...privacyNotice(config, this.#service));
    fill(help, bold(T.helpTitle), ...people(config));
    const changed = on === root.adoptedStyleSheets.includes(nowhere);
    root.adoptedStyleSheets = on ? [sheet] : [sheet, nowhere];
    this.#look();
    if (on || !changed) return;
    this.close();
    this.#tell("wegwijs:off", null);
  }

  /** An attribute goes before the registry. */
  #look() {
    // As long as nobody knows whether it is on here, it keeps its place and shows nothing.
    this.#shell.root.style.visibility = this.#site.on === null ? "hidden" : "";
    this.#shell.set(this.#given("mode"), this.#given("theme") ?? words(this.#site.config.theme));
    this.#parts.heading.textContent = this.#given("heading") ?? (words(this.#site.config.heading) || T.heading);
    if (this.#talk) this.#beginInSight();
  }

  /** The visitor opened the bubble. */
  #opened() {
    this.#tell("wegwijs:open", null);
    this.#shell.say(T.goOn);
    this.#beginInSight();
    this.#telling.opened();
  }

  // The beginning and the end

  #start() {
    this.#prepare();
    const { input, typed } = this.#parts.composer;
    input.value ||= this.#talk?.takeDraft() ?? "";
    typed();
    this.#shell.say(this.#talk?.begun ? T.goOn : T.launch);
    this.#site.connect(this.#service, this.#given("partner"), this.#given("mode"), this.hasAttribute("paths"));
    this.#look();
  }

  /** A talk in sight begins; behind the button of a bubble it waits. */
  #beginInSight() {
    if (!this.#site.on || this.#ended) return;
    this.#shell.restore();
    if (!this.#shell.opened) this.#isReady();
    else if (!this.#beginning) this.#begin();
  }

  #isReady() {
    if (!this.#ready) this.#tell("wegwijs:ready", null);
    this.#ready = true;
  }

  /**
   * An empty page and a talk that has not begun here, or goes on.
   * @param {boolean} [anew] whatever was said before
   */
  #prepare(anew) {
    this.#leave();
    this.#telling.service = this.#service;
    this.#talk = new Talk(this.#service, this.#given("partner"), this.#given("resume"), anew);
    const { log, error, safety, erase } = this.#parts;
    for (const place of [log, error]) place.replaceChildren();
    safety.clear();
    this.#ended = false;
    this.#telling.understood(undefined);
    erase.dialog.close();
  }

  #leave() {
    this.#parts.voice.stop();
    this.#talk?.close();
    this.#lookout.stop();
    this.#talk = this.#beginning = null;
    this.#wait(false);
  }

  /** @param {(byItself?: boolean) => unknown} again when it fails */
  #begin(again = () => this.#begin()) {
    const goesOn = this.#talk?.begun;
    const { composer } = this.#parts;
    this.#beginning = this.#ask(
      (talk) => talk.begin(),
      (answer) => {
        this.#telling.all(answer.messages, goesOn);
        this.#isReady();
        if (!goesOn) return;
        // What was under way when the page went away arrived.
        const last = answer.messages.filter(({ from }) => from === "visitor").at(-1);
        if (last && words(last.text) === composer.input.value.trim()) composer.sent(words(last.text));
        this.#awaitAnswer();
      },
      again,
    );
    return this.#beginning;
  }

  #anew() {
    this.#telling.keepFocus(() => this.#prepare(true));
    return this.#begin();
  }

  // A turn

  /**
   * One request at a time; true when an answer came.
   * @param {(talk: Talk) => Promise<Answer>} asking
   * @param {(answer: Answer) => void} onAnswer
   * @param {(byItself?: boolean) => unknown} again
   */
  async #ask(asking, onAnswer, again) {
    const talk = this.#talk;
    if (!talk || this.#busy) return false;
    this.#parts.voice.stop();
    this.#telling.keepFocus(() => this.#parts.error.replaceChildren());
    this.#wait(true);
    try {
      const answer = await asking(talk);
      this.#wait(false);
      this.#lookout.stop();
      this.#fresh = Date.now();
      onAnswer(answer);
      this.#telling.understood(answer.understood);
      return true;
    } catch (error) {
      if (error instanceof Closed || talk !== this.#talk) return false;
      this.#wait(false);
      this.#fail(error, again);
      return false;
    }
  }

  /** @param {Said} said */
  async #say(said) {
    // Somebody may be quicker than the opening.
    await this.#beginning;
    if (this.#busy) return false;
    if (this.#ended && !(await this.#anew())) return false;
    const { composer, error, voice } = this.#parts;
    /** @param {boolean} [byItself] */
    const again = (byItself) => {
      const typed = composer.input.value.trim();
      if (!("text" in said) || typed.startsWith(said.text)) this.#say(said);
      // What is written anew is the visitor's to send.
      else if (byItself) this.#telling.keepFocus(() => error.replaceChildren());
      else this.#say(typed ? { text: typed } : said);
    };
    if (!this.#talk?.begun && !(await this.#begin(again))) return false;
    const label = "text" in said ? said.text : said.label;
    return this.#ask(
      (talk) => talk.say(said),
      (answer) => {
        if ("text" in said) composer.sent(said.text);
        this.#telling.more([{ kind: "text", from: "visitor", text: label }, ...answer.messages], "choice" in said);
        voice.answered();
      },
      again,
    );
  }

  /** @param {boolean} waiting */
  #wait(waiting) {
    const { status, scroll, composer } = this.#parts;
    this.#busy = waiting;
    clearTimeout(this.#slowTimer);
    status.textContent = waiting ? T.thinking : "";
    composer.send.setAttribute("aria-disabled", String(waiting));
    if (waiting) this.#slowTimer = setTimeout(() => (status.textContent = T.slow), SLOW_AFTER);
    if (waiting) scroll.scrollTop = scroll.scrollHeight;
  }

  /**
   * @param {unknown} error
   * @param {(byItself?: boolean) => unknown} again
   */
  #fail(error, again) {
    const { error: place, log, composer } = this.#parts;
    const trouble = troubleOf(error);
    this.#telling.more(trouble.problem.messages);
    if (trouble.ended) {
      this.#ended = true;
      this.#telling.understood(undefined);
      this.#tell("wegwijs:ended", { reason: "expired" });
    }
    this.#tell("wegwijs:trouble", { status: trouble.status });
    const here = {
      typed: composer.input.value.trim() !== "",
      config: this.#site.config,
      service: this.#service,
      // In the middle of a talk a few are enough; all are behind 'Nu hulp nodig?'.
      most: log.hasChildNodes() ? 2 : undefined,
    };
    fill(place, ...troubleParts(trouble, here, () => again(), () => this.#anew()));
    if (trouble.waits) this.#lookout.expect(() => again(true));
    this.#telling.reveal(place);
  }

  // Coming back

  /** The page came in sight or went out of it. @param {boolean} seen */
  #turned(seen) {
    this.#talk?.keepDraft(seen ? "" : this.#parts.composer.input.value);
    if (seen && !this.#lookout.now()) this.#refresh();
  }

  /** What was said in another tab is told here too. */
  async #refresh() {
    const talk = this.#talk;
    if (!talk?.begun || !this.#beginning || this.#busy || Date.now() - this.#fresh < FRESH) return;
    this.#fresh = Date.now();
    try {
      const found = await talk.news();
      if (!found?.messages.length || talk !== this.#talk) return;
      if (found.anew) this.#telling.all(found.messages, true);
      else this.#telling.more(found.messages);
      this.#telling.understood(found.understood);
    } catch (error) {
      // It is gone; anything else is told when there is something to say.
      if (talk === this.#talk && !talk.begun && !this.#busy) this.#fail(error, () => this.#anew());
    }
  }

  /** An answer may have been under way when the page went away. */
  async #awaitAnswer() {
    const talk = this.#talk;
    const { status, error } = this.#parts;
    const waits = () => talk === this.#talk && !this.#busy && talk?.unanswered;
    for (let look = 0; waits() && look < LATE_LOOKS; look++) {
      status.textContent = T.thinking;
      await new Promise((resolve) => setTimeout(resolve, LATE));
      if (waits()) await this.#refresh();
    }
    if (talk !== this.#talk || this.#busy) return;
    status.textContent = "";
    if (talk?.unanswered) fill(error, bold(T.noAnswer));
  }

  // Erasing

  async #erase() {
    const { erase, error, composer } = this.#parts;
    try {
      await this.#talk?.erase();
    } catch (problem) {
      if (!(problem instanceof Closed)) erase.failed();
      return;
    }
    this.#prepare(true);
    this.#ended = true;
    composer.sent();
    error.replaceChildren(bold(T.erased), button(T.anew, "send", () => this.#anew()));
    this.#tell("wegwijs:ended", { reason: "erased" });
  }

  // Keys and focus

  /** Escape closes what is on top. @param {KeyboardEvent} event */
  #onKey(event) {
    if (event.key !== "Escape" || event.isComposing || this.#shell.root.querySelector("dialog.card[open]")) return;
    const opener = this.#parts.panels.close();
    if (!opener && !(this.#shell.bubble && this.#shell.opened)) return;
    if (opener) opener.focus();
    else this.close();
    event.preventDefault();
    event.stopPropagation();
  }

  /** @type {Tell} */
  #tell = (name, detail) => void this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true }));
}
