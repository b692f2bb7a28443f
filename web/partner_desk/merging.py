"""Two colleagues changed the same website: what does not clash is brought together, what clashes is chosen."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from web.partner_desk.fields import LABELS, LISTS, Typed, shown


@dataclass(frozen=True)
class Clash:
    """A field that both changed, with both values in words."""

    field: str
    label: str
    theirs: str
    mine: str


def merge(base: Mapping[str, str], mine: Typed, theirs: Typed) -> tuple[Typed, list[Clash]]:
    """What I typed, with what only they changed since `base`; and the fields that both changed, where mine stands."""
    merged, clashes = dict(mine), []
    for name, label in LABELS.items():
        if theirs[name] in {mine[name], base.get(name)}:
            continue
        if mine[name] == base.get(name):
            merged[name] = theirs[name]
        else:
            clashes.append(Clash(name, label, shown(name, theirs[name]), shown(name, mine[name])))
    return merged, clashes


def packed(base: Mapping[str, str]) -> str:
    """What stood in the form when it was opened, as the value of one hidden field."""
    return json.dumps(base, ensure_ascii=False, separators=(",", ":"))


def unpacked(value: str) -> Typed:
    """What `packed` made; nothing for anything else, and then every difference is a clash."""
    try:
        found = json.loads(value)
        base = {name: found[name] for name in LABELS}
    except (ValueError, TypeError, KeyError, RecursionError):
        return {}
    return base if all(isinstance(one, str) for one in base.values()) else {}


def changes(before: Typed, after: Typed) -> list[str]:
    """What changed, a line for each field, for the log: of a list what came and what went."""
    return [
        f"{label}: {_change(name, before[name], after[name])}"
        for name, label in LABELS.items()
        if before[name] != after[name]
    ]


def _change(name: str, before: str, after: str) -> str:
    if name not in LISTS:
        return f"{shown(name, before)} → {shown(name, after)}"
    old, new = before.split("\n"), after.split("\n")
    came = [f"erbij {one}" for one in new if one and one not in old]
    gone = [f"eraf {one}" for one in old if one and one not in new]
    return ", ".join([*came, *gone]) or "andere volgorde"
