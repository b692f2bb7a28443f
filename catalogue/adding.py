"""Write many records as plain rows: what `Instrument.fill` and its listener would write, in a third of the time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Table, bindparam, delete, insert, update

from catalogue.matches import match_table, rows_for
from catalogue.models import CHANNELS, LISTS, SCALARS, Instrument
from catalogue.record import InstrumentView

Change = tuple[InstrumentView, InstrumentView, int]
"""A record as it was read, as it becomes, and the version that was read."""


def add_rows(connection: Connection, views: Sequence[InstrumentView]) -> None:
    """Add records, with their lists and search index, as version 1. Raises IntegrityError when a slug is taken."""
    if not views:
        return
    connection.execute(insert(Instrument), [_own(view) for view in views])
    for name in LISTS:
        _add_items(connection, views, name)
    _add_matches(connection, views)


def change_rows(connection: Connection, changes: Sequence[Change]) -> bool:
    """Change records where they differ, and raise their versions. False when one has another version by now; then the
    caller rolls back."""
    table = Instrument.__table__
    assert isinstance(table, Table)
    raised = update(table).where(table.c.slug == bindparam("read_slug"), table.c.version == bindparam("read_version"))
    values = [
        _own(new) | {"version": version + 1, "read_slug": new.slug, "read_version": version}
        for _, new, version in changes
    ]
    if connection.execute(raised, values).rowcount != len(changes):
        return False
    for name, kind in LISTS.items():
        if other := [new for old, new, _ in changes if getattr(old, name) != getattr(new, name)]:
            connection.execute(delete(kind).where(kind.slug.in_([view.slug for view in other])))
            _add_items(connection, other, name)
    views = [new for _, new, _ in changes]
    connection.execute(delete(match_table).where(match_table.c.slug.in_([view.slug for view in views])))
    _add_matches(connection, views)
    return True


def _add_items(connection: Connection, views: Sequence[InstrumentView], name: str) -> None:
    if rows := [item for view in views for item in _items(view, name)]:
        connection.execute(insert(LISTS[name]), rows)


def _add_matches(connection: Connection, views: Sequence[InstrumentView]) -> None:
    if rows := [row for view in views for row in rows_for(view)]:
        connection.execute(insert(match_table), rows)


def _own(view: InstrumentView) -> dict[str, object]:
    scalars = {name: getattr(view, name) for name in SCALARS}
    return scalars | {name: getattr(view.channels, name) for name in CHANNELS}


def _items(view: InstrumentView, name: str) -> list[dict[str, object]]:
    return [{"slug": view.slug, "position": place, "value": value} for place, value in enumerate(getattr(view, name))]
