"""The figures of a model beside those of the one it was compared with, as the page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from vocabulary.needs import load as load_needs
from web.review.measured import DANGER, OTHER
from web.review.models import TrainedModel


@dataclass(frozen=True)
class Line:
    """One figure: of how many sentences so many were right, with the model before and with this one."""

    words: str
    was: tuple[int, int]
    now: tuple[int, int]

    @property
    def difference(self) -> int:
        """Sentences more or fewer."""
        return self.now[0] - self.was[0]


@dataclass(frozen=True)
class Comparison:
    """What the page shows: of the needs and the other figures what changed, largest first, then the rest."""

    danger: list[Line]
    changed: list[Line]
    same: list[Line]


def comparison(model: TrainedModel) -> Comparison:
    """The figures in the report of a model. Figures of the weakest group are left out: the group may be another one."""
    figures, needs = model.report["figures"], model.report["needs"]
    titles = {label: need.title for label, need in load_needs().items()}
    whole = {name: words for name, words in OTHER.items() if not name.startswith("weakest")}
    lines = [*_lines(whole, figures), *_lines(titles, needs)]
    return Comparison(
        danger=_lines(DANGER, figures),
        changed=sorted((line for line in lines if line.difference), key=lambda line: -abs(line.difference)),
        same=[line for line in lines if not line.difference],
    )


def _lines(names: Mapping[str, str], figures: Mapping[str, Mapping[str, Any]]) -> list[Line]:
    found: Iterable[tuple[str, Mapping[str, Any]]] = ((names[name], figures[name]) for name in names if name in figures)
    return [Line(words, tuple(both["was"]), tuple(both["now"])) for words, both in found if both["now"][1]]
