"""How long talks are kept: raw words at most 30 days, the redacted talk at most 180 (safety.md, 'Privacy').

A request for contact is kept as long as a redacted talk, counted from the day it was made. Codes go when they end.
Counts of what was asked, shown and done stay, but once as old as that in no cell under 10 (`demand_retention.py`,
`web/partners/counts.py`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from web.conversations import codes, contact_requests, demand_retention, store
from web.conversations.demand import month_of
from web.conversations.models import Audit, RawText, Talk, Turn
from web.partners import counts


@dataclass(frozen=True)
class Deleted:
    """How many raw texts, talks and requests for contact were past their time."""

    raw_texts: int
    talks: int
    requests: int


def clean(session: Session, now: datetime, raw_days: int, redacted_days: int) -> Deleted:
    """Delete what is past its time. The age of a talk counts from its last message.

    Where names were never searched for (the list of names was not ready for 30 days) the text goes with the raw one:
    without the raw text it cannot be redacted any more.
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
    requests = contact_requests.clean(session, last)
    codes.clean(session, now)
    demand_retention.fold(session, last)
    counts.fold(session, month_of(last))
    if raw or talks or requests:
        session.add(Audit(at=now, event="retention", subject=None, amount=raw + talks + requests))
    return Deleted(raw, talks, requests)
