"""Instrument kinds (Movisie's Verwijzer as used in 002, and the examples in 000) with the name a visitor reads."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("kinds.tsv")


@cache
def load(path: Path = FILE) -> dict[str, str]:
    """Dutch name by kind, in the order of the file. Raises TableError on a broken line."""
    kinds: dict[str, str] = {}
    for line, row in read(path, ("kind", "title")):
        if row["kind"] in kinds:
            raise TableError(path, line, f"kind {row['kind']!r} stands here twice")
        kinds[row["kind"]] = row["title"]
    return kinds
