"""Which carer groups with a higher risk the speaker belongs to (domain.md, 'Who it is about')."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from bot.reading import cues
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text
from vocabulary.conditions import with_groups
from vocabulary.people import CARERS, carer_groups

_OLDEST_YOUNG_CARER = 24
"""Years; the chain approach speaks of young carers up to and including 24."""
_OF_THE_ILLNESS = ("dementie", "psychische problematiek")


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "carer_group_cues.tsv", tuple(carer_groups()))


def read_carer_groups(
    text: Text, audience: Sequence[Fact], conditions: Sequence[Fact], ages: Sequence[Fact]
) -> list[Fact]:
    """The groups, each once; none for a professional or for someone who is ill."""
    who = audience[-1].value if audience else None
    if who in {"patient", "professional"}:
        return []
    whole = (text.tokens[0].start, text.tokens[-1].end)
    row = cues.row(text)
    weights: dict[str, float] = {}
    for cue, _ in cues.found(_cues(), row):
        weights[cue.points_to] = max(cue.weight, weights.get(cue.points_to, 0.0))
    if who in CARERS:
        if ages and isinstance(ages[-1].value, int) and ages[-1].value <= _OLDEST_YOUNG_CARER:
            weights["jonge mantelzorger"] = 3.0
        for fact in conditions:
            for group in set(_OF_THE_ILLNESS) & set(with_groups(str(fact.value))):
                weights[group] = 3.0 if fact.sure else 2.0
    least = 2.0 if who in CARERS else 3.0
    return [Fact("carer_group", group, *whole, weight >= 3.0) for group, weight in weights.items() if weight >= least]
