"""Requests for contact in the database of a test, as visitors would have sent them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from cryptography.fernet import Fernet
from sqlalchemy.orm import Session

from tests.web.staff.login import in_database, make_account
from web.conversations import contact_requests
from web.conversations.contact_requests import Asked, Details, Role
from web.conversations.models import ContactRequest
from web.conversations.sealed import Seal
from web.request_desk.acts import Act, Doer
from web.staff.models import Account
from web.staff.people import Colleague
from web.staff.people import Role as StaffRole

T = TypeVar("T")
HOME = "/bureau/contactvragen"
KEY = Fernet.generate_key().decode()
SEAL = Seal([KEY])
READER = "een casusregisseur van Stichting Dichtbij"
_NUMBERS = itertools.count()


def ask(
    url: str,
    *,
    region: str | None = "Delft",
    partner: str | None = None,
    role: Role = "casusregisseur",
    summary: str = "Ik zorg voor iemand met dementie.",
    reader: str | None = READER,
    danger: bool = False,
    at: datetime | None = None,
    origin: str = "talk",
) -> str:
    """Somebody asks for contact; gives the id of the request."""
    details = Details(summary, "Yvonne", "06 12 34 56 78", "yvonne@voorbeeld.nl", "avond; niet op dinsdag", reader)
    asked = Asked(role, region, details, "2026-12-15-abcdef01", partner, danger)
    form, now = f"formulier-{next(_NUMBERS)}", at or datetime.now(UTC)
    mark = contact_requests.origin_of(origin)
    return in_database(url, lambda session: contact_requests.keep(session, SEAL, mark, form, asked, now))


def worker(url: str, role: StaffRole = StaffRole.MEDEWERKER, regions: Sequence[str] = ()) -> Colleague:
    """A new colleague."""
    made = make_account(url, role, regions)

    def found(session: Session) -> Colleague:
        account = session.get(Account, made.id)
        assert account
        return account.colleague()

    return in_database(url, found)


def row_of(url: str, request_id: str) -> ContactRequest | None:
    """A request as it is kept."""
    return in_database(url, lambda session: session.get(ContactRequest, request_id))


def do(url: str, request_id: str, who: Colleague, act: Callable[[Act], T], now: datetime | None = None) -> T:
    """Do something with a request as it is now."""

    def work(session: Session) -> T:
        row = session.get(ContactRequest, request_id)
        version = row.version if row else 0
        return act(Act(session, request_id, Doer(who, now or datetime.now(UTC), version, SEAL)))

    return in_database(url, work)
