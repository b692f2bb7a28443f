"""With the keyboard alone, on a partner's website: from the button in the corner to a contact request that was sent."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.embedding.conftest import Embedded, Visit

pytestmark = pytest.mark.journey

MOST_TABS = 60
_FOCUSED = """() => {
    let [found, inside] = [document.activeElement, false];
    while (found?.shadowRoot?.activeElement) [found, inside] = [found.shadowRoot.activeElement, true];
    if (!found || found === document.body) return "nothing";
    const style = getComputedStyle(found);
    const { width, height, top, bottom } = found.getBoundingClientRect();
    if (inside && (width < 24 || height < 24)) return `too small: ${found.outerHTML.slice(0, 80)}`;
    if (inside && (bottom <= 0 || top >= innerHeight)) return `out of sight: ${found.outerHTML.slice(0, 80)}`;
    if (inside && style.outlineStyle === "none" && style.boxShadow === "none")
        return `not to be seen: ${found.outerHTML.slice(0, 80)}`;
    return `${found.localName} ${found.id || found.getAttribute("aria-label") || found.textContent.trim()}`;
}"""


def focused(page: Page) -> str:
    """What has the focus: its tag and what it is called. In the chat it must be large enough, in sight and marked."""
    found: str = page.evaluate(_FOCUSED)
    for fault in ("too small", "out of sight", "not to be seen"):
        assert not found.startswith(fault), found
    return found


def go_to(page: Page, what: str, key: str = "Tab") -> None:
    """Press Tab, or Shift+Tab, until this has the focus; each stop on the way is looked at too."""
    stops = []
    for _ in range(MOST_TABS):
        stops.append(focused(page))
        if re.search(what, stops[-1]):
            return
        page.keyboard.press(key)
    raise AssertionError(f"the keyboard does not reach {what}: {stops}")


def tell(page: Page, words: str) -> None:
    """Type where one is and press Enter; the focus stays in the field."""
    log = page.get_by_role("log")
    before = log.locator(".item").count()
    page.keyboard.type(words)
    page.keyboard.press("Enter")
    expect(log.locator(".item").nth(before + 1)).to_be_attached()
    expect(page.get_by_text("Wegwijs denkt na…")).to_have_count(0)
    assert focused(page).startswith("textarea"), f"the focus went to {focused(page)}"


def ask_for_contact(context: BrowserContext, page: Page) -> Page:
    """Follow the link to the form, which opens beside the website."""
    with context.expect_page() as opened:
        page.keyboard.press("Enter")
    form = opened.value
    form.wait_for_load_state()
    return form


@pytest.mark.parametrize("width", [360, 1280])
def test_from_the_button_in_the_corner_to_a_sent_request(embedded: Embedded, visit: Visit, width: int) -> None:
    embedded.put("/toetsen", '<p><a href="/agenda">Agenda</a></p>' + embedded.snippet("bubble").code)
    page = visit("/toetsen", viewport={"width": width, "height": 740})
    expect(page.get_by_role("button", name="Vraag hulp")).to_be_visible()
    go_to(page, r"^a Agenda")
    go_to(page, r"^button Vraag hulp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("log").get_by_text("Hoe gaat het met je?")).to_be_visible()
    go_to(page, r"^textarea")
    for words in (
        "Ik heb ms, ik woon in Rotterdam en ik zoek lotgenoten",
        "laat maar zien",
        "ik wil dat iemand mij belt",
    ):
        tell(page, words)
    go_to(page, r"^a .*contact", "Shift+Tab")
    form = ask_for_contact(page.context, page)
    go_to(form, r"^input called$")
    form.keyboard.type("Maria")
    go_to(form, r"^input phone$")
    form.keyboard.type("06 12 34 56 78")
    go_to(form, r"^input consent$")
    form.keyboard.press("Space")
    go_to(form, r"^button .*(Verstuur|Stuur)")
    form.keyboard.press("Enter")
    expect(form.get_by_role("heading", name="Je vraag is verstuurd")).to_be_visible()
    form.close()
    page.bring_to_front()
    go_to(page, r"^a .*contact")
    page.keyboard.press("Escape")
    assert focused(page) == "button Verder praten", "Escape closes the chat and leads back to its button"
    page.keyboard.press("Enter")
    expect(page.get_by_role("log")).to_contain_text("ik wil dat iemand mij belt")
