"""Which illness a message implies without its name: by a specialist, a treatment, a device or a complaint.

A guess for when no illness is named, from `data/condition_cues.tsv`. It is never sure: the visitor may be asked.
"""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading import illness_context as context
from bot.reading.condition import Mention, Named
from bot.reading.illness_stance import is_workplace, stance
from bot.reading.lists import FOLDER
from bot.reading.text import Text
from vocabulary.conditions import load, with_groups

_LEAST = 2.0


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "condition_cues.tsv", tuple(load()))


def implied(text: Text, named: Named) -> list[Mention]:
    """The illness implied most strongly, as a mention that is not plain; at most one.

    What is named goes first: 'de cardioloog zegt dat het reuma is' is about reuma. Only a more specific illness is
    added to its group ('bestraling na mijn prostaatoperatie'). And what was named as not being there is not implied:
    'de oncoloog zegt dat het geen kanker is'.
    """
    groups = {mention.condition for mention in named.mentions}
    row = cues.row(text)
    found: list[tuple[float, Mention]] = []
    taken_out = set()
    for cue, first, size in cues.located(_cues(), row):
        if cue.weight == 0:
            taken_out.add(cue.points_to)
        elif not _denied(text, first, size):
            found.append((cue.weight, Mention(cue.points_to, first, size, False)))
    kept = [
        (weight, mention)
        for weight, mention in found
        if weight >= _LEAST
        and mention.condition not in taken_out
        and named.taken_out.isdisjoint(with_groups(mention.condition))
        and (not groups or groups & set(with_groups(mention.condition)[1:]))
    ]
    return [max(kept, key=lambda entry: (entry[0], -entry[1].first))[1]] if kept else []


def _denied(text: Text, first: int, size: int) -> bool:
    """One word can be denied as a name can ('het is niet kwaadaardig'); a longer turn of phrase only by 'geen'.

    Who works on a ward is not ill with what is treated there.
    """
    if is_workplace(text, first, size) and not stance(text, first, size).there:
        return True
    return context.denied(text, first, size) if size == 1 else text.word(first - 1) in context.said_as("no")
