"""Both pipelines measured side by side, in turns, so that other work on the machine slows both alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from benchmarks.engine import Engine, running
from benchmarks.pipelines import Trained
from benchmarks.report import Measured
from wegwijs.evaluation.read import Row
from wegwijs.evaluation.score import score
from wegwijs.understanding import answer

STARTS = 3
"""How often each engine is started; the last one stays and is asked the sentences."""
BLOCK = 20
"""How many sentences an engine reads before it is the other's turn."""


@dataclass
class _Notes:
    """What is noted of one pipeline on the way: one entry a start, one a sentence; processor time over all."""

    start_seconds: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)
    cpu_seconds: float = 0.0


def measure(trained: Sequence[Trained], rows: Sequence[Row]) -> list[Measured]:
    """The figures of each trained pipeline, in order. Each sentence is asked once, so that no cache knows it."""
    notes = [_Notes() for _ in trained]
    with ExitStack() as alive:
        for _ in range(STARTS):
            alive.close()
            engines = [alive.enter_context(running(each.model)) for each in trained]
            for engine, note in zip(engines, notes):
                note.start_seconds.append(engine.start_seconds)
                note.memory_mb.append(engine.memory_mb())
        for number, block in enumerate(_blocks(rows)):
            turns = list(zip(trained, engines, notes))
            for each, engine, note in turns if number % 2 == 0 else reversed(turns):
                _ask(block, each, engine, note)
    return [_measured(each, note, rows) for each, note in zip(trained, notes)]


def _blocks(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    for start in range(0, len(rows), BLOCK):
        yield rows[start : start + BLOCK]


def _ask(block: Sequence[Row], trained: Trained, engine: Engine, note: _Notes) -> None:
    before = engine.cpu_seconds()
    for row in block:
        parse, milliseconds = engine.ask(row.text)
        note.milliseconds.append(milliseconds)
        note.answers.append(answer(trained.pipeline.read(parse)))
    note.cpu_seconds += engine.cpu_seconds() - before


def _measured(trained: Trained, note: _Notes, rows: Sequence[Row]) -> Measured:
    return Measured(
        shares=score(rows, note.answers).figures,
        milliseconds=tuple(note.milliseconds),
        cpu_seconds=note.cpu_seconds,
        memory_mb=median(note.memory_mb),
        start_seconds=median(note.start_seconds),
        training_seconds=trained.training_seconds,
        training_cpu_seconds=trained.training_cpu_seconds,
        model_mb=trained.model.stat().st_size / 1e6,
    )
