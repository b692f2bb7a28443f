"""Whether a model that learnt from reviewed examples may take the place of the one that is live.

It must keep every floor, hear danger at least as well, and get no worse at what it could: an example that mends one
sentence and breaks five others is no gain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from vocabulary.needs import load as load_needs
from web.review.measured import DANGER, FIGURES
from wegwijs.evaluation.result import Result
from wegwijs.evaluation.score import Share

HARDLY_LOWER = ("need_first", "bouwsteen", "calm", "other_talk")
SLACK = 0.005
"""How much those may fall: a few sentences in a thousand are chance."""
MOST_LOST = 3
"""Sentences that one need may lose."""


def why_not(before: Result, after: Result, floors: Mapping[str, float]) -> list[str]:
    """The reasons in Dutch why it may not be put live; none when it may."""
    return [*_below(after, floors), *_danger(before, after), *_lower(before, after), *_lost(before, after)]


def report(before: Result, after: Result) -> dict[str, Any]:
    """The figures of both beside each other as [right, of], of all sentences and by need."""
    return {
        "figures": {name: _both(before.figures[name], after.figures[name]) for name in FIGURES},
        "needs": {label: _both(*shares) for label, shares in _by_need(before, after).items()},
    }


def _below(after: Result, floors: Mapping[str, float]) -> Iterator[str]:
    for name, floor in floors.items():
        value = after.figures[name].value
        if value is None:
            yield f"'{FIGURES[name]}' kon niet worden gemeten."
        elif value < floor:
            yield f"'{FIGURES[name]}' is {_percent(value)}. Dat moet ten minste {_percent(floor)} zijn."


def _danger(before: Result, after: Result) -> Iterator[str]:
    for name, was, now in _values(before, after, DANGER):
        if now < was:
            yield f"'{FIGURES[name]}' is {_percent(now)} en was {_percent(was)}. Bij gevaar mag niets slechter worden."


def _lower(before: Result, after: Result) -> Iterator[str]:
    for name, was, now in _values(before, after, HARDLY_LOWER):
        if now < was - SLACK:
            yield f"'{FIGURES[name]}' is {_percent(now)} en was {_percent(was)}."


def _lost(before: Result, after: Result) -> Iterator[str]:
    for label, (was, now) in _by_need(before, after).items():
        lost = was.right - now.right
        if lost > MOST_LOST:
            yield f"'{load_needs()[label].title}' verliest {lost} zinnen die het model dat nu live is wel begrijpt."


def _values(before: Result, after: Result, names: Iterable[str]) -> Iterator[tuple[str, float, float]]:
    for name in names:
        was, now = before.figures[name].value, after.figures[name].value
        if was is not None and now is not None:
            yield name, was, now


def _by_need(before: Result, after: Result) -> dict[str, tuple[Share, Share]]:
    groups = before.needs.labels, after.needs.labels
    return {label: (groups[0][label].label, groups[1][label].label) for label in load_needs() if label in groups[0]}


def _both(was: Share, now: Share) -> dict[str, list[int]]:
    return {"was": [was.right, was.of], "now": [now.right, now.of]}


def _percent(value: float) -> str:
    return f"{100 * value:.1f}%".replace(".", ",")
