"""Logging in for tests: a client that is somebody of the staff, and the same in a browser."""

from __future__ import annotations

import html as markup
import itertools
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import httpx
from argon2 import PasswordHasher
from playwright.sync_api import Page
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from tests.web.gateway import Gateway
from web.database import engine_for
from web.staff import accounts, cookie, sessions
from web.staff.accounts import Facts
from web.staff.people import Role
from web.staff.sessions import Limits

T = TypeVar("T")

SITE = "https://wegwijs.test"
PASSWORD = "een paard met zeven laarzen"
LIMITS = Limits(timedelta(hours=1), timedelta(hours=10))
_CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
_NUMBERS = itertools.count(1)


@dataclass(frozen=True)
class Made:
    """An account for a test; its password is `PASSWORD`."""

    id: str
    name: str
    email: str
    password: str = PASSWORD


def make_account(
    database_url: str,
    role: Role = Role.MEDEWERKER,
    regions: Sequence[str] = (),
    bouwsteen: int | None = None,
    *,
    name: str | None = None,
    email: str | None = None,
) -> Made:
    """Make an account in a database that has its tables; name and address are new each time unless they are given."""
    number = next(_NUMBERS)
    facts = Facts(
        name or f"{role.value.capitalize()} {number}",
        email or f"{role.value}{number}@wegwijs.test",
        role,
        tuple(regions),
        bouwsteen,
    )
    hashed, now = _CHEAP.hash(PASSWORD), datetime.now(UTC)
    made = in_database(database_url, lambda session: accounts.make(session, facts, now, hashed))
    return Made(made.id, made.name, made.email)


def in_database(url: str, work: Callable[[Session], T]) -> T:
    """The result of work in one transaction; while the gateway has SQLite's only lock it is tried again."""
    engine = engine_for(url)
    try:
        for last in (*[False] * 100, True):
            try:
                with Session(engine.execution_options(writes=True), expire_on_commit=False) as session, session.begin():
                    return work(session)
            except OperationalError:
                if last:
                    raise
                time.sleep(0.05)
        raise AssertionError("the last try returns or raises")
    finally:
        engine.dispose()


def browser_of(running: Gateway, address: str = "192.0.2.1") -> httpx.AsyncClient:
    """A client over https, as a browser behind our door: it keeps cookies and says from which site a form comes."""
    transport = httpx.ASGITransport(running.app, raise_app_exceptions=False, client=(address, 1234))
    return httpx.AsyncClient(transport=transport, base_url=SITE, timeout=30, headers={"origin": SITE})


async def colleague(
    running: Gateway, role: Role = Role.MEDEWERKER, regions: Sequence[str] = (), bouwsteen: int | None = None
) -> httpx.AsyncClient:
    """A client that is logged in as a new colleague with this role."""
    made = make_account(running.settings.database_url, role, regions, bouwsteen)
    return await enter(running, made)


async def enter(running: Gateway, made: Made) -> httpx.AsyncClient:
    """A client that is logged in with an account. It is not logged in through the page, which takes its time."""
    now = datetime.now(UTC)
    token, _ = in_database(
        running.settings.database_url, lambda session: sessions.open_new(session, made.id, now, LIMITS)
    )
    client = browser_of(running)
    client.cookies.set(cookie.NAME, token, domain="wegwijs.test", path="/")
    return client


def csrf_of(html: str) -> str:
    """The token in the forms of a page."""
    found = re.search(r'name="csrf" value="([^"]+)"', html)
    assert found, "no form with a token on this page"
    return markup.unescape(found[1])


def sign_in(page: Page, address: str, email: str, password: str = PASSWORD) -> None:
    """Log in through the page, in a browser."""
    page.goto(f"{address}/bureau/inloggen")
    page.get_by_label("E-mailadres").fill(email)
    page.get_by_label("Wachtwoord").fill(password)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url(lambda url: "/inloggen" not in url)
