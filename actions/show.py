"""Show: search the catalogue for what was told and show at most three cards, each with its reasons."""

from __future__ import annotations

import dataclasses
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher
from sqlalchemy.orm import Session

from actions.catalogue_door import session
from actions.saying import Saying
from actions.state import TalkState
from actions.understood import sentences
from catalogue.search import Hit, Situation, search
from catalogue.wording import card

AT_MOST = 3
"""More than three suggestions at a time is a list, and a list is not help (design, 'What people read')."""


class ActionShow(Action):
    """Cards, and then the question whether they fit."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_show"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Search with what is known and show what fits and was not shown before."""
        state = TalkState.of(tracker.slots)
        with session() as catalogue:
            hits = find(catalogue, state)
        shown = show(state, hits, Saying(dispatcher, state))
        # Whoever comes here by a follow-up has left the rules, so this says where the turn ends.
        return [*state.changes(tracker.slots), FollowupAction("action_listen" if shown else "action_connect")]


def find(catalogue: Session, state: TalkState) -> list[Hit]:
    """What fits best. For a carer who is ill too: something for both sides of it."""
    most = 1 if state.only_one else AT_MOST
    hits = search(catalogue, situation(state), limit=most)
    if not state.both or most == 1:
        return hits
    shown = {hit.instrument.slug for hit in hits}
    own = dataclasses.replace(
        situation(state), audience="patient", carer_groups=(), exclude=frozenset({*state.shown, *shown})
    )
    return [*hits[: AT_MOST - 1], *search(catalogue, own, limit=1)]


def situation(state: TalkState) -> Situation:
    """What the search is to know of the visitor."""
    return Situation(
        needs=tuple(state.needs),
        audience=state.audience,
        conditions=(state.condition,) if state.condition else (),
        region=state.region,
        age=state.age,
        carer_groups=tuple(state.carer_groups),
        exclude=frozenset(state.shown),
        avoid=frozenset(state.avoid),
        region_presumed="region" in state.presumed,
    )


def show(state: TalkState, hits: list[Hit], saying: Saying) -> bool:
    """Say and show the hits; False when there was nothing to show."""
    state.phase, state.only_one = "kaarten", False
    if not hits:
        state.offered = []
        saying.say("cards_none", once=True)
        return False
    if not state.shown and (known := sentences(state)):
        # What was understood comes with the first suggestions, so that the visitor can see what they rest on.
        saying.plainly(" ".join(["Dit heb ik begrepen.", *known]))
    if state.waiting:
        saying.say("cards_waiting", once=True)
    if state.region and not any(hit.instrument.regions for hit in hits) and "cards_local_none:0" not in state.said:
        saying.say("cards_local_none", region=state.region)
    else:
        saying.say("cards_intro", once=True)
    asked = situation(state)
    saying.show({"kind": "cards", "cards": [card(hit, asked) for hit in hits]})
    state.shown = [*state.shown, *(hit.instrument.slug for hit in hits)]
    state.offered = [[hit.instrument.slug, hit.instrument.title] for hit in hits]
    state.question = "past"
    saying.say("after_cards")
    return True
