// Runs in each page before anything else: notes when somebody could type, in milliseconds on the clock of the page.
// Usable: the field is there, enabled, on top of what lies at its place, and a letter that is typed stays in it.
// It looks every 4 ms, which is as often as a browser lets a timer run. What it found stands in `window.usableAt`.

(() => {
  const { host, field } = /** @type {{ host: string, field: string }} */ (window.usableWhere);

  const find = () => {
    const outer = document.querySelector(host);
    const root = outer?.shadowRoot ?? outer;
    return root?.querySelector(field);
  };

  /** @param {HTMLElement} input */
  const reachable = (input) => {
    const { x, y, width, height } = input.getBoundingClientRect();
    const root = /** @type {Document | ShadowRoot} */ (input.getRootNode());
    return width > 20 && height > 10 && root.elementFromPoint(x + width / 2, y + height / 2) === input;
  };

  let typedAt = 0;
  const look = () => {
    const input = find();
    if (input && typedAt && input.value === "a") return void (window.usableAt = typedAt);
    typedAt = 0;
    if (input && !input.disabled && !input.readOnly && reachable(input)) {
      const now = performance.now();
      input.focus();
      if (document.execCommand("insertText", false, "a")) typedAt = now;
    }
    setTimeout(look, 4);
  };
  look();
})();
