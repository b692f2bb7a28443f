"""Sentences about needs, with the labels they should get."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vocabulary import needs
from vocabulary.people import audiences
from vocabulary.tables import TableError
from wegwijs.evaluation import lines
from wegwijs.evaluation.lines import Table

COLUMNS = ("text", "need", "alt_needs", "audience", "condition", "source", "style")
UNKNOWN = "unknown"
"""An audience that the sentence does not give away; nobody can be right or wrong about it."""


@dataclass(frozen=True)
class Row:
    """A sentence and what should be understood of it; None where the sentence does not say."""

    text: str
    need: str
    alternatives: tuple[str, ...] = ()
    audience: str | None = None
    condition: str | None = None
    style: str = ""

    @property
    def accepted(self) -> tuple[str, ...]:
        """The labels that count as right, the best one first."""
        return (self.need, *self.alternatives)

    @property
    def about_a_need(self) -> bool:
        """Whether the sentence says a need, and not small talk, danger or something for a human being."""
        return self.need in needs.load()


def read(path: Path) -> list[Row]:
    """The rows of one file about needs. Raises TableError when the file or a line of it is not right."""
    return rows_of(lines.read(path, COLUMNS))


def rows_of(table: Table) -> list[Row]:
    """The rows of a file with the `COLUMNS`. Raises TableError on a line that is not right."""
    return [_row(table.path, number, cells) for number, cells in table.records()]


def _row(path: Path, number: int, cells: list[str]) -> Row:
    text, need, alt_needs, audience, condition, _source, style = cells
    alternatives = tuple(label.strip() for label in alt_needs.split(",")) if alt_needs else ()
    for label in (need, *alternatives):
        if label not in (*needs.load(), *needs.SMALL_TALK, *needs.OTHER):
            raise TableError(path, number, f"{label!r} is not a label")
    if audience not in {*audiences(), UNKNOWN, ""}:
        raise TableError(path, number, f"{audience!r} is not an audience")
    said = audience if audience in audiences() else None
    return Row(text, need, alternatives, said, condition or None, style)
