"""The list of talks in a real browser: on a phone and on a desk, with the keyboard alone, for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from sqlalchemy.orm import Session

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.partners.websites import put_website
from tests.web.staff.login import Made, in_database, make_account
from tests.web.staff.pages import SIZES, Open, opening, shoot, tab_to, troubles, unfold
from tests.web.talk_desk.digested import add_talk, digest_all, tapped, typed
from web.review.models import SavedFilter
from web.staff.people import Role

HOME = "/bureau/gesprekken"
PATHS = [
    HOME,
    f"{HOME}?gevaar=ja&gemeente=Ermelo&woorden=moe&zekerheid=80&van=2026-01-01&volgorde=nieuwste",
    f"{HOME}?woorden=onvindbaar",
    f"{HOME}?zekerheid=veel&van=gisteren",
]


def fill(session: Session, owner: str) -> None:
    """A little of everything, enough for two pages."""
    now = datetime.now(UTC)
    carer = {"audience": "mantelzorger", "condition": "niet-aangeboren hersenletsel", "region": "Ermelo"}
    needs = {"needs": ["respijtzorg", "lotgenoten", "geld_en_regelingen"]}
    alarm = typed("ik ben zo moe", danger="self", danger_tier="A")
    add_talk(session, alarm, tapped(), at=now, partner="zorg", understood=carer | needs)
    seen = {
        "followed_at": now + timedelta(1),
        "assigned_to": owner,
        "assigned_name": "Anna",
        "reviewed_at": now + timedelta(1),
    }
    add_talk(session, alarm, at=now, understood=carer, review=seen)
    lost = typed("wartaal", 0.2, parse={"fallback": True})
    add_talk(session, lost, lost, lost, at=now, partner="weg", scores=[1])
    for number in range(60):
        understood = {"needs": ["lotgenoten"]} if number % 2 else {}
        add_talk(session, typed("moe"), tapped(), at=now - timedelta(hours=number), understood=understood)
    session.add(SavedFilter(staff_id=owner, name="Gevaar dat openstaat", query="gevaar=open", at=now))
    digest_all(session)


@pytest.fixture
def account(database_url: str) -> Made:
    return make_account(database_url, Role.MEDEWERKER, name="Anna")


@pytest.fixture
def address(settings_for: SettingsFor, database_url: str, account: Made) -> Iterator[str]:
    put_website(database_url, key="zorg", name="Zorggroep Noordwest-Veluwe", region="Ermelo")
    in_database(database_url, lambda session: fill(session, account.id))
    with served.running(settings_for()) as running:
        yield running


@pytest.fixture
def open_desk(browser: Browser, address: str, account: Made) -> Iterator[Open]:  # noqa: F811
    with opening(browser, address, account) as open_it:
        yield open_it


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_the_list_fits_and_can_be_used_by_everybody(open_desk: Open, address: str, size: ViewportSize) -> None:
    page = open_desk(size)
    wrong: list[str] = []
    for number, path in enumerate(PATHS):
        page.goto(f"{address}{path}")
        for opened in (False, True):
            if opened:
                unfold(page)
            shoot(page, f"{number}-{size['width']}{'-open' if opened else ''}")
            wrong += troubles(page, path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_who_has_no_mouse_filters_takes_a_filter_away_and_keeps_one(
    open_desk: Open, address: str, size: ViewportSize
) -> None:
    page = open_desk(size)
    page.goto(f"{address}{HOME}")

    def go_to(name: str) -> None:
        tab_to(page, lambda said: said == name, name)

    expect(page.get_by_label("Gevaar", exact=True)).to_be_hidden()
    go_to("Filters en volgorde")
    page.keyboard.press("Enter")
    page.get_by_label("Gevaar", exact=True).focus()
    page.keyboard.type("Elk")
    go_to("Filters toepassen")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("2 gesprekken")
    go_to("Mijn filters bewaren en verwijderen")
    page.keyboard.press("Enter")
    page.get_by_label("Naam voor de filters van nu").focus()
    page.keyboard.type("Alle gevaar")
    go_to("Bewaren")
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Mijn filters").get_by_role("link", name="Alle gevaar")).to_be_visible()
    go_to("Haal weg: Gevaar: Elk gevaar ✕")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_have_text("63 gesprekken")
    go_to("Volgende")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status").first).to_contain_text("verder in de lijst")
    expect(page.locator(".talks tbody tr")).to_have_count(13)
