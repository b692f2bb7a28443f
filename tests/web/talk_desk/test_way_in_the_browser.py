"""Working through the list in a real browser: with keys, on a phone, without a script, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.staff.login import Made, in_database, make_account, sign_in
from tests.web.staff.pages import DESK, PHONE, SIZES, Open, opening, shoot, troubles
from tests.web.talk_desk.digested import digest_all
from tests.web.talk_desk.transcripts import BEGAN, HOME, lay, said
from web.staff.people import Role

ASKED = f"{HOME}?na_te_kijken=ja&volgorde=nieuwste"


@pytest.fixture
def account(database_url: str) -> Made:
    return make_account(database_url, Role.MEDEWERKER, name="Anna")


@pytest.fixture
def talks(database_url: str) -> list[str]:
    """Three talks, the newest first."""
    days = (3, 2, 1)
    made = [lay(database_url, said(f"dag {day}", "overbelasting"), began=BEGAN + timedelta(day)) for day in days]
    in_database(database_url, digest_all)
    return made


@pytest.fixture
def address(settings_for: SettingsFor, talks: list[str]) -> Iterator[str]:
    with served.running(settings_for()) as running:
        yield running


@pytest.fixture
def open_desk(browser: Browser, address: str, account: Made) -> Iterator[Open]:  # noqa: F811
    with opening(browser, address, account, permissions=["clipboard-read", "clipboard-write"]) as open_it:
        yield open_it


def reads(page: Page, day: int) -> None:
    """The talk of this day stands open, and its script is there."""
    expect(page.locator("#bericht-1 .said")).to_have_text(f"dag {day}")
    page.wait_for_load_state()


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_the_ways_fit_and_can_be_used_by_everybody(
    open_desk: Open, address: str, talks: list[str], size: ViewportSize
) -> None:
    page = open_desk(size)
    page.goto(f"{address}{ASKED}")
    page.locator("table a").nth(1).click()
    reads(page, 2)
    shoot(page, f"way-{size['width']}")
    wrong = troubles(page, "in the middle")
    page.get_by_role("link", name="Volgend gesprek").last.click()
    reads(page, 1)
    shoot(page, f"way-end-{size['width']}")
    wrong += troubles(page, "at the end")
    assert not wrong, "\n".join(wrong)


def test_with_keys_one_goes_through_the_list_while_looking_it_through(
    open_desk: Open, address: str, talks: list[str], database_url: str
) -> None:
    page = open_desk(DESK)
    page.goto(f"{address}{ASKED}")
    page.locator("table a").first.click()
    reads(page, 3)
    page.keyboard.press("Shift+K")  # nothing stands before it
    page.keyboard.press("J")  # as with caps lock
    page.get_by_role("button", name="Nagekeken", exact=True).click()
    expect(page.get_by_role("button", name="Toch niet nagekeken")).to_be_visible()
    in_database(database_url, digest_all)
    reads(page, 3)
    page.keyboard.press("Shift+J")
    reads(page, 2)
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("n")
    page.keyboard.press("Shift+J")  # a letter, while typing
    expect(page.get_by_label("Opmerking bij bericht 1")).to_have_value("J")
    page.keyboard.press("Escape")
    page.keyboard.press("Shift+J")
    reads(page, 1)
    page.keyboard.press("Shift+K")
    reads(page, 2)
    page.locator("#bericht-1").get_by_role("link", name="Link naar bericht 1").click()
    expect(page.locator("#gezegd")).to_have_text("De link is gekopieerd")
    assert page.evaluate("navigator.clipboard.readText()") == f"{address}{HOME}/{talks[1]}#bericht-1"
    page.get_by_role("link", name="Terug naar de lijst").first.click()
    expect(page.locator("table a")).to_have_count(2)
    expect(page).to_have_url(f"{address}{HOME}?volgorde=nieuwste&na_te_kijken=ja")


def test_without_script_one_goes_through_the_list(
    browser: Browser,  # noqa: F811
    address: str,
    account: Made,
) -> None:
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    sign_in(page, address, account.email, account.password)
    page.goto(f"{address}{ASKED}")
    page.locator("table a").first.click()
    reads(page, 3)
    page.get_by_role("button", name="Goed verstaan, bericht 1").click()
    expect(page.get_by_text("Jij: goed verstaan")).to_be_visible()
    page.get_by_role("link", name="Volgend gesprek").first.click()
    reads(page, 2)
    page.get_by_role("link", name="Vorig gesprek").first.click()
    reads(page, 3)
    context.close()
