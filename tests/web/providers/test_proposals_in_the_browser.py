"""The proposals at the desk in a real browser, on a phone and on a desk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ViewportSize, expect
from sqlalchemy.orm import Session

from catalogue import proposals
from catalogue.editing.store import create, save
from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.common.instruments import view
from tests.web.conftest import SettingsFor
from tests.web.mine import served
from tests.web.staff.login import in_database, make_account, sign_in

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def made(database_url: str) -> tuple[str, str]:
    """A proposal that can be taken over, and one that collides with what a colleague did."""

    def work(session: Session) -> tuple[str, str]:
        ids = []
        for slug in ("lijn", "groep"):
            create(session, view(slug, phone="030 123 45 67"), by="Sanne", now=NOW)
            asked = view(slug, title=f"Hulp met {slug}", summary="Hier lees je wat wij kunnen doen.", cost="gratis")
            ids.append(proposals.propose(session, "Voorbeeld", slug, asked, 1, "Dit is beter.", NOW).id)
        save(session, view("groep", title="Hulp in de groep", phone="030 123 45 67"), by="Sanne", now=NOW)
        return ids[0], ids[1]

    return in_database(database_url, work)


@pytest.fixture
def address(made: tuple[str, str], settings_for: SettingsFor) -> Iterator[str]:
    with served.running(settings_for()) as running:
        yield running


@pytest.mark.parametrize("size", [{"width": 360, "height": 740}, {"width": 1280, "height": 800}], ids=["phone", "desk"])
def test_a_proposal_is_read_changed_and_taken_over(
    browser: Browser,  # noqa: F811
    address: str,
    made: tuple[str, str],
    database_url: str,
    size: ViewportSize,
) -> None:
    context = browser.new_context(viewport=size)
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(message.text) if "Content Security" in message.text else None)
    sign_in(page, address, make_account(database_url).email)
    fine, clash = (f"/bureau/voorstellen/{one}" for one in made)
    for path in ("/bureau/voorstellen", fine, clash, f"{clash}/aanpassen"):
        page.goto(address + path)
        found = Axe().run(page)
        assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.goto(address + clash)
    expect(page.get_by_text("staat er nu ‘Hulp in de groep’")).to_be_visible()
    expect(page.get_by_role("button", name="Zo overnemen")).to_have_count(0)
    page.get_by_role("link", name="Eerst aanpassen, dan overnemen").click()
    page.get_by_label("Titel").fill("Samen in de groep")
    page.get_by_role("button", name="Aangepast overnemen").click()
    expect(page.get_by_text("met jouw wijzigingen overgenomen")).to_be_visible()
    page.goto(address + fine)
    page.get_by_label("Reden").fill("Dit staat er al.")
    page.get_by_role("button", name="Afwijzen").click()
    expect(page.get_by_text("Het voorstel is afgewezen.")).to_be_visible()
    expect(page.get_by_text("Dit staat er al.")).to_be_visible()
    assert wrong == []
    context.close()
