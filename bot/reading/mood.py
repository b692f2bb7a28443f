"""A short answer to 'Hoe gaat het met je?' that names no need: good, so-so or bad."""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text

_TARGETS = ("goed", "wel", "slecht")
_LONGEST = 7
"""A longer message tells more than how somebody is."""


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "mood_cues.tsv", _TARGETS)


def read_mood(text: Text) -> list[Fact]:
    """How somebody says they are, when the whole of a short message says just that. 'Bad' goes before 'good'."""
    if not text.tokens or len(text.tokens) > _LONGEST:
        return []
    moods = {cue.points_to for cue, _ in cues.found(_cues(), cues.row(text))}
    for mood in ("slecht", "wel", "goed"):
        if mood in moods:
            return [Fact("mood", mood, text.tokens[0].start, text.tokens[-1].end, True)]
    return []
