"""Sessions of the staff: opened at login with a new token, ended by logging out, by rest and by age."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import Session

from catalogue.tokens import hash_of, new_token
from web.staff.models import Account, PasswordLink, StaffSession
from web.staff.people import Colleague

_BYTES = 32


@dataclass(frozen=True)
class Limits:
    """After how long without a page, and after how long in all, somebody must log in again."""

    idle: timedelta
    whole: timedelta


@dataclass(frozen=True)
class Found:
    """An open session: whose, with which token in its forms, and whether it should be touched."""

    who: Colleague
    csrf: str
    token_hash: str
    rested: bool


def open_new(session: Session, staff_id: str, now: datetime, limits: Limits) -> tuple[str, str]:
    """Open a session and give its token and the token for its forms: always new ones, so that a token planted before
    is worth nothing."""
    token, csrf = new_token(), new_token()
    session.add(
        StaffSession(
            token_hash=hash_of(token),
            staff_id=staff_id,
            csrf=csrf,
            created_at=now,
            last_seen_at=now,
            expires_at=now + limits.whole,
        )
    )
    return token, csrf


def find(session: Session, token: str, now: datetime, limits: Limits) -> Found | None:
    """The open session with this token, of an account that is not stopped."""
    row = session.execute(
        select(StaffSession, Account)
        .join(Account, Account.id == StaffSession.staff_id)
        .where(
            StaffSession.token_hash == hash_of(token),
            StaffSession.expires_at > now,
            StaffSession.last_seen_at > now - limits.idle,
            Account.active,
        )
    ).one_or_none()
    if row is None:
        return None
    found, account = row
    # A page need not write each time; the idle time comes out at most a tenth shorter.
    rested = now - found.last_seen_at > min(timedelta(minutes=1), limits.idle / 10)
    return Found(account.colleague(), found.csrf, found.token_hash, rested)


def touch(session: Session, token_hash: str, now: datetime) -> None:
    """Somebody looked at a page."""
    session.execute(update(StaffSession).where(StaffSession.token_hash == token_hash).values(last_seen_at=now))


def close(session: Session, token: str) -> None:
    """End one session."""
    session.execute(delete(StaffSession).where(StaffSession.token_hash == hash_of(token)))


def close_all(session: Session, staff_id: str) -> None:
    """End every session of an account, and its link to set a password."""
    session.execute(delete(StaffSession).where(StaffSession.staff_id == staff_id))
    session.execute(delete(PasswordLink).where(PasswordLink.staff_id == staff_id))


def clean(session: Session, now: datetime, limits: Limits) -> int:
    """Delete sessions and links that have ended; gives how many."""
    ended = or_(StaffSession.expires_at <= now, StaffSession.last_seen_at <= now - limits.idle)
    gone = session.execute(delete(StaffSession).where(ended).returning(StaffSession.token_hash)).all()
    links = session.execute(
        delete(PasswordLink).where(PasswordLink.expires_at <= now).returning(PasswordLink.staff_id)
    ).all()
    return len(gone) + len(links)
