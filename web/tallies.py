"""Add to counts in a table: two that count at once wait for each other, and neither count is lost."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import DeclarativeBase, Session


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
