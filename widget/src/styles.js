// The look, as one sheet for all elements on a page. A sheet made in code needs no 'unsafe-inline'.

import css from "./styles.css";

export const sheet = new CSSStyleSheet();
sheet.replaceSync(css);

/** Beside it: nothing is to be seen, whatever the page says. */
export const nowhere = new CSSStyleSheet();
nowhere.replaceSync(":host{display:none!important}");
