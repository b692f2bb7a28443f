// The shapes of contract 2 as they come from the service, and the events a website may listen to.
// Fields are `unknown` on purpose: whatever comes over the line is looked at before it is shown.

/** An object from the service before it was looked at: a message, a card, a help line. */
export type Found = Record<string, unknown>;

export interface Understood {
  audience?: unknown;
  condition?: unknown;
  region?: unknown;
  needs?: unknown;
  bouwsteen?: unknown;
}

export interface Answer {
  messages: Found[];
  understood?: Understood;
  token?: unknown;
}

/** A request to the chat API: method, path below /api/v1/, token of the talk, body. */
export type Request = [method: string, path: string, token: string, body?: object];

/** What a visitor does: type a text, or tap on a choice (label: what the button said). */
export type Said = { text: string } | { choice: string; label: string };

/** Words of the visitor are never in an event: the website around the chat has no business with them. */
export interface WegwijsEvents {
  /** A visitor can use it: the talk is there, or the button of a bubble. */
  "wegwijs:ready": CustomEvent<null>;
  /** A bubble opened, and closed. */
  "wegwijs:open": CustomEvent<null>;
  "wegwijs:close": CustomEvent<null>;
  "wegwijs:message": CustomEvent<{ from: "visitor" | "assistant"; kind: string }>;
  "wegwijs:safety": CustomEvent<null>;
  "wegwijs:ended": CustomEvent<{ reason: "erased" | "expired" }>;
  /** The chat does not show itself on this page. */
  "wegwijs:off": CustomEvent<null>;
  /** A request failed: the status of the answer, 0 when none came. */
  "wegwijs:trouble": CustomEvent<{ status: number }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "wegwijs-chat": import("./element.js").WegwijsChat;
  }
  interface HTMLElementEventMap extends WegwijsEvents {}
}

/** What happens when a visitor taps on a choice. */
export type OnChoice = (said: { choice: string; label: string }) => unknown;

/** What the parts of the frame ask for. */
export interface Actions {
  /** Something was typed. */
  say(text: string): unknown;
  /** Something in the menu that is said in the talk. */
  choose: OnChoice;
  /** Erase the talk: the visitor said yes. */
  erase(): unknown;
  /** Close the bubble. */
  close(): unknown;
}

/** What the registry says about this website: GET /api/v1/widget. */
export interface Config {
  name?: unknown;
  on?: unknown;
  theme?: unknown;
  heading?: unknown;
  privacy_url?: unknown;
  only_paths?: unknown;
  not_paths?: unknown;
  information_point?: unknown;
  help_lines?: unknown;
  titles?: unknown;
  pictograms?: unknown;
}

/** Attributes of an element; a function listens to the event of that name. */
export type Attributes = Record<string, string | boolean | null | ((event: any) => unknown)>;

/** What can stand in an element; what is empty is left out. */
export type Child = Node | string | null | false | undefined;

/** Makes an element with attributes, listeners (attributes that are functions) and children; empty ones are left out. */
export type Build = <K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes?: Attributes,
  ...children: Child[]
) => HTMLElementTagNameMap[K];

/** Fires an event that the website around the chat may listen to. */
export type Tell = <K extends keyof WegwijsEvents>(name: K, detail: WegwijsEvents[K]["detail"]) => void;

/** Speech recognition, which TypeScript does not know; what is here is what is used. */
export interface Recognition {
  lang: string;
  interimResults: boolean;
  onresult: ((event: { results: ArrayLike<ArrayLike<{ transcript: string } | undefined>> }) => unknown) | null;
  onerror: ((event: { error: string }) => unknown) | null;
  onend: (() => unknown) | null;
  start(): void;
  stop(): void;
  abort(): void;
}

export interface Recognizer {
  new (): Recognition;
  /** Young, and not in every browser. */
}
