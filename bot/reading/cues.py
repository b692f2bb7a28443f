"""Turns of phrase that point somewhere, in a small notation that an editor can read.

A cue is a row of words. `a|b` is a or b, `word?` may be left out, `begin*` is any word that begins so, `..` stands for
at most four words in the same clause, `...` for at most eight words in the same sentence, `,` is the edge between two
clauses, `^` and `$` are the begin and the end of a clause. A word in capitals (KIN, ZIEKTE) is what a reader has put in
the place of a name before the cues are tried.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from bot.reading.text import Text
from vocabulary.tables import TableError, read

_PIECE = re.compile(r"[A-Za-z0-9'|*]+\??")


@dataclass(frozen=True)
class Cue:
    """A turn of phrase: what it points to, how strongly (1 weak to 4 telling), and the pattern it is found with.

    Of each set in `needed` one word must be there: that is looked at first, because it is quick.
    """

    points_to: str
    weight: float
    pattern: re.Pattern[str]
    needed: tuple[frozenset[str], ...]


class Table(tuple[Cue, ...]):
    """The cues of one file, found again by a word that must be there, so that few need to be tried on a message."""

    @cached_property
    def _places(self) -> tuple[dict[str, list[int]], list[int]]:
        by_word: dict[str, list[int]] = {}
        always = []
        for place, cue in enumerate(self):
            if not cue.needed:
                always.append(place)
                continue
            for word in min(cue.needed, key=len):
                by_word.setdefault(word, []).append(place)
        return by_word, always

    def likely(self, said: set[str]) -> Iterator[Cue]:
        """The cues that may be in a message of these words, in the order of the file."""
        by_word, always = self._places
        places = {place for word in said if word in by_word for place in by_word[word]}
        for place in sorted(places.union(always)):
            yield self[place]


def found(cues: Iterable[Cue], row: str) -> Iterator[tuple[Cue, str]]:
    """The cues that are in a row of words (see `row` and `line`), each with the words it was found in."""
    for cue, match in _matches(cues, row):
        yield cue, match.group()


def located(cues: Iterable[Cue], row: str) -> Iterator[tuple[Cue, int, int]]:
    """The cues that are in a row of words, each with the number of its first word and how many words it takes."""
    for cue, match in _matches(cues, row):
        yield cue, _count(row[: match.start()]), _count(match.group())


def _matches(cues: Iterable[Cue], row: str) -> Iterator[tuple[Cue, re.Match[str]]]:
    said = set(row.split())
    for cue in cues.likely(said) if isinstance(cues, Table) else cues:
        if not any(said.isdisjoint(words) for words in cue.needed) and (match := cue.pattern.search(row)):
            yield cue, match


def _count(row: str) -> int:
    return sum(word not in {",", "."} for word in row.split())


@cache
def load(path: Path, targets: tuple[str, ...]) -> Table:
    """The cues of a table with the columns points_to, weight, cue. Raises TableError on a broken line."""
    cues = []
    for line, row in read(path, ("points_to", "weight", "cue")):
        if row["points_to"] not in targets:
            raise TableError(path, line, f"points_to must be one of {', '.join(targets)}, not {row['points_to']!r}")
        try:
            weight = float(row["weight"])
        except ValueError:
            raise TableError(path, line, f"the weight must be a number, not {row['weight']!r}") from None
        try:
            cues.append(Cue(row["points_to"], weight, compiled(row["cue"]), _needed(row["cue"])))
        except ValueError as problem:
            raise TableError(path, line, str(problem)) from None
    return Table(cues)


def compiled(cue: str) -> re.Pattern[str]:
    """The pattern of a cue, for words set apart by one space. Raises ValueError on a piece it cannot read."""
    if not cue:
        raise ValueError("the cue is empty")
    return re.compile(r"(?<= )" + "".join(_piece(piece) for piece in cue.split(" ")))


def _needed(cue: str) -> tuple[frozenset[str], ...]:
    """The sets of words of which one must be there: those of each piece that is neither optional nor a begin."""
    pieces = [piece for piece in cue.split(" ") if _PIECE.fullmatch(piece)]
    return tuple(frozenset(piece.split("|")) for piece in pieces if "*" not in piece and not piece.endswith("?"))


def _piece(piece: str) -> str:
    if piece == "..":
        return r"(?:[^ ,.]+ ){0,4}?"
    if piece == "...":
        return r"(?:[^ .]+ ){0,8}?"
    if piece == ",":
        return ", "
    if piece == "^":
        return r"(?<=[,.] )"
    if piece == "$":
        return r"(?=[,.])"
    if not _PIECE.fullmatch(piece):
        raise ValueError(f"cannot read {piece!r} in a cue")
    optional = piece.endswith("?")
    forms = "|".join(re.escape(form).replace(r"\*", "[^ ,.]*") for form in piece.rstrip("?").split("|"))
    return f"(?:(?:{forms}) )" + ("?" if optional else "")


def row(text: Text) -> str:
    """The words of a message for cues to be tried on, with `,` and `.` where clauses and sentences end."""
    return line([(token.word, token.clause, token.sentence) for token in text.tokens])


def line(words: Iterable[tuple[str, int, int]]) -> str:
    """Words, each with its clause and sentence, as one line for cues to be tried on."""
    said = ["."]
    clause_before: int | None = None
    sentence_before: int | None = None
    for word, clause, sentence in words:
        if sentence_before is not None and sentence != sentence_before:
            said.append(".")
        elif clause_before is not None and clause != clause_before:
            said.append(",")
        said.append(word)
        clause_before, sentence_before = clause, sentence
    return " " + " ".join([*said, "."]) + " "
