"""A table as it stands in a file, before anybody knows what its cells mean."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from catalogue.problems import Problem, RecordError

MOST_BYTES = 10_000_000
"""The largest file that is read."""
MOST_ROWS = 12_000
"""The most rows with something in them, besides the names of the columns."""
MOST_COLUMNS = 60
LONGEST_CELL = 5_000
"""Characters of a cell that are looked at; a longer one is told as far too long."""


@dataclass(frozen=True)
class Broken:
    """A cell that holds no value that can be taken over; `message` says why, in Dutch."""

    message: str


Cell = object
"""None, a str, bool, int, float, date, datetime or time, or Broken."""


@dataclass(frozen=True)
class Line:
    """A row: its number as a spreadsheet shows it (the names of the columns are row 1), its cells, or what broke it."""

    number: int
    cells: tuple[Cell, ...]
    problem: str | None = None


@dataclass(frozen=True)
class Sheet:
    """The first row, the other rows that hold something, and what a reader should know about how it was read."""

    header: list[str]
    lines: list[Line]
    lettered: bool
    """Whether people know the columns of this file by letter, as in Excel."""
    notes: list[str] = field(default_factory=list)


def refuse(name: str, message: str, line: int = 0) -> RecordError:
    """The error for a file that cannot be read at all."""
    return RecordError([Problem(name, line, "", message)])


def empty(cells: Iterable[Cell]) -> bool:
    """Whether a row holds nothing."""
    return all(cell is None or (isinstance(cell, str) and not cell.strip()) for cell in cells)


def letter(place: int) -> str:
    """The letter of a column as Excel shows it: 0 is A, 26 is AA."""
    found, left = "", place + 1
    while left:
        left, rest = divmod(left - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def clipped(text: str) -> Cell:
    """A text, or what is said of one that is far too long."""
    if len(text) > LONGEST_CELL:
        return Broken(f"is te lang: {len(text)} tekens")
    return text
