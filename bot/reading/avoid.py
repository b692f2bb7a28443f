"""Why something is not wanted: 'niet voor mij, want ik hou niet van groepen', 'te duur', 'ik durf niet te bellen'.

What was said is one of the codes of `vocabulary.avoid`; the next suggestions leave out what asks it. A weak cue ('te
ver') counts only as an answer to suggestions that were just shown, and not when it is asked ('Is dat te duur?').
"""

from __future__ import annotations

import re
from functools import cache

from bot.reading import cues
from bot.reading.clauses import clauses
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text
from bot.reading.who import is_kin
from vocabulary import avoid

SHOWN = "past"
"""The question that stands when suggestions were just shown: do they fit?"""
_IN_SIGHT = "kosten"
"""Heard only with suggestions in sight, unless it is plainly about help: money trouble is a need."""
_COUNTS, _SURE = 2.0, 3.0
_SPEAKER = frozenset({"ik", "k", "we", "wij", "me", "mezelf"})
_END_OF_SENTENCE = re.compile(r"[.!?\n]")


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "avoid_cues.tsv", tuple(avoid.load()))


def read_avoid(text: Text, question: str | None) -> list[Fact]:
    """Each code once, where it was said, in the order of the message."""
    if not text.tokens:
        return []
    best: dict[str, tuple[float, int, int]] = {}
    something_else: set[str] = set()
    for cue, first, size in cues.located(_cues(), cues.row(text)):
        if cue.weight < 0:
            something_else.add(cue.points_to)
            continue
        weight = cue.weight + (question == SHOWN)
        if _of_another(text, first, size):
            continue
        if cue.weight < _SURE and (_is_asked(text, first) or (cue.points_to == _IN_SIGHT and question != SHOWN)):
            continue
        if weight >= _COUNTS:
            best[cue.points_to] = max(best.get(cue.points_to, (0.0, 0, 0)), (weight, -first, size))
    return [
        Fact("avoid", code, *text.span(-first, size), weight >= _SURE)
        for code, (weight, first, size) in sorted(best.items(), key=lambda item: (-item[1][1], item[0]))
        if code not in something_else
    ]


def _of_another(text: Text, first: int, size: int) -> bool:
    """Whether somebody else is spoken of: 'mijn man is niet handig met de computer'."""
    begin = max(those.start for those in clauses(text) if those.start <= first)
    before = text.words[begin:first]
    if not _SPEAKER.isdisjoint((*before, *text.words[first : first + size])):
        return False
    return "hij" in before or any(is_kin(word) for word in before)


def _is_asked(text: Text, position: int) -> bool:
    """Whether the sentence of this word ends in a question mark."""
    end = _END_OF_SENTENCE.search(text.raw, text.tokens[position].end)
    return end is not None and end.group() == "?"
