"""The audit log of the desk: who did what, and to what. It can only grow."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from web.staff.models import AuditLine
from web.staff.people import Colleague

PER_PAGE = 50
_LONGEST_SUBJECT = 200


@dataclass(frozen=True)
class Asked:
    """Which lines of the log are asked for; `subject` is a part of one."""

    who: str | None = None
    event: str | None = None
    subject: str | None = None
    page: int = 1


@dataclass(frozen=True)
class LogPage:
    """A page of the log, newest first, and what can be chosen from."""

    lines: list[AuditLine]
    total: int
    people: list[str]
    events: list[str]

    @property
    def pages(self) -> int:
        """How many pages there are; at least one."""
        return max(1, -(-self.total // PER_PAGE))


def note(session: Session, who: Colleague, event: str, subject: str, now: datetime) -> None:
    """Add a line, in the transaction of what it tells of. `subject` is a slug or a name, never data of a visitor."""
    note_as(session, who.name, who.id, event, subject, now)


def note_as(session: Session, who: str, staff_id: str | None, event: str, subject: str, now: datetime) -> None:
    """Add a line for somebody who is not logged in: the command line, or who tried to log in."""
    session.add(AuditLine(at=now, who=who, staff_id=staff_id, event=event, subject=subject[:_LONGEST_SUBJECT]))


def lines(session: Session, asked: Asked) -> LogPage:
    """A page of the log."""
    wanted = select(AuditLine)
    if asked.who:
        wanted = wanted.where(AuditLine.who == asked.who)
    if asked.event:
        wanted = wanted.where(AuditLine.event == asked.event)
    if asked.subject:
        wanted = wanted.where(AuditLine.subject.icontains(asked.subject, autoescape=True))
    total = session.scalar(select(func.count()).select_from(wanted.subquery())) or 0
    page = wanted.order_by(AuditLine.id.desc()).limit(PER_PAGE).offset((asked.page - 1) * PER_PAGE)
    return LogPage(
        list(session.scalars(page)),
        total,
        list(session.scalars(select(AuditLine.who).distinct().order_by(AuditLine.who))),
        list(session.scalars(select(AuditLine.event).distinct().order_by(AuditLine.event))),
    )
