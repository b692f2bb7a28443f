"""The pages of the chain in a real browser: on a phone and on a desk, with the keyboard, and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from sqlalchemy.orm import Session

from catalogue.transfer import import_yaml
from catalogue.transfer.importing import SEED
from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.staff.login import Made, make_account
from tests.web.staff.pages import SIZES, Open, opening, shoot, troubles
from web.database import engine_for

PATHS = [
    "",
    "/rollen",
    "/rollen?gemeente=Haarlemmermeer",
    "/rollen/nieuw",
    "/rollen/1",
    "/rollen/1/weghalen",
    "/partners",
    "/partners/meerwaarde",
    "/aanpak/1",
    "/aanpak/1/gegevens",
    "/aanpak/1/checklist",
    "/aanpak/1/rollen",
    "/aanpak/1/bouwsteen/3",
    "/aanpak/1/acties",
    "/aanpak/1/afdrukken",
]


@pytest.fixture
def address(settings_for: SettingsFor, database_url: str, plan_id: int) -> Iterator[str]:
    engine = engine_for(database_url)
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        import_yaml(session, SEED)
    engine.dispose()
    with served.running(settings_for()) as running:
        yield running


@pytest.fixture
def account(database_url: str) -> Made:
    return make_account(database_url, name="Anna")


@pytest.fixture
def open_desk(browser: Browser, address: str, account: Made) -> Iterator[Open]:  # noqa: F811
    with opening(browser, address, account) as open_it:
        yield open_it


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_every_page_fits_and_can_be_used_by_everybody(open_desk: Open, address: str, size: ViewportSize) -> None:
    page = open_desk(size)
    wrong: list[str] = []
    for path in PATHS:
        page.goto(f"{address}/bureau/keten{path}")
        assert page.locator("h1").count() == 1, path
        name = path.strip("/").replace("/", "_").replace("?", "_") or "begin"
        shoot(page, f"{name}-{size['width']}")
        wrong += troubles(page, path)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_an_action_is_filled_in_with_the_keyboard_alone(open_desk: Open, address: str, size: ViewportSize) -> None:
    page = open_desk(size)
    page.goto(f"{address}/bureau/keten/aanpak/1/acties")
    boxes = page.locator("textarea[name^='acties.1.'][name$='.wat']")
    boxes.first.focus()
    page.keyboard.type("Folder maken")
    page.get_by_role("button", name="Rij toevoegen bij Bouwsteen 1").focus()
    page.keyboard.press("Enter")
    expect(boxes).to_have_count(2)
    expect(boxes.last).to_be_focused()  # the new row is where one goes on typing
    page.keyboard.type("Huisartsen bellen")
    page.get_by_role("button", name="Bewaren").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("De lijst is bewaard.")).to_be_visible()
    expect(boxes).to_have_count(3)
    assert [box.input_value() for box in boxes.all()] == ["Folder maken", "Huisartsen bellen", ""]


def test_enter_in_a_field_saves_and_adds_no_row(open_desk: Open, address: str) -> None:
    page = open_desk(SIZES[1])
    page.goto(f"{address}/bureau/keten/aanpak/1/rollen")
    page.locator("input[name='ketenregisseur.0.rol.naam']").fill("Anna")
    page.keyboard.press("Enter")
    expect(page.get_by_text("De lijst is bewaard.")).to_be_visible()


def test_on_paper_it_is_the_document_without_the_furniture(open_desk: Open, address: str, tmp_path: Path) -> None:
    page = open_desk(SIZES[1])
    page.goto(f"{address}/bureau/keten/aanpak/1/afdrukken?deel=acties")
    page.emulate_media(media="print")
    expect(page.locator(".desk-header")).to_be_hidden()
    expect(page.get_by_role("columnheader", name="Voor wanneer (datum)").first).to_be_visible()
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0
    assert page.pdf(format="A4").startswith(b"%PDF")
