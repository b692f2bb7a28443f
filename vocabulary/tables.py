"""Read a small table of tab-separated text and say exactly where it is broken."""

from __future__ import annotations

from pathlib import Path


class TableError(ValueError):
    """A data file is not as it should be; the message names the file and the line."""

    def __init__(self, path: Path, line: int, problem: str) -> None:
        super().__init__(f"{path.name}, line {line}: {problem}")


def read(path: Path, columns: tuple[str, ...]) -> list[tuple[int, dict[str, str]]]:
    """Return (line number, record) for each line below the header of `path`.

    Empty lines and lines that begin with `#` are passed over. Raises TableError when the file is absent, is not
    UTF-8, or a line does not have just the `columns`.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        raise TableError(path, 1, "the file does not exist") from None
    except UnicodeDecodeError as problem:
        raise TableError(path, 1, f"not UTF-8 text ({problem.reason})") from None
    if not lines or tuple(lines[0].split("\t")) != columns:
        raise TableError(path, 1, f"the first line must name the columns {', '.join(columns)}, set apart by tabs")
    records = []
    for number, line in enumerate(lines[1:], start=2):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) != len(columns):
            raise TableError(path, number, f"{len(cells)} columns where {len(columns)} are expected")
        records.append((number, {name: cell.strip() for name, cell in zip(columns, cells)}))
    return records
