"""An answer to 'Heb je genoeg hulp en steun?' is understood in the words people use for it."""

from __future__ import annotations

import pytest

from bot.reading import read_facts

ANSWERS = {
    "ja": ("ja genoeg hoor", "ja, mijn kinderen helpen goed mee", "ik red me wel", "dat zit wel goed", "prima"),
    "deels": (
        "mijn dochter komt elke dinsdag",
        "de thuiszorg komt twee keer per week",
        "gaat wel",
        "een beetje",
        "ja maar niet genoeg",
        "ik heb thuiszorg maar dat is te weinig",
        "hangt ervan af",
    ),
    "nee": (
        "niemand helpt me",
        "ik doe alles alleen",
        "te weinig",
        "veel te weinig",
        "eigenlijk niet",
        "nee, ik sta er helemaal alleen voor",
        "niet genoeg",
        "ik heb er genoeg van",
        "nee, alleen mijn dochter komt soms",
    ),
}


def _help(text: str, question: str | None = "hulp") -> str | int | None:
    return next((fact.value for fact in read_facts(text, question) if fact.name == "help"), None)


@pytest.mark.parametrize(("text", "value"), [(text, value) for value, texts in ANSWERS.items() for text in texts])
def test_whether_there_is_enough_help_is_read(text: str, value: str) -> None:
    assert _help(text) == value


@pytest.mark.parametrize("text", ["ik ben zo somber", "ik woon in Ermelo", "hoezo", ""])
def test_what_says_nothing_of_help_is_no_answer(text: str) -> None:
    assert _help(text) is None


def test_it_is_only_read_when_it_was_asked() -> None:
    assert _help("niemand helpt me", "waar") is None
    assert _help("gaat wel", "hoe") is None
