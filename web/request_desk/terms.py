"""Until when something must be done with a request, and until when it may be kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from catalogue.search import today_here
from web.conversations.contact_requests import OPEN
from web.conversations.models import ContactRequest
from web.request_desk import working_days

WARNED_DAYS = 14
"""How long before the end of the term staff are told."""


@dataclass(frozen=True)
class Terms:
    """What was promised to visitors: contact within `answer` working days, erased after `kept` days."""

    answer: int
    kept: int

    def due(self, row: ContactRequest) -> date | None:
        """The last day on which somebody is to be contacted; None when that was done, or has not to be done."""
        if row.status not in OPEN or row.contacted_at is not None:
            return None
        return working_days.after(today_here(row.consent_at), self.answer)

    def overdue(self, row: ContactRequest, now: datetime) -> bool:
        """Whether the promise was broken."""
        due = self.due(row)
        return due is not None and today_here(now) > due

    def erased_on(self, row: ContactRequest) -> date:
        """The day on which a request is erased, unless consent is renewed."""
        return today_here((row.renewed_at or row.consent_at) + timedelta(days=self.kept))

    def ends_soon(self, row: ContactRequest, now: datetime) -> bool:
        """Whether a request that somebody works on is about to be erased."""
        left = self.erased_on(row) - today_here(now)
        return row.status in OPEN and left <= timedelta(days=WARNED_DAYS)


def follow_up_due(row: ContactRequest, now: datetime) -> bool:
    """Whether there is contact again today, or should have been."""
    return row.status in OPEN and row.follow_on is not None and row.follow_on <= today_here(now)
