"""Remember: write what a message told into the state of the talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType
from rasa_sdk.executor import CollectingDispatcher

from actions.heard import Heard, heard
from actions.questions import REQUESTS
from actions.state import TalkState
from safety import kind_word
from vocabulary.conditions import with_groups
from vocabulary.needs import for_professionals
from vocabulary.needs import load as load_needs
from vocabulary.people import CARERS

READ_SIGN, WEBSITE_SIGN, TRAINED_SIGN = 1.0, 0.9, 0.4
"""What a guess from the words, what the website told, and a guess of the trained classifier weigh among the signs of an
audience: the visitor's own words go before the website, the ear of the classifier only when it hears the same often."""
BESIDE_HELP = 0.85
"""From this confidence on a request in the answer to 'Heb je genoeg hulp?' goes in front of what was told before."""
KINDS_OF_HELP = REQUESTS - {"gezin_bespreekbaar", "werk_en_studie", "overzicht_hulp", "vast_aanspreekpunt"}
PAST_CRISIS = "voorbij"
NO_STEP = frozenset({"vraag", "crisis"})
"""What is asked of the talk itself and a danger are nothing to step back over."""
MEANWHILE = ("zelf_aan_de_slag", "lotgenoten")
"""What can be done while somebody waits for treatment (000, bouwsteen 3)."""
AFTER_HOW_ARE_YOU = 0.5
"""People answer 'Hoe gaat het?' with a mood first, so a need is believed only when it is heard well."""


class ActionRemember(Action):
    """Slots only; says nothing."""

    def name(self) -> str:
        """The name in domain.yml."""
        return "action_remember"

    async def run(self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]) -> list[EventType]:
        """Bring the slots up to date with the latest message."""
        state, message = TalkState.of(tracker.slots), heard(tracker.latest_message)
        if message.intent not in NO_STEP:
            state.begin_step()
        remember(state, message)
        return state.changes(tracker.slots)


def remember(state: TalkState, message: Heard) -> None:
    """Change `state` by what `message` told."""
    _remember_facts(state, message)
    if message.intent == "crisis":
        return
    refused = [str(fact.value) for fact in message.facts.get("refused", ())]
    for need in refused:
        state.refuse(need)
    if message.intent == "iets_anders" and state.needs and not refused:
        # What was shown for the need in front did not fit, so the others come first from now on.
        state.needs = [*state.needs[1:], state.needs[0]]
    needs = _needs(state, message)
    if state.question == "hulp" and state.needs and not _asks_for_help(needs, message):
        # 'Mijn vrouw en mijn vader' says who helps, not what is wanted: it stands behind what was told before.
        more = [need for need in needs if need not in {*state.needs, *state.refused}]
        state.needs, state.guessed = [*state.needs, *more], [*state.guessed, *more]
    else:
        for need in reversed(needs):
            state.hear(need, plain=message.tapped or (message.sure and need == needs[0]))
    if state.waiting:
        more = [need for need in MEANWHILE if need not in {*state.needs, *state.refused}]
        state.needs, state.guessed = [*state.needs, *more], [*state.guessed, *more]
    if not needs and (message.fallback or message.intent in load_needs()):
        state.suspect([need for need in message.guesses[:2] if need not in for_professionals()])
    if state.question == "hulp":
        state.help = _help(message) or state.help
    if message.intent == "kies_hulp":
        state.help = message.value("answer")


def _needs(state: TalkState, message: Heard) -> list[str]:
    """The needs that this message adds."""
    if state.question == "hoe" and message.confidence < AFTER_HOW_ARE_YOU:
        return []
    # A crisis that is over gets a warm word (`lead`); what its words resemble is no need of today.
    needs = [] if kind_word(message.text) == PAST_CRISIS else list(message.needs)
    if message.value("request") == "tonen" and state.needs:
        # 'Laat maar zien wat er is' asks to see what fits what was told, not for an overview of all help.
        needs = [need for need in needs if need != "overzicht_hulp"]
    if state.audience == "professional":
        return [need for need in needs if need in for_professionals()] or (["opleiding_richtlijn"] if needs else [])
    # Only a professional is led to bouwsteen 6 and 7; from anybody else the label is a slip of the ear.
    return [need for need in needs if need not in for_professionals() or message.tapped or state.audience is None]


def _asks_for_help(needs: list[str], message: Heard) -> bool:
    return bool(needs) and needs[0] in KINDS_OF_HELP and message.confidence >= BESIDE_HELP


def _help(message: Heard) -> str | None:
    return message.value("help") or {"bevestigen": "ja", "ontkennen": "nee", "weet_niet": "deels"}.get(message.intent)


def _remember_facts(state: TalkState, message: Heard) -> None:
    _remember_audience(state, message)
    condition = message.fact("condition")
    # An illness that is only implied never takes the place of one that was named.
    open_to_a_hint = state.condition is None or "condition" in state.presumed
    counts = condition is not None and (condition.sure or open_to_a_hint)
    if condition and counts and not _only_the_group(state.condition, condition.value):
        state.condition = condition.value
        state.told("condition")
    region = message.fact("region")
    if region and (state.region is None or region.sure or "region" in state.presumed):
        state.region = region.value
        state.told("region")
    if message.facts.get("both") and state.audience != "professional":
        state.both, state.audience, state.audience_sure = True, "mantelzorger", True
        state.told("audience")
    state.waiting = state.waiting or message.value("request") == "wachten"
    for fact in message.facts.get("avoid", ()):
        if fact.value not in state.avoid:
            state.avoid = [*state.avoid, str(fact.value)]
    if message.value("age") is not None:
        state.age = int(message.value("age"))
    for fact in message.facts.get("carer_group", ()):
        if fact.value not in state.carer_groups:
            state.carer_groups = [*state.carer_groups, fact.value]
    if state.carer_groups and (state.audience is None or ("audience" in state.presumed and not state.carer)):
        state.audience = "mantelzorger"
        state.told("audience")
    if state.audience not in CARERS:
        state.carer_groups = []


def _only_the_group(known: str | None, said: str) -> bool:
    """'kanker' after 'borstkanker' tells nothing new."""
    return known is not None and said != known and said in with_groups(known)


def _remember_audience(state: TalkState, message: Heard) -> None:
    """Plain words count over signs; while nothing was said plainly, the signs of the whole talk are weighed."""
    audience = message.fact("audience")
    if audience is None:
        return
    if audience.sure or message.tapped or state.question == "audience":
        # 'My husband' does not make less of somebody who told of caring for him.
        if message.tapped or (state.audience, audience.value) != ("mantelzorger", "naaste"):
            state.audience = audience.value
        state.audience_sure = True
        state.told("audience")
        return
    signs = state.audience_signs
    if "audience" in state.presumed and not signs:
        signs = {str(state.audience): WEBSITE_SIGN}
    weight = signs.get(audience.value, 0.0) + (READ_SIGN if audience.read else TRAINED_SIGN)
    state.audience_signs = {**signs, audience.value: weight}
    if not state.audience_sure and (likeliest := _likeliest(state.audience_signs)) != state.audience:
        state.audience = likeliest
        state.told("audience")


def _likeliest(signs: Mapping[str, float]) -> str:
    """The audience most signs point to; the two kinds of carers stand together against the others."""
    together = {label: weight for label, weight in signs.items() if label not in CARERS}
    together["carer"] = sum(signs.get(label, 0.0) for label in CARERS)
    best = max(together, key=lambda label: together[label])
    return max(CARERS, key=lambda label: (signs.get(label, 0.0), label)) if best == "carer" else best
