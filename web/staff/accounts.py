"""Accounts of the staff in the database: made, changed, stopped, and found at login."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.tokens import hash_of, new_token
from web.staff import sessions
from web.staff.models import Account, PasswordLink
from web.staff.people import Role

LINK_HOURS = 48


class LastBeheerderError(Exception):
    """Without this account nobody could manage the accounts any more."""


class TakenError(Exception):
    """Another account has this already; `field` is email or name."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Facts:
    """What an account says of somebody. No regions: every region."""

    name: str
    email: str
    role: Role
    regions: tuple[str, ...] = ()
    bouwsteen: int | None = None


def all_accounts(session: Session) -> Sequence[Account]:
    """Everybody: who is active first, then by name."""
    return session.scalars(select(Account).order_by(Account.active.desc(), func.lower(Account.name))).all()


def by_email(session: Session, email: str) -> Account | None:
    """The account of this address, however it is typed."""
    return session.scalar(select(Account).where(Account.email == email.strip().lower()))


def make(session: Session, facts: Facts, now: datetime, password_hash: str | None = None) -> Account:
    """A new account. Raises TakenError."""
    _refuse_taken(session, facts, None)
    account = Account(id=secrets.token_hex(8), active=True, created_at=now, password_hash=password_hash)
    _fill(account, facts)
    session.add(account)
    return account


def change(session: Session, staff_id: str, facts: Facts) -> Account:
    """Give an account other facts. Raises KeyError, TakenError or LastBeheerderError."""
    account = _account(session, staff_id)
    _refuse_taken(session, facts, staff_id)
    if facts.role is not Role.BEHEERDER:
        _refuse_last(session, account)
    _fill(account, facts)
    return account


def stop(session: Session, staff_id: str) -> Account:
    """Nobody logs in with this account any more, and who is logged in is out. Raises KeyError or LastBeheerderError."""
    account = _account(session, staff_id)
    _refuse_last(session, account)
    account.active = False
    sessions.close_all(session, staff_id)
    return account


def start(session: Session, staff_id: str) -> Account:
    """A stopped account works again. Raises KeyError."""
    account = _account(session, staff_id)
    account.active = True
    return account


def set_password(session: Session, staff_id: str, password_hash: str) -> Account:
    """Another password; every session and link of the account ends. Raises KeyError."""
    account = _account(session, staff_id)
    account.password_hash = password_hash
    sessions.close_all(session, staff_id)
    return account


def new_link(session: Session, staff_id: str, now: datetime) -> tuple[Account, str]:
    """A token with which somebody sets a password, once, within two days; an earlier one ends. Raises KeyError."""
    account = _account(session, staff_id)
    token = new_token()
    session.merge(
        PasswordLink(staff_id=staff_id, token_hash=hash_of(token), expires_at=now + timedelta(hours=LINK_HOURS))
    )
    return account, token


def of_link(session: Session, token: str, now: datetime) -> Account | None:
    """Whose password is set with this link; None when it ended, was used, or its account is stopped."""
    return session.scalar(
        select(Account)
        .join(PasswordLink, PasswordLink.staff_id == Account.id)
        .where(PasswordLink.token_hash == hash_of(token), PasswordLink.expires_at > now, Account.active)
    )


def _account(session: Session, staff_id: str) -> Account:
    account = session.get(Account, staff_id)
    if account is None:
        raise KeyError(staff_id)
    return account


def _fill(account: Account, facts: Facts) -> None:
    account.name, account.email, account.role = facts.name, facts.email.lower(), facts.role.value
    account.regions, account.bouwsteen = list(facts.regions), facts.bouwsteen


def _refuse_taken(session: Session, facts: Facts, staff_id: str | None) -> None:
    for account in session.scalars(select(Account).where(Account.id != (staff_id or ""))):
        if account.email == facts.email.lower():
            raise TakenError("email")
        if account.name.casefold() == facts.name.casefold():
            raise TakenError("name")


def _refuse_last(session: Session, account: Account) -> None:
    """Lock the beheerders first: two of them who stop each other at the same moment must not both succeed."""
    if account.role != Role.BEHEERDER or not account.active:
        return
    beheerders = session.scalars(
        select(Account.id).where(Account.role == Role.BEHEERDER.value, Account.active).with_for_update()
    ).all()
    if set(beheerders) == {account.id}:
        raise LastBeheerderError
