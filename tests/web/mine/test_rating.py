"""What a visitor thought of what was shown: one score each, that can change, and a note that is read for danger."""

from __future__ import annotations

import re
import sqlite3
from html import unescape as html_unescape
from typing import Any

import pytest
from sqlalchemy import create_engine, select
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor
from tests.web.mine.conftest import MARIA, YVONNE, answering, key_of
from tests.web.staff.login import colleague, in_database
from tests.web.talk_desk.transcripts import place
from tests.web.talk_desk.transcripts import send as follow_up
from web.conversations import digests
from web.conversations.models import Feedback, Talk, TalkDigest
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


OPEN, IN_A_NOTE = "Gevaar: nog niet opgevolgd", "Wat de bezoeker bij een waardering schreef</a>"


def marked(page: str) -> str:
    """What the page remembers of the alarm that its note gave."""
    found = re.search(r'name="gemeld" value="([^"]+)"', page)
    assert found, page
    return html_unescape(found[1])


def alarms(url: str) -> list[str | None]:
    """The tiers of danger in what is kept of scores."""
    return in_database(url, lambda session: list(session.scalars(select(Feedback.danger))))


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


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
async def test_danger_in_a_note_that_is_too_long_is_told_to_staff_once(
    request: pytest.FixtureRequest, settings_for: SettingsFor, engine: FakeEngine, kind: str
) -> None:
    changes: dict[str, Any] = {}
    if kind == "postgres":
        changes["database_url"] = request.getfixturevalue("postgres_url")
        upgrade(changes["database_url"])
    async with gateway.running(settings_for(**changes)) as running:
        url = running.settings.database_url
        key = await key_of(await running.visitor(), engine, MARIA)
        await send(running, key, cijfer="1")
        async with await colleague(running) as client:
            talk_id = in_database(url, lambda session: session.scalars(select(Talk.id)).one())
            path = place(talk_id)
            assert OPEN not in (await client.get(path)).text
            page = (await send(running, key, toelichting="Ik wil dood. " + "te ver weg " * 200)).text
            form = {"toelichting": "Ik wil dood, te ver weg", "gemeld": marked(page)}
            html = (await client.get(path)).text
            assert (html.count(OPEN), html.count(IN_A_NOTE)) == (1, 1)
            assert "Die tekst is niet bewaard" in html
            assert "te ver weg" not in html
            assert alarms(url) == ["A"]

            again = (
                await send(running, key, toelichting="Ik wil dood. " + "te ver " * 200, gemeld=form["gemeld"])
            ).text
            assert marked(again) == form["gemeld"]
            done = await follow_up(client, talk_id, "/opgevolgd", hoe="De huisarts gaat langs", was="")
            assert done.status_code == 303
            assert OPEN not in (await client.get(path)).text
            assert (await send(running, key, **form)).status_code == 200
            html = (await client.get(path)).text
            assert OPEN not in html
            assert "Die tekst is niet bewaard" not in html
            assert alarms(url) == ["A"]

            await send(running, key, toelichting="Ik wil dood, nu echt")
            assert (await client.get(path)).text.count(IN_A_NOTE) == 1


async def test_a_mark_that_is_none_of_ours_holds_no_alarm_back(running: Gateway, key: str) -> None:
    await send(running, key, cijfer="1")
    for mark in ("A", "A gisteren", "A 2026-06-01T12:00:00", "A 0001-01-01T00:00:00+14:00", '"><script>', ""):
        answer = await send(running, key, toelichting="Ik wil dood. " * 100, gemeld=mark)
        assert answer.status_code == 422
        assert "<script>" not in answer.text
        assert marked(answer.text).startswith("A 20")
    assert alarms(running.settings.database_url) == ["A"]


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
