"""Fill an empty database with a made-up catalogue."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import islice

from sqlalchemy import Engine, func, select, text

from catalogue.adding import add_rows
from catalogue.base import Base
from catalogue.matches import match_table
from catalogue.record import InstrumentView

AT_ONCE = 2_000
"""Records in memory, and in one transaction, at a time."""


def fill(engine: Engine, views: Iterable[InstrumentView], tell: Callable[[int], None] = lambda done: None) -> int:
    """Make the tables, store the records, and return how many rows the search index has. `tell` hears the progress."""
    Base.metadata.create_all(engine)
    left, done = iter(views), 0
    while part := list(islice(left, AT_ONCE)):
        with engine.begin() as connection:
            add_rows(connection, part)
        done += len(part)
        tell(done)
    if engine.dialect.name == "postgresql":
        # What its own housekeeping does within minutes.
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("VACUUM ANALYZE"))
    with engine.connect() as connection:
        return connection.scalar(select(func.count()).select_from(match_table)) or 0
