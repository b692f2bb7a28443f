"""What needs a look is what `freshness` says of each record, on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from catalogue.freshness import is_stale, is_visible
from catalogue.links import findings
from catalogue.links.checker import MISSING, SLOW
from catalogue.models import Instrument
from catalogue.record import InstrumentView
from catalogue.states import stale_by, visible
from catalogue.upkeep import PER_PAGE, SOON, Kind, counts, listed
from tests.common.instruments import TODAY, store, view

DAY = timedelta(days=1)
NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
URL = "https://www.voorbeeld.nl/hulp"
NOTHING_SHOWN: Select[str] = select(Instrument.slug).where(Instrument.slug == "")


def _every_kind() -> list[InstrumentView]:
    verified = [None, TODAY, *(TODAY - days * DAY for days in (29, 30, 31, 179, 180, 181, 800))]
    until = [None, TODAY - DAY, TODAY, TODAY + DAY, TODAY + SOON, TODAY + SOON + DAY]
    made = [
        view(f"v{number}-{every}", verified_on=one, verify_every=every)
        for number, one in enumerate(verified)
        for every in (30, 180)
    ]
    made += [view(f"t{number}", valid_to=one, verified_on=TODAY) for number, one in enumerate(until)]
    made += [view("later", valid_from=TODAY + DAY), view("begint", valid_from=TODAY)]
    return made + [view(status, status=status, verified_on=None) for status in ("concept", "ingetrokken")]


def test_sql_says_the_same_of_every_record_as_freshness_does(session: Session) -> None:
    records = _every_kind()
    store(session, *records)
    for day in (TODAY, TODAY + 14 * DAY, TODAY + 181 * DAY):
        assert set(session.scalars(select(Instrument.slug).where(stale_by(day)))) == {
            one.slug for one in records if is_stale(one, day)
        }
        assert set(session.scalars(select(Instrument.slug).where(*visible(day)))) == {
            one.slug for one in records if is_visible(one, day)
        }


def test_each_list_counts_what_it_shows(session: Session) -> None:
    store(session, *_every_kind())
    findings.keep(session, URL, ["t0", "concept"], MISSING, NOW)
    findings.keep(session, URL, ["t2"], SLOW, NOW)
    session.flush()
    shown = select(Instrument.slug).where(Instrument.slug.startswith("v"))
    amounts = counts(session, TODAY, shown)
    found = {kind: [one.slug for one in listed(session, kind, TODAY, shown)] for kind in Kind}
    assert {kind: len(slugs) for kind, slugs in found.items()} == amounts
    assert found[Kind.EXPIRED] == ["t1"]
    assert found[Kind.ENDING] == ["t2", "t3", "t4"]
    assert found[Kind.LINK] == ["t0"]  # silent once is not broken; what nobody sees is not on the list
    assert sorted(found[Kind.NEVER_SHOWN]) == ["begint", "t0", "t2", "t3", "t4", "t5"]
    assert found[Kind.STALE][:2] == ["v0-180", "v0-30"]  # never verified comes first
    assert "concept" not in found[Kind.STALE]


def test_a_link_that_was_changed_since_leaves_the_list(session: Session) -> None:
    store(session, view("a"))
    findings.keep(session, URL, ["a"], MISSING, NOW)
    session.flush()
    (item,) = listed(session, Kind.LINK, TODAY, NOTHING_SHOWN)
    assert item.message == MISSING.message
    row = session.get_one(Instrument, "a")
    row.fill(view("a", url="https://www.voorbeeld.nl/nieuw"))
    session.flush()
    assert listed(session, Kind.LINK, TODAY, NOTHING_SHOWN) == []
    assert listed(session, Kind.NEVER_SHOWN, TODAY, NOTHING_SHOWN)[0].message is None


def test_a_long_list_comes_in_pages_that_miss_nothing(session: Session) -> None:
    store(session, *(view(f"r{number:03}", verified_on=None) for number in range(PER_PAGE + 3)))
    pages = [listed(session, Kind.STALE, TODAY, NOTHING_SHOWN, page) for page in (1, 2, 3)]
    assert [len(page) for page in pages] == [PER_PAGE, 3, 0]
    assert len({one.slug for page in pages for one in page}) == PER_PAGE + 3


@pytest.mark.parametrize("kind", list(Kind))
def test_an_empty_catalogue_has_empty_lists(session: Session, kind: Kind) -> None:
    assert listed(session, kind, TODAY, NOTHING_SHOWN) == []
    assert counts(session, TODAY, NOTHING_SHOWN)[kind] == 0
