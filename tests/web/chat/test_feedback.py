"""What a visitor thought of the talk: kept with the answer, and never asked after danger."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from typing import Any

import pytest

from tests.web.chat.test_turn import rows
from tests.web.fake_engine import Answer, FakeEngine, canary_or, says
from tests.web.gateway import Gateway, Visitor

pytestmark = pytest.mark.anyio


def after(**state: Any) -> Callable[[Answer], Answer]:
    """An engine that leaves this state behind, beside what it was given."""
    return canary_or(lambda turn: says("Dank je.", state={**turn["state"], **state}))


def kept(running: Gateway) -> list[tuple[Any, ...]]:
    return rows(running.settings, "SELECT slug, score, note, redacted FROM feedback ORDER BY slug")


def counted(running: Gateway) -> list[tuple[Any, ...]]:
    return rows(running.settings, "SELECT slug, score, amount FROM feedback_counts WHERE amount <> 0 ORDER BY score")


async def test_a_score_is_kept_and_counted_once_and_can_change(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    engine.answer = after(feedback="gevraagd")
    await visitor.say("bedankt")
    assert kept(running) == []
    engine.answer = after(feedback="1")
    same = str(uuid.uuid4())
    for _ in range(2):
        await visitor.post(id=same, text="nee")
    await visitor.say("en nog iets")
    assert kept(running) == [("", 1, None, "names")]
    assert counted(running) == [("", 1, 1)]
    engine.answer = after(feedback="3")
    await visitor.say("toch wel")
    assert kept(running) == [("", 3, None, "names")]
    assert counted(running) == [("", 3, 1)]


async def test_the_note_is_kept_without_numbers_and_awaits_the_search_for_names(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    engine.answer = after(feedback="2")
    await visitor.say("een beetje")
    engine.answer = after(noted=True)
    await visitor.say("Het nummer 06-12345678 deed het niet")
    await visitor.say("En nu zoek ik iets anders")
    assert kept(running) == [("", 2, "Het nummer [telefoon] deed het niet", "patterns")]


async def test_after_danger_the_engine_is_told_not_to_ask(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    engine.status = 500  # the card is given without the engine, which so never heard of it
    await visitor.say("Ik wil dood")
    engine.status = 200
    await visitor.say("bedankt")
    assert engine.asked[-1]["state"]["feedback"] == "niet"


async def test_danger_in_a_note_gives_the_card_and_closes_the_question(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    engine.answer = after(feedback="1", question="toelichting")
    await visitor.say("nee")
    answer = await visitor.say("Het had geen zin, ik wil dood")
    assert answer["messages"][0]["kind"] == "safety"
    assert engine.asked[-1]["state"]["question"] is None
    assert kept(running) == [("", 1, None, "names")]


@pytest.mark.parametrize("score", ["0", "4", 2, ["1"], {"een": 1}], ids=str)
async def test_what_is_no_score_is_not_kept(
    running: Gateway, visitor: Visitor, engine: FakeEngine, score: object
) -> None:
    engine.answer = after(feedback=score, noted="ja")
    await visitor.say("nee")
    assert kept(running) == []
