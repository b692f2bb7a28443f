"""The pages in a real browser: on a phone and on a desk, with the keyboard, and on paper."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.mine import served
from tests.web.mine.conftest import MARIA, YVONNE

SIZES: list[ViewportSize] = [{"width": 360, "height": 640}, {"width": 1280, "height": 800}]
IDS = ["phone", "desk"]
LONG = (
    "Ik zorg al jaren voor mijn man en ik weet niet meer hoe ik dit vol moet houden, want ik slaap bijna niet meer. "
    * 3
)
FULL: dict[str, Any] = MARIA | {
    "shown": [
        "mantelzorglijn",
        "rd-mantelfoon",
        "rd-mantelzorgcoach",
        "dagbesteding",
        "logeeropvang",
        "handen-in-huis",
    ],
    "danger": "self",
    "age": 15,
    "needs": ["respijtzorg", "overbelasting", "lotgenoten", "somberheid", "werk_en_studie", "geld_en_regelingen"],
}
"""As much as can stand on one sheet."""


@pytest.fixture
def address(settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for()) as running:
        yield running


@pytest.fixture
def paths(address: str, engine: FakeEngine) -> dict[str, str]:
    """The pages that are looked at, by name."""
    maria = served.talk(
        address, engine, MARIA, "Mijn man heeft dementie en ik zorg voor hem", "Ik ben zo moe van alles"
    )
    yvonne = served.talk(address, engine, YVONNE, "Sinds ik diabetes heb ben ik vaak somber")
    full = served.talk(address, engine, FULL, *(f"{number}. {LONG}" for number in range(8)))
    return {
        "carer": f"/mijn/{maria}/overzicht",
        "patient": f"/mijn/{yvonne}/overzicht",
        "full": f"/mijn/{full}/overzicht",
        "prepare": f"/mijn/{full}/voorbereiden",
        "empty": "/voorbereiden",
        "gone": "/mijn/weg/overzicht",
    }


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:  # noqa: F811
    """Opens a page. Nothing may be blocked by its own policy, nothing comes from elsewhere, and no cookie is set."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(path: str, **options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
        page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(address) else None)
        page.goto(address + path)
        return page

    yield open_it
    for context in contexts:
        assert context.cookies() == []
        context.close()
    assert wrong == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_axe_finds_nothing(open_page: Open, paths: dict[str, str], size: ViewportSize, scheme: str) -> None:
    for path in paths.values():
        found = Axe().run(open_page(path, viewport=size, color_scheme=scheme))
        assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("size", [{"width": 320, "height": 568}, *SIZES], ids=["small", *IDS])
def test_nothing_sticks_out_and_what_one_taps_is_large(
    open_page: Open, paths: dict[str, str], size: ViewportSize
) -> None:
    for path in paths.values():
        page = open_page(path, viewport=size)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        small = page.evaluate(
            """() => [...document.querySelectorAll("a:not(.skip), button, summary")]
                .map((part) => [part.textContent, part.getBoundingClientRect().height])
                .filter(([, height]) => height > 0 && height < 43.9)"""
        )
        assert small == []


def test_the_keyboard_reaches_everything(open_page: Open, paths: dict[str, str]) -> None:
    page = open_page(paths["carer"], viewport=SIZES[0])
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.wait_for_url("**#inhoud")
    page.keyboard.press("Tab")
    expect(page.get_by_text("Zo print of bewaar je dit blad")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Op een computer: druk op Ctrl en P")).to_be_visible()
    targets = page.locator("main a, main button, footer a").count()
    reached = set()
    for _ in range(targets):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.textContent"))
    assert "Bewaar het hele gesprek als gewone tekst" in reached
    assert "Bel 0800-2000" in reached


def test_on_paper_it_is_one_or_two_pages_without_furniture(open_page: Open, paths: dict[str, str]) -> None:
    for path in paths.values():
        page = open_page(path, viewport=SIZES[1])
        pdf = page.pdf(format="A4", prefer_css_page_size=True)
        assert 1 <= len(re.findall(rb"/Type\s*/Page\b", pdf)) <= 2, path
        page.emulate_media(media="print")
        expect(page.get_by_role("link", name="Wegwijs")).to_be_hidden()
        expect(page.get_by_text("Heb je nu hulp nodig?")).to_be_visible()


def test_the_kept_talk_is_read_without_the_service(
    open_page: Open,
    paths: dict[str, str],
    browser: Browser,  # noqa: F811
    tmp_path: Path,
) -> None:
    page = open_page(paths["carer"], viewport=SIZES[0])
    with page.expect_download() as download:
        page.get_by_role("link", name="Bewaar het hele gesprek als webpagina").click()
    file = tmp_path / download.value.suggested_filename
    assert file.name == "wegwijs-gesprek.html"
    download.value.save_as(file)
    context = browser.new_context(viewport=SIZES[0], offline=True)
    kept = context.new_page()
    kept.goto(file.as_uri())
    expect(kept.get_by_text("Ik ben zo moe van alles")).to_be_visible()
    assert kept.evaluate("getComputedStyle(document.querySelector('.visitor')).borderRadius") == "12px"
    assert kept.evaluate("document.documentElement.scrollWidth") <= 360
    found = Axe().run(kept)
    assert found.violations_count == 0, found.generate_report()
    context.close()


@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_a_score_and_a_note_are_given_without_a_script(
    open_page: Open, paths: dict[str, str], size: ViewportSize
) -> None:
    page = open_page(paths["carer"], viewport=size, java_script_enabled=False)
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Mantelzorglijn"))
    card.get_by_role("button", name="Een beetje").press("Enter")
    expect(card.get_by_text("Je koos: Een beetje.")).to_be_visible()
    expect(card.get_by_text("Je koos: Een beetje.")).to_be_in_viewport()
    card.get_by_label("Wil je zeggen wat er beter kan?").fill("Er nam niemand op")
    card.get_by_role("button", name="Versturen").press("Enter")
    expect(card.get_by_text("Je tekst is bewaard.")).to_be_visible()
    card.get_by_role("button", name="Ja", exact=True).press("Enter")
    expect(card.get_by_text("Je koos: Ja.")).to_be_visible()
    expect(card.get_by_label("Wil je zeggen wat er beter kan?")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_a_sheet_with_scores_and_a_note_with_danger_pass_axe_and_fit(
    open_page: Open, paths: dict[str, str], size: ViewportSize
) -> None:
    page = open_page(paths["carer"], viewport=size)
    card = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Mantelzorglijn"))
    card.get_by_role("button", name="Nee", exact=True).click()
    expect(card.get_by_text("Je koos: Nee.")).to_be_visible()
    _passes(page, size)
    card.get_by_label("Wil je zeggen wat er beter kan?").fill("Niets helpt, ik wil dood")
    card.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("region", name="Hulp voor nu")).to_be_in_viewport()
    _passes(page, size)
    page.get_by_role("link", name="Terug naar mijn overzicht").click()
    page.wait_for_url("**/overzicht")
    card.get_by_label("Wil je zeggen wat er beter kan?").fill("te lang " * 200)
    card.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("alert")).to_be_visible()
    _passes(page, size)


def _passes(page: Page, size: ViewportSize) -> None:
    page.wait_for_load_state()  # without its style sheets a page looks otherwise
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
