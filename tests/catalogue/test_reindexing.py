"""An index that a migration emptied is filled anew, once, and then holds what saving would have written."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from catalogue.database import engine_for, upgrade
from catalogue.matches import match_table
from catalogue.models import Instrument
from catalogue.reindexing import AT_ONCE, fill_empty_index
from catalogue.search import Situation, search
from catalogue.transfer import check
from tests.common.instruments import TODAY, store, view


def rows(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(match_table)) or 0


def test_an_empty_index_is_filled_with_what_saving_writes(session: Session) -> None:
    store(session, *(view(f"nr-{number}", regions=["Utrecht"]) for number in range(5)), view("weg", status="concept"))
    before = rows(session)
    session.execute(delete(match_table))
    assert fill_empty_index(session) == 5
    assert rows(session) == before
    assert [finding for finding in check(session, TODAY) if finding.code == "unindexed"] == []


def test_more_records_than_are_read_at_once_are_all_indexed(session: Session) -> None:
    store(session, *(view(f"nr-{number:04}") for number in range(AT_ONCE + 3)))
    session.execute(delete(match_table))
    assert fill_empty_index(session) == AT_ONCE + 3
    assert session.scalar(select(func.count(match_table.c.slug.distinct()))) == AT_ONCE + 3


def test_an_index_that_holds_something_is_left_alone(session: Session) -> None:
    store(session, view("een"), view("twee"))
    session.execute(delete(match_table).where(match_table.c.slug == "een"))
    assert fill_empty_index(session) == 0
    session.execute(delete(match_table))
    session.get_one(Instrument, "een").status = session.get_one(Instrument, "twee").status = "ingetrokken"
    session.flush()
    assert fill_empty_index(session) == 0


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_migrating_an_older_database_keeps_the_search_whole(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'oud.db'}" if database == "sqlite" else request.getfixturevalue("postgres_url")
    upgrade(url)
    engine = engine_for(url)
    with Session(engine) as session, session.begin():
        store(session, view("lijn"))
        session.execute(delete(match_table))
    # Two processes that start together: the one waits and finds it done.
    code = "import sys; from catalogue.database import upgrade; upgrade(sys.argv[1])"
    both = [subprocess.Popen([sys.executable, "-c", code, url]) for _ in range(2)]
    assert [process.wait(60) for process in both] == [0, 0]
    with Session(engine) as session:
        hits = search(session, Situation(("somberheid",), "patient"), today=TODAY)
        assert [hit.instrument.slug for hit in hits] == ["lijn"]
    engine.dispose()
