"""Read and change the registry; the one way to do so."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from web.partners.models import Website
from web.partners.record import Partner, as_kept

log = logging.getLogger(__name__)


class ConflictError(Exception):
    """Somebody else changed the website meanwhile, or its key is taken; `now` is what stands there."""

    def __init__(self, now: Kept | None) -> None:
        super().__init__("changed meanwhile")
        self.now = now


@dataclass(frozen=True)
class Kept:
    """A website as it is kept."""

    partner: Partner
    version: int
    changed_at: datetime
    changed_by: str


def everything(session: Session) -> list[Kept]:
    """All websites by name. One whose record cannot be read is passed over, so that the others go on."""
    found = []
    for row in session.scalars(select(Website)):
        try:
            found.append(_kept(row))
        except ValidationError as problem:
            log.error("the record of website %s is broken: %d fields", row.key, problem.error_count())
    return sorted(found, key=lambda kept: (kept.partner.name.casefold(), kept.partner.key))


def find(session: Session, key: str) -> Kept | None:
    """One website; None when there is none with this key."""
    row = session.get(Website, key)
    return _kept(row) if row else None


def put(session: Session, partner: Partner, version: int, by: str, now: datetime) -> Kept:
    """Keep a website: a new one (version 0), or a change of the one with this version. Raises ConflictError.

    After that error nothing else can be done in the same transaction.
    """
    # What this transaction saw before may have changed since; with the lock it is read anew.
    row = session.get(Website, partner.key, with_for_update=True, populate_existing=True)
    if (row.version if row else 0) != version:
        raise ConflictError(_kept(row) if row else None)
    if row is None:
        row = Website(key=partner.key)
        session.add(row)
    row.record, row.version = partner.model_dump(mode="json"), version + 1
    row.changed_at, row.changed_by = now, by
    try:
        session.flush()
    except IntegrityError:  # somebody else made a website with this key at the same moment
        raise ConflictError(None) from None
    return _kept(row)


def stamp(session: Session) -> tuple[tuple[str, int], ...]:
    """What changes when any website changes, comes or goes; cheap to ask."""
    rows = session.execute(select(Website.key, Website.version).order_by(Website.key))
    return tuple((key, version) for key, version in rows)


def _kept(row: Website) -> Kept:
    return Kept(as_kept(row.record), row.version, row.changed_at, row.changed_by)
