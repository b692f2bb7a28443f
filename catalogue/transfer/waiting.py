"""Imports that wait for a yes, and the writing of them in small parts after it.

Nothing of the catalogue is written before `begin`. From then on every part is a transaction of its own: it writes the
records and marks their rows as done together, so that a process that stopped half-way, or two at once, go on where the
others left off and write nothing twice. What somebody changed since the file was judged is skipped, and told.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from catalogue.editing.fields import kept, restored
from catalogue.editing.store import AT_ONCE, put_all
from catalogue.import_rows import ImportRow, ImportRun
from catalogue.models import Instrument
from catalogue.problems import RecordError
from catalogue.reading import read_views
from catalogue.record import InstrumentView, as_dict, parse_record
from catalogue.transfer.table_rows import Known, Row, Sort

READING, WAITING, WRITING, DONE = "lezen", "wacht", "bezig", "klaar"
KEPT_FOR = timedelta(hours=24)
ADDED, CHANGED, SAME, SKIPPED = "toegevoegd", "gewijzigd", "ongewijzigd", "overgeslagen"
_WORDS = {"added": ADDED, "changed": CHANGED, "unchanged": SAME}
_TO_WRITE = (Sort.NEW.value, Sort.CHANGED.value)
WHAT = "ingevoerd"
"""How the history calls a change that came in with a file."""


@dataclass(frozen=True)
class Author:
    """Who brings a file: the account, the name for the history, and what they may change, to see whether it changed."""

    account: str
    name: str
    rights: str


@dataclass(frozen=True)
class Counts:
    """How many rows do what, and of those that are written what came of them."""

    sorts: dict[str, int]
    outcomes: dict[str, int]

    @property
    def to_write(self) -> int:
        """Rows that would be written."""
        return sum(self.sorts.get(sort, 0) for sort in _TO_WRITE)

    @property
    def wrong(self) -> int:
        """Rows that cannot come in."""
        return self.sorts.get(Sort.WRONG.value, 0)

    @property
    def written(self) -> int:
        """Rows that were dealt with."""
        return sum(self.outcomes.values())


def known_of(session: Session, slugs: Iterable[str]) -> dict[str, Known]:
    """Those of `slugs` that exist, with their versions."""
    wanted, found = sorted(slugs), dict[str, Known]()
    for start in range(0, len(wanted), AT_ONCE):
        part = wanted[start : start + AT_ONCE]
        asked = select(Instrument.slug, Instrument.version).where(Instrument.slug.in_(part))
        versions = dict(session.execute(asked).all())
        views = read_views(session, part)
        found |= {slug: Known(view, versions[slug]) for slug, view in views.items() if slug in versions}
    return found


def all_slugs(session: Session) -> set[str]:
    """Every slug there is."""
    return set(session.scalars(select(Instrument.slug)))


def start(session: Session, author: Author, file_name: str, notes: Sequence[str], now: datetime) -> str:
    """Make an import without rows yet; gives its id."""
    made = ImportRun(
        id=secrets.token_hex(16),
        account=author.account,
        by=author.name,
        rights=author.rights[:2000],
        created_at=now,
        file_name=file_name,
        notes=list(notes),
        status=READING,
    )
    session.add(made)
    return made.id


def keep(session: Session, import_id: str, rows: Sequence[Row]) -> None:
    """Keep judged rows; call it with some hundreds at a time."""
    values = [
        {
            "import_id": import_id,
            "number": row.number,
            "sort": row.sort.value,
            "slug": row.slug,
            "title": row.title,
            "record": kept(row.view) if row.view and row.sort.value in _TO_WRITE else None,
            "version": row.version,
            "troubles": [[trouble.column, trouble.message] for trouble in row.troubles],
            "differences": [[one.label, one.old, one.new] for one in row.differences],
            "outcome": None,
        }
        for row in rows
    ]
    if values:
        session.execute(insert(ImportRow), values)


def ready(session: Session, import_id: str) -> None:
    """All rows are kept: from now on it waits for a yes."""
    _turn(session, import_id, READING, WAITING)


def begin(session: Session, import_id: str) -> bool:
    """The yes. False when it was given before, or there is no such import that waits."""
    return _turn(session, import_id, WAITING, WRITING)


def discard(session: Session, import_id: str) -> bool:
    """The no: the import goes, with all its rows. False once it is being written."""
    run = session.scalar(select(ImportRun).where(ImportRun.id == import_id).with_for_update())
    if run is None or run.status not in (READING, WAITING):
        return False
    _delete(session, import_id)
    return True


def write_part(session: Session, import_id: str, most: int, now: datetime) -> int:
    """Write the next `most` rows at most; gives how many were dealt with. At 0 the import is done."""
    run = session.scalar(select(ImportRun).where(ImportRun.id == import_id).with_for_update())
    if run is None or run.status != WRITING:
        return 0
    wanted = (
        select(ImportRow.number, ImportRow.slug, ImportRow.version, ImportRow.record)
        .where(ImportRow.import_id == import_id, ImportRow.sort.in_(_TO_WRITE), ImportRow.outcome.is_(None))
        .order_by(ImportRow.number)
        .limit(min(most, AT_ONCE))
    )
    rows = session.execute(wanted).all()
    if not rows:
        run.status = DONE
        return 0
    # Locked, so that nobody changes one between this look and the writing of it.
    now_there = select(Instrument.slug, Instrument.version).where(Instrument.slug.in_([row.slug for row in rows]))
    versions = dict(session.execute(now_there.with_for_update()).all())
    untouched = [restored(row.record or {}) for row in rows if versions.get(row.slug) == row.version]
    outcomes = _put(session, untouched, run.by, now)
    numbers: dict[str, list[int]] = {}
    for row in rows:
        numbers.setdefault(outcomes.get(row.slug, SKIPPED), []).append(row.number)
    for outcome, those in numbers.items():
        done = update(ImportRow).where(ImportRow.import_id == import_id, ImportRow.number.in_(those))
        session.execute(done.values(outcome=outcome).execution_options(synchronize_session=False))
    return len(rows)


def _put(session: Session, views: list[InstrumentView], by: str, now: datetime) -> dict[str, str]:
    """What became of each record that could be written, by slug."""
    try:
        done = put_all(session, views, by=by, now=now, what=WHAT)
    except RecordError:  # told before anything is written: the vocabulary changed since the file was judged
        done = put_all(session, [view for view in views if _still_right(view)], by=by, now=now, what=WHAT)
    return {slug: _WORDS[outcome] for slug, outcome in done.items()}


def _still_right(view: InstrumentView) -> bool:
    try:
        parse_record(as_dict(view))
    except RecordError:
        return False
    return True


def counts(session: Session, import_id: str) -> Counts:
    """How far an import is."""
    asked = (
        select(ImportRow.sort, ImportRow.outcome, func.count())
        .where(ImportRow.import_id == import_id)
        .group_by(ImportRow.sort, ImportRow.outcome)
    )
    sorts: dict[str, int] = {}
    outcomes: dict[str, int] = {}
    for sort, outcome, amount in session.execute(asked):
        sorts[sort] = sorts.get(sort, 0) + amount
        if outcome:
            outcomes[outcome] = outcomes.get(outcome, 0) + amount
    return Counts(sorts, outcomes)


def unfinished(session: Session) -> list[str]:
    """Imports that were said yes to and are not all written."""
    return list(session.scalars(select(ImportRun.id).where(ImportRun.status == WRITING).order_by(ImportRun.created_at)))


def clean(session: Session, now: datetime) -> int:
    """Delete one import that is past its time, unless it is being written; gives how many went (0 or 1)."""
    old = select(ImportRun.id).where(ImportRun.created_at < now - KEPT_FOR, ImportRun.status != WRITING).limit(1)
    found = session.scalar(old)
    if found is None:
        return 0
    _delete(session, found)
    return 1


def _delete(session: Session, import_id: str) -> None:
    session.execute(delete(ImportRow).where(ImportRow.import_id == import_id))
    session.execute(delete(ImportRun).where(ImportRun.id == import_id))


def _turn(session: Session, import_id: str, old: str, new: str) -> bool:
    turned = update(ImportRun).where(ImportRun.id == import_id, ImportRun.status == old).values(status=new)
    return bool(getattr(session.execute(turned.execution_options(synchronize_session=False)), "rowcount", 0))
