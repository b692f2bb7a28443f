"""From answers to a situation: ticks win over what was read, lists go before the engine, and gaps are told."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from catalogue.search import Situation
from web.chat.engine import EngineAnswer, EngineMessage, Parse
from web.wegwijzer.answers import Answers
from web.wegwijzer.reading import Understood, age_of, listed_illnesses, listed_place, understand

pytestmark = pytest.mark.anyio


@dataclass
class Engine:
    """Answers by question; a question it has no answer to is one it stays silent about."""

    states: dict[str | None, dict[str, Any]] = field(default_factory=dict)
    parse: Parse | None = None
    asked: list[tuple[str, str | None]] = field(default_factory=list)

    async def __call__(self, text: str, question: str | None, seconds: float | None = None) -> EngineAnswer | None:
        self.asked.append((text, question))
        if question not in self.states:
            return None
        return EngineAnswer(messages=[EngineMessage(text="Oké.")], parse=self.parse, state=self.states[question])


async def read(answers: Answers, engine: Engine | None = None) -> Understood:
    return await understand(answers, engine or Engine(), text_limit=1000, seconds=None)


async def test_an_empty_form_asks_the_engine_nothing_and_knows_nothing() -> None:
    engine = Engine()
    understood = await read(Answers(), engine)
    assert understood == Understood(Situation(()))
    assert engine.asked == []


async def test_ticked_answers_need_no_engine() -> None:
    answers = Answers(
        waar=("overbelasting",),
        hulp="hulp_helpt_niet",
        nodig=("lotgenoten",),
        over="patient",
        ziekte="MS",
        plaats="ede",
    )
    engine = Engine()
    understood = await read(answers, engine)
    needs = ("lotgenoten", "hulp_helpt_niet", "overbelasting")
    assert understood.situation == Situation(needs, "patient", ("ms",), "Ede")
    assert (engine.asked, understood.remarks) == ([], {})


async def test_what_was_ticked_wins_over_what_was_read() -> None:
    told = {"audience": "patient", "condition": "reuma", "region": "Delft", "age": 30, "needs": ["somberheid"]}
    answers = Answers(
        woorden="verhaal", nodig=("lotgenoten",), over="mantelzorger", ziekte="dementie", plaats="Ede", leeftijd="60"
    )
    understood = await read(answers, Engine({None: told}))
    assert understood.situation == Situation(("lotgenoten", "somberheid"), "mantelzorger", ("dementie",), "Ede", 60)


async def test_a_story_alone_is_enough() -> None:
    told = {
        "audience": "mantelzorger",
        "condition": "dementie",
        "region": "Ermelo",
        "age": 60,
        "carer_groups": ["dementie"],
        "needs": ["respijtzorg", "geen hulpvraag"],
    }
    understood = await read(Answers(woorden="Mijn man heeft dementie"), Engine({None: told}))
    expected = Situation(("respijtzorg",), "mantelzorger", ("dementie",), "Ermelo", 60, ("dementie",))
    assert understood.situation == expected
    assert understood.remarks == {}


async def test_who_is_ill_oneself_belongs_to_no_group_of_carers() -> None:
    engine = Engine({None: {"carer_groups": ["dementie"], "needs": ["somberheid"]}})
    assert (await read(Answers(woorden="x", over="patient"), engine)).situation.carer_groups == ()


async def test_a_need_half_heard_counts_only_when_nothing_better_is_known() -> None:
    engine = Engine({None: {"maybe": ["somberheid", "lotgenoten", "zelftest"]}})
    assert (await read(Answers(woorden="x"), engine)).situation.needs == ("somberheid", "lotgenoten")
    assert (await read(Answers(woorden="x", waar=("overbelasting",)), engine)).situation.needs == ("overbelasting",)


async def test_a_professional_is_led_to_what_is_for_professionals() -> None:
    assert (await read(Answers(over="professional", waar=("somberheid",)))).situation.needs == ("opleiding_richtlijn",)
    for_work = Answers(over="professional", waar=("somberheid",), werk=("onderzoek_monitoring",))
    assert (await read(for_work)).situation.needs == ("onderzoek_monitoring",)


async def test_an_illness_and_a_place_that_are_on_no_list_are_read_in_the_light_of_their_question() -> None:
    engine = Engine({"condition": {"condition": "hartfalen"}, "region": {"region": "Haarlemmermeer"}})
    understood = await read(Answers(ziekte="een zwak hartje", plaats="Hoofddorp"), engine)
    assert understood.situation == Situation((), conditions=("hartfalen",), region="Haarlemmermeer")
    assert sorted(engine.asked) == [("Hoofddorp", "region"), ("een zwak hartje", "condition")]


async def test_what_nobody_knows_is_told_and_what_was_not_read_is_told_otherwise() -> None:
    answers = Answers(woorden="x", ziekte="xyz", plaats="xyz", leeftijd="oud")
    known = await read(answers, Engine({None: {"needs": ["somberheid"]}, "condition": {}, "region": {}}))
    assert known.remarks == {"ziekte": "ziekte", "plaats": "plaats", "leeftijd": "leeftijd"}
    silent = await read(answers)
    assert silent.remarks == {"woorden": "silent", "ziekte": "silent", "plaats": "silent", "leeftijd": "leeftijd"}


async def test_a_story_that_is_too_long_is_not_read_and_that_is_told() -> None:
    engine = Engine({None: {"needs": ["somberheid"]}})
    understood = await read(Answers(woorden="a" * 1001, waar=("overbelasting",)), engine)
    assert (engine.asked, understood.remarks) == ([], {"woorden": "too_long"})
    assert understood.situation.needs == ("overbelasting",)


async def test_a_story_of_which_nothing_was_understood_is_told_so() -> None:
    assert (await read(Answers(woorden="blub"), Engine({None: {}}))).remarks == {"woorden": "not_heard"}


async def test_grief_gets_a_warm_word_and_a_medical_question_an_honest_one() -> None:
    grief = await read(Answers(woorden="Mijn man is vorige maand overleden"), Engine({None: {}}))
    assert grief.topic
    assert grief.remarks == {}
    medical = await read(Answers(woorden="Hoeveel pillen mag ik"), Engine({None: {}}, Parse(intent="buiten_bereik")))
    assert medical.medical
    assert medical.remarks == {}


async def test_an_alarm_of_the_engine_is_heard_in_any_field() -> None:
    alarm = Parse(danger="self")
    assert (await read(Answers(woorden="x"), Engine({None: {}}, alarm))).danger == "self"
    assert (await read(Answers(plaats="x"), Engine({"region": {}}, alarm))).danger == "self"


@pytest.mark.parametrize(
    ("said", "illnesses"),
    [
        ("Diabetes", ("diabetes",)),
        (" suikerziekte. ", ("diabetes",)),
        ("diabetes en reuma", ("diabetes", "reuma")),
        ("reuma, ms; copd", ("reuma", "ms", "copd")),
        ("hart- en vaatziekten", ("hart- en vaatziekten",)),
        ("reuma en iets", ()),
        ("iets", ()),
        ("", ()),
        (" en ", ()),
    ],
)
def test_illnesses_are_found_on_the_list_alone_or_together(said: str, illnesses: tuple[str, ...]) -> None:
    assert listed_illnesses(said) == illnesses


@pytest.mark.parametrize(
    ("said", "place"), [("ede", "Ede"), ("'S-HERTOGENBOSCH", "'s-Hertogenbosch"), ("Hoofddorp", None), ("", None)]
)
def test_a_municipality_is_found_however_it_is_spelled(said: str, place: str | None) -> None:
    assert listed_place(said) == place


@pytest.mark.parametrize(
    ("said", "age"), [("45", 45), ("45 jaar", 45), ("0", 0), ("121", None), ("", None), ("-3", None), ("４５", None)]
)
def test_an_age_is_a_number_of_years(said: str, age: int | None) -> None:
    assert age_of(said) == age
