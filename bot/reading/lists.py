"""Word lists of this folder, one kind a line: what an editor would want to add to."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from bot.reading.text import fold
from vocabulary.tables import TableError, read

FOLDER = Path(__file__).with_name("data")


@cache
def words(table: Path, kind: str) -> frozenset[str]:
    """The folded words of one kind. Raises TableError on a broken line and on a kind of which there are no words."""
    found = _kinds(table).get(kind)
    if not found:
        raise TableError(table, 1, f"there are no words of the kind {kind!r}")
    return found


@cache
def _kinds(table: Path) -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line, row in read(table, ("kind", "words")):
        if row["kind"] in found:
            raise TableError(table, line, f"the kind {row['kind']!r} stands here twice")
        found[row["kind"]] = frozenset(fold(word.strip()) for word in row["words"].split("|") if word.strip())
    return found
