"""What comes of one run: the scores of needs and of danger, and all figures together."""

from __future__ import annotations

from dataclasses import dataclass

from wegwijs.evaluation import danger, score
from wegwijs.evaluation.danger import DangerScores
from wegwijs.evaluation.score import Scores, Share

FIGURES = score.FIGURES | danger.FIGURES
"""Every figure with its meaning: these can have a floor, and have a column in the history."""


@dataclass(frozen=True)
class Result:
    """The scores of both sets; where no sentence was about one of them, its figures have nothing to score."""

    needs: Scores
    danger: DangerScores

    @property
    def rows(self) -> int:
        """How many sentences were read in all."""
        return self.needs.rows + self.danger.rows

    @property
    def figures(self) -> dict[str, Share]:
        """The figures by name, in the order of `FIGURES`."""
        return self.needs.figures | self.danger.figures
