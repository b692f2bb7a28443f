"""Whether what was found is denied, and whether the denial is whole or hedged ('niet echt', 'nog niet')."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from safety.characters import SOFT
from safety.words import Token

_NOT = frozenset(["niet", "geen", "nooit", "niks", "niets", "nergens", "zonder", "nimmer", "allerminst", "niemand"])
_HEDGE = frozenset(
    [
        "echt",
        "per",
        "meteen",
        "direct",
        "letterlijk",
        "zozeer",
        "bepaald",
        "nog",
        "actief",
        "acuut",
        "perse",
        "concreet",
        "gelijk",
        "vandaag",
    ]
)
_SUBJECT = frozenset(["ik", "hij", "zij", "ze", "wij", "we", "jij", "je", "u", "jullie", "iemand"])
_CONJUNCTION = frozenset(["maar", "want", "en", "dus", "omdat", "als", "toen", "ook", "want", "of", "dat"])
_TIRED = frozenset(["kan", "trek", "houd", "hou", "red", "zie", "het", "wil", "kon"])
# A verb between the "not" and the words found: the "not" belongs to that verb ('als ik geen hulp krijg doe ik ...').
_CLAUSE = frozenset(["krijg", "krijgt", "heb", "heeft", "ben", "is", "kan", "kom", "komt", "lukt", "red", "helpt"])
_REACH = 4
# What follows a "not" that denies something else: "dood, niet meer leven", "de gedachte niet loslaten".
_MORE = frozenset(
    ["meer", "langer", "verder", "alleen", "uit", "loslaten", "kwijt", "vergeten", "onderdrukken", "stoppen"]
)


class Denial(Enum):
    """How far something is denied."""

    NO = "no"
    HEDGED = "hedged"
    WHOLE = "whole"


def _around(tokens: Sequence[Token], at: int) -> Denial:
    """The strength of the 'not' at a position."""
    neighbours = {tokens[at - 1].word if at else "", tokens[at + 1].word if at + 1 < len(tokens) else ""}
    if tokens[at].word == "niet" and neighbours & {"alleen", "waar", "dan"} and "alleen" in neighbours:
        return Denial.NO
    return Denial.HEDGED if neighbours & _HEDGE else Denial.WHOLE


def _before(tokens: Sequence[Token], begin: int) -> int | None:
    """Position of a 'not' before the match that reaches into it."""
    if tokens[begin].word in _SUBJECT:
        for distance in (2, 3, 4):
            at = begin - distance
            if at > 0 and tokens[begin - 1].word in ("dat", "alsof") and tokens[at].word in _NOT:
                return at
        return None
    for at in range(begin - 1, max(0, begin - 1 - _REACH), -1):
        token = tokens[at]
        if token.after >= SOFT or token.word in _CONJUNCTION or token.word in _CLAUSE or token.word == ".":
            return None
        if token.word in _NOT:
            tired = at + 1 < len(tokens) and tokens[at + 1].word == "meer" and tokens[at - 1].word in _TIRED
            return None if tired else at
    return None


def _behind(tokens: Sequence[Token], end: int) -> int | None:
    """Position of a 'not' right behind the match: 'dood wil ik (echt) niet'."""
    for at in range(end, min(end + 2, len(tokens))):
        if tokens[at - 1].after >= SOFT or tokens[at].word in (".", *_CONJUNCTION):
            return None
        if tokens[at].word in ("niet", "nooit"):
            following = tokens[at + 1].word if at + 1 < len(tokens) else "."
            return None if following in _MORE else at
    return None


def denied(tokens: Sequence[Token], begin: int, end: int) -> Denial:
    """Look inside, before and behind the words from begin up to end."""
    places = [at for at in range(begin, end) if tokens[at].word in _NOT]
    places += [at for at in (_before(tokens, begin), _behind(tokens, end)) if at is not None]
    found = [_around(tokens, at) for at in places]
    if Denial.WHOLE in found:
        return Denial.WHOLE
    return Denial.HEDGED if Denial.HEDGED in found else Denial.NO
