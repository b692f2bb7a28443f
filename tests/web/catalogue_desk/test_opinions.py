"""What visitors thought of an instrument, on its page at the desk: counts in tens, notes for who may read talks."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.web.catalogue_desk.conftest import Put
from tests.web.catalogue_desk.test_in_the_browser import (  # noqa: F401 - fixtures
    SIZES,
    Open,
    address,
    enter,
)
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from tests.web.staff.login import colleague, in_database
from web.conversations import feedback, store
from web.conversations.contact_requests import origin_of
from web.conversations.models import FeedbackCount
from web.conversations.store import Answered, Reply
from web.staff.models import AuditLine
from web.staff.people import Role

NOW = datetime.now(UTC)
SLUG = "wandelgroep"
PATH = f"/bureau/aanbod/{SLUG}"


def rate(
    session: Session, talk: str, score: int, note: str = "", *, partner: str | None = None, redacted: bool = True
) -> None:
    """A talk with a score for the instrument."""
    opening = Answered(Reply([], {}), {}, None, "engine", 1)
    store.create(session, talk=talk, token=talk, partner=partner, opening=opening, now=NOW, expires=NOW)
    session.flush()
    feedback.rate(session, talk, SLUG, score, NOW)
    if note:
        feedback.annotate(session, talk, SLUG, note)
        if redacted:
            feedback.keep_redacted(session, talk, SLUG, note, note)


def count(session: Session, score: int, amount: int, days: int = 0) -> None:
    month = (NOW - timedelta(days=days)).strftime("%Y-%m")
    session.add(FeedbackCount(slug=SLUG, month=month, score=score, amount=amount))


@pytest.mark.anyio
async def test_counts_of_the_past_year_stand_in_tens(running: Gateway, put: Put, database_url: str) -> None:
    put(SLUG)

    def fill(session: Session) -> None:
        count(session, 3, 23)
        count(session, 1, 9)
        count(session, 2, 400, days=500)

    in_database(database_url, fill)
    async with await colleague(running, Role.KETENREGISSEUR) as client:
        page = (await client.get(PATH)).text
    assert "Wat bezoekers ervan vonden" in page
    assert "<dt>Ja</dt><dd>20–29</dd>" in page
    assert "<dt>Een beetje</dt><dd>minder dan 10</dd>" in page
    assert "<dt>Nee</dt><dd>minder dan 10</dd>" in page


@pytest.mark.anyio
async def test_notes_are_for_who_may_read_talks_and_reading_them_is_written_down(
    running: Gateway, put: Put, database_url: str
) -> None:
    put(SLUG)
    in_database(database_url, lambda session: rate(session, "eerste", 1, "Niemand nam op"))
    in_database(database_url, lambda session: rate(session, "tweede", 2, "Karin was er niet", redacted=False))
    async with await colleague(running, Role.KWALITEITSBEWAKER) as client:
        page = (await client.get(PATH)).text
        assert "Niemand nam op" not in page
        assert "Wat bezoekers ervan vonden" in page

    def looked(session: Session) -> list[str | None]:
        rows = session.scalars(select(AuditLine).where(AuditLine.event == "waardering gelezen"))
        return [row.subject for row in rows]

    assert in_database(database_url, looked) == []
    async with await colleague(running) as client:
        page = (await client.get(PATH)).text
    assert "Niemand nam op" in page
    assert 'href="/bureau/gesprekken/eerste"' in page
    assert "Karin" not in page, "names were not searched for yet"
    assert in_database(database_url, looked) == [origin_of("eerste")]


@pytest.mark.anyio
async def test_notes_of_another_region_are_not_there(running: Gateway, put: Put, database_url: str) -> None:
    put(SLUG)
    put_website(database_url, key="utrecht", region="Utrecht")
    put_website(database_url, key="zeist", region="Zeist")

    def fill(session: Session) -> None:
        for talk, partner in (("een", "utrecht"), ("twee", "zeist"), ("drie", None)):
            rate(session, talk, 1, f"Van {talk}", partner=partner)

    in_database(database_url, fill)
    async with await colleague(running, regions=["Utrecht"]) as client:
        page = (await client.get(PATH)).text
    assert "Van een" in page
    assert "Van twee" not in page
    assert "Van drie" not in page


@pytest.mark.anyio
async def test_a_note_is_text_on_the_page(running: Gateway, put: Put, database_url: str) -> None:
    put(SLUG)
    in_database(database_url, lambda session: rate(session, "een", 1, "<img src=x onerror=alert(1)>"))
    async with await colleague(running) as client:
        page = (await client.get(PATH)).text
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_the_opinions_pass_axe_and_fit(enter: Open, address: str, database_url: str, size: ViewportSize) -> None:  # noqa: F811
    def fill(session: Session) -> None:
        rate(session, "een", 1, "Er nam niemand op. " * 12)
        rate(session, "twee", 2, "Wel vriendelijk, maar de groep was vol en lag ver weg.")
        count(session, 3, 37, days=40)

    in_database(database_url, fill)
    page: Page = enter(viewport=size)
    page.goto(address + PATH)
    expect(page.get_by_role("heading", name="Wat bezoekers ervan vonden")).to_be_visible()
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    expect(page.get_by_role("link", name="Naar het gesprek")).to_have_count(2)
