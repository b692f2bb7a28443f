"""The parts of a plan as pages: which lists stand on which page, and who may change them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from catalogue.lists import offer, plans
from catalogue.lists.layout import BOUWSTENEN, PLACES, SHEETS, Place, places_of, words
from catalogue.lists.offer import Offer
from catalogue.lists.plans import PlanView
from catalogue.lists.rows import Kept, rows_of
from catalogue.search import today_here
from web.chain.list_form import ListForm, shown
from web.staff.people import Colleague

HOME = "/bureau/keten/aanpak"
_HERE = ZoneInfo("Europe/Amsterdam")


@dataclass(frozen=True)
class Part:
    """A page with lists: its place in the address, its title, and the bouwsteen it is about, if any."""

    path: str
    title: str
    places: tuple[Place, ...]
    number: int | None = None

    @property
    def name(self) -> str:
        """Which part of the document it is."""
        return self.path.partition("/")[0]


def parts() -> dict[str, Part]:
    """All pages of a plan, in the order of the document."""
    made = [
        Part("checklist", SHEETS["checklist"], PLACES["checklist"]),
        Part("rollen", SHEETS["rollen"], PLACES["rollen"]),
        *(Part(f"bouwsteen/{number}", words()[number].heading, places_of(number), number) for number in BOUWSTENEN),
        Part("acties", SHEETS["acties"], PLACES["acties"]),
    ]
    return {part.path: part for part in made}


@dataclass(frozen=True)
class Filled:
    """A plan with the rows of some lists, and what the catalogue offers for them."""

    plan: PlanView
    rows: Mapping[Place, Sequence[Kept]]
    offers: Mapping[int, Offer]

    def lists(self, part: Part, who: Colleague) -> list[ListForm]:
        """The lists of a page."""
        made = [shown(place, self.rows[place], may(who, self.plan, place)) for place in part.places]
        return mark_late(made, today_here())


def fill(session: Session, plan_id: int, wanted: Sequence[Part]) -> Filled | None:
    """Read what stands on these pages; None when the plan is not there."""
    plan = plans.find(session, plan_id)
    if plan is None:
        return None
    rows = rows_of(session, plan_id, [place for part in wanted for place in part.places])
    numbers = [part.number for part in wanted if part.number]
    return Filled(plan, rows, offer.offers(session, plan, today_here(), numbers) if numbers else {})


def updated_on(plan: PlanView) -> date | None:
    """The day here on which the list of actions was last changed."""
    return plan.actions_at.astimezone(_HERE).date() if plan.actions_at else None


def may(who: Colleague, plan: PlanView, place: Place | None = None) -> bool:
    """Whether a list of a plan is theirs to change; without a list: the plan itself."""
    return who.may_change_lists(plan.regions, place.bouwsteen or None if place else None)


def mark_late(lists: list[ListForm], today: date) -> list[ListForm]:
    """Say of each action whether it is past its day."""
    for made in lists:
        for row in made.rows:
            row.late = made.place.list == "acties" and plans.is_late(row.cells, today)
    return lists
