"""Reads the room's data files: tab-separated, a header line, '#' for remarks. Every error names file and line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOM = Path(__file__).parent


class DataError(ValueError):
    """A data file of this room is not as it should be; the message starts with file and line."""


@dataclass(frozen=True)
class Row:
    """One line of a data file, with where it came from."""

    path: Path
    line: int
    values: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def error(self, message: str) -> DataError:
        """A DataError that points at this line."""
        return DataError(f"{self.path}:{self.line}: {message}")

    def one_of(self, column: str, allowed: Sequence[str]) -> str:
        """The value of a column that may hold only the allowed values."""
        value = self[column]
        if value not in allowed:
            raise self.error(f"{column} is {value!r}, must be one of {', '.join(allowed)}")
        return value


def rows(path: Path, columns: Sequence[str], may_be_empty: Sequence[str] = ()) -> Iterator[Row]:
    """Yield the rows of a file whose header holds exactly these columns; only some may be empty."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise DataError(f"{path}:1: is not UTF-8 ({error.reason})") from error
    header: list[str] | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = [cell.strip() for cell in line.split("\t")]
        if header is None:
            header = cells
            if header != list(columns):
                raise DataError(f"{path}:{number}: header must be: {' '.join(columns)}")
            continue
        if len(cells) > len(header):
            raise DataError(f"{path}:{number}: {len(cells)} columns, at most {len(header)} expected")
        cells += [""] * (len(header) - len(cells))
        row = Row(path, number, dict(zip(header, cells)))
        for column in header:
            if not row[column] and column not in may_be_empty:
                raise row.error(f"{column} is empty")
        yield row
    if header is None:
        raise DataError(f"{path}:1: no header")
