"""What the page of results shows: what was understood, three cards with their reasons, and then more by need."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.orm import Session

from catalogue.search import Situation, search
from catalogue.wording import card
from web.wegwijzer.answers import Answers
from web.wegwijzer.questions import Questions
from web.wegwijzer.words import Rows

FIRST = 3
"""More than three suggestions at a time is a list, and a list is not help (design, 'What people read')."""
MORE = 6


@dataclass(frozen=True)
class Group:
    """Cards that answer the same need."""

    title: str
    cards: list[dict[str, Any]]


@dataclass(frozen=True)
class Found:
    """The cards that are shown at once, and those for who wants to see more."""

    first: list[dict[str, Any]]
    more: list[Group]

    @property
    def count(self) -> int:
        """How many more there are."""
        return sum(len(group.cards) for group in self.more)


def find(session: Session, situation: Situation, labels: dict[str, str], other: str) -> Found:
    """The best three, and then at most six more, grouped by the need they answer; `other` names those of no need.

    'More' is a second search without the first three, as when a visitor asks the talk for more.
    """
    first = search(session, situation, FIRST)
    shown = frozenset(hit.instrument.slug for hit in first)
    groups: dict[str | None, list[dict[str, Any]]] = {}
    if len(first) == FIRST:
        for hit in search(session, replace(situation, exclude=shown), MORE):
            groups.setdefault(hit.need, []).append(card(hit, situation))
    return Found(
        [card(hit, situation) for hit in first],
        [Group(labels.get(need or "", other), cards) for need, cards in groups.items()],
    )


def rows(answers: Answers, situation: Situation, questions: Questions, names: Rows) -> list[tuple[str, list[str]]]:
    """'Dit heb ik begrepen': what was understood, in the words of the form."""
    age = None if situation.age is None else f"{situation.age} jaar"
    found: list[tuple[str, list[str | None]]] = [
        (names.hoe, [questions.hoe.label(answers.hoe)]),
        (names.needs, [questions.need_labels.get(need) for need in situation.needs]),
        (names.hulp, [questions.hulp.label(answers.hulp) if answers.hulp not in questions.need_labels else None]),
        (names.liever, [questions.liever.label(code) for code in sorted(situation.avoid)]),
        (names.over, [questions.over.label(situation.audience or "")]),
        (names.ziekte, [*situation.conditions]),
        (names.plaats, [situation.region]),
        (names.leeftijd, [age]),
    ]
    told = [(name, [value for value in values if value]) for name, values in found]
    return [(name, values) for name, values in told if values]
