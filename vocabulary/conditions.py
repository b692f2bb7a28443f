"""Illnesses by the name people use, each under the group it belongs to ('borstkanker' under 'kanker')."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("conditions.tsv")


@dataclass(frozen=True)
class Condition:
    """An illness: its name (lower case, the value of `condition`), the group above it and other ways to say it."""

    name: str
    parent: str | None
    synonyms: tuple[str, ...]


@cache
def load(path: Path = FILE) -> dict[str, Condition]:
    """All conditions by name. Raises TableError on a broken line, an unknown group or a synonym used twice."""
    conditions: dict[str, Condition] = {}
    rows = read(path, ("condition", "parent", "synonyms"))
    names = {row["condition"] for _, row in rows}
    said: dict[str, str] = {}
    for line, row in rows:
        name, parent = row["condition"], row["parent"] or None
        if not name or name != name.casefold():
            raise TableError(path, line, f"a condition has a name in lower case, not {name!r}")
        if name in conditions:
            raise TableError(path, line, f"condition {name!r} stands here twice")
        if parent and parent not in names:
            raise TableError(path, line, f"the group {parent!r} is not in this file")
        synonyms = tuple(word.strip() for word in row["synonyms"].split("|") if word.strip())
        for word in (name, *synonyms):
            if word in said:
                raise TableError(path, line, f"{word!r} already means {said[word]!r}")
            said[word] = name
        conditions[name] = Condition(name, parent, synonyms)
    for line, row in rows:
        name = row["condition"]
        seen, up = {name}, conditions[name].parent
        while up:
            if up in seen:
                raise TableError(path, line, f"the groups above {name!r} go round in a circle")
            seen.add(up)
            up = conditions[up].parent
    return conditions


def with_groups(name: str) -> tuple[str, ...]:
    """The condition and every group above it, nearest first: ('borstkanker', 'kanker'). Unknown names stand alone."""
    known, chain = load(), [name.casefold()]
    while (condition := known.get(chain[-1])) and condition.parent:
        chain.append(condition.parent)
    return tuple(chain)
