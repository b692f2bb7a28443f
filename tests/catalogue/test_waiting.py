"""An import waits for a yes, is written part by part, and never over what somebody did in the meantime."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.editing.history import history
from catalogue.editing.store import create, find, save
from catalogue.import_rows import ImportRow, ImportRun
from catalogue.models import Instrument
from catalogue.transfer import waiting
from catalogue.transfer.table_rows import judge, read_table
from catalogue.transfer.waiting import Author
from tests.catalogue.table_files import as_csv, row
from tests.common.instruments import view

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
AUTHOR = Author("account", "Noor", "medewerker")


def brought(session: Session, *rows: dict[str, str], when: datetime = NOW) -> str:
    """A file that was judged and waits."""
    table = read_table(as_csv(rows), "aanbod.csv")
    known = waiting.known_of(session, table.slugs())
    judged = judge(table, known, waiting.all_slugs(session))
    import_id = waiting.start(session, AUTHOR, "aanbod.csv", table.notes, when)
    session.flush()
    waiting.keep(session, import_id, judged)
    waiting.ready(session, import_id)
    return import_id


def written(session: Session, import_id: str, most: int = 2) -> list[int]:
    """How many rows each part dealt with."""
    parts = []
    while done := waiting.write_part(session, import_id, most, NOW):
        session.flush()
        parts.append(done)
    return parts


def amount(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(Instrument)) or 0


def test_nothing_is_written_before_the_yes(session: Session) -> None:
    import_id = brought(session, row(slug="een"), row(slug="twee"))
    assert waiting.write_part(session, import_id, 10, NOW) == 0
    assert amount(session) == 0
    assert waiting.counts(session, import_id).to_write == 2


def test_after_the_yes_all_is_written_in_parts_and_the_history_tells_by_whom(session: Session) -> None:
    import_id = brought(session, *(row(slug=f"r{number}") for number in range(5)), row(slug="fout", url="x"))
    assert waiting.begin(session, import_id)
    assert written(session, import_id) == [2, 2, 1]
    assert amount(session) == 5
    (made,) = history(session, "r3")
    assert (made.by, made.what) == ("Noor", "ingevoerd")
    counts = waiting.counts(session, import_id)
    assert (counts.outcomes, counts.wrong) == ({"toegevoegd": 5}, 1)


def test_a_second_yes_does_nothing_twice(session: Session) -> None:
    import_id = brought(session, row(slug="een"))
    assert waiting.begin(session, import_id)
    assert not waiting.begin(session, import_id)
    assert written(session, import_id) == [1]
    assert not waiting.begin(session, import_id)
    assert written(session, import_id) == []
    assert len(history(session, "een")) == 1


def test_what_stopped_half_way_goes_on_where_it_was(session: Session) -> None:
    import_id = brought(session, *(row(slug=f"r{number}") for number in range(4)))
    waiting.begin(session, import_id)
    assert waiting.write_part(session, import_id, 3, NOW) == 3
    session.flush()
    session.expire_all()
    assert waiting.unfinished(session) == [import_id]
    assert written(session, import_id) == [1]
    assert waiting.unfinished(session) == []
    assert amount(session) == 4


def test_what_somebody_changed_since_is_skipped_and_told(session: Session) -> None:
    create(session, view("een"), by="Ank", now=NOW)
    create(session, view("twee"), by="Ank", now=NOW)
    import_id = brought(
        session, row(slug="een", title="Uit het bestand"), row(slug="twee", title="Ook"), row(slug="drie")
    )
    save(session, view("een", title="Van Ank"), by="Ank", now=NOW)
    create(session, view("drie", title="Ook van Ank"), by="Ank", now=NOW)
    waiting.begin(session, import_id)
    written(session, import_id)
    assert {slug: kept.view.title for slug in ("een", "twee", "drie") if (kept := find(session, slug))} == {
        "een": "Van Ank",
        "twee": "Ook",
        "drie": "Ook van Ank",
    }
    assert waiting.counts(session, import_id).outcomes == {"overgeslagen": 2, "gewijzigd": 1}


def test_a_no_throws_it_away_but_not_once_it_is_being_written(session: Session) -> None:
    first, second = brought(session, row(slug="een")), brought(session, row(slug="twee"))
    assert waiting.discard(session, first)
    waiting.begin(session, second)
    assert not waiting.discard(session, second)
    assert session.scalars(select(ImportRun.id)).all() == [second]


def test_after_a_day_it_is_gone_with_its_rows_unless_it_is_being_written(session: Session) -> None:
    old = NOW - timedelta(hours=25)
    brought(session, row(slug="een"), when=old)
    busy = brought(session, row(slug="twee"), when=old)
    fresh = brought(session, row(slug="drie"))
    waiting.begin(session, busy)
    assert [waiting.clean(session, NOW), waiting.clean(session, NOW)] == [1, 0]
    assert set(session.scalars(select(ImportRow.import_id))) == {busy, fresh}


def test_what_would_be_refused_by_now_is_skipped_and_the_rest_is_written(session: Session) -> None:
    import_id = brought(session, row(slug="een"), row(slug="twee"))
    kept = session.get(ImportRow, (import_id, 2))
    assert kept is not None
    kept.record = dict(kept.record or {}, needs=["bestaat niet meer"])
    session.flush()
    waiting.begin(session, import_id)
    written(session, import_id, most=10)
    assert amount(session) == 1
    assert waiting.counts(session, import_id).outcomes == {"overgeslagen": 1, "toegevoegd": 1}
