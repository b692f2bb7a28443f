"""Check the whole catalogue: what went stale or expired, what the vocabulary no longer knows, where there are gaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from catalogue.freshness import PUBLISHED, is_expired, is_stale
from catalogue.matches import match_table, rows_for
from catalogue.problems import RecordError
from catalogue.record import InstrumentView, as_dict, parse_record
from catalogue.search import Situation, search, today_here
from catalogue.transfer.exporting import all_views
from vocabulary import needs

ENOUGH = 3
"""Suggestions that every need × audience should find."""


@dataclass(frozen=True, order=True)
class Finding:
    """Something to look at. `subject` is a slug, or 'need × audience' for a gap; `message` is Dutch, for staff.

    Codes: stale, expired, invalid (an unknown label or another broken field), unindexed, too_few, no_person.
    """

    code: str
    subject: str
    message: str


def check(session: Session, today: date | None = None) -> list[Finding]:
    """Everything that somebody of the information point should look at, in a fixed order."""
    day = today or today_here()
    found = [finding for view in all_views(session) for finding in _of_record(session, view, day)]
    return sorted([*found, *gaps(session, day)])


def pairs() -> Iterator[tuple[str, str]]:
    """Every need with each audience that may have it."""
    for need in needs.load().values():
        if need.label in needs.for_professionals():
            yield need.label, "professional"
        else:
            for audience in ("patient", "mantelzorger", "naaste"):
                yield need.label, audience


def _of_record(session: Session, view: InstrumentView, today: date) -> Iterator[Finding]:
    try:
        parse_record(as_dict(view))
    except RecordError as error:
        for problem in error.problems:
            yield Finding("invalid", view.slug, str(problem))
    if view.status != PUBLISHED:
        return
    if is_expired(view, today):
        yield Finding("expired", view.slug, f"is verlopen op {view.valid_to}; trek het in of verleng het")
    elif is_stale(view, today):
        since = f"nagekeken op {view.verified_on}" if view.verified_on else "nooit nagekeken"
        yield Finding("stale", view.slug, f"{since}; moet elke {view.verify_every} dagen")
    kept = session.execute(select(match_table).where(match_table.c.slug == view.slug)).mappings()
    expected = {tuple(sorted(row.items())) for row in rows_for(view)}
    if {tuple(sorted(row.items())) for row in kept} != expected:
        yield Finding("unindexed", view.slug, "staat anders in de zoekindex dan in het record; sla het opnieuw op")


def _for_everybody(today: date) -> Select[str, str, int, int]:
    """How many instruments answer each need of each audience whatever the illness, place and group, and how many of
    those lead to a person."""
    table = match_table.c
    everybody = (table.region == "", table.condition == "", table.carer_group == "")
    return (
        select(table.need, table.audience, func.count(), func.count(case((table.person, 1))))
        .select_from(match_table)
        .where(*everybody, table.valid_from <= today, table.valid_to >= today)
        .group_by(table.need, table.audience)
    )


def gaps(session: Session, today: date) -> Iterator[Finding]:
    """Where the catalogue itself falls short, whoever asks: too few for everybody, or no way to a person."""
    counted = {(need, who): (total, people) for need, who, total, people in session.execute(_for_everybody(today))}
    for need, audience in pairs():
        subject = f"{need} × {audience}"
        everywhere, people = counted.get((need, audience), (0, 0))
        if everywhere < ENOUGH:
            yield Finding("too_few", subject, f"landelijk voor iedereen: {everywhere}; {ENOUGH} is genoeg")
        # Where one leads to a person, the search shows one (`catalogue.search`, 4): only the others are searched.
        if not people and not _finds_a_person(session, need, audience, today):
            yield Finding("no_person", subject, "geen van de instrumenten leidt naar een mens")


def _finds_a_person(session: Session, need: str, audience: str, today: date) -> bool:
    hits = search(session, Situation(needs=(need,), audience=audience), ENOUGH, today)
    return any(hit.instrument.leads_to_a_person for hit in hits)
