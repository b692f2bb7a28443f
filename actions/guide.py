"""Guide: what a visitor asks of the talk itself, typed or tapped. One step back, what was understood, which choices
there are, choose for me, what do you mean, something to take home.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import feedback
from actions.heard import Heard, heard
from actions.lead import ask, ask_which_fits, question_text
from actions.options import offer_options
from actions.questions import next_question
from actions.saying import Saying
from actions.state import TalkState
from actions.understood import sentences

EXPLAINED = frozenset({"hoe", "waar", "hulp", "nodig", "audience", "region", "condition", "past", "geholpen"})
"""Questions with an explanation of their own."""
TO_TAKE_HOME = {
    "bewaren": ("overzicht", "voorbereiden", "herinnering", "code"),
    "voorbereiden": ("voorbereiden", "overzicht"),
    "herinnering": ("herinnering", "code"),
    "code": ("code", "overzicht"),
}
"""Which of the talk's own pages answer a request."""
CORRECTIONS = (
    ("audience", "over wie het gaat"),
    ("condition", "de ziekte"),
    ("region", "waar ik woon"),
    ("needs", "wat ik zoek"),
)


class ActionGuide(Action):
    """Answers without taking the lead away from the visitor: the open question stays open."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_guide"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Answer the request."""
        state = TalkState.of(tracker.slots)
        then = guide(state, heard(tracker.latest_message), Saying(dispatcher, state))
        return [*state.changes(tracker.slots), *([FollowupAction(then)] if then else [])]


def guide(state: TalkState, message: Heard, saying: Saying) -> str | None:
    """Answer a request; return the name of the action to go on with, if any."""
    request = str(message.value("request"))
    state.misses = 0
    if request in TO_TAKE_HOME:
        saying.say("take_home", once=True) or saying.say("take_home_again")
        saying.show({"kind": "links", "links": list(TO_TAKE_HOME[request])})
        return None
    return ANSWERS.get(request, _explain)(state, saying)


def again(state: TalkState, saying: Saying) -> str | None:
    """Put the open question once more, or lead on when there is none."""
    if state.question == "danger":
        # Nothing routine is asked here, whatever else was asked of the talk.
        saying.say(f"stay_{state.danger or 'self'}")
    elif state.question in feedback.QUESTIONS:
        # It is asked once.
        saying.say("feedback_open")
    elif state.question == "past":
        saying.say("after_cards")
    elif state.question == "welke":
        ask_which_fits(state, saying)
    elif state.question and saying.known(question_text(state, state.question)):
        saying.say(question_text(state, state.question))
    elif question := next_question(state):
        ask(state, question, saying)
    else:
        state.settle()
        return "action_show"
    return None


def _back(state: TalkState, saying: Saying) -> str | None:
    saying.say("stepped_back" if state.step_back() else "no_step_back")
    return again(state, saying)


def _understood(state: TalkState, saying: Saying) -> str | None:
    """What is known, each thing with a way to say that it is wrong."""
    known = sentences(state)
    if not known:
        saying.say("understood_nothing")
        return again(state, saying)
    saying.say("understood_intro", once=True)
    there = [(slot, label) for slot, label in CORRECTIONS if getattr(state, slot)]
    wrong = [(f"Klopt niet: {label}", f'/verbeter{{"slot":"{slot}"}}') for slot, label in there]
    saying.plainly(" ".join(known))
    saying.offer("understood_right", [("Ja, dat klopt", "/verder"), *wrong])
    return None


def _options(state: TalkState, saying: Saying) -> str | None:
    offer_options(state, saying)
    return None


def _choose(state: TalkState, saying: Saying) -> str | None:
    """The visitor leaves the choice to the assistant: one suggestion, the one that fits best."""
    if state.question in {"past", "welke"} and state.offered:
        slug, title = state.offered[0]
        saying.say("my_choice", title=title)
        state.liked = [*state.liked, *([slug] if slug not in state.liked else [])]
        return "action_take_home"
    if not state.settle():
        state.hear("opleiding_richtlijn" if state.audience == "professional" else "overzicht_hulp")
    saying.say("choosing_for_you", once=True)
    state.only_one = True
    return "action_show"


def _explain(state: TalkState, saying: Saying) -> str | None:
    """A question back: what is meant, and the same choices once more."""
    if state.question in EXPLAINED and state.question is not None:
        like = "after_cards" if state.question == "past" else question_text(state, state.question)
        saying.say(f"explain_{state.question}", like=like if saying.known(like) else "")
        return None
    saying.say("explain_other")
    return again(state, saying)


def _impatient(state: TalkState, saying: Saying) -> str | None:
    """Somebody is annoyed: no defence, what is known in short, and suggestions or a human being."""
    saying.say("annoyed", once=True) or saying.say("annoyed_again")
    if known := sentences(state, also_presumed=False):
        saying.plainly(" ".join(["Dit weet ik van je.", *known]))
    if state.question != "danger" and state.phase == "vragen" and (state.needs or state.maybe):
        state.settle()
        return "action_show"
    return again(state, saying)


def _abuse(state: TalkState, saying: Saying) -> str | None:
    saying.say("abuse", once=True) or saying.say("abuse_again")
    return None


def _foreign(state: TalkState, saying: Saying) -> str | None:
    saying.say("foreign")
    return None


def _silence(state: TalkState, saying: Saying) -> str | None:
    saying.say("silence", once=True) or saying.say("silence_again")
    return None


def _casusregisseur(state: TalkState, saying: Saying) -> str | None:
    """What the role is in plain words; then who it is, in the region's own word."""
    saying.say("casusregisseur", once=True)
    state.hear("vast_aanspreekpunt")
    return "action_connect"


ANSWERS: dict[str, Callable[[TalkState, Saying], str | None]] = {
    "terug": _back,
    "begrepen": _understood,
    "opties": _options,
    "kies_jij": _choose,
    "uitleg": _explain,
    "geduld": _impatient,
    "schelden": _abuse,
    "andere_taal": _foreign,
    "stilte": _silence,
    "casusregisseur": _casusregisseur,
}
