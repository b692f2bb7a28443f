"""What each group of texts must reach: a table an editor can read, with the reason for every row."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("floors.tsv")
COLUMNS = ("group", "average", "each", "from_sentences", "longest", "words", "why")


@dataclass(frozen=True)
class Floor:
    """The bounds of one group; None where nothing is asked."""

    average: float | None
    """Least Flesch-Douma of all running texts of the group together."""
    each: float | None
    """Least Flesch-Douma of one running text of at least `from_sentences` sentences."""
    from_sentences: int
    longest: int
    """Most words in one sentence."""
    words: bool
    """Whether the list of words to avoid holds."""


def load(path: Path = FILE) -> dict[str, Floor]:
    """Bounds by group. Raises TableError on a number that is none, a group twice or a row without a reason."""
    floors: dict[str, Floor] = {}
    for line, row in read(path, COLUMNS):
        if row["group"] in floors:
            raise TableError(path, line, f"the group {row['group']!r} stands here twice")
        if not row["why"]:
            raise TableError(path, line, "every row needs a reason")
        if row["words"] not in {"ja", "nee"}:
            raise TableError(path, line, f"words is ja or nee, not {row['words']!r}")
        try:
            floors[row["group"]] = Floor(
                average=float(row["average"]) if row["average"] else None,
                each=float(row["each"]) if row["each"] else None,
                from_sentences=int(row["from_sentences"]),
                longest=int(row["longest"]),
                words=row["words"] == "ja",
            )
        except ValueError:
            raise TableError(path, line, "average, each, from_sentences and longest are numbers") from None
    return floors
