"""Counts of websites: added up by many at once, told in tens, and never those of another website."""

from __future__ import annotations

import threading
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from web.bands import UNDER
from web.database import engine_for
from web.partners import counts
from web.partners.counts import Happened
from web.partners.models import WebsiteCount

MONTH = "2026-06"


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    found = str(request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres_url"))
    upgrade(found)
    return found


def do(url: str, work: Any) -> Any:
    engine = engine_for(url)
    try:
        with Session(engine.execution_options(writes=True)) as session, session.begin():
            return work(session)
    finally:
        engine.dispose()


def count(url: str, website: str, amount: int, *happened: Happened, month: str = MONTH) -> None:
    do(url, lambda session: counts.add(session, website, month, [one for one in happened for _ in range(amount)]))


def kept(url: str) -> dict[tuple[str, str, str, str], int]:
    def read(session: Session) -> dict[tuple[str, str, str, str], int]:
        return {
            (row.website, row.month, row.subject, row.label): row.count for row in session.scalars(select(WebsiteCount))
        }

    found: dict[tuple[str, str, str, str], int] = do(url, read)
    return found


def test_what_many_count_at_once_is_all_counted(url: str) -> None:
    def often() -> None:
        for _ in range(5):
            count(url, "haven", 1, Happened("bericht"), Happened("hulpvraag", "lotgenoten"), Happened("gesprek"))

    if url.startswith("sqlite"):
        for _ in range(4):
            often()
    else:
        threads = [threading.Thread(target=often) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert kept(url) == {
        ("haven", MONTH, "bericht", ""): 20,
        ("haven", MONTH, "gesprek", ""): 20,
        ("haven", MONTH, "hulpvraag", "lotgenoten"): 20,
    }


def test_nothing_that_happened_counts_nothing(url: str) -> None:
    count(url, "haven", 0, Happened("bericht"))
    assert kept(url) == {}


def test_figures_are_told_in_tens_and_needs_by_how_often_and_then_in_their_own_order(url: str) -> None:
    count(url, "haven", 14, Happened("geopend"))
    count(url, "haven", 9, Happened("gesprek"))
    for need, amount in {"somberheid": 12, "lotgenoten": 31, "overbelasting": 17, "respijtzorg": 9}.items():
        count(url, "haven", amount, Happened("hulpvraag", need))
    found = do(url, lambda session: counts.figures(session, "haven", [MONTH, "2026-05"]))
    assert {subject: str(band) for subject, band in found[0].subjects.items()} == {
        "geopend": "10–19",
        "gesprek": UNDER,
        "bericht": UNDER,
        "kaart": UNDER,
        "contact": UNDER,
        "hulplijnen": UNDER,
    }
    assert [(need, str(band)) for need, band in found[0].needs] == [
        ("lotgenoten", "30–39"),
        ("overbelasting", "10–19"),
        ("somberheid", "10–19"),
    ]
    assert (found[0].known, found[1].known) == (True, False)


TABLES = some.dictionaries(
    some.tuples(
        some.sampled_from(["haven", "haven-west", "zee"]),
        some.sampled_from([Happened("geopend"), Happened("kaart"), Happened("hulpvraag", "lotgenoten")]),
    ),
    some.integers(0, 35),
)


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25, deadline=None)
@given(table=TABLES)
def test_the_figures_of_one_website_stay_the_same_whatever_happens_on_another(
    database_url: str, table: dict[tuple[str, Happened], int]
) -> None:
    """Also to the letter the same for whatever count under ten is behind it."""

    def work(session: Session) -> None:
        for alone in (True, False):
            with session.begin_nested() as savepoint:
                for (website, happened), amount in table.items():
                    if website == "haven" or not alone:
                        counts.add(session, website, MONTH, [happened] * amount)
                shown.append(counts.figures(session, "haven", [MONTH]))
                savepoint.rollback()
        with session.begin_nested() as savepoint:
            for (website, happened), amount in table.items():
                if website == "haven":
                    counts.add(session, website, MONTH, [happened] * (amount // 10 * 10))
            shown.append(counts.figures(session, "haven", [MONTH]))
            savepoint.rollback()

    shown: list[Any] = []
    do(database_url, work)
    assert shown[0] == shown[1] == shown[2]


def test_old_months_are_kept_in_tens_with_nothing_under_ten_and_folding_again_changes_nothing(url: str) -> None:
    count(url, "haven", 27, Happened("bericht"), month="2026-01")
    count(url, "haven", 9, Happened("contact"), month="2026-01")
    count(url, "haven", 9, Happened("contact"), month="2026-02")
    for _ in range(2):
        do(url, lambda session: counts.fold(session, "2026-02"))
        assert kept(url) == {("haven", "2026-01", "bericht", ""): 20, ("haven", "2026-02", "contact", ""): 9}
