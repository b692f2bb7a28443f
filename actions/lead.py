"""Lead: say what was heard in one short sentence, then ask the next question, ask what was meant, or show something."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, FollowupAction
from rasa_sdk.executor import CollectingDispatcher

from actions import feedback
from actions.heard import Heard, heard
from actions.options import OPTIONS, offer_options
from actions.questions import next_question
from actions.saying import Saying, kies_need
from actions.state import TalkState
from safety import kind_word, topic_text
from vocabulary.needs import for_professionals
from vocabulary.needs import load as load_needs

SHOW_NOW = ("Laat alvast iets zien", "/meer")
OPEN_QUESTIONS = frozenset({"hoe", "hulp"})
"""Any answer to these will do, so one that names no need is not a failure to understand."""


class ActionLead(Action):
    """Decides what comes next."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_lead"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Say the next thing, or hand over to `action_show` or `action_connect`."""
        state = TalkState.of(tracker.slots)
        before = heard(tracker.latest_message)
        then = lead(state, before, Saying(dispatcher, state))
        return [*state.changes(tracker.slots), *([FollowupAction(then)] if then else [])]


def lead(state: TalkState, message: Heard, saying: Saying) -> str | None:
    """Say the next thing; return the name of the action to go on with, if any."""
    answered, state.question = state.question, None
    if answered == "danger" and not (message.needs or message.told or message.tapped):
        # A denial is believed gently: the help lines stay in view, and nothing routine is asked right away.
        saying.say("stay_denied")
        return None
    if answered == "wissen" and message.intent in {"bevestigen", "ontkennen"}:
        return "action_erase"
    if feedback.answer(state, answered, message, saying):
        return None
    topic = kind_word(message.text)
    if topic:
        saying.show({"kind": "notice", "text": topic_text(topic)})
    if message.intent in TAPPED:
        return TAPPED[message.intent](state, message, saying)
    if message.facts.get("avoid"):
        saying.say("heard_avoid", once=True)
        if state.phase == "kaarten":
            return "action_show"
    if answered in ANSWERED and not (message.needs or message.told) and message.intent in {"bevestigen", "ontkennen"}:
        return ANSWERED[answered](state, message, saying)
    if message.intent == "iets_anders":
        return _something_else(state, message, saying)
    if message.intent == "meer":
        state.settle()
        return "action_show"
    if _not_understood(state, message, answered):
        return _ask_what_was_meant(state, message, saying)
    if message.needs or message.told or message.tapped:
        state.misses = 0
    if not (topic or message.facts.get("avoid")):
        _acknowledge(state, message, answered, saying)
    if message.value("request") == "tonen":
        if not state.settle():
            # Nothing is known yet, but who asks to see something gets to see something.
            state.hear("overzicht_hulp")
        return "action_show"
    if state.phase == "kaarten":
        return _after_suggestions(state, message, saying)
    unsure = answered == "nodig" and message.intent == "weet_niet" and state.audience != "professional"
    if unsure and OPTIONS not in state.asked:
        # Who does not know what would help first hears what can be chosen (004: option talk).
        offer_options(state, saying)
        return None
    question = next_question(state)
    if question is None and not state.settle():
        if message.fallback:
            return _ask_what_was_meant(state, message, saying)
        # Who does not know is not asked on and on, but shown where to begin.
        state.hear("opleiding_richtlijn" if state.audience == "professional" else "overzicht_hulp")
    if question is None:
        return "action_show"
    ask(state, question, saying)
    return None


def ask(state: TalkState, question: str, saying: Saying) -> None:
    """Ask a question and remember that it stands open; as soon as there is something to show, that is offered too."""
    state.asked = [*state.asked, question]
    state.question = question
    enough = bool(state.needs) and question in {"hulp", "audience", "region"}
    saying.say(question_text(state, question), more=[SHOW_NOW] if enough else [])


def question_text(state: TalkState, question: str) -> str:
    """The name of the text that asks a question."""
    return "ask_nodig_professional" if question == "nodig" and state.audience == "professional" else f"ask_{question}"


def ask_which_fits(state: TalkState, saying: Saying) -> None:
    """Ask which of the suggestions fits; their titles are the choices."""
    state.question = "welke"
    titles = [(title, f'/kies_kaart{{"instrument":"{slug}"}}') for slug, title in state.offered]
    saying.offer("which_fits", [*titles, ("Meer dan één", '/kies_kaart{"instrument":"*"}')])


def _fits(state: TalkState, message: Heard, saying: Saying) -> str | None:
    if len(state.offered) > 1:
        ask_which_fits(state, saying)
        return None
    return _like(state, [slug for slug, _ in state.offered])


def _chosen(state: TalkState, message: Heard, saying: Saying) -> str | None:
    slugs = [slug for slug, _ in state.offered]
    return _like(state, [slug for slug in slugs if message.value("instrument") in {slug, "*"}])


def _like(state: TalkState, slugs: list[str]) -> str:
    state.liked = [*state.liked, *(slug for slug in slugs if slug not in state.liked)]
    return "action_take_home"


def _past(state: TalkState, message: Heard, saying: Saying) -> str | None:
    """Yes or no to 'does anything here fit?'."""
    return (_something_else if message.intent == "ontkennen" else _fits)(state, message, saying)


def _something_else(state: TalkState, message: Heard, saying: Saying) -> str | None:
    """What was shown does not fit: asked is why, unless that was said, or what would fit better."""
    if message.facts.get("refused"):
        saying.say("heard_refused", once=True)
    elif state.phase == "kaarten" and state.audience != "professional" and saying.say("ask_why_not", once=True):
        state.question = "past"
        return None
    state.question = "nodig"
    saying.say("ask_nodig_professional" if state.audience == "professional" else "ask_anders")
    return None


def _avoided(state: TalkState, message: Heard, saying: Saying) -> str | None:
    """A tap on why it does not fit; `remember` has noted it."""
    saying.say("heard_avoid", once=True)
    return "action_show"


def _helped(state: TalkState, message: Heard, saying: Saying) -> str | None:
    """The answer to 'did it help?' of somebody who came back (bouwsteen 5: did it help? if not, again and better)."""
    answer = message.value("answer") or {"bevestigen": "ja", "ontkennen": "nee"}.get(message.intent)
    saying.say(f"helped_{answer}")
    if answer == "nog_niet":
        saying.show({"kind": "links", "links": ["overzicht", "herinnering"]})
        saying.say("after_fits")
        return None
    if answer == "ja":
        saying.say("after_fits")
        return None
    if not state.settle():
        state.hear("hulp_helpt_niet")
    return "action_show"


Next = Callable[[TalkState, Heard, Saying], "str | None"]
TAPPED: dict[str, Next] = {"past": _fits, "kies_kaart": _chosen, "past_niet": _avoided, "kies_geholpen": _helped}
ANSWERED: dict[str, Next] = {"past": _past, "welke": _past, "geholpen": _helped}
"""Questions to which a bare yes or no has a meaning of its own."""


def _not_understood(state: TalkState, message: Heard, answered: str | None) -> bool:
    if not message.fallback or message.needs or message.told or message.tapped:
        return False
    return answered not in OPEN_QUESTIONS


def _ask_what_was_meant(state: TalkState, message: Heard, saying: Saying) -> str | None:
    if state.miss():
        saying.say("not_understood_again")
        return "action_connect"
    titles = load_needs()
    likely = _likeliest(state, message)
    choices = [(titles[need].title, kies_need(need)) for need in likely]
    saying.offer("not_understood", [*choices, ("Iets anders", "/iets_anders")])
    return None


def _likeliest(state: TalkState, message: Heard) -> list[str]:
    """The two needs to offer when a message was not understood: those half heard just now, or before, or any two."""
    if state.audience == "professional":
        return sorted(for_professionals(), reverse=True)
    left_out = for_professionals() | set(state.refused)
    half_heard = [need for need in (*message.guesses, *state.maybe) if need not in left_out]
    return list(dict.fromkeys([*half_heard, "overbelasting", "overzicht_hulp"]))[:2]


def _acknowledge(state: TalkState, message: Heard, answered: str | None, saying: Saying) -> None:
    """One short sentence about what was heard, and never the same twice."""
    if message.needs and message.sure:
        saying.say(f"heard_{message.needs[0]}", once=True)
    elif mood := message.value("mood") or (message.intent == "kies_hoe" and message.value("answer")):
        saying.say("heard_good" if mood == "goed" else "heard_bad" if mood == "slecht" else "heard_thanks", once=True)
    elif message.intent == "verder" and state.danger:
        saying.say("go_on_gently", once=True)
    elif message.intent == "weet_niet":
        saying.say("weet_niet", once=True)
    elif message.intent == "sla_over" or message.value("request") == "overslaan":
        saying.say("heard_skip", once=True)
    elif message.value("region"):
        saying.say("heard_region", once=True, region=str(state.region))
    elif message.told:
        saying.say("heard_fact", once=True)
    elif answered:
        saying.say("heard_thanks", once=True)


def _after_suggestions(state: TalkState, message: Heard, saying: Saying) -> str | None:
    """The talk goes on after cards: something new leads to new cards, else the visitor is asked what is wanted."""
    if message.needs or message.told:
        return "action_show"
    saying.say("go_on", once=True) or saying.say("after_cards")
    return None
