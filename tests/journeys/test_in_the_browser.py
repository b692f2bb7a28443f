"""A whole talk in a real browser, from the page to suggestions, by typing, by tapping and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.journeys.product import Product
from tests.widget.acting import field, focused, log, say

pytestmark = pytest.mark.journey

PHONE, DESK = {"width": 360, "height": 640}, {"width": 1280, "height": 800}
SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])

Open = Callable[[dict[str, int]], Page]


@pytest.fixture
def open_page(browser: Browser, product: Product) -> Iterator[Open]:
    """Opens the page of the information point; no script error may occur and nothing else may be asked for."""
    wrong: list[str] = []
    contexts = []

    def open_it(size: dict[str, int]) -> Page:
        context = browser.new_context(viewport={"width": size["width"], "height": size["height"]}, locale="nl-NL")
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda asked: None if asked.url.startswith(product.address) else wrong.append(asked.url))
        page.goto(f"{product.address}/")
        expect(log(page).get_by_text("Hoe gaat het met je?")).to_be_visible()
        return page

    yield open_it
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert wrong == []


def answered(page: Page, before: int) -> None:
    """Wait for the answer to what was just said."""
    expect(log(page).locator(".item").nth(before + 1)).to_be_attached()
    expect(page.get_by_text("Wegwijs denkt na…")).to_have_count(0)


def tell(page: Page, words: str) -> None:
    """Type something and wait for the answer."""
    before = log(page).locator(".item").count()
    say(page, words)
    answered(page, before)


def tap(page: Page, label: str) -> None:
    """Tap the button that was offered last under this label and wait for the answer."""
    before = log(page).locator(".item").count()
    page.get_by_role("button", name=label, exact=True).last.click()
    answered(page, before)


def whole_talk(page: Page) -> None:
    """Somebody who cares for a husband with dementia, until there are suggestions."""
    tap(page, "Niet zo goed")
    tell(page, "Mijn man heeft dementie en ik zorg voor hem, dag en nacht. Ik ben doodmoe.")
    for answer in ("Het is te veel", "Nee", "Iemand die de zorg even overneemt", "Ik zorg voor iemand"):
        offered = page.get_by_role("button", name=answer, exact=True)
        if offered.count() and offered.last.get_attribute("aria-disabled") != "true":
            tap(page, answer)
    if not suggestions(page):
        tell(page, "Ik woon in Harderwijk")
    assert suggestions(page), f"no suggestions\n{log(page).inner_text()}"


def suggestions(page: Page) -> int:
    """How many cards are on the page: each tells why."""
    return log(page).get_by_text("Waarom dit").count()


def clean(page: Page) -> None:
    """axe finds nothing to complain about."""
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


@SIZES
def test_from_the_page_to_suggestions_by_typing_and_tapping(
    open_page: Open, tmp_path: Path, size: dict[str, int]
) -> None:
    page = open_page(size)
    clean(page)
    whole_talk(page)
    clean(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.screenshot(path=tmp_path / f"talk-{size['width']}.png")
    panel = page.get_by_text("Dit heb ik begrepen", exact=True)
    panel.click()
    expect(page.locator("details").get_by_text("dementie")).to_be_visible()
    clean(page)
    page.screenshot(path=tmp_path / f"understood-{size['width']}.png")


def test_a_danger_in_the_browser_pins_the_numbers_and_the_talk_goes_on(open_page: Open, tmp_path: Path) -> None:
    page = open_page(PHONE)
    say(page, "ik wil niet meer leven")
    pinned = page.get_by_role("region", name="Hulp voor nu")
    expect(pinned.get_by_role("link", name="Bel 113")).to_be_visible()
    clean(page)
    page.screenshot(path=tmp_path / "danger-360.png")
    tell(page, "ik wil met een psycholoog praten")
    expect(pinned).to_be_attached()
    expect(field(page)).to_be_in_viewport()


def test_from_the_page_to_suggestions_with_the_keyboard_alone(open_page: Open) -> None:
    page = open_page(DESK)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # 'Naar het gesprek'
    for _ in range(20):
        if focused(page).startswith("textarea"):
            break
        page.keyboard.press("Tab")
    assert focused(page).startswith("textarea"), "the field cannot be reached with Tab"
    for words in (
        "Ik heb zelf long covid en ik woon in Rotterdam. Ik zoek lotgenoten.",
        "nee, niet genoeg hulp",
        "lotgenoten",
        "over mezelf",
        "Rotterdam",
    ):
        if suggestions(page):
            break
        before = log(page).locator(".item").count()
        page.keyboard.type(words)
        page.keyboard.press("Enter")
        answered(page, before)
        assert focused(page).startswith("textarea"), "the focus left the field"
    assert suggestions(page), f"no suggestions\n{log(page).inner_text()}"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "button Spreek", f"speaking stands before the field, not {focused(page)}"
    page.keyboard.press("Shift+Tab")
    assert focused(page) == "button Ik ben klaar", f"from there back to the last choice, not {focused(page)}"
    before = log(page).locator(".item").count()
    page.keyboard.press("Enter")
    answered(page, before)


def test_erasing_in_the_browser_leaves_nothing_on_the_page(open_page: Open) -> None:
    page = open_page(PHONE)
    tell(page, "mijn browserwoord is dat ik zo moe ben")
    page.get_by_role("button", name="Menu").click()
    page.get_by_role("button", name="Wis mijn gesprek", exact=True).click()
    page.get_by_role("button", name="Ja, wis mijn gesprek").click()
    expect(page.get_by_text("Je gesprek is gewist.")).to_be_visible()
    expect(page.get_by_text("browserwoord")).to_have_count(0)
    # What stays is what the service says of this website; nothing of the talk, and nothing beyond the tab.
    kept = page.evaluate("[...Object.keys(sessionStorage), ...Object.keys(localStorage)]")
    assert [name for name in kept if not name.endswith(" site")] == []
    assert "browserwoord" not in page.evaluate("JSON.stringify(sessionStorage)")
