"""How a named illness is meant: as had, as feared, ruled out, a figure of speech, or as something of long ago.

`data/illness_stance.tsv` holds the turns of phrase; each name is looked at by itself in the words around it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from bot.reading import cues
from bot.reading.illness_context import said_as
from bot.reading.lists import FOLDER
from bot.reading.text import Text

_KINDS = ("none", "asked", "said", "has", "unsure", "aside")
_BEFORE, _AFTER = 18, 10
"""Words around a name that are looked at; a cue reaches no farther."""


@dataclass(frozen=True)
class Stance:
    """Whether somebody has the illness, whether that is certain, and how far it stands back behind another (0 not)."""

    there: bool
    certain: bool
    back: float


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "illness_stance.tsv", _KINDS)


def stance(text: Text, first: int, size: int) -> Stance:
    """How the illness named by the `size` words from `first` is meant."""
    found: dict[str, float] = {}
    for cue, _ in cues.found(_cues(), cues.line(_around(text, first, size))):
        found[cue.points_to] = max(cue.weight, found.get(cue.points_to, 0.0))
    nobody = "none" in found or ("asked" in found and "has" not in found)
    # An attack of it is feared of an illness that is there ('bang dat ze een epilepsieaanval krijgt').
    word = text.tokens[first].word
    there = "said" in found or not nobody or ("aanval" in word and not word.startswith("hart"))
    return Stance(there, "unsure" not in found, found.get("aside", 0.0))


def _around(text: Text, first: int, size: int) -> Iterator[tuple[str, int, int]]:
    """The words of the sentence near the name, which itself is put as ZIEKTE or WERKPLEK."""
    mine = text.tokens[first]
    start, stop = max(0, first - _BEFORE), min(len(text.tokens), first + size + _AFTER)
    splits = 0
    for place in range(start, stop):
        token = text.tokens[place]
        if token.sentence != mine.sentence or first < place < first + size:
            continue
        splits += token.word in said_as("turn")
        word = token.word if place != first else "WERKPLEK" if is_workplace(text, first, size) else "ZIEKTE"
        yield word, token.clause + splits, token.sentence


def is_workplace(text: Text, first: int, size: int) -> bool:
    """Whether the words name a ward, a centre or a profession with an illness in it."""
    word = text.joined(first, size) or ""
    return word in said_as("ward") or any(word.endswith(end) and word != end for end in said_as("at_work"))
