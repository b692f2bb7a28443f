"""How long a search takes in catalogues of 100 to 100,000 instruments, on SQLite and on PostgreSQL.

`.venv/bin/python -m benchmarks.search [--sizes 100,10000,100000] [--out FILE.json]`; see benchmarks/README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from sqlalchemy import Engine
from sqlalchemy.orm import Session, sessionmaker

from benchmarks.filling import fill
from benchmarks.made_up import TODAY, instruments, typical, with_everything
from catalogue.database import engine_for, session_factory
from catalogue.search import Situation, search
from tests.common.postgres import empty_database, running_server

SIZES = (100, 10_000, 100_000)
QUESTIONS = 400
ROUNDS = 3
"""How often each question is asked; the middle time of a question counts, so that a hiccup of the machine does not."""
SHOWN_BEFORE = 2
"""Times that somebody said 'iets anders' before the question that is measured."""
AIM_MS, AIM_RATIO = 20.0, 3.0


@dataclass(frozen=True)
class Times:
    """What was measured of one kind of question in one catalogue; times in milliseconds.

    `p50` and `p95` are by the clock, the middle one of `ROUNDS` for each question; `p95_raw` is over every single
    search, hiccups included. `cpu` is processor time of this process for a search, on average; a server's own is not
    in it.
    """

    database: str
    questions: str
    instruments: int
    p50: float
    p95: float
    p95_raw: float
    cpu: float


def main() -> None:
    """Fill, ask, print a table and whether the aims are met, and write the file if one was asked for."""
    wishes = _wishes()
    found: list[Times] = []
    for database in wishes.databases.split(","):
        for size in (int(size) for size in wishes.sizes.split(",")):
            with _catalogue(database, size) as engine:
                found += measure(engine, database, size, wishes.questions)
    print("\n".join(table(found)))
    if wishes.out:
        document = {
            "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
            "cores": os.cpu_count(),
            "load_average": os.getloadavg()[0],
            "questions": wishes.questions,
            "times": [asdict(one) for one in found],
        }
        wishes.out.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def measure(engine: Engine, database: str, size: int, number: int) -> list[Times]:
    """The times of both kinds of questions in a filled catalogue."""
    sessions = session_factory(engine)
    kinds = {"typical": typical, "all filters": with_everything}
    return [
        _timed(sessions, database, name, size, _in_mid_talk(sessions, make(number), name == "all filters"))
        for name, make in kinds.items()
    ]


def table(found: Sequence[Times]) -> Iterator[str]:
    """The lines of a table in Markdown. The ratio is to the smallest catalogue of the same database and questions."""
    yield "| database | questions | instruments | p50 ms | p95 ms | p95 ms, each | cpu ms | p95 ratio | aims |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | --- |"
    for one in found:
        same = [other for other in found if (other.database, other.questions) == (one.database, one.questions)]
        ratio = one.p95 / min(same, key=lambda other: other.instruments).p95
        met = "met" if one.p95 <= AIM_MS and ratio <= AIM_RATIO else "NOT met"
        cells = (f"{one.p50:.1f}", f"{one.p95:.1f}", f"{one.p95_raw:.1f}", f"{one.cpu:.1f}", f"{ratio:.2f}", met)
        yield f"| {one.database} | {one.questions} | {one.instruments:,} | {' | '.join(cells)} |"


def _in_mid_talk(sessions: sessionmaker[Session], asked: list[Situation], later: bool) -> list[Situation]:
    """The situations, with what was shown before left out where the talk has gone on for a while; this warms up too."""
    result = []
    for situation in asked:
        for _ in range(SHOWN_BEFORE):
            with sessions() as session:
                hits = search(session, situation, today=TODAY)
            if later:
                seen = situation.exclude | {hit.instrument.slug for hit in hits}
                situation = replace(situation, exclude=seen)
        result.append(situation)
    return result


def _timed(sessions: sessionmaker[Session], database: str, name: str, size: int, asked: Sequence[Situation]) -> Times:
    rounds: list[list[float]] = []
    before = process_time()
    for _ in range(ROUNDS):
        rounds.append([_milliseconds(sessions, situation) for situation in asked])
    cpu = (process_time() - before) * 1000 / (ROUNDS * len(asked))
    middle = [median(times) for times in zip(*rounds)]
    every = [one for times in rounds for one in times]
    return Times(database, name, size, median(middle), _p95(middle), _p95(every), cpu)


def _milliseconds(sessions: sessionmaker[Session], situation: Situation) -> float:
    start = perf_counter()
    with sessions() as session:
        search(session, situation, today=TODAY)
    return (perf_counter() - start) * 1000


def _p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]


@contextmanager
def _catalogue(database: str, size: int) -> Iterator[Engine]:
    """A filled catalogue, gone when the `with` ends."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        url = f"sqlite:///{folder / 'catalogue.db'}"
        if database == "postgresql":
            url = stack.enter_context(empty_database(stack.enter_context(running_server())))
        engine = engine_for(url)
        stack.callback(engine.dispose)
        start = perf_counter()
        rows = fill(engine, instruments(size), lambda done: _tell(f"\r{database}: {done:,} of {size:,} stored"))
        _tell(f"\r{database}: {size:,} instruments, {rows:,} rows in the index, {perf_counter() - start:.0f} s\n")
        yield engine


def _wishes() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)), help="how many instruments, with commas")
    parser.add_argument("--databases", default="sqlite,postgresql", help="which databases, with commas")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="how many of each kind")
    parser.add_argument("--out", type=Path, help="write the figures to this file as well, as JSON")
    return parser.parse_args()


def _tell(what: str) -> None:
    print(what, end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
