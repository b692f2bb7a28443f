"""What went stale says so to the visitor and comes after what is fresh; what expired is gone the day after."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from catalogue import wording
from catalogue.search import Situation, search, today_here
from tests.common.instruments import view
from tests.web.gateway import Gateway
from tests.web.providers.public import do, make
from tests.web.wegwijzer.conftest import Fields, post

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)
ASKED: Fields = [
    ("hoe", "slecht"),
    ("waar", "overbelasting"),
    ("nodig", "respijtzorg"),
    ("over", "mantelzorger"),
    ("plaats", "ermelo"),
]
MARK = "deze gegevens moeten nog worden nagekeken"


@pytest.fixture
def url(database_url: str) -> str:
    today = today_here()
    same = {"needs": ["respijtzorg"], "audiences": ["mantelzorger"]}
    make(
        database_url,
        view("aaa-oud", title="Oude opvang", verified_on=today - 181 * DAY, **same),
        view("aab-nooit", title="Nooit bekeken opvang", verified_on=None, **same),
        view("zzz-fris", title="Frisse opvang", verified_on=today - 180 * DAY, provider="B", **same),
        view("laatste-dag", title="Opvang tot vandaag", verified_on=today, valid_to=today, provider="C", **same),
        view("voorbij", title="Gesloten opvang", verified_on=today, valid_to=today - DAY, provider="D", **same),
    )
    return database_url


async def test_the_page_of_the_wegwijzer_marks_what_is_stale_and_leaves_out_what_expired(
    running: Gateway, url: str
) -> None:
    page = (await post(running, ASKED)).text
    cards = {
        title: card
        for card in page.split('<li class="card">')[1:]
        for title in ("Oude opvang", "Nooit bekeken opvang", "Frisse opvang", "Opvang tot vandaag")
        if title in card
    }
    assert MARK not in cards["Frisse opvang"]
    assert MARK not in cards["Opvang tot vandaag"]
    assert {MARK in cards[title] for title in cards if title in ("Oude opvang", "Nooit bekeken opvang")} == {True}
    assert "Oude opvang" in cards
    assert page.index("Frisse opvang") < page.index("Oude opvang")
    assert "Gesloten opvang" not in page


async def test_the_card_of_the_talk_says_it_too_until_somebody_verifies(url: str) -> None:
    situation = Situation(needs=("respijtzorg",), audience="mantelzorger")

    def stale_on(day: int) -> dict[str, bool]:
        def work(session: Session) -> dict[str, bool]:
            hits = search(session, situation, limit=9, today=today_here() + day * DAY)
            cards = [wording.card(hit, situation) for hit in hits]
            return {one["instrument"]: one["stale"] for one in cards}

        return do(url, work)

    now = stale_on(0)
    assert {slug for slug, stale in now.items() if stale} == {"aaa-oud", "aab-nooit"}
    order = list(now)
    assert max(order.index(slug) for slug in ("zzz-fris", "laatste-dag")) < min(
        order.index(slug) for slug in ("aaa-oud", "aab-nooit")
    )
    tomorrow = stale_on(1)
    assert tomorrow["zzz-fris"]
    assert "laatste-dag" not in tomorrow
