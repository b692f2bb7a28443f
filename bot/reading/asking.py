"""Whether a message asks for something now, or only tells."""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading.lists import FOLDER
from bot.reading.text import Text


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "asking_cues.tsv", ("vraag",))


def asks(raw: str) -> bool:
    """A question mark, or a turn of phrase with which people ask."""
    return "?" in raw or any(True for _ in cues.found(_cues(), cues.row(Text(raw))))
