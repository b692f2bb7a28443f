"""Where a message falls apart: into clauses that say one thing each, and into parts that may each hold a need."""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.reading.lists import FOLDER, words
from bot.reading.text import Text

JOINTS = FOLDER / "joint_words.tsv"
_LEAST_WORDS, _MOST_PARTS = 4, 4
_HALT = re.compile(r"[;\n]|\s[-–—]+\s")


def clauses(text: Text) -> list[range]:
    """The words of each clause, by number; 'maar' and 'want' begin one, and so does 'en' before somebody who acts."""

    def begins(position: int) -> bool:
        word, after = text.word(position), text.word(position + 1)
        apart = text.tokens[position].clause != text.tokens[position - 1].clause
        return apart or word in words(JOINTS, "but") or (word == "en" and after in words(JOINTS, "after_and"))

    return _split(text, begins)


def parts(raw: str) -> list[str]:
    """The parts of a message that may each hold a need: at most four, of at least four words; none when it is one."""
    text = Text(raw)

    def begins(position: int) -> bool:
        word, after, before = text.word(position), text.word(position + 1), text.tokens[position - 1]
        token = text.tokens[position]
        if token.sentence != before.sentence or _HALT.search(raw[before.end : token.start]):
            return True
        if word in words(JOINTS, "besides"):
            return token.clause != before.clause
        return word == "en" and (after in words(JOINTS, "after_and") or after in words(JOINTS, "besides"))

    found: list[range] = []
    for one in _split(text, begins):
        if found and (len(one) < _LEAST_WORDS or len(found[-1]) < _LEAST_WORDS):
            found[-1] = range(found[-1].start, one.stop)
        else:
            found.append(one)
    return [slice_of(text, one) for one in found[:_MOST_PARTS]] if len(found) > 1 else []


def slice_of(text: Text, those: range) -> str:
    """The words of a range as they were written."""
    return text.raw[text.tokens[those.start].start : text.tokens[those.stop - 1].end]


def _split(text: Text, begins: Callable[[int], bool]) -> list[range]:
    starts = [0, *(position for position in range(1, len(text.tokens)) if begins(position))]
    return [range(start, stop) for start, stop in zip(starts, [*starts[1:], len(text.tokens)])] if text.tokens else []
