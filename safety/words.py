"""Repairs single words: leetspeak, repeated letters, masked letters, spelling variants, one typing error.

The data stands in `words/`: `spelling.tsv` (how people write a word, and what they mean), `typos.tsv` (the danger words
in which one wrong letter is forgiven) and `ordinary.tsv` (existing words that look like such an error and are none).
Spelling by ear ('leve', 'slaad', 'sonder') is undone by rule for every word that a pattern asks for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from safety.characters import FULL, NONE, SOFT, Piece
from safety.tsv import ROOM, rows

_LEET = str.maketrans("01345789@$!", "oieastbgasi")
_LONG_RUN = re.compile(r"(.)\1{2,}")
_RUN = re.compile(r"(.)\1+")
_MIN_TYPO = 5
_SPEAKER = frozenset({"ik", "wil", "hij", "zij", "mijn", "dood", "niet", "er"})


@dataclass(frozen=True)
class Token:
    """A word as the patterns see it; `after` is the break that follows, `glued` is as in `characters.Piece`."""

    word: str
    after: int
    glued: bool = False


def _deletes(word: str) -> set[str]:
    return {word[:at] + word[at + 1 :] for at in range(len(word))}


# What is heard the same, or nearly: (as it should be, as it is written). '$' is the end of the word, '^' its begin.
_BY_EAR = (
    ("en$", "e"), ("d$", "t"), ("t$", "d"), ("dt$", "d"), ("dt$", "t"), ("t$", "dt"), ("d$", "dt"), ("v", "f"),
    ("z", "s"), ("ij", "ei"), ("ei", "ij"), ("ou", "au"), ("au", "ou"), ("ch", "g"), ("g", "ch"), ("ij", "y"),
    ("aa", "a"), ("ee", "e"), ("oo", "o"), ("uu", "u"), ("ie", "i"), ("kk", "k"), ("ll", "l"), ("pp", "p"),
    ("ss", "s"), ("tt", "t"), ("nn", "n"), ("mm", "m"), ("rr", "r"), ("sch", "sg"), ("sch", "sk"), ("c", "s"),
    ("c", "k"), ("oe", "u"), ("b$", "p"), ("w", "v"), ("n$", ""), ("t$", ""), ("uw", "u"), ("h", ""), ("ng", "n"),
    ("(?<=[^aeiou])e(?=[^aeiou][aeiou])", "ee"), ("(?<=[^aeiou])o(?=[^aeiou][aeiou])", "oo"),
    ("(?<=[^aeiou])a(?=[^aeiou][aeiou])", "aa"),
)  # fmt: skip
_BY_EAR_RULES = tuple((re.compile(sound), written) for sound, written in _BY_EAR)


def spelled_by_ear(word: str) -> set[str]:
    """How a word of four letters or more may be written by who spells as it sounds, with one liberty at a time."""
    if len(word) < 4 or not word.isascii():
        return set()
    once = {rule.sub(written, word, count=1) for rule, written in _BY_EAR_RULES}
    return {heard for heard in once if len(heard) >= 3} - {word}


def one_edit(left: str, right: str) -> bool:
    """Whether one insertion, deletion, replacement or swap of neighbours turns left into right."""
    if abs(len(left) - len(right)) > 1:
        return False
    start = 0
    while start < min(len(left), len(right)) and left[start] == right[start]:
        start += 1
    a, b = left[start:], right[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:])


class Repair:
    """Turns written words into the words that the patterns know."""

    def __init__(self, folder: Path, known: Iterable[str]) -> None:
        """Load the data; `known` are all words that patterns ask for literally."""
        self._single: dict[str, tuple[str, ...]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
        for row in rows(folder / "spelling.tsv", ("written", "meant")):
            meant = tuple(row["meant"].split())
            for variant in row["written"].split("|"):
                words = tuple(variant.split())
                if not words:
                    raise row.error("an empty variant between two bars")
                if len(words) == 1:
                    self._single[words[0]] = meant
                else:
                    self._phrases.setdefault(words[0], []).append((words, meant))
        for options in self._phrases.values():
            options.sort(key=lambda option: -len(option[0]))
        self._known = frozenset(known)
        self._ordinary: set[str] = set()
        self._typos: dict[str, set[str]] = {}
        self._danger: set[str] = set()
        self._ordinary.update(row["word"] for row in rows(folder / "ordinary.tsv", ("word",)))
        for row in rows(folder / "typos.tsv", ("word",)):
            word = row["word"]
            if len(word) < _MIN_TYPO:
                raise row.error(f"{word!r} is shorter than {_MIN_TYPO} letters")
            self._danger.add(word)
            for key in _deletes(word) | {word}:
                self._typos.setdefault(key, set()).add(word)
        self._by_ear: dict[str, str] = {}
        for word in sorted(self._known):
            for heard in spelled_by_ear(word):
                if not self._familiar(heard) and heard not in self._ordinary:
                    self._by_ear.setdefault(heard, word)
        self._squeezed: dict[str, str] = {}
        for word in sorted(self._known | self._danger | set(self._single), key=len):
            self._squeezed.setdefault(_RUN.sub(r"\1", word), word)

    def _familiar(self, word: str) -> bool:
        return word in self._known or word in self._single or word in self._danger

    def _unmask(self, word: str) -> str:
        """'su*cide' is 'suicide': a star stands for one letter, and only a danger word is looked for."""
        if "*" not in word[1:] or sum(char.isalpha() for char in word) < 3:
            return word.replace("*", "")
        shape = re.compile("".join("." if char == "*" else re.escape(char) for char in word.strip("*") or word))
        for danger in sorted(self._danger | {"dood"}):
            if shape.fullmatch(danger):
                return danger
        return word.replace("*", "")

    def _untypo(self, word: str) -> str:
        if len(word) < _MIN_TYPO or word in self._ordinary or self._familiar(word):
            return word
        close = {
            danger for key in _deletes(word) | {word} for danger in self._typos.get(key, ()) if one_edit(word, danger)
        }
        return min(close) if close else word

    def word(self, written: str) -> tuple[str, ...]:
        """The word or words that are meant by one written word."""
        word = self._unmask(written) if "*" in written else written
        if not word.isalpha() and any(char.isalpha() for char in word):
            plain = word.translate(_LEET)
            if not self._familiar(plain) and self._familiar(word.replace("1", "l").translate(_LEET)):
                plain = word.replace("1", "l").translate(_LEET)
            letters = sum(char.isalpha() for char in word)
            if self._familiar(plain) or (letters * 2 >= len(word) and plain.isalpha()):
                word = plain
        if _LONG_RUN.search(word):
            word = _LONG_RUN.sub(r"\1\1", word)
            if not self._familiar(word):
                word = self._squeezed.get(_RUN.sub(r"\1", word), word)
        if word in self._single:
            return self._single[word]
        if word in self._known:
            return (word,)
        word = self._by_ear.get(word) or self._untypo(word)
        return self._single.get(word, (word,))

    def _segments(self, word: str) -> tuple[str, ...] | None:
        """Cut 'ikwildood' into known words, the fewest possible; None when that cannot be done."""
        best: list[tuple[str, ...] | None] = [()] + [None] * len(word)
        for end in range(1, len(word) + 1):
            for start in range(max(0, end - 16), end):
                head = best[start]
                part = word[start:end]
                if head is None or not (part in self._known or part in self._single) or len(part) < 2:
                    continue
                if best[end] is None or len(head) + 1 < len(best[end] or ()):
                    best[end] = (*head, part)
        found = best[len(word)]
        return found if found and len(found) >= 3 and found[0] in _SPEAKER else None

    def tokens(self, pieces: Sequence[Piece]) -> list[Token]:
        """All words of a text, repaired, with short exclamations joined to their neighbours."""
        written = [Token(piece.word, piece.after, piece.glued) for piece in _soften(pieces)]
        return list(self._phrased(list(self._repaired(self._phrased(written)))))

    def _repaired(self, pieces: Iterable[Token]) -> Iterator[Token]:
        memo: dict[str, tuple[str, ...]] = {}
        for piece in pieces:
            words = memo.get(piece.word)
            if words is None:
                words = self.word(piece.word)
                if (piece.glued or len(piece.word) >= 8) and len(piece.word) <= 60 and not self._familiar(words[0]):
                    segments = self._segments(piece.word)
                    if segments:
                        words = tuple(meant for part in segments for meant in self._single.get(part, (part,)))
                memo[piece.word] = words
            for at, word in enumerate(words):
                yield Token(word, piece.after if at == len(words) - 1 else NONE)

    def _phrased(self, tokens: list[Token]) -> Iterator[Token]:
        at = 0
        while at < len(tokens):
            for written, meant in self._phrases.get(tokens[at].word, ()):
                span = tokens[at : at + len(written)]
                if tuple(token.word for token in span) == written and all(token.after < FULL for token in span[:-1]):
                    for index, word in enumerate(meant):
                        last = index == len(meant) - 1
                        yield Token(word, span[-1].after if last else NONE)
                    at += len(written)
                    break
            else:
                yield tokens[at]
                at += 1


def _soften(pieces: Sequence[Piece]) -> list[Piece]:
    """A full stop beside a sentence of at most two words is a pause, not an end: 'Ik wil. Dood.'"""
    ends = [at for at, piece in enumerate(pieces) if piece.after == FULL]
    softened = list(pieces)
    starts = [0] + [end + 1 for end in ends]
    for number, end in enumerate(ends):
        following = (ends[number + 1] if number + 1 < len(ends) else len(pieces) - 1) - end
        if end + 1 < len(pieces) and (end - starts[number] < 2 or 0 < following <= 2):
            piece = pieces[end]
            softened[end] = Piece(piece.word, SOFT, piece.glued)
    return softened


WORDS_FOLDER = ROOM / "words"
