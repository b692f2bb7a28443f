"""On a website that is not on the list there is no talk: nothing of a visitor goes anywhere, and help stays."""

from __future__ import annotations

import sqlite3
import time

import pytest
from playwright.sync_api import Page, expect

from tests.embedding.acting import events
from tests.embedding.conftest import GP, STRANGER, TOWN, Embedded, Visit, Watch

pytestmark = pytest.mark.journey

BLOCKED = ("blocked by CORS policy", "net::ERR_FAILED", "status of 403")
"""What a browser itself writes of a request that it, or the service, refused."""


def no_talk(page: Page) -> None:
    """Help lines are there, and no talk."""
    expect(page.get_by_role("link", name="112").first).to_be_visible()
    expect(page.get_by_role("link", name="113").first).to_be_visible()
    page.wait_for_function("told.some(([name]) => name === 'trouble')")
    expect(page.get_by_text("Hoe gaat het met je?")).to_have_count(0)
    names = [name for name, _ in events(page)]
    assert "message" not in names


def test_a_website_on_nobodys_list_gets_no_talk(embedded: Embedded, visit: Visit, watch: Watch) -> None:
    embedded.put("/hulp", embedded.snippet("inline").code, host=STRANGER)
    page = visit("/hulp", STRANGER, expected=BLOCKED)
    no_talk(page)
    assert not [url for url in watch.asked if url.endswith("/messages")]


def test_the_key_of_another_partner_gives_no_talk(embedded: Embedded, visit: Visit) -> None:
    embedded.put("/hulp", embedded.snippet("inline", "huisartsen").code, host=TOWN)
    page = visit("/hulp", TOWN, expected=BLOCKED)
    no_talk(page)


def test_a_partner_without_a_website_is_nowhere(embedded: Embedded, visit: Visit) -> None:
    embedded.put("/nergens", embedded.snippet("inline", "nog-nergens").code)
    page = visit("/nergens", expected=BLOCKED)
    no_talk(page)


def test_where_the_chat_was_asked_for_is_kept_without_a_page_or_a_visitor(embedded: Embedded, visit: Visit) -> None:
    embedded.put("/geheime/pagina", embedded.snippet("inline").code)
    embedded.put("/geheime/pagina", embedded.snippet("inline").code, host=STRANGER)
    visit("/geheime/pagina").wait_for_function("told.some(([name]) => name === 'ready')")
    no_talk(visit("/geheime/pagina", STRANGER, expected=BLOCKED))
    wanted = {(embedded.sites.origin(GP), 1), (embedded.sites.origin(STRANGER), 0)}
    end = time.monotonic() + 30
    while not wanted <= {(row["origin"], row["allowed"]) for row in sightings(embedded)}:
        assert time.monotonic() < end, f"seen: {[dict(row) for row in sightings(embedded)]}"
        time.sleep(0.2)
    assert "geheime" not in str([tuple(row) for row in sightings(embedded)])


def sightings(embedded: Embedded) -> list[sqlite3.Row]:
    """What is kept of where the GPs' chat was seen."""
    with sqlite3.connect(embedded.product.database) as connection:
        connection.row_factory = sqlite3.Row
        found = connection.execute("SELECT * FROM website_sightings WHERE website = 'huisartsen'").fetchall()
    connection.close()
    return found
