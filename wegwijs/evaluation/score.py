"""The figures about needs: answers of contract 1 beside the labels they should have had."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from vocabulary.needs import CRISIS, bouwsteen_of
from wegwijs.evaluation.judge import (
    Answer,
    Pair,
    audience_right,
    bouwsteen_right,
    condition_right,
    heard,
    label_right,
    within_three,
)
from wegwijs.evaluation.read import Row

FIGURES = {
    "need_first": "the need, or one accepted beside it, comes first",
    "need_exact": "the need itself comes first",
    "need_within_three": "the need, or one accepted beside it, is among the first three",
    "bouwsteen": "the bouwsteen is right",
    "other_talk": "small talk, mens_spreken and buiten_bereik are heard as such",
    "crisis": "danger is heard in sentences of crisis",
    "calm": "no danger is heard in any other sentence",
    "audience": "who it is about; mantelzorger and naaste count as one",
    "condition": "the illness that is named, or one of its group",
    "no_condition": "no illness is heard where none is named",
    "weakest_need": "need_first of the need that does worst",
    "weakest_style": "the right label in the style that does worst",
}
BANDS = (0.0, 0.35, 0.55, 0.65, 0.8, 0.9, 1.0)
"""Edges of the bands of confidence. Below 0.35 the assistant is not sure enough and says so."""
LARGE_ENOUGH = 10
"""A group of fewer sentences is shown, but is too small to be called the weakest."""


@dataclass(frozen=True)
class Share:
    """How many were right of how many."""

    right: int = 0
    of: int = 0

    @property
    def value(self) -> float | None:
        """From 0 to 1; None when there was nothing to be right about."""
        return self.right / self.of if self.of else None


def share_of(right: Iterable[bool]) -> Share:
    """The share of marks that are right."""
    marks = list(right)
    return Share(sum(marks), len(marks))


@dataclass(frozen=True)
class Group:
    """Sentences that have a need, a style or an audience in common; `within_three` is about those that say a need."""

    label: Share
    within_three: Share


@dataclass(frozen=True)
class Band:
    """Answers whose first need had a confidence from `low` up to `high`: what they promised, and what came of it."""

    low: float
    high: float
    promised: float
    kept: Share


@dataclass(frozen=True)
class Scores:
    """All that is measured about needs in one run."""

    rows: int
    fallbacks: Share
    figures: dict[str, Share]
    labels: dict[str, Group]
    styles: dict[str, Group]
    audiences: dict[str, Group]
    bands: list[Band]
    confusions: list[tuple[str, str, int]]


def score(rows: Sequence[Row], answers: Sequence[Answer]) -> Scores:
    """Compare each row with the answer to it. Raises ValueError when there are not as many answers as rows."""
    pairs = list(zip(rows, answers, strict=True))
    by_label = _groups(pairs, lambda row: row.need)
    styles = _groups(pairs, lambda row: row.style)
    needs = {label: group for label, group in by_label.items() if bouwsteen_of(label)}
    about_needs = [(row, answer) for row, answer in pairs if row.about_a_need]
    other = [(row, answer) for row, answer in pairs if not row.about_a_need and row.need != CRISIS]
    crisis = [(row, answer) for row, answer in pairs if row.need == CRISIS]
    calm = [(row, answer) for row, answer in pairs if CRISIS not in row.accepted]
    figures = {
        "need_first": share_of(map(label_right, about_needs)),
        "need_exact": share_of(answer["need"] == row.need for row, answer in about_needs),
        "need_within_three": share_of(map(within_three, about_needs)),
        "bouwsteen": share_of(map(bouwsteen_right, about_needs)),
        "other_talk": share_of(map(label_right, other)),
        "crisis": share_of(map(label_right, crisis)),
        "calm": share_of(answer["danger"] is None for _, answer in calm),
        "audience": share_of(audience_right(pair) for pair in pairs if pair[0].audience),
        "condition": share_of(condition_right(pair) for pair in pairs if pair[0].condition),
        "no_condition": share_of(condition_right(pair) for pair in pairs if not pair[0].condition),
        "weakest_need": _weakest(needs),
        "weakest_style": _weakest(styles),
    }
    return Scores(
        rows=len(pairs),
        fallbacks=share_of(answer["fallback"] for _, answer in pairs),
        figures=figures,
        labels=by_label,
        styles=styles,
        audiences=_groups(pairs, lambda row: row.audience or ""),
        bands=_bands(pairs),
        confusions=_confusions(pairs),
    )


def _groups(pairs: Iterable[Pair], key: Callable[[Row], str]) -> dict[str, Group]:
    members: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        members[key(pair[0])].append(pair)
    return {
        name: Group(
            share_of(map(label_right, those)),
            share_of(within_three(pair) for pair in those if pair[0].about_a_need),
        )
        for name, those in sorted(members.items())
    }


def _weakest(groups: Mapping[str, Group]) -> Share:
    large = [group.label for group in groups.values() if group.label.of >= LARGE_ENOUGH]
    return min(large, key=lambda share: share.value or 0.0, default=Share())


def _bands(pairs: Iterable[Pair]) -> list[Band]:
    """Only answers whose first label is a need: contract 1 gives the confidence of needs alone."""
    found: list[list[tuple[float, bool]]] = [[] for _ in BANDS[1:]]
    for row, answer in pairs:
        best = answer["needs"][0] if answer["needs"] else None
        if best and best["need"] == answer["need"]:
            band = sum(best["confidence"] >= edge for edge in BANDS[1:-1])
            found[band].append((best["confidence"], answer["need"] in row.accepted))
    return [
        Band(low, high, sum(sure for sure, _ in those) / len(those), share_of(right for _, right in those))
        for low, high, those in zip(BANDS, BANDS[1:], found)
        if those
    ]


def _confusions(pairs: Iterable[Pair]) -> list[tuple[str, str, int]]:
    """What was said, what was heard instead and how often; the largest first."""
    wrong = Counter((pair[0].need, heard(pair)) for pair in pairs if not label_right(pair))
    return sorted(((said, got, often) for (said, got), often in wrong.items()), key=lambda each: (-each[2], each[:2]))
