"""Figures that may not fall: a table of floors, and which figure is below its own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from vocabulary.tables import TableError, read
from wegwijs.evaluation.result import FIGURES
from wegwijs.evaluation.score import Share


def load(path: Path) -> dict[str, float]:
    """Floors (0 to 1) by figure. Raises TableError on a figure that is not measured, twice there or without a number.

    Every floor has a text that says what is promised, for who wonders whether it may be lowered.
    """
    floors: dict[str, float] = {}
    for line, row in read(path, ("figure", "floor", "text")):
        name = row["figure"]
        if name not in FIGURES:
            raise TableError(path, line, f"{name!r} is not a figure; choose from {', '.join(FIGURES)}")
        if name in floors:
            raise TableError(path, line, f"the floor of {name!r} stands here twice")
        try:
            floor = float(row["floor"])
        except ValueError:
            floor = -1.0
        if not 0 <= floor <= 1:
            raise TableError(path, line, f"a floor is a number from 0 to 1, not {row['floor']!r}")
        floors[name] = floor
    return floors


def below(figures: Mapping[str, Share], floors: Mapping[str, float]) -> Iterator[str]:
    """A clear line for each figure below its floor; a floor of what could not be measured is not held either."""
    for name, floor in floors.items():
        share = figures[name]
        if share.value is None:
            yield f"{name} could not be measured: no sentence is about it, and its floor is {floor:.3f}"
        elif share.value < floor:
            yield f"{name} is {share.value:.3f} ({share.right} of {share.of}), below its floor of {floor:.3f}"
