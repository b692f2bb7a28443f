"""Note that records were looked at and still hold: of those that are this colleague's to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from catalogue.editing import store
from catalogue.problems import RecordError
from web.staff.audit import note
from web.staff.people import Colleague

AT_ONCE = 10
"""Records in one transaction: talks that want to write wait no longer than that."""


@dataclass
class Verified:
    """How many were noted, and the titles of those that were not, with the reason."""

    done: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)

    def add(self, other: Verified) -> None:
        """Put the result of a next part with it."""
        self.done += other.done
        self.refused += other.refused


def verify(session: Session, slugs: Sequence[str], who: Colleague, now: datetime, today: date) -> Verified:
    """Set the date of verification of each record to today."""
    result = Verified()
    for slug in slugs:
        kept = store.find(session, slug)
        if kept is None:
            result.refused.append((slug, "staat niet meer in het aanbod"))
            continue
        if not who.may_change(kept.view.bouwstenen, kept.view.regions):
            result.refused.append((kept.view.title, "valt buiten jouw regio of bouwsteen"))
            continue
        checked = replace(kept.view, verified_on=today, verified_by=who.name[:120])
        try:
            store.save(session, checked, by=who.name, now=now, what="nagekeken", expected=kept.version)
        except store.ConflictError:
            result.refused.append((kept.view.title, "werd net door een ander gewijzigd; bekijk het eerst"))
        except RecordError:
            result.refused.append((kept.view.title, "heeft een fout; open het record om die te verbeteren"))
        else:
            note(session, who, "aanbod nagekeken", slug, now)
            result.done += 1
    return result
