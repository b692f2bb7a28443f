"""Find at most a few instruments that fit a situation, ranked, each with its reasons.

1. `situation.py` puts what is known into the catalogue's spelling and draws what follows from it.
2. `candidates.py` reads a bounded number of rows that may be shown: never one bound to another illness, region, group
   or age, never one withdrawn, expired or refused, and none that asks what the visitor does not want (`avoid.py`).
3. When too few answer the need, neighbours in the same bouwsteen are added, with the reason 'related'.
4. When none leads to a human being, the search goes on for one; a visitor always gets a way to a person.
5. `ranking.py` chooses; the chosen records are loaded and given their reasons.
6. What the visitor does not want comes last, with the reason 'avoided_anyway', and only when all was seen and nothing
   else answers the need: then it is better to name it than to send somebody away with nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from catalogue import ranking
from catalogue.candidates import Filter, fetch
from catalogue.freshness import is_stale
from catalogue.ranking import Candidate, choose, merge
from catalogue.reading import read_views
from catalogue.reasons import Reason, reasons_for
from catalogue.record import InstrumentView
from catalogue.situation import Situation, groups_of, illnesses_of, tidy
from vocabulary import needs as need_list

__all__ = ["Hit", "Reason", "Situation", "search", "today_here"]

MOST_NEEDS = 5
"""Needs looked at; what a visitor said after that waits for the next question."""
WITHOUT_NEED = {"professional": ("opleiding_richtlijn",)}
OVERVIEW = ("overzicht_hulp",)
"""What is searched for when no need is known."""
TO_A_PERSON = ("vast_aanspreekpunt", "overzicht_hulp", "behandeling", "lotgenoten", "somberheid")
TO_A_COLLEAGUE = ("opleiding_richtlijn", "onderzoek_monitoring")
"""Where a human being is looked for when the needs themselves lead to none."""


@dataclass(frozen=True)
class Hit:
    """A suggestion: the whole record, the need it serves, why it is suggested, its score, and whether it is stale.

    `need` is None when no need was known.
    """

    instrument: InstrumentView
    need: str | None
    reasons: tuple[Reason, ...]
    score: float
    stale: bool


def today_here(now: datetime | None = None) -> date:
    """The day it is in the Netherlands, now or at a moment in any zone."""
    return (now or datetime.now(UTC)).astimezone(ZoneInfo("Europe/Amsterdam")).date()


def search(session: Session, situation: Situation, limit: int = 3, today: date | None = None) -> list[Hit]:
    """The best `limit` instruments for a situation, best first; fewer or none when the catalogue holds no more."""
    if limit < 1:
        return []
    situation = tidy(situation)
    seek = _filter(situation, today or today_here())
    asked = situation.needs[:MOST_NEEDS] or WITHOUT_NEED.get(situation.audience or "", OVERVIEW)
    chosen = _chosen(session, seek, asked, limit)
    records = read_views(session, [one.slug for one in chosen])
    return [
        Hit(
            instrument=records[one.slug],
            need=one.need if situation.needs else None,
            reasons=reasons_for(records[one.slug], one, situation),
            score=one.score,
            stale=is_stale(records[one.slug], seek.today),
        )
        for one in chosen
        if one.slug in records
    ]


def _filter(situation: Situation, today: date) -> Filter:
    regions = {situation.region: ranking.LOCAL} if situation.region else {}
    further = len(ranking.CONDITION) - 1
    illnesses = {name: ranking.CONDITION[min(away, further)] for name, away in illnesses_of(situation).items()}
    return Filter(
        audience=situation.audience or "",
        regions={**regions, "": 0.0},
        conditions={**illnesses, "": 0.0},
        groups={**dict.fromkeys(groups_of(situation), ranking.CARER_GROUP), "": 0.0},
        age=situation.age,
        today=today,
        exclude=situation.exclude,
        refused_kinds=situation.refused_kinds,
        avoid=situation.avoid,
    )


def _chosen(session: Session, seek: Filter, asked: Sequence[str], limit: int) -> list[Candidate]:
    """What is shown, best first; what the visitor does not want last, when it is all there is for the need."""
    candidates, cut = _candidates(session, seek, asked, limit)
    chosen = choose(candidates, asked, limit)
    answered = any(one.related_to is None for one in candidates)
    if not seek.avoid or answered or cut or len(chosen) == limit:
        return chosen
    anyway = fetch(session, replace(seek, avoid=()), asked).candidates
    for one in anyway:
        one.score -= ranking.AVOIDED
    return [*chosen, *choose(merge(anyway, asked), asked, limit - len(chosen))]


def _candidates(session: Session, seek: Filter, asked: Sequence[str], limit: int) -> tuple[list[Candidate], bool]:
    """Everything worth weighing: exact, then other kinds, then neighbours, then a way to a person, as far as needed.

    Also tells whether there may be more that answers the need itself.
    """
    found = fetch(session, seek, asked)
    exact = found.candidates
    kinds = {one.kind for one in exact}
    if found.cut and len(kinds) < limit:
        exact += fetch(session, seek.without_kinds(found.kinds), asked).candidates
    candidates = merge(exact, asked)
    if len(candidates) < limit:
        candidates = _add(candidates, _related(session, seek, asked), asked)
    if not any(one.person for one in candidates):
        candidates = _add(candidates, _people(session, seek, asked), asked)
    return candidates, found.cut


def _related(session: Session, seek: Filter, asked: Sequence[str], person: bool = False) -> list[Candidate]:
    """What answers other needs of the same bouwstenen, each tied to the first need asked of that bouwsteen."""
    tied: dict[str, str] = {}
    for need in asked:
        for neighbour in need_list.load().values():
            if neighbour.bouwsteen == need_list.bouwsteen_of(need) and neighbour.label not in asked:
                tied.setdefault(neighbour.label, need)
    found = fetch(session, seek, tuple(tied), person).candidates
    for one in found:
        one.score -= ranking.RELATED
        one.related_to = tied[one.need]
    return found


def _people(session: Session, seek: Filter, asked: Sequence[str]) -> list[Candidate]:
    """A way to a human being: for the needs themselves, else in their bouwstenen, else where one always should be."""
    found = fetch(session, seek, asked, person=True).candidates or _related(session, seek, asked, person=True)
    if not found:
        everyone = TO_A_COLLEAGUE if seek.audience == "professional" else TO_A_PERSON
        found = fetch(session, seek, everyone, person=True).candidates
        for one in found:
            one.score -= ranking.RELATED
            one.related_to = asked[0]
    return found


def _add(known: list[Candidate], more: list[Candidate], asked: Sequence[str]) -> list[Candidate]:
    slugs = {one.slug for one in known}
    return [*known, *merge((one for one in more if one.slug not in slugs), asked)]
