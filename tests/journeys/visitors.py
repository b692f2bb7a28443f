"""A visitor who answers what is asked in their own words, until there are suggestions."""

from __future__ import annotations

from tests.journeys.promises import MOST_QUESTIONS
from tests.journeys.talk import Talk


def lead(talk: Talk, first: str, **answers: str) -> None:
    """Say `first`, then give to each question the answer under its name (`waar`, `hulp`, `nodig`, ...)."""
    talk.say(first)
    for _ in range(MOST_QUESTIONS):
        if talk.cards:
            return
        assert talk.question in answers, f"asks {talk.question}, which this visitor has no answer to\n{talk}"
        talk.say(answers[talk.question])
    assert talk.cards, f"after {MOST_QUESTIONS} answers there is still nothing\n{talk}"
