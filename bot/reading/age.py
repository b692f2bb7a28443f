"""How old the speaker is, in years."""

from __future__ import annotations

import re
from functools import cache

from bot.reading import cues
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text
from vocabulary.tables import TableError, read

_YOUNGEST, _OLDEST = 5, 110
_NUMBER = re.compile(r"\d{1,3}")
_OF_YEARS = re.compile(r"(\d{1,3})(?:jarig|jarige|jaar|jr|j)")


@cache
def _number_words() -> dict[str, int]:
    """'Eenentwintig' is 21. Raises TableError when a number is not one."""
    path = FOLDER / "number_words.tsv"
    found = {}
    for line, row in read(path, ("word", "number")):
        if not row["number"].isdigit():
            raise TableError(path, line, f"{row['number']!r} is not a number")
        found[row["word"]] = int(row["number"])
    units = {word: number for word, number in found.items() if number < 10}
    tens = {word: number for word, number in found.items() if number >= 20}
    found.update({f"{u}en{t}": a + b for u, a in units.items() for t, b in tens.items()})
    return found


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "age_cues.tsv", ("age",))


def read_age(text: Text) -> list[Fact]:
    """The age that the speaker gives for themselves; the age of another and a length of time are passed over."""
    places = {place: age for place, word in enumerate(text.words) if (age := _years(word)) is not None}
    found = []
    for place, age in places.items():
        if not _YOUNGEST <= age <= _OLDEST:
            continue
        row = cues.line(
            [
                (_shape(token.word) if number == place else token.word, token.clause, token.sentence)
                for number, token in enumerate(text.tokens)
            ]
        )
        weights = [cue.weight for cue, _ in cues.found(_cues(), row)]
        if weights and min(weights) > 0:
            found.append(Fact("age", age, *text.span(place, 1), max(weights) >= 3.0))
    return found


def _shape(word: str) -> str:
    return "JARIG" if word.endswith(("jarig", "jarige")) else "GETALJAAR" if _OF_YEARS.fullmatch(word) else "GETAL"


def _years(word: str) -> int | None:
    if _NUMBER.fullmatch(word):
        return int(word)
    if match := _OF_YEARS.fullmatch(word):
        return int(match.group(1))
    return _number_words().get(word)
