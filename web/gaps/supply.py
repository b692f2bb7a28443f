"""What the catalogue holds for a need, for some region, audience and illness: which kinds of instrument, and where.

The vocabulary says which kinds answer a need most directly (`vocabulary/needs.tsv`). A kind of those that is not there
is the finding for the kwaliteitsbewaker: somebody should make or find it (000, 'Kwaliteitsbewaker').
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from catalogue.matches import match_table
from catalogue.search import Hit, Situation, search
from catalogue.situation import groups_of, illnesses_of, tidy
from vocabulary import kinds, needs
from vocabulary.people import audiences

EXAMPLES = 3


@dataclass(frozen=True)
class Kind:
    """A kind of instrument for a need: how many there are, of which how many are bound to the region."""

    kind: str
    title: str
    direct: bool
    total: int
    local: int

    def state(self, region: str) -> str:
        """In a word: whether it is missing, or missing in the region that is looked at."""
        if not self.total:
            return "ontbreekt"
        return "alleen landelijk" if region and not self.local else "aanwezig"


def kinds_for(session: Session, need: str, situation: Situation, today: date) -> list[Kind]:
    """The kinds that answer a need most directly, missing ones first, and then the other kinds that are there."""
    found = _counted(session, [need], tidy(situation), today).get(need, {})
    direct, titles = needs.load()[need].kinds, kinds.load()
    listed = [
        Kind(kind, titles[kind], kind in direct, *found.get(kind, (0, 0)))
        for kind in dict.fromkeys((*direct, *titles))
        if kind in direct or kind in found
    ]
    return sorted(listed, key=lambda one: (not one.direct, one.total > 0, bool(situation.region) and one.local > 0))


def nearby(session: Session, situation: Situation, today: date) -> dict[str, int]:
    """How many instruments bound to the region of the situation answer each of its needs."""
    found = _counted(session, situation.needs, tidy(situation), today)
    return {need: sum(local for _, local in found.get(need, {}).values()) for need in situation.needs}


def seen_first(session: Session, need: str, situation: Situation, today: date) -> list[Hit]:
    """What a visitor in this situation is shown first for the need, as far as it answers the need itself."""
    return [hit for hit in search(session, situation, EXAMPLES, today) if need in hit.instrument.needs]


def _counted(
    session: Session, asked: Sequence[str], situation: Situation, today: date
) -> dict[str, dict[str, tuple[int, int]]]:
    """Per need and kind: how many instruments in all, and how many bound to a region."""
    table = match_table.c
    slug: ColumnElement[str] = table.slug
    local = func.count(case((table.region != "", slug)).distinct())
    query = (
        select(table.need, table.kind, func.count(slug.distinct()), local)
        .where(table.need.in_(asked), table.valid_from <= today, table.valid_to >= today)
        .where(table.audience.in_([situation.audience] if situation.audience else list(audiences())))
        .group_by(table.need, table.kind)
    )
    if situation.region:
        query = query.where(table.region.in_(["", situation.region]))
    if situation.conditions:
        query = query.where(table.condition.in_(["", *illnesses_of(situation)]))
        query = query.where(table.carer_group.in_(["", *groups_of(situation)]))
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for need, kind, total, close in session.execute(query):
        found.setdefault(need, {})[kind] = (total, close)
    return found
