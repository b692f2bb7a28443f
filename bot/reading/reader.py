"""All readers on one message."""

from __future__ import annotations

from bot.reading import condition
from bot.reading.age import read_age
from bot.reading.audience import read_audience
from bot.reading.avoid import read_avoid
from bot.reading.both import read_both
from bot.reading.carer_group import read_carer_groups
from bot.reading.condition import read_condition
from bot.reading.facts import Fact
from bot.reading.help import read_help
from bot.reading.implied import implied
from bot.reading.manner import read_manner
from bot.reading.mood import read_mood
from bot.reading.region import read_region
from bot.reading.request import read_request
from bot.reading.score import read_score
from bot.reading.text import Text

LONGEST = 4000
"""Characters that are read of one message; the gateway lets less through."""


def read_facts(text: str, question: str | None = None) -> list[Fact]:
    """The facts in `text`, read in the light of the `question` it answers.

    `question` is hoe, waar, hulp, nodig, audience, region, condition, past, waardering, or None for none in particular.
    Of several facts with one name the last is the one to believe.
    """
    message = Text(text[:LONGEST])
    if not message.tokens:
        return read_manner(message)
    named = condition.named(message, question)
    illnesses = named.mentions
    audience = read_audience(message, illnesses, question)
    ages = read_age(message)
    conditions = read_condition(message, [*illnesses, *implied(message, named)])
    regions = read_region(message, question)
    # 'Best' is how somebody is, or where they live when that was the question.
    mood = [] if regions and question == "region" else read_mood(message)
    return [
        *audience,
        *conditions,
        *regions,
        *ages,
        *read_carer_groups(message, audience, conditions, ages),
        *read_request(message, question),
        *read_avoid(message, question),
        *read_manner(message),
        *read_both(message, ill=bool(conditions)),
        *read_help(message, question),
        *read_score(message, question),
        *mood,
    ]
