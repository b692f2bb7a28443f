"""A carer who is ill too is heard as both; a patient or a carer alone is not."""

from __future__ import annotations

import pytest

from bot.reading import read_facts


def both(said: str) -> bool:
    """Whether somebody is heard to be ill besides caring for another."""
    return any(fact.name == "both" for fact in read_facts(said))


@pytest.mark.parametrize(
    "said",
    [
        "ik zorg voor mijn man maar ben zelf ook chronisch ziek",
        "Ik zorg voor mijn moeder en heb zelf ook reuma",
        "Ik heb zelf ms en zorg voor mijn dochter",
        "mn vrouw heeft dementie en zelf heb ik hartfalen",
        "ben zelf ook ziek en moet alles doen voor me man",
        "naast mijn eigen ziekte zorg ik voor pa, ik heb copd",
        "de zorg voor hem en dan mijn eigen chemo nog",
    ],
)
def test_both_sides_are_heard(said: str) -> None:
    assert both(said)


@pytest.mark.parametrize(
    "said",
    [
        "Ik zorg voor mijn man met dementie",
        "Ik ben zelf ziek, ik heb ms",
        "nee, ik ben zelf ziek",
        "mijn zus is ook ziek",
        "Ik heb zelf hulp gezocht voor mijn moeder met parkinson",
        "ik zorg zelf voor mijn moeder, ze heeft reuma",
    ],
)
def test_one_side_alone_is_not_both(said: str) -> None:
    assert not both(said)
