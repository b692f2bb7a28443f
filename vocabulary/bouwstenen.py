"""The seven building blocks of the chain (domain.md, 'Building blocks') with the words a visitor reads for each."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("bouwstenen.tsv")

NUMBERS = ("1", "2", "3", "4", "5", "6", "7")


@dataclass(frozen=True)
class Bouwsteen:
    """A building block: its number (1 to 7, the contract), the chain's own name and its name in a visitor's words."""

    number: int
    name: str
    title: str


@cache
def load(path: Path = FILE) -> dict[int, Bouwsteen]:
    """All seven by number, in the order of the file. Raises TableError on a broken line, or when one is missing."""
    found: dict[int, Bouwsteen] = {}
    line = 1
    for line, row in read(path, ("nr", "name", "title")):
        if row["nr"] not in NUMBERS:
            raise TableError(path, line, f"nr must be 1 to 7, not {row['nr']!r}")
        if not row["name"] or not row["title"]:
            raise TableError(path, line, "a bouwsteen has a name in the column name and a visitor's word in title")
        number = int(row["nr"])
        if number in found:
            raise TableError(path, line, f"bouwsteen {number} stands here twice")
        found[number] = Bouwsteen(number, row["name"], row["title"])
    if missing := [number for number in NUMBERS if int(number) not in found]:
        raise TableError(path, line, f"bouwsteen {', '.join(missing)} is missing")
    return found
