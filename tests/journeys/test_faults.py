"""A part that dies is brought back, and the visitor is never left with silence or lost words."""

from __future__ import annotations

import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.journeys.product import Product
from tests.journeys.talk import Talk

pytestmark = pytest.mark.journey

REPLY_WITHIN = 9.0
"""Seconds in which a visitor gets a reply whatever died (reliability table)."""
SLACK = 3.0
"""For a machine that does other things as well."""


def told_in(talk: Talk) -> list[str]:
    """What the visitor said, as the talk keeps it."""
    return [item["text"] for item in talk.so_far().json()["messages"] if item["from"] == "visitor"]


def apologises_with_ways_to_help(talk: Talk) -> None:
    """Not an error and not silence: an apology, and people to call."""
    assert talk.notice, f"no apology\n{talk}"
    said = " ".join(talk.texts)
    assert "Luisterlijn" in said and "113" in said, f"nobody to call\n{talk}"


def test_an_engine_killed_in_mid_turn_costs_an_apology_and_no_word(product: Product, talk: Talk) -> None:
    talk.say("ik heb nierfalen en woon in Zwolle")
    halted = product.send("engine", signal.SIGSTOP)  # so that the turn is surely under way when it is killed
    with ThreadPoolExecutor(1) as visitor:
        begun = time.monotonic()
        saying = visitor.submit(talk.say, "ik zoek mensen die ook dialyseren")
        time.sleep(1.0)
        product.send("engine", signal.SIGKILL)
        saying.result(30)
        took = time.monotonic() - begun
    assert took < REPLY_WITHIN + SLACK, f"the reply took {took:.1f} s"
    apologises_with_ways_to_help(talk)
    assert told_in(talk)[-1] == "ik zoek mensen die ook dialyseren"
    talk.say("ik wil niet meer leven")
    assert talk.danger is not None and "113 Zelfmoordpreventie" in talk.help_lines, f"no card without engine\n{talk}"
    product.wait_until_back("engine", halted)
    talk.say("ik zoek lotgenoten")
    assert not talk.notice, f"it still apologises\n{talk}"
    assert talk.understood["condition"] == "nierziekte", f"what was told is gone\n{talk}"
    assert talk.understood["region"] == "Zwolle", str(talk)


def test_an_engine_that_hangs_costs_an_apology_in_time(product: Product, talk: Talk) -> None:
    talk.say("ik heb migraine")
    product.send("engine", signal.SIGSTOP)
    try:
        begun = time.monotonic()
        talk.say("ik zoek werk dat ik vol kan houden")
        took = time.monotonic() - begun
    finally:
        product.send("engine", signal.SIGCONT)
    assert took < REPLY_WITHIN + SLACK, f"the reply took {took:.1f} s"
    apologises_with_ways_to_help(talk)
    product.wait_until_ready()
    talk.say("ik wil het er met mijn baas over hebben")
    assert not talk.notice, f"it still apologises\n{talk}"
    assert "werk_en_studie" in talk.understood["needs"], str(talk)


def test_without_the_action_server_there_is_a_planned_answer_and_then_it_is_back(product: Product, talk: Talk) -> None:
    talk.say("ik heb long covid")
    killed = product.send("actions", signal.SIGKILL)
    talk.say("ik zoek lotgenoten")
    apologises_with_ways_to_help(talk)
    assert told_in(talk)[-1] == "ik zoek lotgenoten"
    product.wait_until_back("actions", killed)
    talk.say("ik zoek mensen die dit ook hebben")
    assert not talk.notice, f"it still apologises\n{talk}"
    assert talk.understood["condition"] == "long covid", str(talk)
    assert "lotgenoten" in talk.understood["needs"], str(talk)


def test_an_open_talk_goes_on_after_everything_was_restarted(product: Product, talk: Talk) -> None:
    talk.say("ik heb parkinson en woon in Nijmegen")
    before = talk.so_far().json()
    product.stop()
    product.start()
    with Talk(product.address, token=talk.token) as later:
        assert later.so_far().json() == before
        later.say("ik zoek hulp in het huishouden")
        assert later.understood["condition"] == "parkinson", str(later)
        assert later.understood["region"] == "Nijmegen", str(later)
        assert "praktische_hulp" in later.understood["needs"], str(later)


STORIES = [
    ("ik heb reuma", "reuma", "Assen", "ik zoek lotgenoten"),
    ("ik heb ms", "ms", "Zwolle", "ik zoek hulp in het huishouden"),
    ("ik heb copd", "copd", "Breda", "ik heb vragen over geld"),
    ("ik heb epilepsie", "epilepsie", "Leiden", "ik wil een zelftest doen"),
    ("ik heb borstkanker", "borstkanker", "Utrecht", "ik ben zo verdrietig"),
    ("ik heb diabetes type 2", "diabetes type 2", "Delft", "ik wil met een psycholoog praten"),
    ("ik heb long covid", "long covid", "Almere", "ik maak me zorgen over mijn baan"),
    ("ik heb parkinson", "parkinson", "Tilburg", "ik wil één vast aanspreekpunt"),
    ("ik heb fibromyalgie", "fibromyalgie", "Venlo", "ik ben helemaal uitgeput"),
    ("ik heb migraine", "migraine", "Gouda", "ik zoek een online cursus"),
    ("ik heb hartfalen", "hartfalen", "Emmen", "hoe praat ik er thuis over met mijn kinderen"),
    ("ik heb een nierziekte", "nierziekte", "Deventer", "welke hulp is er allemaal"),
]


def test_twelve_talks_at_once_do_not_mix(begin: Callable[[], Talk]) -> None:
    talks = [begin() for _ in STORIES]

    def hold(talk: Talk, story: tuple[str, str, str, str]) -> None:
        illness, _, place, wish = story
        for words in (illness, f"ik woon in {place}", wish):
            talk.insist(words)

    with ThreadPoolExecutor(len(STORIES)) as visitors:
        for held in [visitors.submit(hold, talk, story) for talk, story in zip(talks, STORIES, strict=True)]:
            held.result(120)
    for talk, (illness, condition, place, wish) in zip(talks, STORIES, strict=True):
        assert talk.understood["condition"] == condition, str(talk)
        assert talk.understood["region"] == place, str(talk)
        assert told_in(talk) == [illness, f"ik woon in {place}", wish]
