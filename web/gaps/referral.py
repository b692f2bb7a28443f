"""The card of referrals (verwijskaart): who offers what for which need, in a region and for an illness.

The pilot of the Helen Dowling Instituut made one by hand for borstkanker (000, appendix 1.1); here it follows from the
catalogue, and from the search that visitors use, so that card and talk never contradict each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.freshness import is_stale
from catalogue.matches import match_table
from catalogue.record import InstrumentView
from catalogue.roles import Contact, contact_for
from catalogue.search import Situation, search
from catalogue.situation import groups_of, illnesses_of, tidy
from vocabulary import needs

MOST = 6
"""Instruments looked at for each need; the card has room for fewer."""
ROLES = ("informatiepunt", "casusregisseur")
"""Whom a referrer turns to when the card itself does not lead on."""
ACCESS = {"verwijzing": "met verwijzing", "indicatie": "met indicatie"}


@dataclass(frozen=True)
class Offer:
    """An instrument on the card; `stale` when nobody confirmed it in time."""

    slug: str
    title: str
    provider: str
    phone: str | None
    url: str | None
    access: str
    verified_on: date | None
    stale: bool
    local: bool

    @classmethod
    def of(cls, view: InstrumentView, region: str, today: date) -> Offer:
        """An instrument as it stands on the card of a region."""
        return cls(
            slug=view.slug,
            title=view.title,
            provider=view.provider,
            phone=view.channels.phone,
            url=view.channels.url,
            access=ACCESS.get(view.access, view.access),
            verified_on=view.verified_on,
            stale=is_stale(view, today),
            local=region in view.regions,
        )


@dataclass(frozen=True)
class Line:
    """A need with what answers it, best first, and how many instruments there are for it in all."""

    need: str
    title: str
    bouwsteen: int
    offers: tuple[Offer, ...]
    total: int


@dataclass(frozen=True)
class Material:
    """All that may stand on a card."""

    lines: tuple[Line, ...]
    contacts: tuple[Contact, ...]


def gather(session: Session, region: str, condition: str, audience: str, today: date) -> Material:
    """Look up what may stand on the card of a region, an illness ('' is every illness) and an audience."""
    asked = [need for need in needs.load().values() if need.label not in needs.for_professionals()]
    whole = tidy(Situation((), audience, (condition,) if condition else (), region))
    totals = _totals(session, [need.label for need in asked], whole, today)
    lines = []
    for need in sorted(asked, key=lambda need: need.bouwsteen):
        situation = Situation((need.label,), audience, whole.conditions, region)
        hits = search(session, situation, MOST, today)
        offers = [Offer.of(hit.instrument, region, today) for hit in hits if need.label in hit.instrument.needs]
        offers.sort(key=lambda offer: not offer.local)
        lines.append(Line(need.label, need.title, need.bouwsteen, tuple(offers), totals.get(need.label, 0)))
    contacts = [contact_for(session, role, region, audience, conditions=whole.conditions) for role in ROLES]
    return Material(tuple(lines), tuple(contact for contact in contacts if contact))


def _totals(session: Session, asked: Sequence[str], situation: Situation, today: date) -> dict[str, int]:
    table = match_table.c
    query = (
        select(table.need, func.count(table.slug.distinct()).label("total"))
        .where(table.need.in_(asked), table.audience == situation.audience)
        .where(table.region.in_(["", situation.region]), table.condition.in_(["", *illnesses_of(situation)]))
        .where(table.carer_group.in_(["", *groups_of(situation)]))
        .where(table.valid_from <= today, table.valid_to >= today)
        .group_by(table.need)
    )
    return {row.need: row.total for row in session.execute(query)}
