"""What a message asks of the talk itself: to see what there is, or to pass a question over."""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text

_TARGETS = ("tonen", "overslaan")
_LONGEST = 12
"""In a longer message the same words are part of a story ('ik ga liever niet')."""


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "request_cues.tsv", _TARGETS)


def read_request(text: Text, question: str | None) -> list[Fact]:
    """'tonen' or 'overslaan' when the message, or one clause of a short one, says so."""
    if not text.tokens or len(text.tokens) > _LONGEST:
        return []
    row = cues.row(text)
    found: list[tuple[float, str]] = []
    for cue, _ in cues.found(_cues(), row):
        weight = cue.weight + (1.0 if question and cue.points_to == "overslaan" else 0.0)
        found.append((weight, cue.points_to))
    if not found:
        return []
    weight, value = max(found)
    if weight < 2.0:
        return []
    return [Fact("request", value, text.tokens[0].start, text.tokens[-1].end, weight >= 3.0)]
