"""The list of requests: which are asked for, and in which order they want work.

No words of a visitor stand in it. Signs of danger come first, then what is overdue, then what is due first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.conversations.contact_requests import OPEN
from web.conversations.models import ContactRequest
from web.request_desk import scope
from web.request_desk.terms import Terms, follow_up_due
from web.staff.people import Colleague

STATUSES = ("open", "nieuw", "opgepakt", "overgedragen", "afgerond", "alles")
SIGNS = {"gevaar": "LET OP", "te-laat": "te laat", "opvolgen": "opvolgen", "wissen": "wordt gewist"}
MINE, NOBODY = "ik", "niemand"


@dataclass(frozen=True)
class Wanted:
    """Which requests are asked for; what is not known is as if it was not asked."""

    status: str = "open"
    holder: str = ""
    region: str = ""
    sign: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Wanted:
        """What stands in the address."""
        status, sign = query.get("stand", ""), query.get("let_op", "")
        return cls(
            status if status in STATUSES else "open",
            query.get("van_wie", "").replace("\0", ""),
            query.get("regio", "").replace("\0", ""),
            sign if sign in SIGNS else "",
        )

    @property
    def query(self) -> dict[str, str]:
        """The address of this list."""
        found = {"stand": self.status, "van_wie": self.holder, "regio": self.region, "let_op": self.sign}
        return {name: value for name, value in found.items() if value and (name, value) != ("stand", "open")}


@dataclass(frozen=True)
class Row:
    """A request in the list. `left`: whose it is does not work here any more."""

    request: ContactRequest
    due: date | None
    signs: tuple[str, ...]
    left: bool


@dataclass(frozen=True)
class Inbox:
    """The rows, how many of all that are open have each sign, and what can be chosen from."""

    rows: list[Row]
    signs: dict[str, int]
    regions: list[str]
    holders: list[tuple[str, str]]


def look(session: Session, who: Colleague, wanted: Wanted, terms: Terms, now: datetime) -> Inbox:
    """The requests somebody sees."""
    found = session.scalars(select(ContactRequest).where(scope.visible(session, who))).all()
    working = {one.id for one in scope.workers(session)}
    every = [_row(request, terms, working, now) for request in found]
    rows = sorted((row for row in every if _fits(row, wanted, who)), key=_order)
    holders = {one.holder_id: one.holder_name or "" for one in found if one.holder_id and one.holder_id != who.id}
    return Inbox(
        rows,
        {sign: sum(sign in row.signs for row in every) for sign in SIGNS},
        sorted({one.region for one in found if one.region}),
        sorted(holders.items(), key=lambda pair: pair[1].casefold()),
    )


def _row(request: ContactRequest, terms: Terms, working: set[str], now: datetime) -> Row:
    return Row(
        request,
        terms.due(request),
        signs_of(request, terms, now),
        request.holder_id is not None and request.holder_id not in working,
    )


def signs_of(request: ContactRequest, terms: Terms, now: datetime) -> tuple[str, ...]:
    """What of a request asks for attention."""
    facts = {
        "gevaar": request.danger and request.status in OPEN,
        "te-laat": terms.overdue(request, now),
        "opvolgen": follow_up_due(request, now),
        "wissen": terms.ends_soon(request, now),
    }
    return tuple(sign for sign, is_so in facts.items() if is_so)


def _fits(row: Row, wanted: Wanted, who: Colleague) -> bool:
    one = row.request
    holder = {MINE: who.id, NOBODY: None}.get(wanted.holder, wanted.holder)
    return (
        (wanted.status == "alles" or one.status in (OPEN if wanted.status == "open" else (wanted.status,)))
        and (not wanted.holder or one.holder_id == holder)
        and (not wanted.region or one.region == wanted.region)
        and (not wanted.sign or wanted.sign in row.signs)
    )


def _order(row: Row) -> tuple[bool, bool, bool, date, float]:
    one = row.request
    dated = row.due or one.follow_on or date.max
    # Of what is done the newest first, of the rest the oldest.
    age = -one.finished_at.timestamp() if one.finished_at else one.created_at.timestamp()
    return one.status not in OPEN, "gevaar" not in row.signs, "te-laat" not in row.signs, dated, age
