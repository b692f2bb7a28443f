"""What is kept of a check, and when a failure counts as broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from catalogue.links import checker, findings
from catalogue.links.checker import Outcome
from catalogue.links.models import LinkFinding
from catalogue.models import Instrument
from tests.common.instruments import TODAY, store, view

NOW = datetime(2026, 6, 1, 12, 0, tzinfo=UTC)
URL = "https://www.voorbeeld.nl/hulp"
DAY = timedelta(days=1)


def row(session: Session, slug: str = "hulp") -> LinkFinding:
    session.flush()
    found = session.get(LinkFinding, slug)
    assert found
    return found


def check(session: Session, outcome: Outcome, now: datetime = NOW) -> LinkFinding:
    findings.keep(session, URL, ["hulp"], outcome, now)
    return row(session)


@pytest.mark.parametrize("outcome", [checker.MISSING, checker.GONE, checker.NO_NAME, checker.UNSAFE, checker.PRIVATE])
def test_what_is_surely_broken_counts_at_once(session: Session, outcome: Outcome) -> None:
    store(session, view("hulp"))
    found = check(session, outcome)
    assert (found.ok, found.failing_since, found.message) == (False, NOW, outcome.message)


@pytest.mark.parametrize("outcome", [checker.SLOW, checker.SILENT, checker.NAME_SILENT])
def test_silence_counts_only_when_it_is_found_twice(session: Session, outcome: Outcome) -> None:
    store(session, view("hulp"))
    first = check(session, outcome)
    assert (first.ok, first.failing_since) == (True, NOW)
    assert findings.wrong(session) == []
    second = check(session, outcome, NOW + DAY)
    assert (second.ok, second.failing_since, second.checked_at) == (False, NOW, NOW + DAY)
    assert [one.slug for one in findings.wrong(session)] == ["hulp"]


def test_a_site_that_is_back_is_fine_again(session: Session) -> None:
    store(session, view("hulp"))
    check(session, checker.SLOW)
    mended = check(session, checker.FINE, NOW + DAY)
    assert (mended.ok, mended.failing_since) == (True, None)
    assert check(session, checker.SLOW, NOW + 2 * DAY).ok  # the first of a new row of failures


def test_a_new_address_is_not_blamed_for_the_old_one(session: Session) -> None:
    store(session, view("hulp"))
    check(session, checker.MISSING)
    instrument = session.get(Instrument, "hulp")
    assert instrument
    instrument.fill(view("hulp", url="https://www.voorbeeld.nl/nieuw"))
    assert findings.wrong(session) == []
    findings.keep(session, "https://www.voorbeeld.nl/nieuw", ["hulp"], checker.SLOW, NOW + DAY)
    assert row(session).ok


def test_a_finding_about_an_address_that_was_changed_meanwhile_is_not_kept(session: Session) -> None:
    store(session, view("hulp", url="https://www.voorbeeld.nl/nieuw"))
    findings.keep(session, URL, ["hulp", "onbekend"], checker.MISSING, NOW)
    session.flush()
    assert session.get(LinkFinding, "hulp") is None


def test_only_what_visitors_may_see_is_checked_each_address_once(session: Session) -> None:
    store(
        session,
        view("a"),
        view("b"),
        view("concept", status="concept", url="https://concept.nl/"),
        view("verlopen", valid_to=TODAY - DAY, url="https://verlopen.nl/"),
        view("later", valid_from=TODAY + DAY, url="https://later.nl/"),
        view("bel", url=None, phone="0800-0113"),
        view("c", url="https://www.anders.nl/"),
    )
    assert findings.addresses(session, TODAY) == {URL: ["a", "b"], "https://www.anders.nl/": ["c"]}


def test_the_summary_counts_what_is_still_shown(session: Session) -> None:
    store(session, view("a"), view("b"), view("weg", status="ingetrokken"))
    findings.keep(session, URL, ["a", "weg"], checker.MISSING, NOW)
    findings.keep(session, URL, ["b"], checker.FINE, NOW + DAY)
    session.flush()
    assert findings.summary(session) == findings.Summary(checked=2, wrong=1, last=NOW + DAY)
