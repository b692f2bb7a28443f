"""The municipalities (gemeenten) of the Netherlands with their CBS codes: the values of `region`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vocabulary.tables import TableError, read

CODE = re.compile(r"GM\d{4}")
FILE = Path(__file__).with_name("municipalities.tsv")


@dataclass(frozen=True)
class Municipality:
    """A municipality of today: name, CBS code ('GM0394') and province."""

    name: str
    code: str
    province: str


@cache
def by_code(path: Path = FILE) -> dict[str, Municipality]:
    """All municipalities by CBS code. Raises TableError on a broken line."""
    found: dict[str, Municipality] = {}
    for line, row in read(path, ("municipality", "cbs_code", "province")):
        if not CODE.fullmatch(row["cbs_code"]):
            raise TableError(path, line, f"a CBS code is GM and four digits, not {row['cbs_code']!r}")
        if row["cbs_code"] in found:
            raise TableError(path, line, f"CBS code {row['cbs_code']!r} stands here twice")
        if any(municipality.name == row["municipality"] for municipality in found.values()):
            raise TableError(path, line, f"municipality {row['municipality']!r} stands here twice")
        found[row["cbs_code"]] = Municipality(row["municipality"], row["cbs_code"], row["province"])
    return found


@cache
def names(path: Path = FILE) -> frozenset[str]:
    """The names of all municipalities."""
    return frozenset(municipality.name for municipality in by_code(path).values())
