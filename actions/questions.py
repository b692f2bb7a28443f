"""Which question comes next: the four questions of the chain approach, then who it is about and where (000, 002).

No question is asked twice, none of which the answer was already told, and never more than six.
"""

from __future__ import annotations

from actions.state import TalkState

MOST_QUESTIONS = 6
ORDER = ("hoe", "waar", "hulp", "nodig", "audience", "region")
PROFESSIONAL_ORDER = ("nodig", "region")

REQUESTS = frozenset(
    {
        "overzicht_hulp",
        "zelftest",
        "lotgenoten",
        "behandeling",
        "respijtzorg",
        "praktische_hulp",
        "geld_en_regelingen",
        "zelf_aan_de_slag",
        "werk_en_studie",
        "gezin_bespreekbaar",
        "vast_aanspreekpunt",
        "opleiding_richtlijn",
        "onderzoek_monitoring",
    }
)
"""Needs that say by themselves what somebody needs; the others say what somebody runs into."""

ABOUT_HELP = frozenset({"hulp_helpt_niet", "overzicht_hulp", "vast_aanspreekpunt", "na_de_zorg"})
"""Needs that already answer whether there is enough help."""


def told(state: TalkState, question: str) -> bool:
    """Whether the visitor, or the website, has already told what `question` asks for."""
    if question == "hoe":
        return bool(state.needs)
    if question == "waar":
        return bool(state.needs)
    if question == "hulp":
        return state.help is not None or bool(ABOUT_HELP & set(state.needs))
    if question == "nodig":
        return bool(REQUESTS & set(state.needs))
    if question == "audience":
        return state.audience is not None and (state.audience_sure or "audience" in state.presumed)
    return state.region is not None


def next_question(state: TalkState) -> str | None:
    """The next question to ask, or None when it is time to show something."""
    if len(state.asked) >= MOST_QUESTIONS:
        return None
    order = PROFESSIONAL_ORDER if state.audience == "professional" else ORDER
    for question in order:
        if question not in state.asked and not told(state, question):
            return question
    return None
