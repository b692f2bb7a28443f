"""When a record may be shown, and when it has gone unverified for too long.

The chain lives by instruments that are still there: partners report every change to the central information point
(000, roles), and what nobody confirmed for `verify_every` days is shown lower and marked, not hidden.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Protocol

PUBLISHED = "gepubliceerd"


class Dated(Protocol):
    """Anything with the dates and the status of contract 3: a database row or an `InstrumentView`."""

    @property
    def status(self) -> str: ...
    @property
    def verified_on(self) -> date | None: ...
    @property
    def verify_every(self) -> int: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


def fresh_until(record: Dated) -> date:
    """The last day on which the record counts as verified; the first of all days when it never was."""
    if record.verified_on is None:
        return date.min
    try:
        return record.verified_on + timedelta(days=record.verify_every)
    except OverflowError:
        return date.max


def is_stale(record: Dated, today: date) -> bool:
    """Whether more than `verify_every` days have passed since somebody verified the record."""
    return today > fresh_until(record)


def is_expired(record: Dated, today: date) -> bool:
    """Whether the last day of validity has passed; `valid_to` itself still counts."""
    return record.valid_to is not None and today > record.valid_to


def is_visible(record: Dated, today: date) -> bool:
    """Whether a visitor may see the record today: published, begun and not expired."""
    begun = record.valid_from is None or record.valid_from <= today
    return record.status == PUBLISHED and begun and not is_expired(record, today)
