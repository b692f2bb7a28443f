"""One evaluation from file to figures, through the trained pipeline."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from wegwijs import understanding
from wegwijs.evaluation.judge import Answer
from wegwijs.evaluation.read import Row
from wegwijs.evaluation.score import Scores, score
from wegwijs.paths import ROOT

OWN = ROOT / "evaluation" / "needs.tsv"
"""The project's own sentences, held back from training."""


def evaluate(rows: Sequence[Row], model: Path) -> Scores:
    """Let the engine read all rows in one run, and score what it understood. Raises UnderstandingError."""
    return score(rows, _answers(rows, model))


def _answers(rows: Sequence[Row], model: Path) -> list[Answer]:
    with tempfile.TemporaryFile() as lines:
        # The engine reads from a file of its own process: it cannot be handed text in memory.
        lines.write("".join(f"{row.text}\n" for row in rows).encode())
        lines.seek(0)
        answers = list(understanding.understand(lines, model))
    if len(answers) != len(rows):
        raise understanding.UnderstandingError(f"{len(answers)} answers came to {len(rows)} sentences")
    return list(answers)
