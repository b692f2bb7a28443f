"""Logging in and the accounts in a real browser, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.staff.login import PASSWORD, make_account, sign_in
from web.staff.people import Role

SIZES: list[ViewportSize] = [{"width": 360, "height": 640}, {"width": 1280, "height": 800}]
IDS = ["phone", "desk"]
Open = Callable[..., Page]


@pytest.fixture
def address(settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for()) as running:
        yield running


@pytest.fixture
def open_browser(browser: Browser, address: str) -> Iterator[Open]:  # noqa: F811
    """Opens a page in a browser of its own; our own policy blocks nothing, and nothing comes from elsewhere."""
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
        page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(address) else None)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert wrong == []


def check(page: Page, size: ViewportSize) -> None:
    page.wait_for_load_state()  # without its style sheets a page looks otherwise
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", SIZES, ids=IDS)
def test_axe_finds_nothing_and_nothing_sticks_out(
    open_browser: Open, address: str, database_url: str, size: ViewportSize, scheme: str
) -> None:
    made = make_account(database_url, Role.BEHEERDER)
    other = make_account(
        database_url,
        Role.KWALITEITSBEWAKER,
        ("Delft", "Utrecht"),
        3,
        email="een.heel.lang.adres@van-een-heel-lange-organisatie.nl",
    )
    page = open_browser(viewport=size, color_scheme=scheme)
    page.goto(f"{address}/bureau/inloggen")
    check(page, size)
    page.get_by_label("E-mailadres").fill(made.email)
    page.get_by_role("button", name="Inloggen").click()
    expect(page.get_by_role("alert")).to_contain_text("horen niet bij elkaar")
    check(page, size)
    sign_in(page, address, made.email)
    for path in ("", "/nieuw", f"/{other.id}"):
        page.goto(f"{address}/bureau/medewerkers{path}")
        check(page, size)
    page.get_by_role("button", name="Maak een link").click()
    link = page.locator("code").inner_text().partition("/bureau")[2]
    check(page, size)
    page.goto(f"{address}/bureau/medewerkers/nieuw")
    page.get_by_role("button", name="Account maken").click()
    expect(page.get_by_role("link", name="Vul een naam in")).to_be_visible()
    check(page, size)
    for path in ("/logboek", "/wachtwoord", "/bestaat-niet", link):
        page.goto(f"{address}/bureau{path}")
        check(page, size)


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_typed_work_survives_an_ended_session_in_a_browser(
    open_browser: Open, address: str, database_url: str, script: bool
) -> None:
    made = make_account(database_url, Role.BEHEERDER)
    page = open_browser(viewport=SIZES[0], java_script_enabled=script)
    sign_in(page, address, made.email)
    page.goto(f"{address}/bureau/medewerkers/nieuw")
    page.get_by_label("Naam").fill("Kim")
    page.get_by_label("E-mailadres").fill("kim@zorg.nl")
    page.get_by_label("Regio's").fill("Delft\nUtrecht")
    page.context.clear_cookies()
    page.get_by_role("button", name="Account maken").click()
    expect(page.get_by_text("Je bent niet meer ingelogd")).to_be_visible()
    page.get_by_label("E-mailadres").fill(made.email)
    page.get_by_label("Wachtwoord").fill(PASSWORD)
    page.get_by_role("button", name="Inloggen").click()
    page.get_by_role("button", name="Verstuur opnieuw").click()
    expect(page.get_by_role("heading", name="Kim")).to_be_visible()
    expect(page.get_by_label("Regio's")).to_have_value("Delft\nUtrecht")


def test_a_script_of_the_page_never_sees_the_cookie(open_browser: Open, address: str, database_url: str) -> None:
    page = open_browser()
    sign_in(page, address, make_account(database_url).email)
    assert page.evaluate("document.cookie") == ""
    assert [one["name"] for one in page.context.cookies()] == ["__Host-wegwijs"]
