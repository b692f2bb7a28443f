"""Connect: give a human being to call or write to, without asking for a name or a number."""

from __future__ import annotations

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions.catalogue_door import session
from actions.saying import Saying
from actions.state import TalkState
from catalogue.roles import Contact, contact_for


class ActionConnect(Action):
    """The information point of the website or region, or the casusregisseur for who wants one who keeps overview."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_connect"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Show the contact and, where the region is not known yet, offer to look nearby."""
        state = TalkState.of(tracker.slots)
        role = "casusregisseur" if "vast_aanspreekpunt" in state.needs[:2] else "informatiepunt"
        own = _own_card(state) if role == "informatiepunt" else None
        card = own or _of_the_chain(role, state) or _own_card(state)
        saying = Saying(dispatcher, state)
        again = not saying.say("contact_intro", once=True)
        if card:
            saying.show(card)
        if again or not card:
            saying.say("contact_more", once=card is not None)
        # Nobody is called without having asked for it: the form shows what is sent along and asks for consent.
        saying.say("contact_form", once=True)
        saying.show({"kind": "links", "links": ["contact"]})
        state.question = None
        if state.region is None and "region" not in state.asked and own is None:
            state.asked = [*state.asked, "region"]
            state.question = "region"
            saying.say("ask_region_contact")
        else:
            saying.say("go_on", once=True)
        # As in `show`: the rules end here, also for who came by a follow-up.
        return [*state.changes(tracker.slots), FollowupAction("action_listen")]


def _own_card(state: TalkState) -> dict[str, Any] | None:
    """The own people of the website. They go before the information point of any region: whoever came to that website
    can turn to them, wherever they live; and they stand in for a casusregisseur that is not there.
    """
    point = state.information_point
    return (
        {"kind": "contact", "role": "informatiepunt", "title": point["name"], "region": None, **point}
        if point
        else None
    )


def _of_the_chain(role: str, state: TalkState) -> dict[str, Any] | None:
    with session() as catalogue:
        contact = contact_for(catalogue, role, state.region, state.audience, conditions=(state.condition,))
    return _card(contact) if contact else None


def _card(contact: Contact) -> dict[str, Any]:
    return {
        "kind": "contact",
        "role": contact.role,
        "title": contact.own_word or contact.name or "Informatiepunt",
        "text": contact.text,
        "name": contact.name,
        "phone": contact.phone,
        "url": contact.url,
        "region": contact.region,
    }
