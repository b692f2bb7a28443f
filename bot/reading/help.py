"""A short answer to 'Heb je genoeg hulp en steun?': yes, no or in part, also where it only tells who helps."""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text

_TARGETS = ("nee", "deels", "ja")
"""In this order when a message points to more than one with the same weight."""
_LONGEST = 25
"""A longer message tells more than whether there is help."""


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "help_cues.tsv", _TARGETS)


def read_help(text: Text, question: str | None) -> list[Fact]:
    """Whether there is enough help, when that was asked. What weighs most counts: 'ja, maar te weinig' is deels."""
    if question != "hulp" or not text.tokens or len(text.tokens) > _LONGEST:
        return []
    found = [(cue.weight, -_TARGETS.index(cue.points_to)) for cue, _ in cues.found(_cues(), cues.row(text))]
    if not found:
        return []
    value = _TARGETS[-max(found)[1]]
    return [Fact("help", value, text.tokens[0].start, text.tokens[-1].end, True)]
