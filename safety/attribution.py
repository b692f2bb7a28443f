"""Whose life a hit is about. Many things are said the same way of oneself and of another; the words around them decide.

'Hij ziet het leven niet meer zitten' and 'mijn moeder zegt: van mij hoeft het niet meer' are about another person,
though the rules that find them are those for one's own life.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from safety.language import Classes
from safety.words import Token

_FIRST = frozenset(["ik", "mij", "me", "mijn", "mezelf"])
_SELF_OF_OTHER = frozenset(["zichzelf", "zich", "haarzelf", "hemzelf"])
_THIRD = frozenset(["hij", "zij", "ze", "hem", "haar", "ie"]) | _SELF_OF_OTHER
_HIS = frozenset(["zijn", "zn", "dr"])
_MYSELF = frozenset(["mezelf", "mijzelf"])
_QUOTE_REACH = 5


class People:
    """Knows which words are persons and which are verbs of saying: the classes THEY and SAY."""

    def __init__(self, classes: Classes) -> None:
        self._classes = classes

    def _person(self, word: str) -> bool:
        return self._classes.holds("THEY", word)

    def _says(self, word: str) -> bool:
        return self._classes.holds("SAY", word)

    def _said_by_other(self, tokens: Sequence[Token], begin: int, first: int) -> bool:
        """Whether the hit is quoted: a person, then a verb of saying, then (almost) at once the hit."""
        quoted = False
        for at in range(begin - 1, first - 1, -1):
            word = tokens[at].word
            if word == "ik" or (word == "dat" and at == begin - 1 and tokens[begin].word == "ik"):
                return False
            if self._says(word) and begin - at <= _QUOTE_REACH:
                quoted = True
            if self._person(word):
                return quoted or (at + 1 < begin and any(self._says(token.word) for token in tokens[first:at]))
        return False

    def _body_of_other(self, words: Sequence[Token]) -> bool:
        """'Zijn armen': there 'zijn' is not the verb."""
        return any(first.word in _HIS and self._classes.holds("BODY", second.word) for first, second in pairwise(words))

    def hurts_self(self, tokens: Sequence[Token], begin: int, end: int) -> bool:
        """Whether what looked like violence is the visitor's blow at themselves: 'ik sla mezelf in mijn gezicht'."""
        near = tokens[begin : end + 1]
        return any(
            second.word in _MYSELF and self._classes.holds("HIT", first.word) for first, second in pairwise(near)
        )

    def about_other(self, tokens: Sequence[Token], begin: int, end: int, first: int) -> bool:
        """Whether a hit for one's own life (tokens begin..end, sentence from first) is about somebody else."""
        inside = {token.word for token in tokens[begin:end]}
        if inside & _FIRST:
            return self._said_by_other(tokens, begin, first)
        if inside & _THIRD or self._body_of_other(tokens[begin:end]) or any(self._person(word) for word in inside):
            return True
        for at in range(begin - 1, first - 1, -1):
            if tokens[at].word in _FIRST - {"mijn"}:
                return False
            if self._person(tokens[at].word):
                return True
        return False


def harms_itself(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether what looked like violence is turned against the one who does it: 'dan doet hij zichzelf wat aan'."""
    return any(token.word in _SELF_OF_OTHER for token in tokens[begin:end])
