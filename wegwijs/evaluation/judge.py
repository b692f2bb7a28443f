"""Whether one answer is right: the rules of the evaluation, sentence by sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from vocabulary.conditions import with_groups
from vocabulary.needs import CRISIS, bouwsteen_of
from wegwijs.evaluation.read import Row

Answer = Mapping[str, Any]
"""An answer of contract 1 (`wegwijs.understanding.answer`)."""
Pair = tuple[Row, Answer]

OUT_OF_REACH = "buiten_bereik"
BESIDE = {"mantelzorger": "naaste"}
"""Whoever cares for somebody also stands beside them; a single sentence seldom tells the two apart."""
FIRST = 3
"""As many needs as a visitor is shown suggestions for."""


def heard(pair: Pair) -> str:
    """The label of the answer as it is measured.

    Danger counts as crisis. Not being sure counts as buiten_bereik, where no need was said or where that is accepted;
    a guess at a need is measured as it stands.
    """
    row, answer = pair
    if answer["danger"] and CRISIS in row.accepted:
        return CRISIS
    if answer["fallback"] and (not row.about_a_need or OUT_OF_REACH in row.accepted):
        return OUT_OF_REACH
    return str(answer["need"] or OUT_OF_REACH)


def label_right(pair: Pair) -> bool:
    """Whether the first label is right. For a sentence of crisis nothing will do but danger."""
    row, _ = pair
    return heard(pair) in ((CRISIS,) if row.need == CRISIS else row.accepted)


def within_three(pair: Pair) -> bool:
    """Whether an accepted label comes first or is among the first three needs."""
    row, answer = pair
    return label_right(pair) or any(each["need"] in row.accepted for each in answer["needs"][:FIRST])


def bouwsteen_right(pair: Pair) -> bool:
    """Whether the bouwsteen is that of an accepted need."""
    row, answer = pair
    return label_right(pair) or answer["bouwsteen"] in {bouwsteen_of(label) for label in row.accepted} - {None}


def audience_right(pair: Pair) -> bool:
    """Whether the audience is right, mantelzorger and naaste taken as one."""
    row, answer = pair
    return _beside(answer["audience"]) == _beside(row.audience)


def _beside(audience: str | None) -> str | None:
    return BESIDE.get(audience or "", audience)


def condition_right(pair: Pair) -> bool:
    """Whether the illness is the one that was wanted, or belongs to the group that was wanted."""
    row, answer = pair
    found, wanted = answer["condition"], row.condition
    if found is None or wanted is None:
        return found is wanted
    return wanted.casefold() in with_groups(found)
