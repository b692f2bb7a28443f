"""What a message asks of the talk itself: to see what there is, to pass a question over, to take a step back."""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.text import Text

TARGETS = (
    "tonen",
    "overslaan",
    "terug",
    "opties",
    "kies_jij",
    "uitleg",
    "begrepen",
    "bewaren",
    "voorbereiden",
    "wachten",
    "contact",
    "herinnering",
    "code",
    "casusregisseur",
    "geduld",
)
"""Of two that weigh the same the last counts: it is the more special one.

tonen: show suggestions · overslaan: pass this question over · terug: one step back · opties: first tell what there is
to choose from · kies_jij: choose for me · uitleg: what do you mean by that question · begrepen: what have you
understood · bewaren: keep, print or take along · voorbereiden: prepare a talk with a doctor · wachten: there is a
waiting time · contact: somebody is to contact me · herinnering: remind me · code: go on later · casusregisseur: what
that is · geduld: annoyed with the assistant itself.
"""
_LONGEST = 12
"""In a longer message the same words are part of a story ('ik ga liever niet')."""
_LONGEST_OF = {
    "wachten": 60,
    "voorbereiden": 25,
    "contact": 25,
    "casusregisseur": 25,
    "bewaren": 20,
    "code": 20,
    "uitleg": 10,
}
"""These are said in a story as well."""
_COUNTS, _SURE = 2.0, 3.0


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "request_cues.tsv", TARGETS)


def read_request(text: Text, question: str | None) -> list[Fact]:
    """What is asked for, as one fact that rests on the whole message; with words of weight below 0 it is not asked."""
    length = len(text.tokens)
    if not length:
        return []
    found: dict[str, float] = {}
    something_else: set[str] = set()
    for cue, _ in cues.found(_cues(), cues.row(text)):
        if cue.weight < 0:
            something_else.add(cue.points_to)
        elif length <= _LONGEST_OF.get(cue.points_to, _LONGEST):
            weight = cue.weight + (1.0 if question and cue.points_to == "overslaan" else 0.0)
            found[cue.points_to] = max(weight, found.get(cue.points_to, 0.0))
    asked = [(weight, TARGETS.index(value)) for value, weight in found.items() if value not in something_else]
    if not asked or max(asked)[0] < _COUNTS:
        return []
    weight, place = max(asked)
    return [Fact("request", TARGETS[place], text.tokens[0].start, text.tokens[-1].end, weight >= _SURE)]
