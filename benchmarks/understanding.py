"""The project's pipeline beside Rasa's default one: `.venv/bin/python -m benchmarks.understanding [--out FILE.json]`.

Both are trained on the same examples and asked the same sentences, which are never trained on (benchmarks/README.md).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benchmarks.measure import measure
from benchmarks.pipelines import EXAMPLES, ours, rasa_default, train
from benchmarks.report import Measured, ratios, table
from benchmarks.sample import sample
from vocabulary.tables import TableError
from wegwijs.evaluation.read import read
from wegwijs.evaluation.run import OWN
from wegwijs.models import ModelError, fingerprint
from wegwijs.understanding import UnderstandingError


def main() -> None:
    """Train both pipelines, measure them in turns, print the table and write the file if one was asked for."""
    wishes = _wishes()
    rows, trained, mark = read(OWN), [], fingerprint()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        examples = Path(work) / "examples"
        number = sample(EXAMPLES, examples, wishes.every)
        for pipeline in (ours(), rasa_default(wishes.epochs)):
            _tell(f"Training the pipeline {pipeline.name!r} on {number} examples")
            trained.append(train(pipeline, Path(work) / pipeline.name, examples))
        _tell(f"Asking both {len(rows)} sentences, in turns")
        mine, default = measure(trained, rows)
    if fingerprint() != mark:
        raise ModelError("the data or the pipeline changed during the run, so the two cannot be compared: run it again")
    print("\n".join(table(mine, default)))
    if wishes.out:
        text = json.dumps(_document(mine, default, len(rows), number, wishes.epochs), indent=2)
        wishes.out.write_text(text + "\n", encoding="utf-8")


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.understanding", description=__doc__)
    parser.add_argument("--out", type=Path, help="write the figures to this file as well, as JSON")
    parser.add_argument("--epochs", type=int, help="epochs of the default pipeline, instead of Rasa's own 100")
    parser.add_argument("--every", type=int, default=1, help="train both on each so-manieth example only")
    return parser.parse_args()


def _document(mine: Measured, default: Measured, sentences: int, examples: int, epochs: int | None) -> dict[str, Any]:
    """All figures of a run, with what they were measured on.

    `load_average` is of the last minute; `epochs` is None where Rasa's own number was kept.
    """
    return {
        "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
        "cores": os.cpu_count(),
        "load_average": os.getloadavg()[0],
        "sentences": sentences,
        "examples": examples,
        "epochs": epochs,
        "ours": mine.figures(),
        "default": default.figures(),
        "ratios": ratios(mine, default),
    }


def _tell(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except (ModelError, UnderstandingError, TableError) as failure:
        raise SystemExit(str(failure)) from None
