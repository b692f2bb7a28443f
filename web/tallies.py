"""Counts in a table: two that count at once wait for each other and neither count is lost; old ones become coarse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, delete, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, InstrumentedAttribute, Session

from web.bands import TEN


def add(
    session: Session, kind: type[DeclarativeBase], rows: Sequence[Mapping[str, Any]], figures: Sequence[str]
) -> None:
    """Add the `figures` of `rows` to the rows with the same primary key, or make the rows.

    Give the rows in a fixed order, each key once: two writers then never wait for each other in a circle.
    """
    if not rows:
        return
    make = postgresql.insert if session.get_bind().dialect.name == "postgresql" else sqlite.insert
    table = cast(Table, kind.__table__)
    added = make(table).values(list(rows))
    sums = {name: table.c[name] + added.excluded[name] for name in figures}
    session.execute(added.on_conflict_do_update(index_elements=[*table.primary_key], set_=sums))


def fold(
    session: Session, kind: type[DeclarativeBase], amount: InstrumentedAttribute[int], old: ColumnElement[bool]
) -> None:
    """Keep the `amount` of rows that are `old` in tens, and no row under ten (safety.md, 'Privacy'). Again changes
    nothing."""
    session.execute(delete(kind).where(old, amount < TEN).execution_options(synchronize_session=False))
    session.execute(
        update(kind)
        .where(old, amount % TEN != 0)
        .values({amount: amount - amount % TEN})
        .execution_options(synchronize_session=False)
    )
