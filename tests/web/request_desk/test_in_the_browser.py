"""Requests for contact in a real browser: on a phone and on a desk, with the keyboard, and without script."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, ViewportSize, expect

from catalogue.search import today_here
from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.request_desk.conftest import HOME, KEY, ask, do, worker
from tests.web.staff.login import Made, make_account
from tests.web.staff.pages import PHONE, SIZES, Open, opening, shoot, troubles
from web.staff.people import Role

SUMMARY = (
    "Ik zorg voor iemand met dementie. Ik woon in de gemeente Alphen-Chaam.\n\nDit speelt bij mij:\n"
    "- Ik zoek iemand die de zorg even overneemt.\n- Het is me te veel.\nIk heb wel hulp, maar niet genoeg."
)


@pytest.fixture
def address(settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for(contact_keys=KEY)) as running:
        yield running


@pytest.fixture
def made(database_url: str) -> str:
    """A request that is being worked on, among others."""
    now = datetime.now(UTC)
    ask(database_url, danger=True, at=now)
    ask(database_url, region=None, at=now - timedelta(days=20))
    made = ask(database_url, region="Alphen-Chaam", summary=SUMMARY, at=now - timedelta(days=170))
    anna = worker(database_url)
    do(database_url, made, anna, lambda act: act.contacted("Gebeld.\nHet is veel.", renewed=False))
    do(database_url, made, anna, lambda act: act.plan("week", today_here(now)))
    make_account(database_url, Role.CASUSREGISSEUR, name="Kim van der Lindenhout-Berkenbosch")
    return made


@pytest.fixture
def account(database_url: str) -> Made:
    return make_account(database_url, name="Robin")


@pytest.fixture
def open_desk(browser: Browser, address: str, account: Made) -> Iterator[Open]:  # noqa: F811
    with opening(browser, address, account) as open_it:
        yield open_it


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_every_page_fits_and_can_be_used_by_everybody(
    open_desk: Open, address: str, made: str, size: ViewportSize
) -> None:
    page = open_desk(size)
    wrong: list[str] = []
    paths = {
        "lijst": "",
        "leeg": "?let_op=wissen&stand=nieuw",
        "vraag": f"/{made}",
        "overdragen": f"/{made}/overdragen",
    }
    paths["weg"] = "/bestaat-niet"
    for name, path in paths.items():
        page.goto(f"{address}{HOME}{path}")
        shoot(page, f"{name}-{size['width']}")
        assert page.locator("h1").count() == 1, name
        wrong += troubles(page, name)
    assert not wrong


@pytest.mark.parametrize("script", [True, False], ids=["script", "no script"])
def test_a_request_is_worked_through_with_the_keyboard(open_desk: Open, address: str, made: str, script: bool) -> None:
    page = open_desk(PHONE, java_script_enabled=script)
    page.goto(f"{address}{HOME}?let_op=opvolgen")
    page.get_by_role("link", name=made).press("Enter")
    page.get_by_role("button", name="Contact bewaren").press("Enter")
    expect(page.get_by_role("alert").get_by_role("link", name="Schrijf hier iets op.")).to_be_visible()
    page.get_by_label("Wat is er besproken?").fill("Het gaat beter.\nVolgende week weer.")
    page.get_by_label("Betrokkene vindt het goed").press("Space")
    page.get_by_role("button", name="Contact bewaren").press("Enter")
    expect(page.get_by_text("Dat er contact was, is bewaard.")).to_be_visible()
    expect(page.get_by_text("toestemming verlengd")).to_be_visible()
    expect(page.get_by_text("Volgende week weer.")).to_be_visible()
    page.get_by_role("link", name="Overdragen").press("Enter")
    page.get_by_label("Aan welke casusregisseur").select_option(label="Kim van der Lindenhout-Berkenbosch")
    page.get_by_label("Dit is wie de bezoeker op het formulier las").press("Space")
    page.get_by_role("button", name="Overdragen").press("Enter")
    expect(page.get_by_text("De vraag is overgedragen.")).to_be_visible()
    expect(page.get_by_text("genoemd in de toestemming")).to_be_visible()
    page.get_by_role("link", name="Overdragen of teruggeven").press("Enter")
    expect(page.get_by_text("Er is geen casusregisseur met een account")).to_be_visible()
