// Where the talk stands: in the page, in a bubble that opens, or as a whole page; and the room that a phone leaves it.

import { h, icon } from "./dom.js";
import { SIGNPOST } from "./icons.js";
import { recall, remember } from "./memory.js";
import * as T from "./words.js";

const SMALL = "(max-width: 30rem), (max-height: 28rem)"; // here an open bubble fills the screen
const LOW = 20.7; // heights of a letter; below it all of the chat scrolls
const OPEN = "wegwijs open";

/** The place of the chat. */
export class Shell {
  root = h("div", { class: "place", lang: "nl", dir: "ltr" });
  bubble = false;
  #chat;
  #talk;
  #on;
  #label = h("span", {}, T.launch);
  #launcher = h("button", { type: "button", class: "launcher", "aria-haspopup": "dialog", click: () => this.open() }, icon(SIGNPOST), this.#label);
  #dialog = h("dialog", { class: "window", "aria-labelledby": "heading" });
  #opened = false;
  #small = matchMedia(SMALL);
  #dark = matchMedia("(prefers-color-scheme: dark)");
  /** @type {string | null} */
  #locked = null;

  /**
   * @param {HTMLElement} chat
   * @param {HTMLElement} talk the part of it that scrolls; it gets the focus when a bubble opens
   * @param {{ opened(): unknown, closed(): unknown }} on what is told of a bubble
   */
  constructor(chat, talk, on) {
    this.#chat = chat;
    this.#talk = talk;
    this.#on = on;
    // The button 'back' of a phone closes a window that fills the screen.
    this.#dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.close();
    });
    this.#dialog.addEventListener("close", () => this.#dialog.open || this.close());
    this.set(null, null);
  }

  /** Whether the talk is in sight. */
  get opened() {
    return !this.bubble || this.#opened;
  }

  /**
   * @param {string | null} mode
   * @param {string | null} theme
   */
  set(mode, theme) {
    const bubble = mode === "bubble";
    const { root } = this;
    root.dataset.mode = bubble || mode === "page" ? mode : "inline";
    root.dataset.theme = theme ?? "";
    this.#paint();
    if (root.hasChildNodes() && bubble === this.bubble) return;
    this.#hide();
    this.bubble = bubble;
    // In a window the chat is no landmark of its own: the window has its name.
    if (bubble) this.#chat.removeAttribute("aria-labelledby");
    else this.#chat.setAttribute("aria-labelledby", "heading");
    if (bubble) this.#dialog.append(this.#chat);
    root.replaceChildren(...(bubble ? [this.#launcher, this.#dialog] : [this.#chat]));
  }

  /** The element stands on a page. */
  connect() {
    this.#listen("addEventListener");
    this.#paint();
    this.fit();
  }

  /** A bubble that was open in this tab is open again, and leaves the focus alone. */
  restore() {
    if (!this.opened && recall(OPEN)) this.#show();
  }

  /** It is taken away. */
  disconnect() {
    this.#listen("removeEventListener");
    this.#hide();
  }

  /** Open the bubble and go there. */
  open() {
    if (this.opened) return;
    remember(OPEN, "1");
    this.#show();
    this.#talk.focus({ preventScroll: true });
    this.#on.opened();
  }

  /** Close the bubble; the focus goes back to its button when it was inside. */
  close() {
    if (!this.bubble || !this.#opened) return;
    const inside = this.#dialog.contains(this.#focused);
    remember(OPEN, "");
    this.#hide();
    if (inside) this.#launcher.focus();
    this.#on.closed();
  }

  /**
   * What the button of a closed bubble says.
   * @param {string} label
   * @param {boolean} [alarm]
   */
  say(label, alarm = false) {
    this.#label.textContent = label;
    this.#launcher.classList.toggle("alarm", alarm);
  }

  get #focused() {
    return /** @type {ShadowRoot} */ (this.root.getRootNode()).activeElement;
  }

  #show() {
    this.#opened = true;
    this.#launcher.hidden = true;
    // What fills the screen keeps the focus inside; beside the page one can walk in and out.
    if (this.#small.matches) {
      this.#dialog.showModal();
      this.#locked ??= document.documentElement.style.overflow;
      document.documentElement.style.overflow = "hidden";
    } else this.#dialog.setAttribute("open", "");
    this.fit();
  }

  #hide() {
    this.#opened = false;
    this.#dialog.close();
    this.#launcher.hidden = false;
    if (this.#locked !== null) document.documentElement.style.overflow = this.#locked;
    this.#locked = null;
  }

  /** @param {"addEventListener" | "removeEventListener"} doing */
  #listen(doing) {
    visualViewport?.[doing]("resize", this.fit);
    visualViewport?.[doing]("scroll", this.fit);
    this.#small[doing]("change", this.#turn);
    this.#dark[doing]("change", this.#paint);
  }

  /** The screen became small or large. */
  #turn = () => {
    if (!this.bubble || !this.#opened) return;
    const focused = this.#focused;
    this.#hide();
    this.#show();
    if (focused instanceof HTMLElement) focused.focus({ preventScroll: true });
  };

  /** As tall as what the keyboard of a phone leaves free. Somebody who zooms in with two fingers changes nothing. */
  fit = () => {
    const view = visualViewport;
    if (!view?.height || view.scale > 1.05) return;
    const { style, classList } = this.root;
    const before = this.#talk.clientHeight;
    style.setProperty("--view", `${view.height}px`);
    style.setProperty("--shift", `${view.offsetTop}px`);
    const { clientHeight } = document.documentElement;
    classList.toggle("typing", view.height < clientHeight * 0.8);
    classList.toggle("low", clientHeight < LOW * parseFloat(getComputedStyle(this.#chat).fontSize));
    // What stood above the field stays there.
    this.#talk.scrollTop += Math.max(0, before - this.#talk.clientHeight);
    if (this.root.matches("[data-mode=inline].typing:focus-within")) {
      this.#chat.scrollIntoView({ behavior: "instant" });
      scrollBy({ top: -view.offsetTop, behavior: "instant" });
    }
  };

  /** Dark for who wants that; in the style of the page only when the page is dark, with light letters. */
  #paint = () => {
    const { classList, dataset, isConnected } = this.root;
    let dark = this.#dark.matches;
    if (isConnected && dataset.theme === "huisstijl") {
      const { color } = getComputedStyle(/** @type {ShadowRoot} */ (this.root.getRootNode()).host);
      dark = (color.match(/\d+/g) ?? []).slice(0, 3).every((part) => Number(part) > 127);
    }
    classList.toggle("dark", dark);
  };
}
