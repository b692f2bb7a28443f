"""Publish, verify and withdraw: changes that need no form, of one record or of many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy.orm import Session

from catalogue.editing import store
from catalogue.freshness import PUBLISHED
from catalogue.problems import RecordError
from catalogue.record import InstrumentView
from web.instrument_form import errors_of
from web.staff.audit import note
from web.staff.people import Colleague

WITHDRAWN: Final = "ingetrokken"
DRAFT: Final = "concept"


@dataclass(frozen=True)
class Act:
    """A change with its name in the history and in the audit log."""

    done: str
    change: Callable[[InstrumentView, Colleague, date], InstrumentView]


ACTS: Final[Mapping[str, Act]] = {
    "publiceren": Act("gepubliceerd", lambda view, who, today: replace(view, status=PUBLISHED)),
    "intrekken": Act("ingetrokken", lambda view, who, today: replace(view, status=WITHDRAWN)),
    "nagekeken": Act("nagekeken", lambda view, who, today: replace(view, verified_on=today, verified_by=who.name)),
}
"""By the name that forms send."""


@dataclass(frozen=True)
class Outcome:
    """What became of one record: its title, and why nothing was changed, None when it was."""

    slug: str
    title: str
    refused: str | None = None


def carry_out(session: Session, slug: str, name: str, who: Colleague, now: datetime, today: date) -> Outcome:
    """Do one of `ACTS` to a record, as far as this colleague may and the record allows."""
    act, kept = ACTS[name], store.find(session, slug)
    if kept is None:
        return Outcome(slug, slug, "staat niet meer in het aanbod")
    view = kept.view
    if not who.may_change(view.bouwstenen, view.regions):
        return Outcome(slug, view.title, "valt buiten jouw regio of bouwsteen")
    try:
        store.save(session, act.change(view, who, today), by=who.name, now=now, what=act.done, expected=kept.version)
    except store.ConflictError:
        return Outcome(slug, view.title, "werd net door een ander gewijzigd; bekijk het eerst")
    except RecordError as error:
        return Outcome(slug, view.title, " ".join(errors_of(error).values()))
    note(session, who, f"aanbod {act.done}", slug, now)
    return Outcome(slug, view.title)
