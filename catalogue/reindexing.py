"""Fill the search index anew from the records, after a migration that emptied it because what it holds has changed."""

from __future__ import annotations

from sqlalchemy import delete, exists, insert, select, text
from sqlalchemy.orm import Session

from catalogue.freshness import PUBLISHED
from catalogue.matches import match_table, rows_for
from catalogue.models import Instrument
from catalogue.reading import read_views

AT_ONCE = 500
"""Records in memory at a time."""


def fill_empty_index(session: Session) -> int:
    """Write the rows of every published record when there is none; returns how many records. The caller commits.

    Processes that start together wait for the first, and find it done.
    """
    if not _needed(session):
        return 0
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text(f"LOCK TABLE {match_table.name} IN SHARE ROW EXCLUSIVE MODE"))
    else:
        # Any write takes the only lock there is.
        session.execute(delete(match_table).where(match_table.c.need == ""))
    if not _needed(session):
        return 0
    slugs = session.scalars(select(Instrument.slug).where(Instrument.status == PUBLISHED)).all()
    for start in range(0, len(slugs), AT_ONCE):
        views = read_views(session, slugs[start : start + AT_ONCE]).values()
        session.execute(insert(match_table), [row for view in views for row in rows_for(view)])
    return len(slugs)


def _needed(session: Session) -> bool:
    indexed = select(exists(select(match_table.c.slug)))
    published = select(exists(select(Instrument.slug).where(Instrument.status == PUBLISHED)))
    return not session.scalar(indexed) and bool(session.scalar(published))
