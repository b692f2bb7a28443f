"""Days: of work in the Netherlands, of the next contact, and what was promised and agreed to."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from web.conversations.models import ContactRequest
from web.request_desk import rhythms, working_days
from web.request_desk.terms import Terms

TERMS = Terms(3, 180)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        (date(2026, 6, 1), date(2026, 6, 4)),
        (date(2026, 6, 4), date(2026, 6, 9)),  # Thursday: over the weekend
        (date(2026, 6, 6), date(2026, 6, 10)),  # Saturday
        (date(2026, 4, 2), date(2026, 4, 8)),  # Easter Monday on the 6th; Good Friday is worked
        (date(2026, 4, 24), date(2026, 4, 30)),  # King's Day on a Monday
        (date(2025, 4, 24), date(2025, 4, 29)),  # King's Day on the Saturday, for the 27th is a Sunday
        (date(2026, 5, 12), date(2026, 5, 18)),  # Ascension Day on the 14th
        (date(2026, 5, 22), date(2026, 5, 28)),  # Whit Monday on the 25th
        (date(2026, 12, 23), date(2026, 12, 29)),  # Christmas, and the second day on a Saturday
        (date(2026, 12, 31), date(2027, 1, 6)),  # New Year's Day on a Friday
    ],
    ids=str,
)
def test_three_working_days_from_a_day(sent: date, due: date) -> None:
    assert working_days.after(sent, 3) == due


@pytest.mark.parametrize(
    ("rhythm", "day", "again"),
    [
        ("week", date(2026, 6, 1), date(2026, 6, 8)),
        ("2weken", date(2026, 6, 1), date(2026, 6, 15)),
        ("maand", date(2026, 1, 31), date(2026, 3, 2)),  # 28 February is a Saturday
        ("kwartaal", date(2026, 11, 30), date(2027, 3, 1)),  # 28 February 2027 is a Sunday
        ("halfjaar", date(2026, 6, 25), date(2026, 12, 28)),  # not at Christmas
    ],
    ids=str,
)
def test_contact_is_due_again_on_a_working_day(rhythm: str, day: date, again: date) -> None:
    assert rhythms.next_day(rhythm, day) == again


def request(**changes: object) -> ContactRequest:
    at = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)  # 2 June in the Netherlands
    return ContactRequest(**({"status": "nieuw", "consent_at": at} | changes))


def test_the_promise_counts_from_the_day_in_the_netherlands_and_ends_with_contact() -> None:
    row = request()
    assert TERMS.due(row) == date(2026, 6, 5)
    assert not TERMS.overdue(row, datetime(2026, 6, 5, 20, tzinfo=UTC))
    assert TERMS.overdue(row, datetime(2026, 6, 5, 22, 30, tzinfo=UTC)), "it is the 6th here"
    assert TERMS.due(request(contacted_at=datetime(2026, 6, 3, tzinfo=UTC))) is None
    assert TERMS.due(request(status="afgerond")) is None


def test_the_end_of_the_term_is_told_two_weeks_before_and_moves_with_renewed_consent() -> None:
    row, given = request(), datetime(2026, 6, 1, 23, 30, tzinfo=UTC)
    assert TERMS.erased_on(row) == date(2026, 11, 29)
    assert not TERMS.ends_soon(row, given + timedelta(days=165))
    assert TERMS.ends_soon(row, given + timedelta(days=166))
    row.renewed_at = given + timedelta(days=170)
    assert not TERMS.ends_soon(row, given + timedelta(days=171))
