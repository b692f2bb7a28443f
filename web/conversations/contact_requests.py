"""Requests for contact: kept once and sealed, read and marked by staff, withdrawn by the visitor.

Each function is one piece of work for `Database`. What a visitor wrote stands in the request alone, and there sealed
(`sealed.py`): the audit log gets the event and the SHA-256 of the talk, nothing else.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from web.conversations.demand import month_of
from web.conversations.models import Audit, ContactRequest, RequestStep
from web.conversations.sealed import Seal, UnreadableError
from web.partners import counts
from web.partners.counts import Happened

Role = Literal["casusregisseur", "informatiepunt"]
Status = Literal["nieuw", "opgepakt", "overgedragen", "afgerond"]
OPEN: tuple[Status, ...] = ("nieuw", "opgepakt", "overgedragen")
"""What the visitor can still withdraw."""
REACHABLE_AFTER = timedelta(days=30)
"""How long a telephone number and an e-mail address are kept of a request that is done."""
_SEALED = ("summary", "called", "phone", "email", "reachable", "reader")


class UnknownRequestError(LookupError):
    """There is no request with this id (any more)."""


@dataclass(frozen=True)
class Details:
    """What is personal in a request. `reader` is who would read it, in the words of the consent."""

    summary: str
    called: str | None
    phone: str | None
    email: str | None
    reachable: str
    reader: str | None = None

    @property
    def words(self) -> str:
        """Everything the visitor wrote, to be read for danger."""
        return "\n".join(filter(None, (self.summary, self.reachable, self.called)))


@dataclass(frozen=True)
class Asked:
    """What a visitor sends along; at least one of phone and email is filled in. `danger`: its words hold a sign."""

    role: Role
    region: str | None
    details: Details
    consent_version: str
    partner: str | None
    danger: bool = False


def origin_of(talk: str) -> str:
    """What is kept of a talk's id; the same mark as in the audit log of erased talks."""
    return hashlib.sha256(talk.encode()).hexdigest()


def details_of(row: ContactRequest, seal: Seal) -> Details:
    """What is personal in a request. Raises UnreadableError."""
    kept: dict[str, str | None] = {name: getattr(row, name) for name in _SEALED}
    if row.sealed:
        kept = {name: None if value is None else seal.open(value) for name, value in kept.items()}
    return Details(**kept)  # type: ignore[arg-type]  # summary and reachable are never null


def keep(session: Session, seal: Seal, origin: str, form_id: str, asked: Asked, now: datetime) -> str:
    """Keep a request and give its id. The same form sent again is the same request.

    A form that was sent again with other words (back, correct the number, send) replaces them, and is new to staff;
    only a casusregisseur who was named as its reader goes on with it.
    Raises sqlalchemy.exc.IntegrityError when the same form is being kept at this very moment: try again.
    """
    known = session.scalar(
        select(ContactRequest)
        .where(ContactRequest.form_id == form_id, ContactRequest.origin == origin)
        .with_for_update()
    )
    if known is not None:
        before = _read(known, seal)
        if (known.role, known.region, before, known.consent_version, known.partner) != (
            *(asked.role, asked.region, asked.details, asked.consent_version, asked.partner),
        ):
            _replace(session, known, seal, asked, before, now)
        return known.id
    made = ContactRequest(
        id=secrets.token_hex(4), form_id=form_id, origin=origin, status="nieuw", created_at=now, consent_at=now
    )
    _fill(made, seal, asked)
    session.add(made)
    session.flush()
    _mark(session, now, "contact-new", origin)
    if asked.partner is not None:
        counts.add(session, asked.partner, month_of(now), [Happened("contact")])
    return made.id


def _replace(
    session: Session, known: ContactRequest, seal: Seal, asked: Asked, before: Details | None, now: datetime
) -> None:
    goes_on = known.handed and before is not None and before.reader == asked.details.reader
    if not goes_on:
        known.handed, known.holder_id, known.holder_name = False, None, None
    _fill(known, seal, asked)
    known.status, known.consent_at = "overgedragen" if goes_on else "nieuw", now
    known.version += 1
    known.contacted_at = known.finished_at = known.told_at = None
    session.add(RequestStep(request_id=known.id, at=now, who="De bezoeker", event="gewijzigd"))
    _mark(session, now, "contact-changed", known.origin)


def _fill(row: ContactRequest, seal: Seal, asked: Asked) -> None:
    for name, value in asdict(asked.details).items():
        setattr(row, name, None if value is None else seal.close(value))
    row.sealed, row.danger = True, asked.danger
    row.role, row.region, row.partner = asked.role, asked.region, asked.partner
    row.consent_version = asked.consent_version


def _read(row: ContactRequest, seal: Seal) -> Details | None:
    try:
        return details_of(row, seal)
    except UnreadableError:
        return None


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
    """Mark a request, on the command line. Raises UnknownRequestError."""
    known = session.get(ContactRequest, request_id, with_for_update=True)
    if known is None:
        raise UnknownRequestError(request_id)
    if known.status != status:
        known.version += 1
        session.add(RequestStep(request_id=known.id, at=now, who="De opdrachtregel", event=status))
        put_status(session, known, status, now)


def put_status(session: Session, row: ContactRequest, status: Status, now: datetime) -> None:
    """Give a request another status, with the mark in the log of talks. Done, nobody has to look at it again."""
    row.status = status
    row.finished_at = now if status == "afgerond" else None
    if status == "afgerond":
        row.rhythm = row.follow_on = None
    _mark(session, now, f"contact-{status}", row.origin)


def clean(session: Session, now: datetime, days: int) -> int:
    """Delete each request whose consent, or the renewal of it, is too old; tells how many.

    Of a request that is done the telephone number and the e-mail address go first.
    """
    given = func.coalesce(ContactRequest.renewed_at, ContactRequest.consent_at)
    gone = delete(ContactRequest).where(given < now - timedelta(days=days)).returning(ContactRequest.id)
    amount = len(session.execute(gone).all())
    session.execute(
        update(ContactRequest)
        .where(ContactRequest.status == "afgerond", ContactRequest.finished_at < now - REACHABLE_AFTER)
        .values(phone=None, email=None)
        .execution_options(synchronize_session=False)
    )
    return amount


def seal_old(session: Session, seal: Seal, danger_in: Callable[[str], bool]) -> int:
    """Seal the requests that were kept before there was a seal; tells how many."""
    rows = session.scalars(select(ContactRequest).where(ContactRequest.sealed.is_(False)).with_for_update()).all()
    for row in rows:
        details = details_of(row, seal)
        for name, value in asdict(details).items():
            setattr(row, name, None if value is None else seal.close(value))
        row.sealed, row.danger = True, danger_in(details.words)
    return len(rows)


def renew_seals(session: Session, seal: Seal) -> tuple[int, int]:
    """Seal everything with the first key; tells how many texts that were, and how many no key opens (they stay)."""
    done = closed = 0
    requests = session.scalars(select(ContactRequest).where(ContactRequest.sealed).with_for_update())
    noted = session.scalars(select(RequestStep).where(RequestStep.note.is_not(None)).with_for_update())
    fields: list[tuple[ContactRequest | RequestStep, str]] = [(row, name) for row in requests for name in _SEALED]
    for row, name in [*fields, *((step, "note") for step in noted)]:
        if (value := getattr(row, name)) is None:
            continue
        try:
            setattr(row, name, seal.renew(value))
            done += 1
        except UnreadableError:
            closed += 1
    return done, closed


def _mark(session: Session, now: datetime, event: str, origin: str, amount: int = 1) -> None:
    session.add(Audit(at=now, event=event, subject=origin, amount=amount))
