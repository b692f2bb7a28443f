"""The example sentences of danger and of what only looks like it: tab-separated files in `data/danger`, one a writer.

Columns: text; label (none, self, other, violence); kind (what sort of sentence, for reports); style (how it is
written); split ('held' keeps a line from being learned, so that it can measure).
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from safety.resemblance import KINDS
from safety.tsv import ROOM, DataError, rows

COLUMNS = ("text", "label", "kind", "style", "split")
HELD = "held"
FOLDER = ROOM.parent / "data" / "danger"


def files(folder: Path = FOLDER) -> list[Path]:
    """The files of example sentences, in a fixed order; raises DataError when there is none."""
    found = sorted(folder.glob("*.tsv"))
    if not found:
        raise DataError(f"{folder}:1: there are no example sentences of danger")
    return found


def examples(paths: Iterable[Path]) -> list[tuple[str, str]]:
    """Text and label of every line to learn from; raises DataError for a line that is not right."""
    found: list[tuple[str, str]] = []
    for path in paths:
        for row in rows(path, COLUMNS):
            label = row.one_of("label", ("none", *KINDS))
            if row["split"] != HELD:
                found.append((row["text"], label))
    return found
