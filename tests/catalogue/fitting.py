"""Why somebody may not be shown a record, worked out from the record alone and apart from how the search does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.record import InstrumentView
from catalogue.search import Hit, Situation
from vocabulary import conditions, people

CARERS = {"mantelzorger", "naaste"}
"""What is for the one is for the other."""


def why_not(view: InstrumentView, situation: Situation, today: date) -> list[str]:
    """What forbids it, in a few words each; empty when it may be shown."""
    return list(_why_not(view, situation, today))


def also_asked(hit: Hit, situation: Situation) -> set[str]:
    """What this suggestion must be honest about: what it asks though it is not wanted, as far as a field tells it."""
    asked = set()
    if not hit.instrument.is_free:
        asked.add("kosten")
    if not hit.instrument.needs_no_referral:
        asked.add("verwijzing")
    if hit.instrument.instrument_kind in ("behandeling", "persoonlijke_begeleiding", "emotionele_steun"):
        asked.add("praten")
    return asked & situation.avoid


def _why_not(view: InstrumentView, situation: Situation, today: date) -> Iterator[str]:
    said = {name for told in situation.conditions for name in conditions.with_groups(told)}
    groups = set(situation.carer_groups)
    audience = situation.audience or ("mantelzorger" if groups else None)
    if view.status != "gepubliceerd":
        yield f"its status is {view.status}"
    if view.valid_from and view.valid_from > today:
        yield "it has not begun"
    if view.valid_to and view.valid_to < today:
        yield "it has expired"
    if view.slug in situation.exclude:
        yield "it was shown before"
    if view.instrument_kind in situation.refused_kinds:
        yield "its kind was refused"
    if view.regions and situation.region not in view.regions:
        yield "it is of another region"
    # A group of carers that is named after an illness tells that illness too.
    if view.conditions and not (said | groups).intersection(view.conditions):
        yield "it is for another illness"
    if view.carer_groups and not (groups | (said & people.carer_groups().keys())).intersection(view.carer_groups):
        yield "it is for another group of carers"
    # Who tells of a group and is named by the record too (a professional, say) is who it is for; the talk itself keeps
    # groups for carers alone (actions/remember.py).
    if view.carer_groups and audience not in {*CARERS, *view.audiences}:
        yield "it is for carers of a group"
    for_whom = set(view.audiences)
    if audience is None and for_whom == {"professional"}:
        yield "it is for professionals only"
    if audience and not (CARERS if audience in CARERS else {audience}) & for_whom:
        yield "it is for another audience"
    if situation.age is not None and not (view.age_min or 0) <= situation.age <= (view.age_max or 200):
        yield "it is for another age"
