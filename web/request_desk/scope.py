"""Which requests somebody at the desk sees.

1. A casusregisseur sees what was handed to them, and nothing else.
2. Who has regions sees the requests from those; without a region, those that came from a website of theirs.
3. Who has no regions sees all. To everybody else it is as if a request were not there.
"""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, or_, select, true
from sqlalchemy.orm import Session

from web.conversations.models import ContactRequest
from web.review.scope import websites_of, within
from web.staff import accounts
from web.staff.models import Account
from web.staff.people import Colleague, Right, Role


class GoneError(LookupError):
    """The request is not there (any more), or not for this colleague."""


def visible(session: Session, who: Colleague) -> ColumnElement[bool]:
    """The condition that keeps a query to the requests this colleague sees."""
    if who.role is Role.CASUSREGISSEUR:
        return and_(ContactRequest.handed, ContactRequest.holder_id == who.id)
    if not who.regions:
        return true()
    nowhere = and_(ContactRequest.region.is_(None), within(ContactRequest.partner, websites_of(session, who)))
    return or_(ContactRequest.region.in_(who.regions), nowhere)


def find(session: Session, request_id: str, who: Colleague, *, lock: bool = False) -> ContactRequest:
    """A request that this colleague sees; with `lock` nobody else changes it meanwhile. Raises GoneError."""
    query = select(ContactRequest).where(ContactRequest.id == request_id, visible(session, who))
    found = session.scalar(query.with_for_update() if lock else query)
    if found is None:
        raise GoneError
    return found


def workers(session: Session) -> list[Colleague]:
    """Everybody who works with requests."""
    return [one.colleague() for one in _active(accounts.all_accounts(session)) if one.colleague().may(Right.CONTACT)]


def casusregisseurs(session: Session, row: ContactRequest) -> list[Colleague]:
    """To whom a request can be handed over: who does not have it, and works where the visitor lives."""
    return [
        one
        for one in workers(session)
        if one.role is Role.CASUSREGISSEUR
        and one.id != row.holder_id
        and (not one.regions or row.region is None or row.region in one.regions)
    ]


def _active(found: Iterable[Account]) -> list[Account]:
    return [one for one in found if one.active]
