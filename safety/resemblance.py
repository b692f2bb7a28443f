"""How much a sentence resembles the example sentences of each kind of danger, and the harmless ones.

A second pair of eyes beside the patterns: a fixed table of weights (`weights.tsv`), made from the example sentences by
`python -m safety.learn`. It finds what no pattern foresaw when the likeness is strong, and it overrules patterns that
are not certain when a sentence looks thoroughly harmless. What a certain rule finds it never takes away.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from safety.characters import FULL
from safety.features import features
from safety.language import Classes
from safety.model import Danger
from safety.tsv import DataError
from safety.words import Token

KINDS: tuple[Danger, ...] = ("self", "other", "violence")
SCALE = 100  # weights are stored as whole hundredths
_WHOLE = 30  # a text of at most so many words is weighed as one


@dataclass(frozen=True)
class Likeness:
    """A stretch of words (begin..end) and how likely it is each kind of danger, 0 to 1 together."""

    begin: int
    end: int
    kind: Danger
    of_kind: float
    danger: float


class Resemblance:
    """The table of weights: for each feature one weight per kind, against 'harmless'."""

    def __init__(self, path: Path, classes: Classes) -> None:
        """Load the table; raises DataError that names file and line."""
        self._classes = classes
        self._weights: dict[str, tuple[int, ...]] = {}
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.startswith("# "):
                    continue
                feature, *weights = line.rstrip("\n").split("\t")
                try:
                    self._weights[feature] = tuple(map(int, weights))
                except ValueError as error:
                    raise DataError(f"{path}:{number}: a weight is not a whole number") from error
                if len(weights) != len(KINDS):
                    raise DataError(f"{path}:{number}: {len(weights)} weights, {len(KINDS)} expected")

    def scores(self, words: Sequence[str]) -> dict[Danger, float]:
        """The probability of each kind of danger for one stretch of words."""
        found = features(words, self._classes)
        totals = [0] * len(KINDS)
        for feature in found:
            weights = self._weights.get(feature)
            if weights:
                for at, weight in enumerate(weights):
                    totals[at] += weight
        bias = self._weights.get("", (0,) * len(KINDS))
        size = SCALE * math.sqrt(max(1, len(found)))
        powers = [math.exp(min(30.0, total / size + own / SCALE)) for total, own in zip(totals, bias)]
        whole = 1 + sum(powers)
        return {kind: power / whole for kind, power in zip(KINDS, powers)}

    def likenesses(self, tokens: Sequence[Token]) -> Iterator[Likeness]:
        """The likeness of a short text as a whole, or of each sentence of a long one."""
        for begin, end in _stretches(tokens):
            scores = self.scores([token.word for token in tokens[begin:end] if token.word != "."])
            kind = max(KINDS, key=lambda name: scores[name])
            yield Likeness(begin, end, kind, scores[kind], sum(scores.values()))


def _stretches(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    words = sum(token.word != "." for token in tokens)
    if words <= _WHOLE:
        if words:
            yield 0, len(tokens)
        return
    begin = 0
    for at, token in enumerate(tokens):
        if token.word == "." or token.after == FULL or at == len(tokens) - 1 or at - begin >= 2 * _WHOLE:
            if at > begin:
                yield begin, at + 1
            begin = at + 1
