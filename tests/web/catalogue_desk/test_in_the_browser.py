"""The desk in a real browser: on a phone and on a desk, with the keyboard, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.catalogue_desk.conftest import Put
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.staff.login import make_account, sign_in

SIZES: list[ViewportSize] = [{"width": 360, "height": 740}, {"width": 1280, "height": 800}]
PATHS = (
    "/bureau",
    "/bureau/aanbod",
    "/bureau/aanbod/nieuw",
    "/bureau/aanbod/wandelgroep",
    "/bureau/aanbod/wandelgroep/wijzigen",
    "/bureau/aanbod/wandelgroep/geschiedenis",
    "/bureau/aanbod/wandelgroep/intrekken",
    "/bureau/aanbod/voorbeeld?slug=wandelgroep",
)


@pytest.fixture
def address(settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for()) as running:
        yield running


Open = Callable[..., Page]


@pytest.fixture
def enter(browser: Browser, address: str, database_url: str, put: Put) -> Iterator[Open]:  # noqa: F811
    """A page of somebody who is logged in. Nothing is blocked by its own policy or comes from elsewhere."""
    put("wandelgroep", title="Wandelgroep", regions=["Utrecht"], phone="030 123 45 67")
    put("oud", title="Oude cursus", valid_to="2020-01-01")
    wrong: list[str] = []
    contexts: list[BrowserContext] = []

    def open_it(**options: Any) -> Page:
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
        page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(address) else None)
        account = make_account(database_url)
        sign_in(page, address, account.email)
        return page

    yield open_it
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_axe_finds_nothing_and_nothing_sticks_out(enter: Open, address: str, size: ViewportSize) -> None:
    page = enter(viewport=size)
    for cost in ("gratis", "vijf euro"):  # two changes within a minute, for the page of the history
        page.goto(f"{address}/bureau/aanbod/wandelgroep/wijzigen")
        page.get_by_label("Kosten").fill(cost)
        page.get_by_role("button", name="Bewaren", exact=True).click()
        expect(page.get_by_text("Je wijziging is bewaard.")).to_be_visible()
    for path in PATHS:
        page.goto(address + path)
        found = Axe().run(page)
        assert found.violations_count == 0, (path, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], path


def test_the_preview_follows_what_is_typed(enter: Open, address: str) -> None:
    page = enter(viewport=SIZES[1])
    page.goto(f"{address}/bureau/aanbod/wandelgroep/wijzigen")
    frame = page.frame_locator('iframe[title="Voorbeeld van de kaart"]:not(.coming)').last
    page.get_by_label("Titel").fill("Samen op pad")
    page.get_by_label("Samenvatting").fill(
        "Deze interventie is er voor jou " + "en voor alle mensen die je kent " * 5 + "."
    )
    expect(frame.get_by_role("heading", name="Samen op pad")).to_be_visible()
    expect(frame.get_by_text("Zin 1 heeft")).to_be_visible()
    expect(frame.get_by_text("In plaats van ‘interventie’")).to_be_visible()
    expect(page.get_by_label("Samenvatting")).to_be_focused()


def test_without_javascript_the_form_its_preview_and_the_menu_work(enter: Open, address: str) -> None:
    page = enter(viewport=SIZES[0], java_script_enabled=False)
    page.get_by_text("Menu", exact=True).click()
    page.get_by_role("link", name="Aanbod", exact=True).first.click()
    page.get_by_role("link", name="Wandelgroep").click()
    page.get_by_role("link", name="Wijzigen").click()
    page.get_by_label("Titel").fill("Zonder script")
    page.get_by_role("button", name="Voorbeeld verversen").click()
    frame = page.frame_locator('iframe[name="voorbeeld"]')
    expect(frame.get_by_role("heading", name="Zonder script")).to_be_visible()
    page.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("Je wijziging is bewaard.")).to_be_visible()
    expect(page.get_by_role("heading", name="Zonder script", level=1)).to_be_visible()


def test_the_keyboard_alone_finds_opens_and_verifies(enter: Open, address: str) -> None:
    page = enter(viewport=SIZES[1])
    page.goto(f"{address}/bureau/aanbod")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Naar de inhoud")).to_be_focused()
    page.get_by_label("Zoeken", exact=True).focus()
    page.keyboard.type("wandel")
    page.keyboard.press("Enter")
    page.wait_for_url("**q=wandel**")
    expect(page.get_by_text("1 gevonden")).to_be_visible()
    page.get_by_label("Wandelgroep kiezen").focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Nagekeken: klopt nog").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="1 nagekeken")).to_be_visible()
    page.get_by_role("link", name="Terug naar de lijst").press("Enter")
    page.wait_for_url("**q=wandel**")


@pytest.mark.parametrize("title", ["Samen op pad", "Met elkaar lopen"])
def test_two_people_who_change_the_same_record_lose_nothing(enter: Open, address: str, title: str) -> None:
    one, other = enter(viewport=SIZES[1]), enter(viewport=SIZES[0])
    for page in (one, other):
        page.goto(f"{address}/bureau/aanbod/wandelgroep/wijzigen")
    one.get_by_label("Titel").fill("Met elkaar lopen")
    one.get_by_label("Kosten").fill("gratis")
    one.get_by_role("button", name="Bewaren", exact=True).click()
    expect(one.get_by_text("Je wijziging is bewaard.")).to_be_visible()

    other.get_by_label("Titel").fill("Samen op pad")
    other.get_by_label("Samenvatting").fill("Je loopt mee in je eigen tempo.")
    other.get_by_role("button", name="Bewaren", exact=True).click()
    expect(other.get_by_role("heading", name="Jullie wijzigden hetzelfde")).to_be_visible()
    expect(other.get_by_label("Met elkaar lopen")).to_be_visible()
    expect(other.get_by_label("Samen op pad")).to_be_checked()
    expect(other.get_by_text("Kosten: – gratis")).to_be_visible()
    other.wait_for_load_state()
    found = Axe().run(other)
    assert found.violations_count == 0, found.generate_report()
    assert other.evaluate("document.documentElement.scrollWidth") <= SIZES[0]["width"]

    other.get_by_label(title).check()
    other.get_by_role("button", name="Zo bewaren").click()
    expect(other.get_by_role("heading", name=title, level=1)).to_be_visible()
    facts = other.locator("dl.facts")
    expect(facts.get_by_text("Je loopt mee in je eigen tempo.")).to_be_visible()
    expect(facts.get_by_text("gratis")).to_be_visible()


def test_the_filters_fold_on_a_phone_and_stand_open_on_a_desk(enter: Open, address: str) -> None:
    phone, desk = enter(viewport=SIZES[0]), enter(viewport=SIZES[1])
    for page in (phone, desk):
        page.goto(f"{address}/bureau/aanbod?gemeente=Utrecht")
        expect(page.get_by_text("1 gevonden bij Utrecht")).to_be_visible()
    expect(desk.get_by_label("Gemeente")).to_be_visible()
    expect(phone.get_by_label("Gemeente")).to_be_hidden()
    phone.get_by_text("Filters (1)").click()
    phone.get_by_label("Gemeente").select_option("alleen wat er in heel Nederland is")
    phone.get_by_role("button", name="Zoeken").click()
    expect(phone.get_by_role("link", name="Oude cursus")).to_be_visible()
    expect(phone.get_by_role("link", name="Wandelgroep")).to_be_hidden()
