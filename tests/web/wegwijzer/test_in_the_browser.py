"""In a real browser, on a phone and on a desk, without JavaScript: usable by everybody, by keyboard alone too."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.fake_engine import FakeEngine
from tests.web.wegwijzer.conftest import hears
from web.wegwijzer import words

SIZES = {"phone": {"width": 360, "height": 640}, "desk": {"width": 1280, "height": 800}}
WORDS = words.load()
SHOTS = os.environ.get("WEGWIJS_SHOTS")
"""A folder for pictures of the pages, for who wants to look at them."""

Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, served: str) -> Iterator[Open]:  # noqa: F811
    """Opens the form in a window of its own; what goes wrong in the browser fails the test."""
    wrong: list[str] = []
    contexts = []

    def open_it(size: str, *, script: bool, scheme: Any = "light") -> Page:
        context = browser.new_context(
            viewport=SIZES[size],  # type: ignore[arg-type]
            java_script_enabled=script,
            color_scheme=scheme,
            locale="nl-NL",
        )
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.goto(f"{served}/wegwijzer")
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert wrong == []


def fill(page: Page) -> None:
    """Answers of a carer, with a story that holds danger and a place that nobody knows."""
    page.get_by_label("Niet zo goed").check()
    page.get_by_label("Het is te veel").check()
    page.get_by_label(WORDS.fields.woorden).fill("Ik wil niet meer leven. Wie past er op mijn man?")
    page.get_by_label("Iemand die de zorg even overneemt").check()
    page.get_by_label("Ik zorg voor iemand").check()
    page.get_by_label(WORDS.fields.ziekte).fill("dementie")
    page.get_by_label(WORDS.fields.plaats).fill("Nergenshuizen")


def send(page: Page) -> None:
    page.get_by_role("button", name=WORDS.submit).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS.result.title)


def clean(page: Page) -> None:
    """axe finds nothing to complain about, contrast included."""
    page.wait_for_load_state()  # without its style sheets a page looks otherwise
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


def fits(page: Page) -> None:
    """Nothing sticks out sideways, and everything one taps is large enough."""
    assert page.evaluate("document.documentElement.scrollWidth") <= page.evaluate("window.innerWidth")
    small = page.evaluate(
        """() => [...document.querySelectorAll("button, main a, summary, textarea, input[type=text], label.tick")]
            .filter((part) => part.getBoundingClientRect().height > 0 && part.getBoundingClientRect().height < 44)
            .map((part) => part.textContent || part.id)"""
    )
    assert small == []


def shoot(page: Page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"wegwijzer-{name}.png", full_page=True)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_on_the_form_and_on_its_results(
    open_page: Open, engine: FakeEngine, size: str, scheme: str
) -> None:
    engine.answer = hears({None: {}, "region": {}})
    page = open_page(size, script=True, scheme=scheme)
    for fold in (WORDS.fields.werk, WORDS.fields.liever):
        page.get_by_text(fold).click()
    clean(page)
    fits(page)
    shoot(page, f"form-{size}-{scheme}")
    fill(page)
    send(page)
    page.get_by_text(WORDS.result.more).first.click()
    clean(page)
    fits(page)
    shoot(page, f"result-{size}-{scheme}")


@pytest.mark.parametrize("size", SIZES)
def test_without_javascript_it_works_from_question_to_suggestions_and_back(
    open_page: Open, engine: FakeEngine, size: str
) -> None:
    engine.answer = hears({None: {"needs": ["respijtzorg"]}, "region": {}})
    page = open_page(size, script=False)
    fill(page)
    send(page)
    expect(page.get_by_role("region", name="Hulp voor nu").get_by_role("link", name="Bel 113")).to_be_in_viewport()
    expect(page.get_by_role("region", name=WORDS.result.suggestions).get_by_role("heading", level=3)).to_have_count(3)
    page.get_by_role("link", name=WORDS.result.change).click()
    expect(page.get_by_role("heading", name=WORDS.result.change)).to_be_in_viewport()
    expect(page.get_by_label("Het is te veel")).to_be_checked()
    expect(page.get_by_label(WORDS.fields.plaats)).to_have_accessible_description(
        f"{WORDS.fields.plaats_hint} {WORDS.remarks.plaats}"
    )
    page.get_by_label(WORDS.fields.woorden).fill("")
    page.get_by_label(WORDS.fields.plaats).fill("Ermelo")
    send(page)
    expect(page.get_by_role("region", name="Hulp voor nu")).to_have_count(0)
    expect(page.get_by_role("region", name=WORDS.result.suggestions)).to_contain_text("Ermelo")
    shoot(page, f"near-{size}")


def test_by_keyboard_alone_from_the_first_question_to_the_suggestions(open_page: Open) -> None:
    page = open_page("desk", script=False)
    keys = page.keyboard

    def tab_to(selector: str) -> None:
        for _ in range(60):
            keys.press("Tab")
            if page.locator(f"{selector}:focus").count():
                return
        raise AssertionError(f"the keyboard does not reach {selector}")

    tab_to('[name="hoe"]')
    keys.press("ArrowDown")
    expect(page.locator('[name="hoe"][value="wel"]')).to_be_checked()
    tab_to('[name="waar"][value="overbelasting"]')
    keys.press("Space")
    tab_to('[name="hulp"]')
    keys.press("Space")
    tab_to('[name="nodig"][value="lotgenoten"]')
    keys.press("Space")
    tab_to('[name="over"]')
    keys.press("Space")
    tab_to("#ziekte")
    keys.type("reuma")
    tab_to("button")
    keys.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(WORDS.result.title)
    facts = page.get_by_role("region", name=WORDS.result.understood)
    for said in ("Het gaat wel", "Het is te veel", "Ja, genoeg", "Praten met mensen die dit kennen", "reuma"):
        expect(facts).to_contain_text(said)


def test_on_paper_there_is_no_form_and_every_address_can_be_read(open_page: Open) -> None:
    page = open_page("desk", script=False)
    page.get_by_label("Het is te veel").check()
    send(page)
    page.emulate_media(media="print")
    expect(page.get_by_role("button", name=WORDS.submit)).to_be_hidden()
    expect(page.get_by_role("heading", name=WORDS.result.suggestions)).to_be_visible()
    expect(page.get_by_role("link", name="088 0767 000")).to_be_visible()
    shoot(page, "paper")
