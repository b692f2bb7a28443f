"""The columns of a table of instruments: their order on the way out, and what they may be called on the way in."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from catalogue.record import FIELDS, Channels
from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("columns.tsv")
CHANNEL_FIELDS = tuple(Channels.__dataclass_fields__)
COLUMNS = tuple(name for field in FIELDS for name in (CHANNEL_FIELDS if field == "channels" else (field,)))
"""The columns: the fields of contract 3, with each channel in a column of its own."""
REQUIRED = ("title",)
"""Without these columns a table is no table of instruments; what else is missing is told row by row."""


@dataclass(frozen=True)
class Headings:
    """Which field stands in which place of a row, and what is wrong or left aside, in Dutch."""

    fields: dict[int, str]
    names: dict[str, str]
    """What the file itself calls a field."""
    ignored: tuple[str, ...]
    problems: tuple[str, ...]


@cache
def names(path: Path = FILE) -> dict[str, str]:
    """The field for every name of a column, in the form of `key`. Raises TableError when a name stands for two."""
    found = {key(column): column for column in COLUMNS}
    for line, row in read(path, ("field", "name")):
        if row["field"] not in COLUMNS:
            raise TableError(path, line, f"{row['field']!r} is no column")
        if found.setdefault(key(row["name"]), row["field"]) != row["field"]:
            raise TableError(path, line, f"{row['name']!r} already stands for {found[key(row['name'])]!r}")
    return found


def key(name: str) -> str:
    """The name of a column without what people write in different ways."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("’", "'")
    return " ".join(re.sub(r"[_\-]+", " ", plain).split())


def known_in(header: list[str]) -> int:
    """How many cells name a column; tells a header from a row, and one delimiter from another."""
    return sum(key(cell) in names() for cell in header)


def headings(header: list[str]) -> Headings:
    """Read the first row of a table."""
    fields: dict[int, str] = {}
    called: dict[str, str] = {}
    ignored: list[str] = []
    problems: list[str] = []
    for place, cell in enumerate(header):
        shown = " ".join(cell.split())[:60]
        field = names().get(key(cell))
        if not shown:
            continue
        if field is None:
            near = get_close_matches(key(cell)[:60], names(), n=1, cutoff=0.8)
            hint = f"; bedoel je '{near[0]}'?" if near else ""
            ignored.append(f"De kolom '{shown}' ken ik niet en wordt niet ingelezen{hint}")
        elif field in called:
            problems.append(f"de kolommen '{called[field]}' en '{shown}' zijn allebei {field}; laat er één staan")
        else:
            fields[place], called[field] = field, shown
    for field in REQUIRED:
        if field not in called:
            problems.append(f"de kolom {field} ontbreekt; de eerste regel moet de namen van de kolommen hebben")
    return Headings(fields, called, tuple(ignored), tuple(problems))
