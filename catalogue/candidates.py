"""Fetch the candidates for a situation from the flat index: a few rows of each class of equal rank.

A class is one need, region, condition and carer group; what is bound to another illness, region or group is never
read at all. Each class gives at most `PER_CLASS` rows, so that the work does not grow with the catalogue.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import product
from typing import Any

from sqlalchemy import Row
from sqlalchemy.orm import Session

from catalogue import ranking
from catalogue.class_rows import Shape, class_rows
from catalogue.matches import OLDEST, read_rank
from catalogue.ranking import Candidate

PER_CLASS = 24
"""Rows read of one class: enough to find different kinds for three cards."""


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

    def without_kinds(self, kinds: Collection[str]) -> Filter:
        """The same filter, with these kinds left out as well."""
        return replace(self, refused_kinds={*self.refused_kinds, *kinds})


@dataclass(frozen=True)
class Found:
    """The candidates, and whether some class held more than was read."""

    candidates: list[Candidate]
    cut: bool


def fetch(session: Session, seek: Filter, needs: Sequence[str], person: bool = False) -> Found:
    """The best rows of every class for these needs; with `person` only ways to a human being."""
    # What is left out by name can take no more than its own number of rows, so reading so many more leaves enough.
    most = PER_CLASS + len(seek.exclude)
    classes = list(product(needs, seek.regions, seek.conditions, seek.groups))
    rows = class_rows(
        session,
        classes,
        Shape(seek.age is not None, bool(seek.refused_kinds), person),
        {
            "audience": seek.audience,
            "today": seek.today,
            "per_class": most,
            "age": seek.age,
            "refused": sorted(seek.refused_kinds),
        },
    )
    candidates = [_candidate(row, seek) for row in rows if row.slug not in seek.exclude]
    return Found(candidates, len(rows) >= most)


def _candidate(row: Row[Any], seek: Filter) -> Candidate:
    exact, fresh = read_rank(row.rank)
    score = seek.regions[row.region] + seek.conditions[row.condition] + seek.groups[row.carer_group]
    if exact:
        score += ranking.EXACT_AUDIENCE if seek.audience else ranking.SERVES_ALL
    if seek.today <= fresh:
        score += ranking.VERIFIED
    if row.age_min > ranking.GROWN_UP or row.age_max < OLDEST:
        score += ranking.NARROW_AGE if seek.age is not None else -ranking.NARROW_AGE
    if row.no_referral:
        score += ranking.NO_REFERRAL
    return Candidate(row.slug, row.kind, row.person, row.need, score)
