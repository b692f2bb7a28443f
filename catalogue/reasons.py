"""Why an instrument is suggested, for a machine: the action turns codes and values into the visitor's own words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from catalogue.avoid import FREE_ONLY, NO_REFERRAL, avoided_in
from catalogue.matches import TWINS
from catalogue.ranking import Candidate
from catalogue.record import InstrumentView
from catalogue.situation import Situation, groups_of, illnesses_of


@dataclass(frozen=True)
class Reason:
    """A code and its value.

    need: a need it answers · related: the visitor's need, of which it answers a neighbour · audience: for whom it is
    made · condition: the illness it is bound to · region: the visitor's municipality · place: that
    of the website · national · age: the age it fits
    · carer_group · person: it leads to a human being, by which kind or by 'telefoon' · experts: made or run by people
    who went through it themselves · no_referral · free · avoided_anyway: what it asks though the visitor does not want
    it (a code of `vocabulary.avoid`), because nothing else answers the need; it is said first.
    """

    code: str
    value: str


def reasons_for(view: InstrumentView, chosen: Candidate, situation: Situation) -> tuple[Reason, ...]:
    """All reasons that hold, in the order in which they matter to a visitor."""
    return tuple(_reasons(view, chosen, situation))


def _reasons(view: InstrumentView, chosen: Candidate, situation: Situation) -> Iterator[Reason]:
    for code in avoided_in(view, situation.avoid, situation.region):
        yield Reason("avoided_anyway", code)
    if chosen.related_to:
        yield Reason("related", chosen.related_to)
    else:
        answered = [need for need in situation.needs if need in view.needs]
        for need in sorted(answered, key=lambda need: need != chosen.need):
            yield Reason("need", need)
    # Who said what they do not want first hears that this does not ask it.
    if FREE_ONLY in situation.avoid:
        yield from _free(view)
    if NO_REFERRAL in situation.avoid:
        yield from _no_referral(view)
    if situation.region in view.regions:
        region = str(situation.region)
        yield Reason("place", region) if situation.region_presumed else Reason("region", region)
    for illness in illnesses_of(situation):
        if illness in view.conditions:
            yield Reason("condition", illness)
    for group in groups_of(situation):
        if group in view.carer_groups:
            yield Reason("carer_group", group)
    for audience in (situation.audience, TWINS.get(situation.audience or "")):
        if audience in view.audiences:
            yield Reason("audience", str(audience))
            break
    if situation.age is not None and (view.age_min is not None or view.age_max is not None):
        yield Reason("age", str(situation.age))
    if view.leads_to_a_person:
        yield Reason("person", view.person_by)
    if not view.regions:
        yield Reason("national", "landelijk")
    if view.by_experts_by_experience:
        yield Reason("experts", "ervaringsdeskundigen")
    if NO_REFERRAL not in situation.avoid:
        yield from _no_referral(view)
    if FREE_ONLY not in situation.avoid:
        yield from _free(view)


def _no_referral(view: InstrumentView) -> Iterator[Reason]:
    if view.needs_no_referral:
        yield Reason("no_referral", view.access)


def _free(view: InstrumentView) -> Iterator[Reason]:
    if view.is_free:
        yield Reason("free", str(view.cost))
