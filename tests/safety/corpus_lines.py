"""The example sentences beside this file: what must be seen, and what must be left alone."""

from __future__ import annotations

from pathlib import Path

from safety.learn import COLUMNS
from safety.tsv import Row, rows

FILES = tuple(Path(__file__).parent / "corpus" / name for name in ("danger.tsv", "harmless.tsv"))


def corpus(held: bool) -> list[Row]:
    """All lines that were learned from, or the ones held back from it."""
    return [row for path in FILES for row in rows(path, COLUMNS) if (row["split"] == "held") == held]
