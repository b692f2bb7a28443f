"""The card of a record as a visitor sees it for whom it is meant."""

from __future__ import annotations

from typing import Any

from catalogue.freshness import is_stale
from catalogue.ranking import Candidate
from catalogue.reasons import reasons_for
from catalogue.record import InstrumentView
from catalogue.search import Hit, Situation, today_here
from catalogue.wording import card


def card_of(view: InstrumentView, audience: str) -> dict[str, Any]:
    """The card (contract 2) for somebody of this audience who asks for just this."""
    situation = Situation(
        needs=view.needs[:1],
        audience=audience,
        conditions=view.conditions[:1],
        region=next(iter(view.regions), None),
        carer_groups=view.carer_groups[:1],
    )
    person = view.leads_to_a_person
    chosen = Candidate(view.slug, view.instrument_kind, person, view.needs[0], 0.0, set(view.needs))
    hit = Hit(view, view.needs[0], reasons_for(view, chosen, situation), 0.0, is_stale(view, today_here()))
    return card(hit, situation)
