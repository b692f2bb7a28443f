"""What may help, as the catalogue has it now: what was shown in the talk, and first what the visitor said yes to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from catalogue.freshness import is_stale, is_visible
from catalogue.reading import read_views
from catalogue.search import Hit, Situation, today_here
from catalogue.wording import card
from web.catalogue_door import CatalogueDoor, CatalogueSilentError
from web.mine.known import Known

MOST = 6
"""Cards on one sheet; more is not read, and does not fit on two pages."""


async def cards(
    catalogue: CatalogueDoor, state: dict[str, Any], reasons: Mapping[str, list[str]]
) -> tuple[list[dict[str, Any]], bool]:
    """Cards (contract 2), and whether the catalogue answered. A talk in which none was shown gets what fits it now.

    `reasons` are those that were given in the talk. What is no longer in the catalogue is left out.
    """
    known = Known.of(state)
    slugs = list(dict.fromkeys((*known.liked, *reversed(known.shown))))[:MOST]
    if not slugs:
        return await catalogue.suggestions(state), True
    try:
        found = await catalogue.read(lambda session: _now(session, slugs, known))
    except CatalogueSilentError:
        return [], False
    return [{**one, "reasons": reasons.get(one["instrument"], [])} for one in found], True


async def titles(catalogue: CatalogueDoor, slugs: Sequence[str]) -> tuple[str, ...]:
    """The names of these instruments, as far as they are still in the catalogue."""
    try:
        found = await catalogue.read(lambda session: _now(session, slugs, Known()))
    except CatalogueSilentError:
        return ()
    return tuple(one["title"] for one in found)


def _now(session: Session, slugs: Sequence[str], known: Known) -> list[dict[str, Any]]:
    today, situation = today_here(), Situation(known.needs, region=known.region)
    records = read_views(session, list(slugs))
    return [
        card(Hit(record, None, (), 0.0, is_stale(record, today)), situation)
        for slug in slugs
        if (record := records.get(slug)) is not None and is_visible(record, today)
    ]
