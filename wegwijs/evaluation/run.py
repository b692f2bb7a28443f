"""One evaluation from file to figures, through the trained pipeline."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from wegwijs import understanding
from wegwijs.evaluation.danger import count
from wegwijs.evaluation.judge import Answer
from wegwijs.evaluation.result import Result
from wegwijs.evaluation.score import score
from wegwijs.evaluation.sentences import Sentences
from wegwijs.paths import ROOT

OWN = ROOT / "evaluation" / "needs.tsv"
"""The project's own sentences about needs, held back from training."""
OWN_DANGER = ROOT / "evaluation" / "danger.tsv"
"""The project's own sentences of danger and of what only looks like it, held back from training."""


def evaluate(sentences: Sentences, model: Path) -> Result:
    """Let the engine read all sentences in one run, and score what it understood. Raises UnderstandingError."""
    answers = _answers([row.text for row in sentences.needs] + [row.text for row in sentences.danger], model)
    about_needs = len(sentences.needs)
    return Result(score(sentences.needs, answers[:about_needs]), count(sentences.danger, answers[about_needs:]))


def _answers(texts: Sequence[str], model: Path) -> list[Answer]:
    with tempfile.TemporaryFile() as lines:
        # The engine reads from a file of its own process: it cannot be handed text in memory.
        lines.write("".join(f"{text}\n" for text in texts).encode())
        lines.seek(0)
        answers = list(understanding.understand(lines, model))
    if len(answers) != len(texts):
        raise understanding.UnderstandingError(f"{len(answers)} answers came to {len(texts)} sentences")
    return list(answers)
