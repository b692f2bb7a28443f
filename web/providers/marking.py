"""What changed in a text, word by word, for a page to mark."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

from catalogue.editing.differences import NOTHING, Difference

Piece = tuple[bool, str]
"""Whether these words are only on this side, and the words."""
_WORD = re.compile(r"\s*\S+")


@dataclass(frozen=True)
class Marked:
    """A field that differs, with the words of both sides in pieces."""

    label: str
    old: tuple[Piece, ...]
    new: tuple[Piece, ...]


def marked(difference: Difference) -> Marked:
    """A difference with its own words on either side told apart from those that stay. An empty side has no words."""
    if NOTHING in (difference.old, difference.new):
        sides = [((text != NOTHING, text),) for text in (difference.old, difference.new)]
        return Marked(difference.label, *sides)
    before, after = _WORD.findall(difference.old), _WORD.findall(difference.new)
    old: list[Piece] = []
    new: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        old += [(kind != "equal", "".join(before[a:b]))] if a < b else []
        new += [(kind != "equal", "".join(after[c:d]))] if c < d else []
    return Marked(difference.label, tuple(old), tuple(new))
