"""Ways of looking at the list of talks that somebody keeps, for the own use: a name and the filters."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.review.models import SavedFilter
from web.staff.people import Colleague
from web.talk_desk import asked

LONGEST = 60
MOST = 20


class SavingError(ValueError):
    """A filter that is not kept; the message says why, in Dutch."""


def of(session: Session, who: Colleague) -> Sequence[SavedFilter]:
    """What somebody keeps, by name."""
    return session.scalars(
        select(SavedFilter).where(SavedFilter.staff_id == who.id).order_by(SavedFilter.name, SavedFilter.id)
    ).all()


def keep(session: Session, who: Colleague, name: str, query: str, now: datetime) -> str:
    """Keep a filter and give its query; a filter of the same name is replaced. Raises SavingError."""
    found = asked.of_query(query)
    if not name or len(name) > LONGEST:
        raise SavingError(f"geef dit filter een naam van hoogstens {LONGEST} tekens")
    if not found.values or found.errors:
        raise SavingError("er is niets om te bewaren: kies eerst een filter")
    kept = of(session, who)
    same = next((one for one in kept if one.name.casefold() == name.casefold()), None)
    if same is None and len(kept) >= MOST:
        raise SavingError(f"je bewaart al {MOST} filters; verwijder er eerst een")
    if same is None:
        same = SavedFilter(staff_id=who.id)
        session.add(same)
    same.name, same.query, same.at = name, found.query(), now
    return same.query


def drop(session: Session, who: Colleague, number: int) -> None:
    """Take a filter away; that of somebody else stays."""
    session.execute(delete(SavedFilter).where(SavedFilter.id == number, SavedFilter.staff_id == who.id))
