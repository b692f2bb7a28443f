"""Show: search the catalogue for what was told and show at most three cards, each with its reasons."""

from __future__ import annotations

import datetime as dt
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.cards import card
from actions.catalogue_door import session
from actions.saying import Saying
from actions.state import TalkState
from catalogue.search import Hit, Situation, search

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
            hits = search(catalogue, situation(state), limit=AT_MOST, today=dt.datetime.now(dt.UTC).date())
        shown = show(state, hits, Saying(dispatcher, state))
        # Whoever comes here by a follow-up has left the rules, so this says where the turn ends.
        return [*state.changes(tracker.slots), FollowupAction("action_listen" if shown else "action_connect")]


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
    )


def show(state: TalkState, hits: list[Hit], saying: Saying) -> bool:
    """Say and show the hits; False when there was nothing to show."""
    state.phase = "kaarten"
    if not hits:
        saying.say("cards_none", once=True)
        return False
    if state.region and not any(hit.instrument.regions for hit in hits) and "cards_local_none:0" not in state.said:
        saying.say("cards_local_none", region=state.region)
    else:
        saying.say("cards_intro", once=True)
    saying.show({"kind": "cards", "cards": [card(hit, state) for hit in hits]})
    state.shown = [*state.shown, *(hit.instrument.slug for hit in hits)]
    state.question = "past"
    saying.say("after_cards")
    return True
