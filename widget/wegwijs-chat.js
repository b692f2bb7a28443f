// Registers <wegwijs-chat>. Put on a page with: <script type="module" src="https://…/widget/wegwijs-chat.js"></script>

import { WegwijsChat } from "./element.js";

if (!customElements.get("wegwijs-chat")) customElements.define("wegwijs-chat", WegwijsChat);

export { WegwijsChat };
