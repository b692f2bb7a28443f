"""On a page that does everything to spoil it the chat works and can be read, and it leaves the page as it was."""

from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.embedding.acting import begun, open_bubble, tell
from tests.embedding.conftest import Embedded, Visit
from web.partner_desk.snippet import Mode

pytestmark = pytest.mark.journey

STYLES = """<style>
  * { font: italic 4px/0.2 fantasy !important; letter-spacing: 1em !important; word-spacing: 3em !important;
      text-transform: uppercase !important; text-align: right !important; text-indent: -400px !important;
      text-shadow: 0 0 9px red !important; color: #ff0 !important; white-space: pre !important;
      direction: rtl !important; cursor: none !important; user-select: none !important;
      pointer-events: none !important; list-style: square !important;
      box-sizing: content-box !important; quotes: none !important; hyphens: auto !important; zoom: 1 !important; }
  div, section, form, button, textarea, p, ul, dialog, svg { display: none !important; position: absolute !important;
      left: -9999px !important; opacity: 0 !important; background: #ff0 !important; }
  :focus { outline: none !important; }
  .chat, .place, .log, .item, #input, #talk, #menu, #help { visibility: hidden !important; }
  ::part(chat), ::part(input) { display: none !important; }
</style>"""
"""Rules that a careless page has, all at once."""
GLOBALS = """<script>
  // Names and ids that our own script might lean on.
  for (const name of ["h", "T", "log", "input", "talk", "sheet", "list", "button", "status", "name", "WegwijsChat"])
    window[name] = "van de website";
  // Old libraries that change what everybody shares.
  Object.prototype.each = function () { throw new Error("Object.prototype.each"); };
  Array.prototype.last = function () { return this[this.length - 1]; };
  Array.prototype.toJSON = function () { return "geen lijst"; };
  Array.from = () => [];
  String.prototype.strip = function () { return this; };
  Function.prototype.bind = function () { return () => { throw new Error("bind"); }; };
  Element.prototype.remove = function () { throw new Error("remove"); };
  Element.prototype.matches = () => false;
  // A tracker that stands between, and libraries that want to be the only one.
  const ask = window.fetch;
  window.fetch = function (...given) { window.tracked = String(given[0]); return ask.apply(window, given); };
  window.Promise.prototype.finally = undefined;
  window.$ = window.jQuery = window._ = () => { throw new Error("$"); };
  window.define = Object.assign(() => { throw new Error("define"); }, { amd: {} });
  window.module = window.exports = window.process = Object.freeze({});
  window.onerror = () => true;
  document.addEventListener("keydown", (event) => event.key === "Tab" && (window.tabs = (window.tabs || 0) + 1));
</script>"""
PARTS_OF_THE_PAGE = '<p id="input">Invoer</p><p id="log">Logboek</p><form id="talk"><input name="menu"></form>'


def looks(page: Page) -> dict[str, Any]:
    """How the field and a message look to a visitor."""
    found: dict[str, Any] = page.evaluate(
        """() => {
            const root = document.querySelector("wegwijs-chat").shadowRoot;
            const [field, item] = [root.querySelector("textarea"), root.querySelector(".item")];
            const style = getComputedStyle(item);
            const { width, height } = field.getBoundingClientRect();
            return {
                size: parseFloat(style.fontSize), line: parseFloat(style.lineHeight) / parseFloat(style.fontSize),
                spacing: [style.letterSpacing, style.wordSpacing], transform: style.textTransform,
                direction: style.direction, indent: style.textIndent, shadow: style.textShadow, italic: style.fontStyle,
                white: style.whiteSpace, select: style.userSelect, field: [width, height],
            };
        }"""
    )
    return found


@pytest.mark.parametrize("mode", ["inline", "bubble"])
def test_hostile_styles_do_not_reach_the_chat(embedded: Embedded, visit: Visit, mode: Mode) -> None:
    # What hides everything on a page hides an element that it does not know too: that is the page's own choice.
    embedded.put(f"/lelijk-{mode}", PARTS_OF_THE_PAGE + embedded.snippet(mode).code, head=STYLES)
    page = visit(f"/lelijk-{mode}")
    if mode == "bubble":
        open_bubble(page)
    begun(page)
    tell(page, "Ik ben de laatste tijd zo moe.")
    seen = looks(page)
    assert seen["size"] >= 16
    assert seen["line"] >= 1.2
    assert seen["spacing"] == ["normal", "0px"]
    assert seen["field"][0] >= 150
    assert seen["field"][1] >= 40
    plain = ("transform", "direction", "indent", "shadow", "italic")
    assert [seen[name] for name in plain] == ["none", "ltr", "0px", "none", "normal"]
    assert seen["select"] != "none"
    found = Axe().run(page, context="wegwijs-chat")
    assert found.violations_count == 0, found.generate_report()


def test_hostile_scripts_do_not_break_the_chat(embedded: Embedded, visit: Visit) -> None:
    embedded.put("/druk", PARTS_OF_THE_PAGE + embedded.snippet("inline").code, head=GLOBALS)
    page = visit("/druk")
    begun(page)
    tell(page, "Ik zorg voor mijn moeder en ik ben zo moe.")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Wis mijn gesprek", exact=True).click()
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Je gesprek is gewist.")).to_be_visible()


def test_the_page_stays_as_it_was(embedded: Embedded, visit: Visit) -> None:
    embedded.put("/netjes", "<main>van de website</main>")
    embedded.put("/met-chat", "<main>van de website</main>" + embedded.snippet("bubble").code)
    names = "Object.getOwnPropertyNames(window).filter((name) => isNaN(name) && name !== 'told').sort()"
    outside = "[document.head.innerHTML, document.documentElement.outerHTML.split('<main>')[0], document.title]"
    without = visit("/netjes")
    with_chat = visit("/met-chat")
    open_bubble(with_chat)
    begun(with_chat)
    with_chat.keyboard.press("Escape")
    expect(with_chat.get_by_role("log")).to_have_count(0)
    assert with_chat.evaluate(names) == without.evaluate(names)
    assert with_chat.evaluate(outside) == without.evaluate(outside)
