"""Requests for contact: kept once, read and marked by staff, withdrawn by the visitor.

Each function is one piece of work for `Database`. What a visitor wrote stands in the request alone: the audit log gets
the event and the SHA-256 of the talk, nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.conversations.demand import month_of
from web.conversations.models import Audit, ContactRequest
from web.partners import counts
from web.partners.counts import Happened

Role = Literal["casusregisseur", "informatiepunt"]
Status = Literal["nieuw", "opgepakt", "afgerond"]
OPEN: tuple[Status, ...] = ("nieuw", "opgepakt")
"""What the visitor can still withdraw."""


class UnknownRequestError(LookupError):
    """There is no request with this id (any more)."""


@dataclass(frozen=True)
class Asked:
    """What a visitor sends along; at least one of phone and email is filled in."""

    role: Role
    region: str | None
    summary: str
    called: str | None
    phone: str | None
    email: str | None
    reachable: str
    consent_version: str
    partner: str | None


def origin_of(talk: str) -> str:
    """What is kept of a talk's id; the same mark as in the audit log of erased talks."""
    return hashlib.sha256(talk.encode()).hexdigest()


def keep(session: Session, origin: str, form_id: str, asked: Asked, now: datetime) -> str:
    """Keep a request and give its id. The same form sent again is the same request.

    A form that was sent again with other words (back, correct the number, send) replaces them, and is new to staff.
    Raises sqlalchemy.exc.IntegrityError when the same form is being kept at this very moment: try again.
    """
    sent = asdict(asked)
    known = session.scalar(
        select(ContactRequest)
        .where(ContactRequest.form_id == form_id, ContactRequest.origin == origin)
        .with_for_update()
    )
    if known is not None:
        if any(getattr(known, name) != value for name, value in sent.items()):
            for name, value in sent.items():
                setattr(known, name, value)
            known.status, known.consent_at = "nieuw", now
            _mark(session, now, "contact-changed", origin)
        return known.id
    made = ContactRequest(
        id=secrets.token_hex(4), form_id=form_id, origin=origin, status="nieuw", consent_at=now, created_at=now, **sent
    )
    session.add(made)
    session.flush()
    _mark(session, now, "contact-new", origin)
    if asked.partner is not None:
        counts.add(session, asked.partner, month_of(now), [Happened("contact")])
    return made.id


def latest(session: Session, origin: str) -> ContactRequest | None:
    """The newest request of a talk that is still open."""
    return session.scalar(
        select(ContactRequest)
        .where(ContactRequest.origin == origin, ContactRequest.status.in_(OPEN))
        .order_by(ContactRequest.consent_at.desc())
        .limit(1)
    )


def withdraw(session: Session, origin: str, now: datetime) -> int:
    """Delete what is still open of a talk's requests, and leave only the mark; tells how many there were."""
    gone = delete(ContactRequest).where(ContactRequest.origin == origin, ContactRequest.status.in_(OPEN))
    amount = len(session.execute(gone.returning(ContactRequest.id)).all())
    if amount:
        _mark(session, now, "contact-withdrawn", origin, amount)
    return amount


def read_all(session: Session, now: datetime, *, finished: bool = False) -> Sequence[ContactRequest]:
    """Requests for staff, oldest first; with `finished` also those that are done. That they were read is marked."""
    query = select(ContactRequest).order_by(ContactRequest.created_at, ContactRequest.id)
    if not finished:
        query = query.where(ContactRequest.status.in_(OPEN))
    found = session.scalars(query).all()
    if found:
        session.add(Audit(at=now, event="contact-read", subject=None, amount=len(found)))
    return found


def set_status(session: Session, request_id: str, status: Status, now: datetime) -> None:
    """Mark a request. Raises UnknownRequestError."""
    known = session.get(ContactRequest, request_id, with_for_update=True)
    if known is None:
        raise UnknownRequestError(request_id)
    if known.status != status:
        known.status = status
        _mark(session, now, f"contact-{status}", known.origin)


def clean(session: Session, before: datetime) -> int:
    """Delete every request made before a moment; tells how many."""
    gone = delete(ContactRequest).where(ContactRequest.created_at < before).returning(ContactRequest.id)
    return len(session.execute(gone).all())


def _mark(session: Session, now: datetime, event: str, origin: str, amount: int = 1) -> None:
    session.add(Audit(at=now, event=event, subject=origin, amount=amount))
