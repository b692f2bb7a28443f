"""Logging in: is it them, and not too often. A wrong name, a wrong password and a stopped account look the same."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from limits import parse
from sqlalchemy.orm import Session

from web.database import Database
from web.limits.rates import AddressRate
from web.settings import Settings
from web.staff import accounts, audit, sessions
from web.staff.models import Account
from web.staff.passwords import Passwords
from web.staff.people import Colleague
from web.staff.sessions import Limits

_AT_ONCE, _LONGEST_LINE = 2, 20
_TIMES_FOR_ADDRESS = 4


@dataclass(frozen=True)
class Refused:
    """Why somebody is not let in, and how many seconds they have to wait."""

    why: Literal["fout", "te-vaak", "druk"]
    wait: int = 0


@dataclass(frozen=True)
class LetIn:
    """A new session: its token, the token for its forms, and who it is."""

    token: str
    csrf: str
    who: Colleague


class Login:
    """Checks who logs in, counts wrong tries, and opens sessions."""

    def __init__(self, database: Database, settings: Settings, limits: Limits) -> None:
        self.database, self.limits, self.passwords = database, limits, Passwords()
        secret = settings.engine_secret.get_secret_value()
        rate = parse(settings.login_rate)
        wide = f"{rate.amount * _TIMES_FOR_ADDRESS}/{rate.multiples} {rate.GRANULARITY.name}"
        self._per_account = AddressRate(settings.login_rate, settings.redis_url, secret)
        self._per_address = AddressRate(wide, settings.redis_url, secret)
        self._slots, self._in_line = asyncio.Semaphore(_AT_ONCE), 0

    async def close(self) -> None:
        """Let go of the connections."""
        await self._per_account.close()
        await self._per_address.close()

    async def enter(self, email: str, password: str, address: str, old_token: str | None) -> LetIn | Refused:
        """Let somebody in, or say why not; the session that the browser had ends. Raises UnavailableError."""
        return await self._in_turn(lambda: self._try(email, password, address, old_token))

    async def change_password(self, who: Colleague, old: str, new: str, address: str) -> LetIn | Refused:
        """Give somebody who knows the old password a new one; every session ends, and a new one begins."""
        return await self._in_turn(lambda: self._try(who.email, old, address, None, new))

    async def _in_turn(self, work: Callable[[], Awaitable[LetIn | Refused]]) -> LetIn | Refused:
        """Two at a time: only wrong tries count, and a hundred tries at once must not be a hundred free tries."""
        if self._in_line >= _LONGEST_LINE:
            return Refused("druk", 5)
        self._in_line += 1
        try:
            async with self._slots:
                return await work()
        finally:
            self._in_line -= 1

    async def _try(
        self, email: str, password: str, address: str, old_token: str | None, new: str | None = None
    ) -> LetIn | Refused:
        who = f"{email.strip().lower()}|{address}"
        wait = max(await self._per_account.left("login", who), await self._per_address.left("login-all", address))
        if wait:
            return Refused("te-vaak", wait)
        account = await self.database.read(lambda session: accounts.by_email(session, email))
        kept = account.password_hash if account and account.active else None
        right = await self.passwords.check(kept, password)
        if not right or account is None or kept is None:
            await self._per_account.wait_for("login", who)
            await self._per_address.wait_for("login-all", address)
            await self.database.write(lambda session: _note_wrong(session, account))
            return Refused("fout")
        renewed = kept
        if new is not None or self.passwords.is_old(kept):
            renewed = await self.passwords.hash(password if new is None else new)

        def work(session: Session) -> LetIn | None:
            found, now = session.get_one(Account, account.id), datetime.now(UTC)
            if not found.active or found.password_hash != kept:
                return None  # stopped, or given another password, at this very moment
            if old_token:
                sessions.close(session, old_token)
            if new is not None:
                sessions.close_all(session, found.id)
            found.password_hash, found.last_login_at = renewed, now
            known = found.colleague()
            audit.note(session, known, "ingelogd" if new is None else "wachtwoord veranderd", known.name, now)
            token, csrf = sessions.open_new(session, found.id, now, self.limits)
            return LetIn(token, csrf, known)

        return await self.database.write(work) or Refused("fout")


def _note_wrong(session: Session, account: Account | None) -> None:
    """A line for a wrong try. What was typed is not kept: it may be a password in the wrong field."""
    subject = account.name if account else "onbekend e-mailadres"
    audit.note_as(session, "onbekend", None, "inloggen mislukt", subject, datetime.now(UTC))


def words_of(outcome: Refused, wrong: str) -> tuple[int, str]:
    """The HTTP status and the words of a refusal; `wrong` is said when it did not fit."""
    if outcome.why == "fout":
        return 401, wrong
    if outcome.why == "druk":
        return 503, "Er loggen nu veel mensen tegelijk in. Wacht een paar tellen en probeer het opnieuw."
    minutes = -(-outcome.wait // 60)
    waiting = f"{outcome.wait} seconden" if outcome.wait < 60 else "1 minuut" if minutes == 1 else f"{minutes} minuten"
    return 429, f"Dit ging te vaak mis. Wacht nog {waiting} en probeer het dan opnieuw."
