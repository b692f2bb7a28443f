"""The contact form in a real browser: for the keyboard, for a small screen, without any script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.mine import served
from tests.web.mine.conftest import MARIA

SIZES: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 900}}


@pytest.fixture
def address(settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for()) as address:
        yield address


def sound(page: Page, width: int) -> None:
    """axe finds nothing, and nothing sticks out sideways."""
    page.wait_for_load_state()  # without its style sheets a page looks otherwise
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this has the focus."""
    page.wait_for_load_state()  # a page that is still coming takes no keys
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES)
def test_asking_for_contact_with_the_keyboard_alone_and_without_a_script(
    browser: Browser,  # noqa: F811
    address: str,
    engine: FakeEngine,
    size: str,
    scheme: Literal["light", "dark"],
) -> None:
    key = served.talk(address, engine, MARIA, "ik ben zo moe")
    context = browser.new_context(viewport=SIZES[size], color_scheme=scheme)
    page = context.new_page()
    page.goto(f"{address}/mijn/{key}/contact")
    assert page.locator("script").count() == 0
    sound(page, SIZES[size]["width"])

    tab_to(page, "#called")
    page.keyboard.type("Maria")
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Kijk dit nog even na")).to_be_visible()
    expect(page.locator("#called")).to_have_value("Maria")
    sound(page, SIZES[size]["width"])

    tab_to(page, '.errors a[href="#phone"]')
    page.keyboard.press("Enter")
    expect(page.locator("#phone")).to_be_focused()
    page.keyboard.type("06 12 34 56 78")
    tab_to(page, "[name=moment]")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_label("In de avond")).to_be_checked()
    tab_to(page, "#consent")
    page.keyboard.press("Space")
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Je vraag is verstuurd")).to_be_visible()
    expect(page).to_have_url(re.compile("/contact/verstuurd$"))
    sound(page, SIZES[size]["width"])
    context.close()


@pytest.mark.parametrize("size", SIZES)
def test_everything_one_taps_is_large_enough_and_a_code_fits_the_screen(
    browser: Browser,  # noqa: F811
    address: str,
    engine: FakeEngine,
    size: str,
) -> None:
    key = served.talk(address, engine, MARIA, "ik ben zo moe")
    context = browser.new_context(viewport=SIZES[size])
    page = context.new_page()
    for path in (f"/mijn/{key}/contact", f"/mijn/{key}/code", "/terug"):
        page.goto(f"{address}{path}")
        small = page.evaluate(
            """() => [...document.querySelectorAll("main button, main input:not([type=hidden]), main textarea")]
                .map((part) => part.closest(".tick") ?? part)
                .filter((part) => part.getBoundingClientRect().height < 44)
                .map((part) => part.outerHTML)"""
        )
        assert small == []
        sound(page, SIZES[size]["width"])
    page.goto(f"{address}/mijn/{key}/code")
    page.get_by_role("button", name="Maak mijn code").click()
    code = page.locator(".code").inner_text()
    page.wait_for_load_state()
    assert page.locator(".code").evaluate("part => part.getBoundingClientRect().height < 64"), "on one line"
    sound(page, SIZES[size]["width"])
    page.goto(f"{address}/terug")
    page.get_by_label("Je code").fill("QQQ")
    page.get_by_role("button", name="Ga verder").click()
    expect(page.get_by_role("heading", name="Kijk dit nog even na")).to_be_visible()
    sound(page, SIZES[size]["width"])
    page.get_by_label("Je code").fill(code.lower())
    page.get_by_role("button", name="Ga verder").click()
    expect(page.locator("wegwijs-chat")).to_have_attribute("resume", code)
    context.close()
