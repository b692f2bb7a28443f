"""Bring together what two people made of the same record, field by field. A list is one whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from catalogue.editing.fields import flat, folded
from catalogue.record import InstrumentView


@dataclass(frozen=True)
class Conflict:
    """A field that both changed, each to something else."""

    field: str
    base: Any
    mine: Any
    theirs: Any


@dataclass(frozen=True)
class Merged:
    """Both changes together. Where they conflict the view holds mine; nobody may save it before somebody looked.

    Fields that only fit together (needs and bouwstenen, dates) may no longer do so: saving checks that.
    """

    view: InstrumentView
    conflicts: tuple[Conflict, ...]


def merge(base: InstrumentView, mine: InstrumentView, theirs: InstrumentView) -> Merged:
    """What comes of `base` when both changes count: each field from who changed it."""
    began, one, other = flat(base), flat(mine), flat(theirs)
    values = {name: other[name] if one[name] == began[name] else one[name] for name in began}
    conflicts = tuple(
        Conflict(name, began[name], one[name], other[name])
        for name in began
        if began[name] not in (one[name], other[name]) and one[name] != other[name]
    )
    return Merged(folded(values), conflicts)
