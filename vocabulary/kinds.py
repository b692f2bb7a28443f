"""Instrument kinds (Movisie's Verwijzer as used in 002, and the examples in 000) with the name a visitor reads."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from vocabulary.tables import read

FILE = Path(__file__).with_name("kinds.tsv")


@cache
def load(path: Path = FILE) -> dict[str, str]:
    """Dutch name by kind, in the order of the file. Raises TableError on a broken line."""
    return {row["kind"]: row["title"] for _, row in read(path, ("kind", "title"))}
