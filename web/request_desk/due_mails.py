"""Who must be mailed that a request waits for them. Each reason makes a mail once; what was not sent stays to be sent.

1. New, or back at the information point: everybody who sees it.
2. Handed over: the casusregisseur who has it now.
3. Contact is due again, or the term ends: whose it is, and when nobody has it everybody who sees it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, delete, select
from sqlalchemy.orm import Session

from web.conversations.contact_requests import OPEN
from web.conversations.models import ContactRequest, RequestMail
from web.request_desk import scope
from web.request_desk.terms import Terms, follow_up_due
from web.staff.people import Colleague

_FIRST_WAIT = timedelta(minutes=5)
_LONGEST_WAIT = timedelta(hours=12)
_MOST_TRIES = 20
"""Some eight days: after that an address does not work, and the desk shows what waits all the same."""


@dataclass(frozen=True)
class Letter:
    """A mail to be sent, and the requests it is about."""

    to: Colleague
    requests: tuple[str, ...]


def waits(session: Session, terms: Terms, now: datetime) -> bool:
    """Whether there is anything for `put` or `claim` to do: the record is not locked when there is not."""
    if session.scalar(select(RequestMail.staff_id).where(RequestMail.try_after <= now).limit(1)):
        return True
    return any(_reasons(row, terms, now) for row in session.scalars(_open()))


def put(session: Session, terms: Terms, now: datetime) -> None:
    """Note who must be mailed about what happened since the last time."""
    seen = [(one, scope.visible(session, one)) for one in scope.workers(session)]
    for row in session.scalars(_open().with_for_update()).all():
        reasons = _reasons(row, terms, now)
        if not reasons:
            continue
        here = ContactRequest.id == row.id
        watching = [one for one, mine in seen if session.scalar(select(ContactRequest.id).where(here, mine))]
        if "new" in reasons and watching:  # with nobody there it stays new to whoever comes to work here
            _add(session, row, _holder_of(row, watching), now)
            row.told_at = now
        if "again" in reasons:
            _add(session, row, _holder_of(row, watching), now)
            row.reminded_on = row.follow_on
        if "ends" in reasons:
            _add(session, row, _holder_of(row, watching), now)
            row.warned_for = terms.erased_on(row)


def _open() -> Select[ContactRequest]:
    return select(ContactRequest).where(ContactRequest.status.in_(OPEN))


def _reasons(row: ContactRequest, terms: Terms, now: datetime) -> set[str]:
    found = set()
    if row.told_at is None and row.status in ("nieuw", "overgedragen"):
        found.add("new")
    if follow_up_due(row, now) and row.reminded_on != row.follow_on:
        found.add("again")
    if terms.ends_soon(row, now) and row.warned_for != terms.erased_on(row):
        found.add("ends")
    return found


def claim(session: Session, now: datetime) -> list[Letter]:
    """The mails to send now, one for each colleague. Until they are sent they come back later, and later each time."""
    due = select(RequestMail).where(RequestMail.try_after <= now).with_for_update(skip_locked=True)
    rows = session.scalars(due).all()
    people = {one.id: one for one in scope.workers(session)}
    found: dict[str, list[str]] = {}
    for row in rows:
        to = people.get(row.staff_id)
        mine = None if to is None else scope.visible(session, to)
        here = ContactRequest.id == row.request_id
        if mine is None or row.tries >= _MOST_TRIES or not session.scalar(select(ContactRequest.id).where(here, mine)):
            session.delete(row)
            continue
        row.try_after = now + min(_FIRST_WAIT * 2**row.tries, _LONGEST_WAIT)
        row.tries += 1
        found.setdefault(row.staff_id, []).append(row.request_id)
    return [Letter(people[key], tuple(requests)) for key, requests in found.items()]


def sent(session: Session, letter: Letter) -> None:
    """This mail is on its way."""
    session.execute(
        delete(RequestMail).where(RequestMail.staff_id == letter.to.id, RequestMail.request_id.in_(letter.requests))
    )


def _holder_of(row: ContactRequest, watching: Sequence[Colleague]) -> Sequence[Colleague]:
    """Whose it is; everybody who sees it when nobody has it, or who has it does not work here any more."""
    holding = [one for one in watching if one.id == row.holder_id]
    return holding or watching


def _add(session: Session, row: ContactRequest, people: Sequence[Colleague], now: datetime) -> None:
    for one in people:
        if session.get(RequestMail, (row.id, one.id)) is None:
            session.add(RequestMail(request_id=row.id, staff_id=one.id, try_after=now, tries=0))
