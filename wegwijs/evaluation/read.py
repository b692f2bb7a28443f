"""Sentences with the labels they should get: tab-separated text, one sentence a line."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from vocabulary import needs
from vocabulary.people import audiences
from vocabulary.tables import TableError

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


def read_all(paths: Iterable[Path]) -> list[Row]:
    """The rows of all files, in order. Raises TableError as `read` does."""
    return [row for path in paths for row in read(path)]


def read(path: Path) -> list[Row]:
    """The rows of one file. Raises TableError when it is absent, empty, not UTF-8, or has a line that is not right.

    No line is a comment: a sentence may begin with `#`. Lines end with a newline only, as they do for the engine.
    """
    try:
        lines = path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as problem:
        raise TableError(path, 1, f"the file cannot be read ({problem.strerror})") from None
    except UnicodeDecodeError as problem:
        broken = problem.object[: problem.start].count(b"\n") + 1
        raise TableError(path, broken, f"not UTF-8 text ({problem.reason})") from None
    if tuple(lines[0].rstrip("\r").split("\t")) != COLUMNS:
        raise TableError(path, 1, f"the first line must name the columns {', '.join(COLUMNS)}, set apart by tabs")
    rows = [_row(path, number, line) for number, line in enumerate(lines[1:], start=2) if line.strip()]
    if not rows:
        raise TableError(path, 1, "there are no sentences below the first line")
    return rows


def _row(path: Path, number: int, line: str) -> Row:
    cells = [cell.strip() for cell in line.split("\t")]
    if len(cells) != len(COLUMNS):
        raise TableError(path, number, f"{len(cells)} columns where {len(COLUMNS)} are expected")
    text, need, alt_needs, audience, condition, _source, style = cells
    if not text:
        raise TableError(path, number, "there is no text")
    alternatives = tuple(label.strip() for label in alt_needs.split(",")) if alt_needs else ()
    for label in (need, *alternatives):
        if label not in (*needs.load(), *needs.SMALL_TALK, *needs.OTHER):
            raise TableError(path, number, f"{label!r} is not a label")
    if audience not in {*audiences(), UNKNOWN, ""}:
        raise TableError(path, number, f"{audience!r} is not an audience")
    said = audience if audience in audiences() else None
    return Row(text, need, alternatives, said, condition or None, style)
