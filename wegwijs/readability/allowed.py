"""Where a 'u' or an exclamation mark may stand: not Wegwijs speaks there, but the visitor to somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from vocabulary.tables import TableError, read
from wegwijs.readability.text import Text

FILE = Path(__file__).with_name("allowed.tsv")
MARKS = frozenset({"u", "!"})


@dataclass(frozen=True)
class Allowed:
    """Texts by the name of their file and their own name (`*` for any letters), and the mark that may stand in them."""

    file: str
    name: str
    mark: str

    def about(self, text: Text) -> bool:
        return text.file.name == self.file and fnmatchcase(text.name, self.name)


@cache
def load(path: Path = FILE) -> tuple[Allowed, ...]:
    """The exceptions. Raises TableError on an unknown mark and on one without a reason."""
    found = []
    for line, row in read(path, ("file", "name", "mark", "why")):
        if row["mark"] not in MARKS:
            raise TableError(path, line, f"mark is one of {', '.join(sorted(MARKS))}, not {row['mark']!r}")
        if not row["why"]:
            raise TableError(path, line, "every exception needs a reason")
        found.append(Allowed(row["file"], row["name"], row["mark"]))
    return tuple(found)


def allowed_here(text: Text, allowed: Iterable[Allowed]) -> frozenset[str]:
    """The marks that may stand in `text`."""
    return frozenset(each.mark for each in allowed if each.about(text))
