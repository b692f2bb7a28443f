"""The fields of a record one by one: channels as `channels.url`, in the order of contract 3.

History, merging, differences and proposals all look at a record this way.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date
from typing import Any, Final

from catalogue.record import FIELDS, Channels, InstrumentView

CHANNELS: Final = tuple(f"channels.{field.name}" for field in fields(Channels))
NAMES: Final = tuple(name for field in FIELDS for name in (CHANNELS if field == "channels" else (field,)))
"""Every field, in the order of contract 3."""
DATES: Final = frozenset({"verified_on", "valid_from", "valid_to"})
Change = tuple[Any, Any]
"""What a field was and what it became."""


def flat(view: InstrumentView) -> dict[str, Any]:
    """Every field with its value."""
    return {
        name: getattr(view.channels, name.partition(".")[2]) if name in CHANNELS else getattr(view, name)
        for name in NAMES
    }


def folded(values: Mapping[str, Any]) -> InstrumentView:
    """A record out of the values of `flat`. Nothing is checked; `store` does so."""
    channels = Channels(**{name.partition(".")[2]: values[name] for name in CHANNELS})
    return InstrumentView(**{name: values[name] for name in NAMES if name not in CHANNELS}, channels=channels)


def changes(old: InstrumentView | None, new: InstrumentView) -> dict[str, Change]:
    """The fields that differ; of a new record those that hold anything, with None as what they were."""
    after = flat(new)
    if old is None:
        return {name: (None, value) for name, value in after.items() if value not in (None, ())}
    before = flat(old)
    return {name: (before[name], after[name]) for name in NAMES if before[name] != after[name]}


def keep_order(view: InstrumentView, before: InstrumentView) -> InstrumentView:
    """The record with the order of `before` in every list that holds the same values: a form puts them in its own."""
    was, now = flat(before), flat(view)
    kept = {
        name: was[name]
        for name, value in now.items()
        if isinstance(value, tuple) and len(value) == len(was[name]) and set(value) == set(was[name])
    }
    return replace(view, **kept)


def as_json(value: Any) -> Any:
    """A value of a field as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def from_json(name: str, value: Any) -> Any:
    """The value of a field as it was before `as_json`."""
    if name in DATES and isinstance(value, str):
        return date.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value


def kept(view: InstrumentView) -> dict[str, Any]:
    """A whole record as JSON holds it."""
    return {name: as_json(value) for name, value in flat(view).items()}


def restored(values: Mapping[str, Any]) -> InstrumentView:
    """A record out of `kept`; fields that did not exist then are empty."""
    return folded({name: from_json(name, values.get(name)) for name in NAMES})
