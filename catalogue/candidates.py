"""Fetch the candidates for a situation from the flat index: a few rows of each class of equal rank.

A class is one need, region, condition and carer group; what is bound to another illness, region or group is never
read at all. Each class gives at most `PER_CLASS` rows, so that the work does not grow with the catalogue.

What a visitor does not want (`Situation.avoid`) is left out by the database. Only whether something is far can depend
on the address: then `OVER` times as many rows are read, and the addresses of at most `MOST_LOOKED_UP` are looked up.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue import ranking
from catalogue.avoid import FAR, mask, near_some
from catalogue.class_rows import ClassRows, Shape, class_rows
from catalogue.matches import OLDEST, read_rank
from catalogue.models import Instrument
from catalogue.ranking import Candidate

PER_CLASS = 24
"""Rows read of one class: enough to find different kinds for three cards."""
OVER = 4
"""Times as many rows are read when some will be left out by their address."""
MOST_LOOKED_UP = 400
"""Addresses looked up: a bound, so that a talk does not wait for a large catalogue."""


@dataclass(frozen=True)
class Filter:
    """What a visitor may be shown, in the terms of the index. The weight of each region, condition and group counts."""

    audience: str
    regions: Mapping[str, float]
    conditions: Mapping[str, float]
    groups: Mapping[str, float]
    age: int | None
    today: date
    exclude: Collection[str] = ()
    refused_kinds: Collection[str] = ()
    avoid: Collection[str] = ()

    def without_kinds(self, kinds: Collection[str]) -> Filter:
        """The same filter, with these kinds left out as well."""
        return replace(self, refused_kinds={*self.refused_kinds, *kinds})


@dataclass(frozen=True)
class Found:
    """The candidates, whether there may be more than was read, and the kinds of all that was read, far away or not."""

    candidates: list[Candidate]
    cut: bool
    kinds: frozenset[str]


def fetch(session: Session, seek: Filter, needs: Sequence[str], person: bool = False) -> Found:
    """The best rows of every class for these needs; with `person` only ways to a human being."""
    if not needs:
        return Found([], False, frozenset())
    region = next((region for region in seek.regions if region), None)
    by_address = region is not None and FAR in seek.avoid
    most = PER_CLASS * OVER if by_address else PER_CLASS
    found = class_rows(
        session,
        (needs, seek.regions, seek.conditions, seek.groups),
        Shape(seek.age is not None, bool(seek.refused_kinds), bool(seek.exclude), person, bool(seek.avoid)),
        {
            "audience": seek.audience,
            "today": seek.today,
            "per_class": most,
            "age": seek.age,
            "refused": seek.refused_kinds,
            "exclude": seek.exclude,
            "avoid": mask(seek.avoid, anywhere=region is None),
        },
    )
    far = _far(session, found, region) if region and by_address else frozenset()
    candidates = [one for same in found for one in _weighed(same, seek, far)]
    kinds = frozenset(kind for same in found for _, _, kind, *_ in same.rows)
    return Found(candidates, any(len(same.rows) >= most for same in found), kinds)


def _far(session: Session, found: Sequence[ClassRows], region: str) -> Collection[str]:
    """The slugs of what is at an address outside the visitor's municipality; what was not looked up counts as far."""
    rows = (entry for same in found for entry in same.rows)
    asked = list(dict.fromkeys(slug for _, slug, _, _, _, asks, *_ in rows if near_some(asks)))
    if not asked:
        return frozenset()
    addresses = select(Instrument.slug, Instrument.address).where(Instrument.slug.in_(asked[:MOST_LOOKED_UP]))
    return {*asked} - {row.slug for row in session.execute(addresses) if region in (row.address or "")}


def _weighed(same: ClassRows, seek: Filter, far: Collection[str]) -> Iterator[Candidate]:
    """The candidates of one class, each with its score."""
    fits = seek.conditions[same.condition]
    child = seek.age is not None and seek.age < ranking.GROWN_UP
    base = seek.regions[same.region]
    if not (same.condition and same.carer_group in seek.conditions):
        # A group that is named after the illness tells nothing more than the illness did.
        base += seek.groups[same.carer_group]
    served = ranking.EXACT_AUDIENCE if seek.audience else ranking.SERVES_ALL
    narrow = ranking.NARROW_AGE if seek.age is not None else -ranking.NARROW_AGE
    day = seek.today.toordinal()
    for order, slug, kind, person, no_referral, _, age_min, age_max in same.rows:
        if slug in far:
            continue
        exact, fresh, alone = read_rank(order)
        score = base + (max(fits, ranking.FOR_THE_YOUNG) if child and age_max <= ranking.YOUNG else fits)
        if exact:
            score += served
        if alone and seek.audience:
            score += ranking.THEM_ALONE
        if day <= fresh:
            score += ranking.VERIFIED
        if age_min > ranking.GROWN_UP or age_max < OLDEST:
            score += narrow
        if no_referral:
            score += ranking.NO_REFERRAL
        yield Candidate(slug, kind, bool(person), same.need, score)
