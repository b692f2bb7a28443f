"""What a page shows of an import that waits or is written: which there are, and its rows a page at a time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from catalogue.import_rows import ImportRow, ImportRun
from catalogue.transfer.table_rows import Sort
from catalogue.transfer.waiting import SKIPPED

PER_PAGE = 50
SHOWN = (Sort.WRONG.value, Sort.CHANGED.value, Sort.NEW.value, Sort.SAME.value, SKIPPED)
"""What can be looked at: a sort of row, or what was skipped."""


@dataclass(frozen=True)
class RowsPage:
    """Some rows, and on how many pages they stand; at least one."""

    rows: list[ImportRow]
    pages: int


def runs_of(session: Session, account: str) -> list[ImportRun]:
    """The imports of somebody that are still kept, newest first."""
    mine = select(ImportRun).where(ImportRun.account == account).order_by(ImportRun.created_at.desc())
    return list(session.scalars(mine.limit(20)))


def run_of(session: Session, account: str, import_id: str) -> ImportRun | None:
    """One import of somebody; None when it is gone, or is another's."""
    run = session.get(ImportRun, import_id)
    return run if run is not None and run.account == account else None


def rows_page(session: Session, import_id: str, shown: str, page: int) -> RowsPage:
    """A page of the rows of one sort, by their number; a page past the last gives the last."""
    wanted = _rows(import_id, shown)
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    pages = max(1, -(-total // PER_PAGE))
    start = (min(page, pages) - 1) * PER_PAGE
    rows = session.scalars(wanted.order_by(ImportRow.number).limit(PER_PAGE).offset(start))
    return RowsPage(list(rows), pages)


def troubles_of(session: Session, import_id: str) -> Iterator[tuple[int, str, str, str]]:
    """Everything that is wrong: row number, title, column and message."""
    for row in session.scalars(_rows(import_id, Sort.WRONG.value).order_by(ImportRow.number)):
        for column, message in row.troubles:
            yield row.number, row.title, column, message


def _rows(import_id: str, shown: str) -> Select[ImportRow]:
    rows = select(ImportRow).where(ImportRow.import_id == import_id)
    return rows.where(ImportRow.outcome == SKIPPED) if shown == SKIPPED else rows.where(ImportRow.sort == shown)
