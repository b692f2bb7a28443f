"""A short answer to 'Heb je hier iets aan gehad?': yes (3), a little (2) or no (1)."""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading.asking import asks
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text

_TARGETS = ("1", "2", "3")
"""In this order when a message points to more than one with the same weight: a low score is followed up."""
_LONGEST, _BARE = 20, 6
"""A longer message tells more than a score; one of a few words nothing else."""


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "score_cues.tsv", _TARGETS)


def read_score(text: Text, question: str | None) -> list[Fact]:
    """Whether the talk helped, when that was asked; sure when the message says nothing else.

    'Nee, ik zoek nog lotgenoten' goes on with the talk: it is no answer.
    """
    if question != "waardering" or not text.tokens or len(text.tokens) > _LONGEST or asks(text.raw):
        return []
    found = [(cue.weight, -_TARGETS.index(cue.points_to)) for cue, _ in cues.found(_cues(), cues.row(text))]
    if not found:
        return []
    value, sure = _TARGETS[-max(found)[1]], len(text.tokens) <= _BARE
    return [Fact("score", value, text.tokens[0].start, text.tokens[-1].end, sure)]
