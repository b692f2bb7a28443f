"""Fill the lists of instruments from the catalogue: what the municipalities of a plan have, and the whole country."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from catalogue.freshness import PUBLISHED
from catalogue.lists.layout import BOUWSTENEN
from catalogue.lists.plans import PlanView
from catalogue.models import Instrument, InstrumentBouwsteen, InstrumentRegion
from catalogue.reading import read_views
from catalogue.record import InstrumentView
from vocabulary import people

MOST = 100
"""Instruments of one bouwsteen in a list, and as many that serve the whole country."""


@dataclass(frozen=True)
class Offered:
    """A line of a list of instruments; uitvoerder and ontwikkelaar are the roles that belong to the instrument."""

    slug: str
    instrument: str
    uitvoerder: str
    ontwikkelaar: str
    local: bool


@dataclass(frozen=True)
class Offer:
    """What the catalogue has in one bouwsteen, local first; `cut` tells whether there is more than is shown."""

    lines: tuple[Offered, ...]
    cut: bool


def offers(session: Session, plan: PlanView, today: date, numbers: Iterable[int] = BOUWSTENEN) -> dict[int, Offer]:
    """The instruments that visitors may see today, by bouwsteen."""
    found: dict[int, list[tuple[str, bool]]] = {}
    cut: set[int] = set()
    for number in numbers:
        found[number] = []
        for local in (True, False) if plan.national else (True,):
            slugs = list(session.scalars(_asked(plan, number, local, today)))
            if len(slugs) > MOST:
                cut.add(number)
            found[number] += [(slug, local) for slug in slugs[:MOST]]
    views = read_views(session, sorted({slug for lines in found.values() for slug, _ in lines}))
    return {
        number: Offer(tuple(_line(views[slug], local) for slug, local in lines if slug in views), number in cut)
        for number, lines in found.items()
    }


def _asked(plan: PlanView, number: int, local: bool, today: date) -> Select[str]:
    regions = select(InstrumentRegion.slug).where(InstrumentRegion.slug == Instrument.slug)
    here = regions.where(InstrumentRegion.value.in_(plan.regions)).exists() if local else ~regions.exists()
    return (
        select(Instrument.slug)
        .join(InstrumentBouwsteen, InstrumentBouwsteen.slug == Instrument.slug)
        .where(
            InstrumentBouwsteen.value == number,
            Instrument.status == PUBLISHED,
            or_(Instrument.valid_from.is_(None), Instrument.valid_from <= today),
            or_(Instrument.valid_to.is_(None), Instrument.valid_to >= today),
            here,
        )
        .order_by(Instrument.title, Instrument.slug)
        .limit(MOST + 1)
    )


def _line(view: InstrumentView, local: bool) -> Offered:
    return Offered(view.slug, f"{view.title}{_group(view)}", view.provider, view.developer or "", local)


def _group(view: InstrumentView) -> str:
    """The group it is made for, when it is not for everybody."""
    parts = [*view.conditions, *view.carer_groups]
    if set(view.audiences) != set(people.audiences()) and len(view.audiences) < len(people.audiences()) - 1:
        parts += view.audiences
    return f" ({', '.join(parts)})" if parts else ""
