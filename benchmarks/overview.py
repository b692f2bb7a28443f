"""How long the list of talks takes with a million turns: every filter, every order, search, and deep pages.

`.venv/bin/python -m benchmarks.overview [--turns 1000000] [--databases sqlite,postgresql] [--out FILE.json]`; see
benchmarks/README.md. Each figure is all that the page asks of the database, once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from urllib.parse import urlencode

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from benchmarks.overview_filling import NOW, REGIONS, TURNS, fill, lexicon
from tests.common.postgres import empty_database, running_server
from vocabulary import conditions, municipalities
from web.conversations.models import Talk
from web.staff.people import Colleague, Role
from web.talk_desk import asked as asking
from web.talk_desk.list_page import look

ROUNDS = 20
AIM_MS = 300.0
ANNA = Colleague("staff1", "Anna", "anna@wegwijs.test", Role.MEDEWERKER)
BOUND = Colleague("staff2", "Erik", "erik@wegwijs.test", Role.MEDEWERKER, regions=REGIONS[:2])
DEEP = 10
"""The page that is measured besides the first."""


@dataclass(frozen=True)
class Times:
    """Of one question, in milliseconds; `rows` on its page."""

    database: str
    question: str
    rows: int
    p50: float
    p95: float


def questions() -> dict[str, tuple[str, Colleague, bool]]:
    """By name: the query of the address, who asks, and whether it is for a deep page."""
    words = lexicon()
    common, second, rare = words[0], words[5], words[-1]
    day = f"{NOW:%Y-%m-%d}"
    municipality = urlencode({"gemeente": sorted(municipalities.names())[0]})
    filters = {
        "no filter, by attention": "",
        "no filter, newest": "volgorde=nieuwste",
        "no filter, oldest": "volgorde=oudste",
        "one day": f"van={day}&tot={day}",
        "from a day on": "van=2026-08-01",
        "a common website": "website=website0",
        "a rare website": "website=website39",
        "our own page": "website=-",
        "a municipality": municipality,
        "a rare municipality": "gemeente=Ermelo",
        "an audience": "doelgroep=mantelzorger",
        "an illness": urlencode({"ziekte": sorted(conditions.load())[0]}),
        "a bouwsteen": "bouwsteen=3",
        "a need": "behoefte=overbelasting",
        "confidence of at most 30%": "zekerheid=30",
        "not understood, 2 times": "niet_begrepen=2",
        "danger, tier A": "gevaar=A",
        "danger, any": "gevaar=ja",
        "danger, open": "gevaar=open",
        "score 1": "waardering=1",
        "8 messages or more": "lengte_van=8",
        "9 messages or more (none)": "lengte_van=9",
        "to be looked through": "na_te_kijken=ja",
        "a label": "label=label+1",
        "a common label": "label=label+0",
        "mine": "van_wie=ik",
        "nobody's": "van_wie=niemand",
        "a rare word": f"woorden={rare}",
        "a common word": f"woorden={common}",
        "two common words": f"woorden={common}+{second}",
        "the beginning of words": f"woorden={second[:4]}",
        "a common word, newest": f"woorden={common}&volgorde=nieuwste",
        "danger, open, of this month": "gevaar=open&van=2026-11-01",
        "a need of carers, to be looked through": "behoefte=respijtzorg&doelgroep=mantelzorger&na_te_kijken=ja",
        "not understood, of a website, newest": "niet_begrepen=1&website=website0&volgorde=nieuwste",
        "two words of a common label, oldest": f"woorden={second}+{words[6]}&label=label+0&volgorde=oudste",
        "a word of a need in a municipality": f"woorden={common}&behoefte=overbelasting&{municipality}",
    }
    found = {name: (query, ANNA, False) for name, query in filters.items()}
    for name in ("no filter, by attention", "no filter, newest", "a common word", "to be looked through"):
        found[f"{name}; page {DEEP}"] = (filters[name], ANNA, True)
    for name in ("no filter, by attention", "a need", "a common word", "danger, open", "a label"):
        found[f"{name}; of two regions"] = (filters[name], BOUND, False)
    return found


def measure(engine: Engine, database: str) -> list[Times]:
    """The times of the peers and of every question."""
    with Session(engine) as session:
        talk = session.scalar(select(Talk.id).limit(1).offset(500)) or ""
    peers: dict[str, Callable[[Session], object]] = {
        "peer: one talk by its key": lambda session: session.get(Talk, talk),
        "peer: count of all talks": lambda session: session.scalar(select(func.count()).select_from(Talk)),
    }
    found = [Times(database, name, 1, *_times(engine, work)) for name, work in peers.items()]
    for name, (query, who, deep) in questions().items():
        asked = asking.of_query(query)
        assert not asked.errors, asked.errors
        after = _mark_of_deep(engine, asked, who) if deep else ""
        rows = 0

        def work(session: Session) -> None:
            nonlocal rows
            seen = look(session, who, asked, after)  # noqa: B023 - called at once
            rows = len(seen.found.rows) if seen.found else 0

        p50, p95 = _times(engine, work)
        found.append(Times(database, name, rows, p50, p95))
        _tell(f"{database}: {name}: {p50:.1f} / {p95:.1f} ms\n")
    return found


def _mark_of_deep(engine: Engine, asked: asking.Asked, who: Colleague) -> str:
    after = ""
    with Session(engine) as session:
        for _ in range(DEEP - 1):
            seen = look(session, who, asked, after)
            assert seen.found, "no filter is wrong here"
            after = seen.found.after or after
    return after


def _times(engine: Engine, work: Callable[[Session], object]) -> tuple[float, float]:
    times = []
    for _ in range(ROUNDS + 1):
        start = perf_counter()
        with Session(engine) as session:
            work(session)
        times.append((perf_counter() - start) * 1000)
    warm = times[1:]
    return median(warm), quantiles(warm, n=20, method="inclusive")[-1]


def table(found: Sequence[Times]) -> Iterator[str]:
    """The lines of a table in Markdown. The ratio is to the count of all talks in the same database."""
    yield "| database | question | rows | p50 ms | p95 ms | p95, times the count of all talks | aim |"
    yield "| --- | --- | ---: | ---: | ---: | ---: | --- |"
    for one in found:
        peer = next(other for other in found if other.database == one.database and other.question.endswith("all talks"))
        met = "met" if one.p95 <= AIM_MS else "NOT met"
        cells = (f"{one.rows}", f"{one.p50:.1f}", f"{one.p95:.1f}", f"{one.p95 / peer.p95:.1f}", met)
        yield f"| {one.database} | {one.question} | {' | '.join(cells)} |"


def main() -> None:
    """Fill, ask, print the table, and write the file if one was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overview", description=__doc__)
    parser.add_argument("--turns", type=int, default=1_000_000, help=f"how many turns, {TURNS} a talk")
    parser.add_argument("--databases", default="sqlite,postgresql", help="which databases, with commas")
    parser.add_argument("--out", type=Path, help="write the figures to this file as well, as JSON")
    wishes = parser.parse_args()
    found: list[Times] = []
    for database in wishes.databases.split(","):
        with _filled(database, wishes.turns // TURNS) as engine:
            found += measure(engine, database)
    print("\n".join(table(found)))
    if wishes.out:
        document = {
            "measured_at": datetime.now(UTC).isoformat(timespec="minutes"),
            "turns": wishes.turns,
            "cores": os.cpu_count(),
            "load_average": os.getloadavg()[0],
            "times": [asdict(one) for one in found],
        }
        wishes.out.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


@contextmanager
def _filled(database: str, talks: int) -> Iterator[Engine]:
    """A filled database, gone when the `with` ends."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="benchmark-")))
        url = f"sqlite:///{folder / 'talks.db'}"
        if database == "postgresql":
            url = stack.enter_context(empty_database(stack.enter_context(running_server())))
        start = perf_counter()
        engine = fill(url, talks, _tell)
        stack.callback(engine.dispose)
        _tell(f"{database}: {talks:,} talks in {perf_counter() - start:.0f} s\n")
        yield engine


def _tell(what: str) -> None:
    print(what, end="", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
