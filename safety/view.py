"""A text as the patterns see it: repaired words, their breaks, and the searchable row of tokens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from safety.characters import FULL, SOFT, pieces
from safety.language import Screen
from safety.rules import Pattern, RuleBook
from safety.words import Token

MASK = "§"
_STOP = Token(".", FULL)
_EARLIER_WORDS = 60


class View:
    """The words of one text, or of an earlier text and the present one; `present` is where the present one begins."""

    def __init__(self, book: RuleBook, words: Sequence[Token], earlier: Sequence[Token] = ()) -> None:
        self._book = book
        self._memo: dict[str, str] = {}
        self.tokens: list[Token] = [_STOP]
        for part in (earlier, words):
            self.present = len(self.tokens)
            for at, token in enumerate(part):
                self.tokens.append(token)
                if token.after == FULL and (part is words or at < len(part) - 1):
                    self.tokens.append(_STOP)
        self.tokens.append(_STOP)
        self.masked: set[int] = set()
        self.sentences: list[tuple[int, int]] = []
        begin = 1
        for at, token in enumerate(self.tokens):
            if token.word == "." and at:
                if at > begin:
                    self.sentences.append((begin, at))
                begin = at + 1

    def _marked(self, word: str) -> str:
        if word not in self._memo:
            self._memo[word] = word + self._book.classes.marks_of(word)
        return self._memo[word]

    def matches(self, screen: Screen, patterns: Sequence[Pattern], masked: bool) -> Iterator[tuple[int, int, int]]:
        """Number of the pattern, first and last+1 token of each match; no match crosses a full stop.

        `masked` tells whether the words taken out by `masked` are hidden.
        """
        for first, last in self.sentences:
            words = {token.word for token in self.tokens[first:last]}
            marks = {mark for word in words for mark in self._marked(word)[len(word) :]}
            numbers = screen.candidates(words, marks)
            if not numbers:
                continue
            hidden = self.masked if masked else frozenset[int]()
            row = [MASK if at in hidden else self._marked(self.tokens[at].word) for at in range(first, last)]
            text = " . " + "".join(word + " " for word in row) + ". "
            for number in numbers:
                for begin, end in patterns[number].spans(text):
                    yield number, first + begin - 1, first + end - 1

    def holds(self, pattern: Pattern) -> bool:
        """Whether a pattern fits anywhere in the text."""
        return any(True for _ in self.matches(Screen([pattern.needs]), [pattern], masked=False))

    def sentence(self, at: int) -> tuple[int, int]:
        """First and last+1 token of the sentence that a token stands in."""
        return next((first, last) for first, last in self.sentences if first <= at <= last)


def tokens_of(book: RuleBook, text: str, glue: bool = False) -> list[Token]:
    """The repaired words of a text."""
    return book.repair.tokens(pieces(text, glue))


def window(book: RuleBook, earlier: Sequence[str]) -> list[Token]:
    """The words of the last two earlier messages, the end of each, with a pause between."""
    found: list[Token] = []
    for text in list(earlier)[-2:]:
        part = tokens_of(book, text)[-_EARLIER_WORDS:]
        if part:
            part[-1] = Token(part[-1].word, SOFT)
        found += part
    return found
