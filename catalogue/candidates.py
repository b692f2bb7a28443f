"""Fetch the candidates for a situation from the flat index: a few rows of each class of equal rank.

A class is one need, region, condition and carer group; what is bound to another illness, region or group is never
read at all. Each class gives at most `PER_CLASS` rows, so that the work does not grow with the catalogue.

What a visitor does not want (`Situation.avoid`) is left out by the database where a column tells it: whole kinds, a
referral, the cost. The rest shows from the whole record only; then `OVER` times as many rows are read, and records are
loaded, best first, until enough are left, at most `MOST_LOADED`.
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
from catalogue.avoid import FREE_ONLY, NO_REFERRAL, avoided_in, kinds_avoided, told_after_loading
from catalogue.class_rows import Shape, class_rows
from catalogue.matches import OLDEST, read_rank
from catalogue.ranking import Candidate
from catalogue.reading import read_views

PER_CLASS = 24
"""Rows read of one class: enough to find different kinds for three cards."""
OVER = 4
"""Times as many rows are read when some will be left out after loading."""
LOADED_AT_ONCE = 48
MOST_LOADED = 4 * LOADED_AT_ONCE
"""Records looked into to see what they ask: a bound, so that a talk does not wait for a large catalogue."""
ENOUGH = 8
"""Candidates for a need after which no more records are loaded for it."""


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
    """The candidates, whether there may be more than was read, and the kinds of all that was read, left out or not."""

    candidates: list[Candidate]
    cut: bool
    kinds: frozenset[str]


def fetch(session: Session, seek: Filter, needs: Sequence[str], person: bool = False) -> Found:
    """The best rows of every class for these needs; with `person` only ways to a human being."""
    # What is left out by name can take no more than its own number of rows, so reading so many more leaves enough.
    told = told_after_loading(seek.avoid)
    most = PER_CLASS * (OVER if told else 1) + len(seek.exclude)
    refused = {*seek.refused_kinds, *kinds_avoided(seek.avoid)}
    classes = list(product(needs, seek.regions, seek.conditions, seek.groups))
    rows = class_rows(
        session,
        classes,
        Shape(seek.age is not None, bool(refused), person, NO_REFERRAL in seek.avoid, FREE_ONLY in seek.avoid),
        {
            "audience": seek.audience,
            "today": seek.today,
            "per_class": most,
            "age": seek.age,
            "refused": sorted(refused),
        },
    )
    candidates = [_candidate(row, seek) for row in rows if row.slug not in seek.exclude]
    found = Found(candidates, len(rows) >= most, frozenset(one.kind for one in candidates))
    return _wanted(session, seek, found, told) if told else found


def _wanted(session: Session, seek: Filter, found: Found, codes: Collection[str]) -> Found:
    """What is left without the records that ask one of `codes`."""
    region = next((region for region in seek.regions if region), None)
    needs_of: dict[str, set[str]] = {}
    for one in sorted(found.candidates, key=lambda one: (-one.score, one.slug)):
        needs_of.setdefault(one.slug, set()).add(one.need)
    missing = dict.fromkeys((need for needs in needs_of.values() for need in needs), ENOUGH)
    wanted: set[str] = set()
    loaded = 0
    while missing and loaded < MOST_LOADED:
        slugs = [slug for slug, needs in needs_of.items() if not needs.isdisjoint(missing)][:LOADED_AT_ONCE]
        if not slugs:
            break
        views = read_views(session, slugs)
        loaded += len(slugs)
        for slug in slugs:
            needs = needs_of.pop(slug)
            if slug in views and not avoided_in(views[slug], codes, region):
                wanted.add(slug)
                missing = {need: left - (need in needs) for need, left in missing.items() if left > (need in needs)}
    left = [one for one in found.candidates if one.slug in wanted]
    return Found(left, found.cut or bool(needs_of), found.kinds)


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
