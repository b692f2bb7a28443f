"""The one way to write an instrument: checked again, with a version, and never without a revision.

1. What comes in is read again by `parse_record`, so that nothing gets in that a file or a form would be refused.
2. Where no field differs nothing is written.
3. The version is raised by an UPDATE that names the version that was read. Of two who write at the same moment it
   fails for the second, on SQLite and on PostgreSQL alike; who said which version was `expected` then hears so, and
   who did not is read again and written after the other.

The caller commits, and rolls back when an error comes out.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any, Literal

from sqlalchemy import CursorResult, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.util import identity_key

from catalogue.adding import add_rows, change_rows
from catalogue.editing.fields import as_json, changes
from catalogue.editing.rows import RevisionRow
from catalogue.models import Instrument
from catalogue.reading import read_views
from catalogue.record import InstrumentView, as_dict, parse_record

Outcome = Literal["added", "changed", "unchanged"]
AT_ONCE = 500
"""Records read and written together by `put_all`."""


@dataclass(frozen=True)
class Kept:
    """A record as it is kept, and its version: 1 when made, one more at each change."""

    view: InstrumentView
    version: int


@dataclass(frozen=True)
class By:
    """Who changes something, when, and how the history calls it."""

    name: str
    now: datetime
    what: str


class ConflictError(Exception):
    """Somebody else saved since the expected version; `kept` is what is kept now."""

    def __init__(self, kept: Kept) -> None:
        super().__init__(f"{kept.view.slug} has version {kept.version} by now")
        self.kept = kept


class SlugTakenError(Exception):
    """There is an instrument with this slug already."""

    def __init__(self, slug: str) -> None:
        super().__init__(slug)
        self.slug = slug


def find(session: Session, slug: str) -> Kept | None:
    """The record as it is kept, or None when there is none."""
    row = _rows(session, [slug]).get(slug)
    return Kept(row.view(), row.version) if row else None


def create(session: Session, view: InstrumentView, *, by: str, now: datetime, what: str = "gemaakt") -> Kept:
    """Add a record. Raises SlugTakenError, and RecordError when it is not a right one."""
    view = _checked(view)
    if find(session, view.slug):
        raise SlugTakenError(view.slug)
    try:
        with session.begin_nested():
            _add(session, [view], By(by, now, what))
    except IntegrityError:  # somebody else took it at this very moment
        raise SlugTakenError(view.slug) from None
    return Kept(view, 1)


def save(
    session: Session,
    view: InstrumentView,
    *,
    by: str,
    now: datetime,
    what: str = "gewijzigd",
    expected: int | None = None,
) -> Kept:
    """Change a record; nothing is written when no field differs. `expected` is the version the change was made on.

    Raises ConflictError when that is no longer what is kept, KeyError when there is no such record, and RecordError
    when it is not a right one.
    """
    view = _checked(view)
    row = _rows(session, [view.slug]).get(view.slug)
    if row is None:
        raise KeyError(view.slug)
    if expected is not None and row.version != expected:
        raise ConflictError(Kept(row.view(), row.version))
    if not _change(session, row, view, By(by, now, what)):
        return save(session, view, by=by, now=now, what=what, expected=expected)
    session.flush()
    return Kept(view, row.version)


def put(session: Session, view: InstrumentView, *, by: str, now: datetime, what: str) -> Outcome:
    """Add or change one record, whatever its version. Raises RecordError when it is not a right one."""
    return put_all(session, [view], by=by, now=now, what=what)[view.slug]


def put_all(
    session: Session, views: Iterable[InstrumentView], *, by: str, now: datetime, what: str
) -> dict[str, Outcome]:
    """Add or change many records, each slug once, some hundreds at a time: what became of each, by slug.

    Raises RecordError when one is not right, and IntegrityError when somebody else adds one of them at that moment.
    """
    done: dict[str, Outcome] = {}
    author, left = By(by, now, what), iter(views)
    while part := [_checked(view) for view in islice(left, AT_ONCE)]:
        slugs = [view.slug for view in part]
        versions = _versions(session, slugs)  # before the records, so that what is written in between is noticed
        known = read_views(session, slugs)
        new = [view for view in part if view.slug not in known]
        _add(session, new, author)
        changed = [view for view in part if view.slug in known and known[view.slug] != view]
        if changed and not _change_all(session, known, versions, changed, author):
            for view in changed:
                while not _change(session, _rows(session, [view.slug])[view.slug], view, author):
                    pass
            session.flush()
        done.update((view.slug, "unchanged") for view in part)
        done.update((view.slug, "added") for view in new)
        done.update((view.slug, "changed") for view in changed)
    return done


def _add(session: Session, views: list[InstrumentView], by: By) -> None:
    """Add records that are not there, each with the first line of its history."""
    if views:
        add_rows(session.connection(), views)
        session.execute(insert(RevisionRow), [_revision(None, view, 1, by) for view in views])


def _change_all(
    session: Session,
    known: dict[str, InstrumentView],
    versions: dict[str, int],
    views: list[InstrumentView],
    by: By,
) -> bool:
    """Change many records together. False, and nothing changed, when somebody else wrote one since it was read."""
    # In one order, so that two who change the same records do not wait for each other.
    wanted = [(known[view.slug], view, versions.get(view.slug, 0)) for view in sorted(views, key=lambda one: one.slug)]
    with session.begin_nested() as savepoint:
        if not change_rows(session.connection(), wanted):
            savepoint.rollback()
            return False
        session.execute(insert(RevisionRow), [_revision(old, new, version + 1, by) for old, new, version in wanted])
    for view in views:
        loaded = session.identity_map.get(identity_key(Instrument, view.slug))
        if loaded is not None:
            session.expire(loaded)
    return True


def _versions(session: Session, slugs: list[str]) -> dict[str, int]:
    return dict(session.execute(select(Instrument.slug, Instrument.version).where(Instrument.slug.in_(slugs))).all())


def _checked(view: InstrumentView) -> InstrumentView:
    return parse_record(as_dict(view))


def _rows(session: Session, slugs: list[str]) -> dict[str, Instrument]:
    """The records as the database has them now, whatever this session read before."""
    wanted = select(Instrument).where(Instrument.slug.in_(slugs)).execution_options(populate_existing=True)
    return {row.slug: row for row in session.scalars(wanted)}


def _change(session: Session, row: Instrument, view: InstrumentView, by: By) -> bool:
    """Take over the record where it differs. False when somebody else wrote since `row` was read."""
    before = row.view()
    if before == view:
        return True
    table = Instrument.__table__
    raised = (
        update(Instrument)
        .where(table.c.slug == row.slug, table.c.version == row.version)
        .values(version=row.version + 1)
        .execution_options(synchronize_session=False)
    )
    result = session.execute(raised)
    assert isinstance(result, CursorResult)
    if result.rowcount != 1:
        return False
    set_committed_value(row, "version", row.version + 1)
    row.fill(view)
    session.add(RevisionRow(**_revision(before, view, row.version, by)))
    return True


def _revision(before: InstrumentView | None, view: InstrumentView, version: int, by: By) -> dict[str, Any]:
    changed = {name: [as_json(old), as_json(new)] for name, (old, new) in changes(before, view).items()}
    return {"slug": view.slug, "version": version, "at": by.now, "by": by.name, "what": by.what, "changes": changed}
