"""What a visitor thought of what was shown: one score each, that can change, and a note that is read for danger."""

from __future__ import annotations

import sqlite3
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor
from tests.web.mine.conftest import MARIA, YVONNE, answering, key_of
from web.conversations import digests
from web.conversations.models import TalkDigest
from web.mine.rating import MOST

pytestmark = pytest.mark.anyio

SLUG = "mantelzorglijn"


async def send(running: Gateway, key: str, slug: str = SLUG, **fields: str) -> Any:
    return await running.client.post(f"/mijn/{key}/waardering/{slug}", data=fields)


def kept(running: Gateway) -> list[tuple[Any, ...]]:
    connection = sqlite3.connect(running.settings.database_url.removeprefix("sqlite:///"))
    try:
        return connection.execute("SELECT slug, score, note, redacted FROM feedback ORDER BY slug").fetchall()
    finally:
        connection.close()


@pytest.fixture
async def key(visitor: Visitor, engine: FakeEngine) -> str:
    return await key_of(visitor, engine, MARIA)


async def test_a_score_is_kept_and_shown_and_can_be_changed(running: Gateway, key: str) -> None:
    for score in ("3", "1"):
        answer = await send(running, key, cijfer=score)
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/mijn/{key}/overzicht#waardering-{SLUG}"
    assert kept(running) == [(SLUG, 1, None, "names")]
    sheet = (await running.client.get(f"/mijn/{key}/overzicht")).text
    assert "Je koos: Nee." in sheet
    assert sheet.count("Had je hier iets aan?") == 3
    assert sheet.count("Wil je zeggen wat er beter kan?") == 1


async def test_a_note_is_kept_without_numbers_and_is_not_shown_on_the_sheet(running: Gateway, key: str) -> None:
    await send(running, key, cijfer="2")
    assert (await send(running, key, toelichting="Op 06-12345678 neemt niemand op")).status_code == 303
    assert kept(running) == [(SLUG, 2, "Op [telefoon] neemt niemand op", "patterns")]
    sheet = (await running.client.get(f"/mijn/{key}/overzicht")).text
    assert "neemt niemand op" not in sheet
    assert "Je tekst is bewaard." in sheet


async def test_danger_in_a_note_gives_the_card_at_once(running: Gateway, key: str) -> None:
    await send(running, key, cijfer="1")
    answer = await send(running, key, toelichting="Niets helpt, ik wil dood")
    assert answer.status_code == 200
    assert answer.text.index("0800-0113") < answer.text.index("<h1>")
    assert kept(running)[0][2] == "Niets helpt, ik wil dood"


async def test_staff_must_see_to_danger_in_a_note_also_when_another_note_takes_its_place(
    running: Gateway, key: str
) -> None:
    await send(running, key, cijfer="1")
    await send(running, key, toelichting="Niets helpt, ik wil dood")
    await send(running, key, toelichting="Laat maar, de folder was onduidelijk")
    engine = create_engine(running.settings.database_url)
    with Session(engine) as session, session.begin():
        while digests.make_due(session, 50):
            pass
        found = session.scalars(select(TalkDigest)).one()
        assert (found.danger, found.attention) == ("A", digests.DANGER)
    engine.dispose()


async def test_a_note_that_is_too_long_comes_back_and_is_read_for_danger(running: Gateway, key: str) -> None:
    await send(running, key, cijfer="1")
    answer = await send(running, key, toelichting="Ik wil dood. " + "te ver weg " * 200)
    assert answer.status_code == 422
    assert f"Het mogen er {MOST} zijn." in answer.text
    assert "te ver weg te ver weg" in answer.text
    assert answer.text.index("0800-0113") < answer.text.index("<h1>")
    assert kept(running) == [(SLUG, 1, None, "names")]


async def test_only_what_was_shown_in_this_talk_can_be_rated(running: Gateway, key: str) -> None:
    for slug, fields in (("dagbesteding", {"cijfer": "1"}), ("bestaat-niet", {"cijfer": "1"}), ("", {"cijfer": "1"})):
        assert (await send(running, key, slug, **fields)).status_code == 404
    assert (await send(running, "een-andere-sleutel", cijfer="1")).status_code == 404
    assert (await send(running, key, cijfer="5")).status_code == 404
    assert kept(running) == []


async def test_what_was_shown_before_a_step_back_can_be_rated(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    card: dict[str, Any] = {
        "instrument": SLUG,
        "title": "Lijn",
        "summary": "Bellen",
        "instrument_kind": "vervangende_zorg",
    }
    card |= {"bouwsteen": 3, "needs": [], "conditions": [], "reasons": ["Daarom"], "provider": "Samen", "region": None}
    card |= {"url": None, "phone": None, "verified_on": None, "stale": False}
    engine.answer = answering(YVONNE, {"custom": {"kind": "cards", "cards": [card]}})
    answer = await visitor.say("laat maar zien")
    links = next(message["links"] for message in answer["messages"] if message["kind"] == "links")
    assert (await send(running, links[0]["url"].split("/")[2], cijfer="3")).status_code == 303
    assert kept(running) == [(SLUG, 3, None, "names")]


async def test_where_nothing_was_shown_nothing_is_asked(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, YVONNE)
    sheet = (await running.client.get(f"/mijn/{key}/overzicht")).text
    assert 'class="card"' in sheet
    assert "Had je hier iets aan?" not in sheet


async def test_a_note_without_a_score_is_not_lost(running: Gateway, key: str) -> None:
    answer = await send(running, key, toelichting="Te ver weg")
    assert answer.status_code == 404
    assert "Te ver weg" in answer.text


async def test_a_note_that_comes_too_fast_is_given_back_with_the_card(
    settings_for: SettingsFor, engine: FakeEngine
) -> None:
    async with gateway.running(settings_for(address_rate="6/minute")) as running:
        key = await key_of(await running.visitor(), engine, MARIA)
        for _ in range(7):
            answer = await send(running, key, toelichting="Ik wil dood, niemand belt terug")
        assert answer.status_code == 429
        assert "niemand belt terug" in answer.text
        assert "0800-0113" in answer.text
        assert int(answer.headers["retry-after"]) > 0


async def test_markup_in_a_note_stays_text(running: Gateway, key: str) -> None:
    answer = await send(running, key, toelichting="</textarea><script>alert(1)</script>" * 40)
    assert answer.status_code == 422
    assert "<script>" not in answer.text
