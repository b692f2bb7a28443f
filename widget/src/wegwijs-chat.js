// Registers <wegwijs-chat>; README.md tells how a page uses it.

import { WegwijsChat } from "./element.js";

if (!customElements.get("wegwijs-chat")) customElements.define("wegwijs-chat", WegwijsChat);

export { WegwijsChat };
