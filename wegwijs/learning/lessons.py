"""`wegwijs train --with-reviewed`: learn from what staff approved, measure, and keep the outcome for the desk.

Nothing comes live here: that is a button of the desk, for a model that may.
"""

from __future__ import annotations

import fcntl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import update
from sqlalchemy.orm import Session

from web.review import examples
from web.review.models import Example, TrainedModel
from wegwijs import models
from wegwijs.evaluation import floors as floor_table
from wegwijs.evaluation.run import evaluate
from wegwijs.evaluation.sentences import Sentences, read_all
from wegwijs.learning import gates, reviewed_files
from wegwijs.paths import MODELS, ROOT
from wegwijs.transaction import in_database

EVALUATION = ROOT / "evaluation"
STEPS = (
    "De goedgekeurde voorbeelden klaarzetten",
    "Leren: dit duurt het langst",
    "Meten hoe goed het model is dat nu live is",
    "Meten hoe goed het nieuwe model is",
    "De uitkomst bewaren",
)


class LearningError(Exception):
    """There is nothing to learn, or somebody is at it already; the message is for staff."""


def learn(by: str, evaluation: Path, tell: Callable[[int, str], None]) -> TrainedModel:
    """All steps. `tell` hears the number and the words of each when it begins; `evaluation` is a folder with
    needs.tsv, danger.tsv and floors.tsv.

    Raises LearningError, ModelError, UnderstandingError, TableError or OSError.
    """
    with _alone():
        steps = iter(enumerate(STEPS, start=1))
        tell(*next(steps))
        sentences = read_all([evaluation / "needs.tsv", evaluation / "danger.tsv"])
        floors = floor_table.load(evaluation / "floors.tsv")
        learnt = _written(sentences)
        live = models.to_serve()
        if models.path_with_reviewed() == live:
            raise LearningError("Er is niets nieuws te leren: het model dat live is, kent precies deze voorbeelden.")
        tell(*next(steps))
        new = models.train(reviewed=True)
        tell(*next(steps))
        before = evaluate(sentences, live)
        tell(*next(steps))
        after = evaluate(sentences, new)
        tell(*next(steps))
        reasons = gates.why_not(before, after, floors)
        outcome = TrainedModel(
            name=_name(new),
            beside=_name(live),
            made_at=datetime.now(UTC),
            made_by=by,
            examples=len(learnt),
            report=gates.report(before, after),
            fits=not reasons,
            why_not=reasons,
        )
        in_database(lambda session: _keep(session, outcome, learnt))
        return outcome


def _written(sentences: Sentences) -> list[int]:
    """Write the examples as training data; the numbers of those that are in it."""
    found = in_database(lambda session: [(one.id, one.label, one.text) for one in examples.approved(session)])
    # What a model is measured with is never learned from.
    held_back = {_plain(row.text) for row in sentences.needs} | {_plain(row.text) for row in sentences.danger}
    used = [one for one in found if _plain(one[2]) not in held_back]
    reviewed_files.write(ROOT / models.REVIEWED, [(label, text) for _, label, text in used])
    return [number for number, _, _ in used]


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _keep(session: Session, outcome: TrainedModel, learnt: list[int]) -> None:
    session.merge(outcome)
    new = update(Example).where(Example.id.in_(learnt), Example.written_at.is_(None))
    session.execute(new.values(written_at=outcome.made_at))


def _name(model: Path) -> str:
    return model.name.removesuffix(".tar.gz")


@contextmanager
def _alone() -> Iterator[None]:
    """Two at once would write each other's training data."""
    MODELS.mkdir(exist_ok=True)
    with (MODELS / "learning.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise LearningError("Er wordt al geleerd. Wacht tot dat klaar is.") from None
        yield
