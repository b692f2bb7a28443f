"""How long talks are kept: raw words at most 30 days, the redacted talk at most 180 (safety.md, 'Privacy').

A request for contact is kept as long as a redacted talk, counted from the consent. Codes go when they end.
Counts of what was asked, shown and done stay, but once as old as that in no cell under 10 (`demand_retention.py`,
`feedback.py`, `web/partners/counts.py`).
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from web.conversations import codes, contact_requests, demand_retention, feedback, store
from web.conversations.demand import month_of
from web.conversations.models import Audit, RawText, RetentionRun, Talk, Turn
from web.partners import counts

SHOWN_ALL = timedelta(days=30)
"""So long also runs that found nothing are shown: proof that the cleaning goes on."""
_MOST_RUNS = 1000


@dataclass(frozen=True)
class Deleted:
    """How many of each kind were past their time. Each field is a kind in the log of runs (`RetentionRun`)."""

    raw_texts: int
    talks: int
    requests: int
    codes: int


def clean(session: Session, now: datetime, raw_days: int, redacted_days: int) -> Deleted:
    """Delete what is past its time. The age of a talk counts from its last message.

    Where names were never searched for (the list of names was not ready for 30 days) the text goes with the raw one:
    without the raw text it cannot be redacted any more. A note beside a score goes in the same way.
    """
    too_old = RawText.created_at < now - timedelta(days=raw_days)
    session.execute(
        update(Turn)
        .where(
            Turn.redacted == store.PATTERNS,
            select(RawText.seq).where(RawText.talk_id == Turn.talk_id, RawText.seq == Turn.seq, too_old).exists(),
        )
        .values(text=None, redacted=store.NAMES)
        .execution_options(synchronize_session=False)
    )
    raw = len(session.execute(delete(RawText).where(too_old).returning(RawText.seq)).all())
    last = now - timedelta(days=redacted_days)
    talks = len(session.execute(delete(Talk).where(Talk.last_at < last).returning(Talk.id)).all())
    requests = contact_requests.clean(session, now, redacted_days)
    ended = codes.clean(session, now)
    demand_retention.fold(session, last)
    counts.fold(session, month_of(last))
    feedback.clean(session, now - timedelta(days=raw_days))
    feedback.fold(session, month_of(last))
    if raw or talks or requests:
        session.add(Audit(at=now, event="retention", subject=None, amount=raw + talks + requests))
    deleted = Deleted(raw, talks, requests, ended)
    session.add(RetentionRun(at=now, amounts=asdict(deleted)))
    return deleted


def failed(session: Session, at: datetime, trouble: str) -> None:
    """Remember that a run did not come through; `trouble` says why, in Dutch."""
    session.add(RetentionRun(at=at, amounts={}, trouble=trouble))


def runs(session: Session, now: datetime) -> list[RetentionRun]:
    """All runs of the last 30 days, newest first, and before them those in which something was erased or went wrong."""
    newest_first = select(RetentionRun).order_by(RetentionRun.at.desc(), RetentionRun.id.desc()).limit(_MOST_RUNS)
    shown_all = now - SHOWN_ALL
    return [
        run for run in session.scalars(newest_first) if run.at >= shown_all or run.trouble or any(run.amounts.values())
    ]
