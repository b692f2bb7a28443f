"""Whatever is typed, reading gives facts of the vocabulary with a place inside the text, and never an error."""

from __future__ import annotations

from collections.abc import Collection

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.reading import Fact, read_facts
from bot.reading.refusal import read_refusal
from bot.reading.request import TARGETS
from bot.reading.text import Text
from vocabulary import avoid
from vocabulary.conditions import load
from vocabulary.municipalities import names
from vocabulary.needs import load as load_needs
from vocabulary.people import audiences, carer_groups

_QUESTIONS = st.sampled_from([None, "hoe", "waar", "hulp", "nodig", "audience", "region", "condition", "past"])
_SAID = """mijn man moeder heeft ik ben zorg voor hem dementie ALS als geen kanker niet woon in Best Hengelo van naar 21
's-Gravenhage jaar de het cliënten patiënt huisarts over mij , . ? - ! suiker met type 1 nee sorry A'dam m.s. uit"""
_WORDS = st.sampled_from(_SAID.split())


def _allowed(fact: Fact) -> bool:
    if fact.name == "age":
        return isinstance(fact.value, int) and 5 <= fact.value <= 110
    known: dict[str, Collection[object]] = {
        "audience": audiences(),
        "condition": load(),
        "region": names(),
        "carer_group": carer_groups(),
        "request": {*TARGETS, "stilte", "andere_taal", "schelden"},
        "avoid": avoid.load(),
        "mood": {"goed", "wel", "slecht"},
        "both": {1},
        "help": {"ja", "deels", "nee"},
    }
    return fact.value in known[fact.name]


def _check(text: str, question: str | None) -> None:
    for fact in read_facts(text, question):
        assert _allowed(fact), fact
        # Silence may be a message of nothing at all; every other fact was said somewhere.
        assert 0 <= fact.start <= fact.end <= len(text) and (fact.start < fact.end or fact.value == "stilte")


@given(st.text(), _QUESTIONS)
@settings(deadline=None)
def test_any_characters(text: str, question: str | None) -> None:
    _check(text, question)


@given(st.lists(_WORDS, max_size=40), _QUESTIONS)
@settings(deadline=None)
def test_any_row_of_words_that_matter(said: list[str], question: str | None) -> None:
    _check(" ".join(said), question)


@given(st.lists(_WORDS | st.sampled_from(["lotgenoten", "psycholoog", "cursus", "hoef", "wil", "maar"]), max_size=40))
@settings(deadline=None)
def test_a_refusal_stands_in_the_text_and_what_is_left_is_shorter(said: list[str]) -> None:
    text = " ".join(said)
    if found := read_refusal(Text(text)):
        assert len(Text(found.rest).words) < len(Text(text).words)
        for fact in found.needs:
            assert fact.value in load_needs()
            assert 0 <= fact.start < fact.end <= len(text)


def test_a_very_long_message_is_read() -> None:
    assert read_facts("Mijn man heeft dementie. " * 2000)
