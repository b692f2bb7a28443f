"""From anything Unicode can hold to lower-case Latin (or Arabic) words with their breaks.

Steps: NFKC, drop what cannot be seen, casefold, drop diacritics, undo look-alike letters, join spaced-out letters,
cut into words. A word keeps what follows it: nothing, a soft break (comma, new line, dash, dots) or a full stop.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

NONE, SOFT, FULL = 0, 1, 2

# Letters that decomposition does not reduce, and Cyrillic and Greek letters that look like Latin ones.
_LOOKALIKES = str.maketrans("ıłøđðæœаеорсухіјѕԁοανικτ", "ilodd" + "eeaeopcyxijsdoavikt")
_INVISIBLE = frozenset({"Cf", "Cs", "Co", "Cn", "Mn", "Me"})
_WORDLIKE = frozenset({"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"})
_APOSTROPHES = frozenset("'`´’‘ʼ")
_ASCII = {chr(code): "" for code in (*range(32), 127)} | {"'": "", "`": "", "\n": "\n"} | dict.fromkeys("\t\r\v\f", " ")
_SPACED = re.compile(r"(?<![^\s.,!?])(?:[^\W_](?:[.\-_*·•]|\s)){2,}[^\W_](?![^\s.,!?])")
_WIDE = re.compile(r"\s{2,}")
_PIECE = re.compile(
    r"(?P<word>[^\W_][\w*@$!]*[\w*]|[^\W_])|(?P<dots>\.{2,})|(?P<full>[.?!]+)|(?P<soft>[,;:\n()\"/–—-]+)"
)


@dataclass(frozen=True)
class Piece:
    """A word as it was written, simplified, and the break that follows it."""

    word: str
    after: int
    glued: bool = False


def simplify(text: str, glue: bool = False) -> str:
    """Lower-case text without diacritics, invisible characters and emoji.

    An emoji becomes a space; with `glue` it vanishes, so that a word cut in two by one is whole again.
    """
    out: list[str] = []
    for char in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).casefold()):
        if char.isascii():
            out.append(_ASCII.get(char, char))
            continue
        kind = unicodedata.category(char)
        if kind in _INVISIBLE or char in _APOSTROPHES:
            continue
        if kind in _WORDLIKE or kind[0] == "P":
            out.append(char)
        elif kind[0] == "Z" or kind == "Cc":
            out.append(" ")
        else:
            out.append("" if glue else " ")
    return "".join(out).replace("…", "...").translate(_LOOKALIKES)


def has_inner_symbol(text: str) -> bool:
    """Whether an emoji or symbol stands right between two letters, as in 'do💀od'."""
    previous = ""
    symbol = False
    for char in text:
        kind = unicodedata.category(char)
        if kind in ("So", "Sk", "Sm", "Sc") and not char.isascii():
            symbol = previous.isalpha() or symbol
            continue
        if kind in _INVISIBLE:
            continue
        if symbol and char.isalpha():
            return True
        symbol = False
        previous = char
    return False


def _join_spaced(text: str) -> str:
    """Write 'd o o d' as 'dood'; a wider gap ('w i l  d o o d') stays a gap between words."""
    parts = _WIDE.split(text.replace("\n", " \n "))
    return "  ".join(
        _SPACED.sub(lambda found: "\x02" + re.sub(r"[\W_]", "", found[0]) + "\x02", part) for part in parts
    )


def pieces(text: str, glue: bool = False) -> list[Piece]:
    """Cut text into words. `glued` marks a word put together from single letters: it may be several words."""
    simple = _join_spaced(simplify(text, glue)).replace("_", " ")
    found: list[Piece] = []
    for match in _PIECE.finditer(simple):
        kind = match.lastgroup
        if kind == "word":
            found.append(Piece(match["word"], NONE, simple[match.start() - 1 : match.start()] == "\x02"))
        elif found:
            mark = FULL if kind == "full" else SOFT
            last = found[-1]
            found[-1] = Piece(last.word, max(last.after, mark), last.glued)
    return found
