"""One line a run in a table that is kept, so that a slow decline shows as well."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from vocabulary.tables import TableError
from wegwijs.evaluation.result import FIGURES, Result

COLUMNS = ("date", "model", "files", "rows", *FIGURES, "text")
"""`model` is its fingerprint; figures are shares from 0 to 1, empty where nothing was scored; `text` is the note."""


def check(path: Path) -> None:
    """Raises TableError when the file is there but is not a history with these columns."""
    if not path.exists():
        return
    try:
        with path.open(encoding="utf-8") as lines:
            header = tuple(lines.readline().rstrip("\r\n").split("\t"))
    except UnicodeDecodeError as problem:
        raise TableError(path, 1, f"not UTF-8 text ({problem.reason})") from None
    if header != COLUMNS:
        raise TableError(path, 1, f"a history has the columns {', '.join(COLUMNS)}; nothing is added to this file")


def append(path: Path, day: date, model: Path, files: list[Path], result: Result, note: str) -> None:
    """Add one line, below a header when the file is new. Raises TableError as `check` does, OSError on a full disk."""
    check(path)
    figures = [result.figures[name].value for name in FIGURES]
    mark = model.name.removesuffix(".tar.gz").removeprefix("wegwijs-")
    cells = [day.isoformat(), mark, " ".join(file.name for file in files), str(result.rows)]
    cells += ["" if value is None else f"{value:.4f}" for value in figures]
    cells.append(" ".join(note.split()))
    new = not path.exists()
    with path.open("a", encoding="utf-8", newline="\n") as lines:
        lines.write(("\t".join(COLUMNS) + "\n" if new else "") + "\t".join(cells) + "\n")
