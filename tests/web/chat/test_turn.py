"""The usual way of a message through the gateway."""

from __future__ import annotations

import asyncio
import sqlite3
import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.fake_engine import FakeEngine, says
from tests.web.gateway import Gateway, Visitor, kinds
from web.settings import Settings

pytestmark = pytest.mark.anyio


def rows(settings: Settings, question: str) -> list[tuple[Any, ...]]:
    """What stands in the database."""
    connection = sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))
    try:
        return connection.execute(question).fetchall()
    finally:
        connection.close()


async def test_a_talk_begins_with_what_the_engine_says(running: Gateway) -> None:
    visitor = await running.visitor()
    assert visitor.opening == [{"kind": "text", "text": "Hallo, ik ben een computer."}]


async def test_the_state_travels_with_each_turn_and_back(visitor: Visitor, engine: FakeEngine) -> None:
    await visitor.say("een")
    answer = await visitor.say("twee")
    assert answer["messages"] == [{"kind": "text", "text": "Beurt 2."}]
    assert [turn["state"] for turn in engine.asked] == [{}, {"turns": 1}]
    assert engine.secrets == {"Bearer geheim"}


async def test_what_was_understood_is_told(visitor: Visitor, engine: FakeEngine) -> None:
    state = {"audience": "mantelzorger", "needs": ["respijtzorg"], "bouwsteen": 3, "region": None, "question": "x"}
    engine.answer = lambda turn: says("Ja.", state=state)
    answer = await visitor.say("Ik zorg voor mijn man")
    assert answer["understood"] == {
        "audience": "mantelzorger",
        "condition": None,
        "region": None,
        "needs": ["respijtzorg"],
        "bouwsteen": 3,
    }


async def test_same_message_ten_times_at_once_is_one_turn(running: Gateway, engine: FakeEngine) -> None:
    visitor = await running.visitor()
    engine.seconds = 0.2
    one = str(uuid.uuid4())
    answers = await asyncio.gather(*(visitor.post(id=one, text="Ik ben moe") for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.text for answer in answers}) == 1
    assert len(engine.asked) == 1
    assert rows(running.settings, "SELECT count(*) FROM turns WHERE seq > 0") == [(1,)]


async def test_same_message_id_is_one_turn_and_gets_the_same_answer(visitor: Visitor, engine: FakeEngine) -> None:
    one = str(uuid.uuid4())
    first = await visitor.post(id=one, text="Ik ben moe")
    again = await visitor.post(id=one, text="Iets heel anders")
    assert first.json() == again.json()
    assert len(engine.asked) == 1


async def test_the_same_id_in_another_talk_is_another_message(running: Gateway, engine: FakeEngine) -> None:
    one = str(uuid.uuid4())
    for _ in range(2):
        visitor = await running.visitor()
        await visitor.post(id=one, text="Ik ben moe")
    assert len(engine.asked) == 2


async def test_one_turn_of_a_talk_at_a_time(visitor: Visitor, engine: FakeEngine) -> None:
    engine.seconds = 0.1
    await asyncio.gather(*(visitor.say(f"bericht {number}") for number in range(5)))
    assert engine.most_at_once == 1
    assert [turn["state"].get("turns", 0) for turn in engine.asked] == [0, 1, 2, 3, 4]


async def test_buttons_become_choices_and_the_payload_stays_here(visitor: Visitor, engine: FakeEngine) -> None:
    button = {"title": "Over mezelf", "payload": '/kies_audience{"audience":"patient"}'}
    engine.answer = lambda turn: says(state={}, messages=[{"text": "Om wie gaat het?", "buttons": [button]}])
    answer = await visitor.say("hallo")
    assert kinds(answer) == ["text", "choices"]
    (choice,) = answer["messages"][1]["choices"]
    assert choice["label"] == "Over mezelf"
    assert "audience" not in choice["id"]
    await visitor.post(choice=choice["id"])
    assert engine.asked[-1]["payload"] == {"intent": "kies_audience", "entities": {"audience": "patient"}}
    assert [item for item in await visitor.transcript() if item["from"] == "visitor"] == [
        {"from": "visitor", "seq": 1, "kind": "text", "text": "hallo"},
        {"from": "visitor", "seq": 2, "kind": "choice", "text": "Over mezelf"},
    ]


async def test_a_choice_of_another_talk_is_unknown_and_an_old_one_of_this_talk_works(
    running: Gateway, engine: FakeEngine
) -> None:
    button = {"title": "Ja", "payload": "/bevestigen"}
    engine.answer = lambda turn: says(state={}, messages=[{"buttons": [button]}])
    mine, other = await running.visitor(), await running.visitor()
    old = (await mine.say("een"))["messages"][0]["choices"][0]["id"]
    await mine.say("twee")
    assert (await mine.post(choice=old)).status_code == 200
    refused = await other.post(choice=old)
    assert refused.status_code == 422
    assert refused.json()["type"] == "keuze-onbekend"


@pytest.mark.parametrize(
    ("choice", "payload"),
    [
        ("correct:region", {"intent": "verbeter", "entities": {"slot": "region"}}),
        ("talk:restart", {"intent": "opnieuw", "entities": {}}),
        ("talk:human", {"intent": "mens_spreken", "entities": {}}),
        ("talk:keep", {"intent": "vraag", "entities": {"request": "bewaren"}}),
        ("talk:erase", {"intent": "gegevens_wissen", "entities": {}}),
    ],
)
async def test_the_fixed_choices_work_in_each_talk(
    visitor: Visitor, engine: FakeEngine, choice: str, payload: dict[str, Any]
) -> None:
    assert (await visitor.post(choice=choice)).status_code == 200
    assert engine.asked[-1]["payload"] == payload


async def test_the_transcript_is_in_the_order_of_the_turns(visitor: Visitor) -> None:
    for text in ("een", "twee", "drie"):
        await visitor.say(text)
    said = [(item["from"], item["seq"], item["text"]) for item in await visitor.transcript()]
    assert said == [
        ("assistant", 0, "Hallo, ik ben een computer."),
        *(("visitor", 1, "een"), ("assistant", 1, "Beurt 1.")),
        *(("visitor", 2, "twee"), ("assistant", 2, "Beurt 2.")),
        *(("visitor", 3, "drie"), ("assistant", 3, "Beurt 3.")),
    ]


async def test_only_redacted_words_stand_in_the_record_and_the_engine_gets_the_whole(
    running: Gateway, engine: FakeEngine
) -> None:
    visitor = await running.visitor()
    await visitor.say("Ik heet Karin, bel 06-12345678, ik woon in Ede")
    assert engine.asked[0]["text"] == "Ik heet Karin, bel 06-12345678, ik woon in Ede"
    kept = rows(running.settings, "SELECT text FROM turns WHERE seq = 1")
    assert kept == [("Ik heet [naam], bel [telefoon], ik woon in Ede",)]
    assert rows(running.settings, "SELECT text FROM raw_texts") == [("Ik heet Karin, bel 06-12345678, ik woon in Ede",)]


async def test_entities_with_words_of_the_visitor_are_not_kept(running: Gateway, engine: FakeEngine) -> None:
    parse = {"intent": "overbelasting", "confidence": 0.8, "entities": [{"entity": "name", "value": "Karin"}]}
    engine.answer = lambda turn: says("Ja.", parse=parse)
    visitor = await running.visitor()
    await visitor.say("hallo")
    ((kept,),) = rows(running.settings, "SELECT parse FROM turns WHERE seq = 1")
    assert "overbelasting" in kept
    assert "Karin" not in kept


async def test_a_cards_message_reaches_the_visitor_as_agreed(visitor: Visitor, engine: FakeEngine) -> None:
    card = {
        "instrument": "mantelzorglijn",
        "title": "Mantelzorglijn",
        "summary": "Bel met vragen.",
        "instrument_kind": "informatie_advies",
        "bouwsteen": 1,
        "needs": ["overzicht_hulp"],
        "conditions": [],
        "reasons": ["Dit past bij zorgen voor een ander."],
        "asks": ["Gratis", "Geen verwijzing nodig"],
        "provider": "MantelzorgNL",
        "region": None,
        "url": "https://www.mantelzorg.nl",
        "phone": "030 760 60 55",
        "verified_on": "2026-11-01",
        "stale": False,
    }
    engine.answer = lambda turn: says(messages=[{"custom": {"kind": "cards", "cards": [card] * 4}}])
    answer = await visitor.say("help")
    assert answer["messages"] == [{"kind": "cards", "cards": [card] * 3}]


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "JaVaScRiPt:alert(1)", " data:text/html,x", "//evil.example", 5]
)
async def test_a_link_that_is_no_web_address_never_leaves(visitor: Visitor, engine: FakeEngine, url: object) -> None:
    card = {"instrument": "x", "title": "X", "summary": "", "instrument_kind": "zelfhulp", "url": url}
    engine.answer = lambda turn: says(messages=[{"custom": {"kind": "cards", "cards": [card]}}])
    answer = await visitor.say("help")
    assert answer["messages"][0]["cards"][0]["url"] is None


async def test_what_is_not_as_agreed_is_left_out_and_the_rest_is_said(visitor: Visitor, engine: FakeEngine) -> None:
    odd: list[dict[str, Any]] = [
        {"custom": {"kind": "cards", "cards": [{"title": "zonder de rest"}]}},
        {"custom": {"kind": "safety", "danger": "self", "text": "x", "lines": []}},
        {"custom": {"kind": "onbekend"}},
        {"buttons": [{"title": "Nergens heen", "payload": "zomaar tekst"}]},
        {"text": "Dit wel."},
    ]
    engine.answer = lambda turn: says(messages=odd)
    assert (await visitor.say("hallo"))["messages"] == [{"kind": "text", "text": "Dit wel."}]


async def test_a_visitor_who_goes_away_in_mid_turn_finds_the_answer_later(visitor: Visitor, engine: FakeEngine) -> None:
    engine.seconds = 0.3
    one = str(uuid.uuid4())
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await visitor.post(id=one, text="Ik ben moe")
    answer = await visitor.post(id=one, text="Ik ben moe")
    assert answer.json()["messages"] == [{"kind": "text", "text": "Beurt 1."}]
    assert len(engine.asked) == 1


async def test_open_talks_go_on_after_a_restart(settings_for: Callable[..., Settings], engine: FakeEngine) -> None:
    from tests.web import gateway

    async with gateway.running(settings_for()) as first:
        visitor = await first.visitor()
        await visitor.say("een")
    async with gateway.running(settings_for()) as second:
        visitor.client = second.client
        assert (await visitor.say("twee"))["messages"] == [{"kind": "text", "text": "Beurt 2."}]
        assert len(await visitor.transcript()) == 5
