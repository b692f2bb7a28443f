"""A message as folded words with their place, clause and sentence: what every reader works on."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

_WORD = re.compile(r"[^\W_]+[\u0300-\u036f]*(?:['’‘`´*]?[^\W_]+[\u0300-\u036f]*)*")
_SENTENCE_END = re.compile(r"[!?…\n\r]|\.\s|\.\.")
_CLAUSE_END = re.compile(r"[,;:()\[\]{}–—\"“”]|\s-+\s")
_APOSTROPHES = str.maketrans({"’": "'", "‘": "'", "`": "'", "´": "'"})


def fold(word: str) -> str:
    """Lower case, without accents, with one kind of apostrophe: 'Fryslân' and 'FRYSLAN' become the same."""
    letters = unicodedata.normalize("NFKD", word.translate(_APOSTROPHES))
    return "".join(letter for letter in letters if not unicodedata.combining(letter)).casefold()


@dataclass(frozen=True)
class Token:
    """A word of the message: as written, folded, where it stands, and in which clause and sentence (from 0)."""

    raw: str
    word: str
    start: int
    end: int
    clause: int
    sentence: int

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital."""
        return self.raw[:1].isupper()


class Text:
    """The words of one message. Clauses end at a comma, sentences at a full stop; 'm.s.' stays one clause."""

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.tokens = tuple(_tokens(raw))
        self.words = tuple(token.word for token in self.tokens)

    @cached_property
    def shouted(self) -> bool:
        """Whether the whole message is in capitals, so that a capital tells nothing."""
        letters = [letter for letter in self.raw if letter.isalpha()]
        return len(letters) > 8 and sum(letter.isupper() for letter in letters) > 0.8 * len(letters)

    def joined(self, first: int, size: int) -> str | None:
        """The `size` words from `first` written as one ('long-covid' and 'long covid' become 'longcovid').

        None when they are not all there or do not stand in one clause.
        """
        tokens = self.tokens[first : first + size]
        if len(tokens) < size or tokens[0].clause != tokens[-1].clause:
            return None
        return "".join(token.word for token in tokens)

    def span(self, first: int, size: int) -> tuple[int, int]:
        """Character positions of the `size` words from `first`."""
        return self.tokens[first].start, self.tokens[first + size - 1].end

    def word(self, position: int) -> str:
        """The folded word at `position`, or nothing beyond either end."""
        return self.words[position] if 0 <= position < len(self.words) else ""

    def clause_before(self, position: int) -> tuple[str, ...]:
        """The words of the same clause that stand before `position`."""
        clause, first = self.tokens[position].clause, position
        while first and self.tokens[first - 1].clause == clause:
            first -= 1
        return self.words[first:position]

    def clause_after(self, position: int) -> tuple[str, ...]:
        """The words of the same clause that stand after `position`."""
        clause, last = self.tokens[position].clause, position + 1
        while last < len(self.tokens) and self.tokens[last].clause == clause:
            last += 1
        return self.words[position + 1 : last]


def _tokens(raw: str) -> list[Token]:
    tokens: list[Token] = []
    clause = sentence = end = 0
    for match in _WORD.finditer(raw):
        gap = raw[end : match.start()]
        if tokens and _SENTENCE_END.search(gap):
            sentence, clause = sentence + 1, clause + 1
        elif tokens and _CLAUSE_END.search(gap):
            clause += 1
        tokens.append(Token(match.group(), fold(match.group()), match.start(), match.end(), clause, sentence))
        end = match.end()
    return tokens


def key(name: str) -> str:
    """The one-word form of a name, to look it up: 'Hart- en vaatziekten' becomes 'hartenvaatziekten'."""
    return "".join(token.word for token in _tokens(name))
