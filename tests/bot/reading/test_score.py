"""An answer to 'Heb je hier iets aan gehad?' is understood in the words people use for it."""

from __future__ import annotations

import pytest

from bot.reading import read_facts
from bot.reading.asking import asks

ANSWERS = {
    "3": ("ja", "ja hoor", "heel fijn", "heb er veel aan gehad", "heeft me goed geholpen", "best wel"),
    "2": ("een beetje", "gaat wel", "ja een beetje", "mwah", "ja maar het was lang", "niet zo veel"),
    "1": ("nee", "nou nee", "nee niet echt", "niks aan gehad", "nee helemaal niks", "nee dankjewel"),
}


def _score(text: str, question: str | None = "waardering") -> str | int | None:
    return next((fact.value for fact in read_facts(text, question) if fact.name == "score"), None)


@pytest.mark.parametrize(("text", "value"), [(text, value) for value, texts in ANSWERS.items() for text in texts])
def test_whether_the_talk_helped_is_read(text: str, value: str) -> None:
    assert _score(text) == value


@pytest.mark.parametrize(
    "text",
    ["weet ik niet", "ik ben zo moe", "nee, ik zoek nog een lotgenotengroep", "nee, is er ook iets in Zeist?", ""],
)
def test_who_goes_on_with_the_talk_gives_no_score(text: str) -> None:
    assert _score(text) is None


def test_it_is_only_read_when_it_was_asked() -> None:
    assert _score("een beetje", "hulp") is None
    assert _score("nee", None) is None


@pytest.mark.parametrize(
    "text",
    [
        "Ik zoek nog lotgenoten",
        "waar kan ik hulp vragen",
        "kun je ook iets vinden voor mijn zoon",
        "ik heb vervanging nodig voor een dag",
        "is er ook iets in Zeist",
        "En het eten dan?",
    ],
)
def test_who_asks_for_something_is_heard_to_ask(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize(
    "text",
    [
        "de groep was te ver weg",
        "ik had liever een mens gesproken",
        "ik wil niet steeds dezelfde vragen",
        "jullie vroegen te veel",
        "ik slaap niet meer",
    ],
)
def test_who_looks_back_or_tells_does_not_ask(text: str) -> None:
    assert not asks(text)
