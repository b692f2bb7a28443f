"""Makes `weights.tsv` from the example sentences: python -m safety.learn

Logistic regression over four labels (none and the three kinds of danger), by steps in a fixed order, so that the same
sentences always give the same table.
"""

from __future__ import annotations

import hashlib
import math
import sys
from collections import Counter
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from safety.book import BOOK
from safety.examples import examples, files
from safety.features import features
from safety.resemblance import KINDS, SCALE
from safety.tsv import ROOM
from safety.view import tokens_of

_ROUNDS = 20
_STEP = 0.7
_SHRINK = 1 / 15  # pull of each weight towards zero, over a whole round
_SEEN_IN = 3  # a feature must occur in at least so many sentences
_SMALLEST = 8  # hundredths; what weighs less in every kind is left out of the table


def fingerprint(lines: Sequence[tuple[str, str]]) -> str:
    """Tells whether a table was made from these lines."""
    return hashlib.sha256("\n".join(f"{label} {text}" for text, label in sorted(lines)).encode()).hexdigest()[:16]


def learn(lines: Sequence[tuple[str, str]]) -> dict[str, list[float]]:
    """Weights of each feature for each kind of danger; the empty feature holds the starting weight."""
    seen = [(features([t.word for t in tokens_of(BOOK, text)], BOOK.classes), label) for text, label in lines]
    counts = Counter(feature for found, _ in seen for feature in found)
    kept = [(sorted(f for f in found if counts[f] >= _SEEN_IN), len(found), label) for found, label in seen]
    share = Counter(label for _, _, label in kept)
    weights: dict[str, list[float]] = {"": [0.0] * len(KINDS)}
    slopes: dict[str, list[float]] = {"": [1.0] * len(KINDS)}
    shrink = {feature: _SHRINK / count for feature, count in counts.items()} | {"": 0.0}
    for found, _, _ in kept:
        for feature in found:
            weights.setdefault(feature, [0.0] * len(KINDS))
            slopes.setdefault(feature, [1e-2] * len(KINDS))
    for turn in range(_ROUNDS):
        for at in sorted(range(len(kept)), key=partial(_mixed, turn)):
            found, size, label = kept[at]
            _step(weights, slopes, shrink, found, size, label, len(kept) / (4 * share[label]))
    return weights


def _mixed(turn: int, at: int) -> bytes:
    """A fixed but mixed order, another one each turn."""
    return hashlib.sha256(f"{turn} {at}".encode()).digest()


def _step(
    weights: dict[str, list[float]],
    slopes: dict[str, list[float]],
    shrink: dict[str, float],
    found: Sequence[str],
    size: int,
    label: str,
    importance: float,
) -> None:
    """One step of adaptive gradient descent on one sentence."""
    part = 1 / math.sqrt(max(1, size))
    start = weights[""]
    powers = [
        math.exp(min(30.0, start[k] + part * sum(weights[feature][k] for feature in found))) for k in range(len(KINDS))
    ]
    whole = 1 + sum(powers)
    for k, kind in enumerate(KINDS):
        error = importance * (powers[k] / whole - (label == kind))
        for feature, value in [("", 1.0), *((feature, part) for feature in found)]:
            slope = error * value + shrink[feature] * weights[feature][k]
            slopes[feature][k] += slope * slope
            weights[feature][k] -= _STEP * slope / math.sqrt(slopes[feature][k])


def write(path: Path, lines: Sequence[tuple[str, str]], weights: dict[str, list[float]]) -> None:
    """Write the table, with the fingerprint of what it was made from."""
    with path.open("w", encoding="utf-8") as out:
        out.write(f"# made by safety.learn from {len(lines)} sentences; fingerprint {fingerprint(lines)}\n")
        for feature in sorted(weights):
            whole = [round(weight * SCALE) for weight in weights[feature]]
            if any(abs(weight) >= _SMALLEST for weight in whole):
                out.write("\t".join([feature, *map(str, whole)]) + "\n")


if __name__ == "__main__":
    material = examples(files())
    write(ROOM / "weights.tsv", material, learn(material))
    sys.stdout.write(f"weights.tsv: learned from {len(material)} sentences\n")
