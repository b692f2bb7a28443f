"""A message that says several things falls apart into them; one that says one thing stays whole."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading.clauses import parts


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (
            "Ik heb hulp nodig in huis en ik wil ook eens met iemand praten",
            ["Ik heb hulp nodig in huis", "en ik wil ook eens met iemand praten"],
        ),
        (
            "Ik voel me somber. Ook weet ik niet wat ik de kinderen zeg; mijn baas begrijpt het niet.",
            ["Ik voel me somber", "Ook weet ik niet wat ik de kinderen zeg", "mijn baas begrijpt het niet"],
        ),
        (
            "Ik trek het slecht alleen, daarnaast snap ik het pgb niet",
            ["Ik trek het slecht alleen", "daarnaast snap ik het pgb niet"],
        ),
    ],
)
def test_each_thing_that_is_said_is_a_part(text: str, found: list[str]) -> None:
    assert parts(text) == found


@pytest.mark.parametrize(
    "text", ["", "ik zoek hulp", "Hallo. Ik zoek lotgenoten in de buurt. Groetjes", "mijn vrouw en kinderen helpen mij"]
)
def test_what_says_one_thing_stays_whole(text: str) -> None:
    assert parts(text) == []


@given(
    text=st.lists(st.sampled_from(["ik", "en", "ook", "maar", "ben", "moe", ".", ";", ","]), max_size=60).map(" ".join)
)
def test_there_are_never_more_than_four_parts_and_none_is_only_a_few_words(text: str) -> None:
    found = parts(text)
    assert len(found) <= 4
    assert all(part in text and len(part.split()) >= 4 for part in found[:-1])
