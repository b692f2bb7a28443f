"""What an instrument was before: every change with who, when, old and new; and the way back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.editing.fields import Change, flat, folded, from_json
from catalogue.editing.rows import RevisionRow
from catalogue.editing.store import Kept, find, save
from catalogue.record import InstrumentView

WITHDRAWN = "ingetrokken"
UNDONE = "ongedaan gemaakt"
MOST = 500
"""Revisions of one instrument that are shown; older ones stay kept."""


@dataclass(frozen=True)
class Revision:
    """One change: the version it made, when, by whom, what it is called, and each changed field with old and new."""

    id: int
    slug: str
    version: int
    at: datetime
    by: str
    what: str
    changes: Mapping[str, Change]

    @property
    def made_it(self) -> bool:
        """Whether the instrument began with this revision."""
        return "slug" in self.changes


class UndoConflictError(Exception):
    """These fields were changed again since the revision; nothing was put back."""

    def __init__(self, fields: tuple[str, ...]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


def history(session: Session, slug: str) -> list[Revision]:
    """The changes of an instrument, newest first, at most MOST."""
    rows = select(RevisionRow).where(RevisionRow.slug == slug).order_by(RevisionRow.version.desc(), RevisionRow.id)
    return [_revision(row) for row in session.scalars(rows.limit(MOST))]


def as_of(session: Session, slug: str, version: int) -> InstrumentView | None:
    """The record as it was at a version: what two people who edited at once both began with.

    None when there is no such record, or when not all of its changes since then are known.
    """
    now = find(session, slug)
    if now is None or version > now.version:
        return None
    later = select(RevisionRow).where(RevisionRow.slug == slug, RevisionRow.version > version)
    revisions = [_revision(row) for row in session.scalars(later.order_by(RevisionRow.version.desc()))]
    if [revision.version for revision in revisions] != list(range(now.version, version, -1)):
        return None
    values = flat(now.view)
    for revision in revisions:
        values |= {name: old for name, (old, _) in revision.changes.items()}
    return folded(values)


def undo(session: Session, revision_id: int, by: str, now: datetime) -> Kept:
    """Put back what the fields of a revision were; of the revision that made the instrument: withdraw it.

    The undoing is a revision of its own. Raises UndoConflictError when one of the fields was changed again since,
    KeyError when there is no such revision or instrument, and RecordError when the old values no longer make a right
    record.
    """
    row = session.get(RevisionRow, revision_id)
    current = find(session, row.slug) if row else None
    if row is None or current is None:
        raise KeyError(revision_id)
    revision, values = _revision(row), flat(current.view)
    back = dict(revision.changes)
    if revision.made_it:
        back = {"status": (WITHDRAWN, revision.changes["status"][1])}
    if since := tuple(name for name, (_, new) in back.items() if values.get(name) != new):
        raise UndoConflictError(since)
    values |= {name: old for name, (old, _) in back.items()}
    return save(session, folded(values), by=by, now=now, what=UNDONE, expected=current.version)


def _revision(row: RevisionRow) -> Revision:
    changed = {name: (from_json(name, old), from_json(name, new)) for name, (old, new) in row.changes.items()}
    return Revision(row.id, row.slug, row.version, row.at, row.by, row.what, changed)
