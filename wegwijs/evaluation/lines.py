"""Files of sentences: tab-separated text, one sentence a line, the columns named by the first line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from vocabulary.tables import TableError


@dataclass(frozen=True)
class Table:
    """A file whose first line is right; `body` holds all lines below it as they stand."""

    path: Path
    columns: tuple[str, ...]
    body: list[str]

    def records(self) -> Iterator[tuple[int, list[str]]]:
        """Line number and cells of each sentence. Raises TableError on a line without all columns or without text."""
        for number, line in enumerate(self.body, start=2):
            if not line.strip():
                continue
            cells = [cell.strip() for cell in line.split("\t")]
            if len(cells) != len(self.columns):
                raise TableError(self.path, number, f"{len(cells)} columns where {len(self.columns)} are expected")
            if not cells[0]:
                raise TableError(self.path, number, "there is no text")
            yield number, cells


def read(path: Path, *formats: tuple[str, ...]) -> Table:
    """A file that has the columns of one of the formats; the first column is the text.

    Raises TableError when it is absent, not UTF-8, without sentences, or has other columns. No line is a comment: a
    sentence may begin with `#`. Lines end with a newline only, as they do for the engine.
    """
    try:
        first, *body = path.read_bytes().decode("utf-8-sig").split("\n")
    except OSError as problem:
        raise TableError(path, 1, f"the file cannot be read ({problem.strerror})") from None
    except UnicodeDecodeError as problem:
        broken = problem.object[: problem.start].count(b"\n") + 1
        raise TableError(path, broken, f"not UTF-8 text ({problem.reason})") from None
    columns = tuple(first.rstrip("\r").split("\t"))
    if columns not in formats:
        wanted = " or ".join(", ".join(each) for each in formats)
        raise TableError(path, 1, f"the first line must name the columns {wanted}, set apart by tabs")
    if not any(line.strip() for line in body):
        raise TableError(path, 1, "there are no sentences below the first line")
    return Table(path, columns, body)
