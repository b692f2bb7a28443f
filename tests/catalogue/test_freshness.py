"""Stale is marked, not hidden; expired and not yet begun are hidden."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from catalogue.freshness import fresh_until, is_expired, is_stale, is_visible
from tests.common.instruments import TODAY, view

DAY = timedelta(days=1)


def test_a_record_is_fresh_up_to_the_last_day_of_its_term() -> None:
    record = view(verified_on=TODAY - 90 * DAY, verify_every=90)
    assert not is_stale(record, TODAY)
    assert is_stale(record, TODAY + DAY)


def test_what_nobody_ever_verified_is_stale() -> None:
    assert is_stale(view(verified_on=None), TODAY)


def test_a_term_beyond_the_calendar_never_ends() -> None:
    assert fresh_until(view(verified_on=date(9999, 12, 1))) == date.max


@pytest.mark.parametrize(
    ("changes", "visible"),
    [
        ({}, True),
        ({"status": "concept"}, False),
        ({"status": "ingetrokken"}, False),
        ({"valid_from": TODAY}, True),
        ({"valid_from": TODAY + DAY}, False),
        ({"valid_to": TODAY}, True),
        ({"valid_to": TODAY - DAY}, False),
        ({"verified_on": None}, True),
    ],
)
def test_visible_is_published_begun_and_not_expired(changes: dict[str, Any], visible: bool) -> None:
    assert is_visible(view(**changes), TODAY) is visible


def test_the_last_day_of_validity_still_counts() -> None:
    record = view(valid_to=TODAY)
    assert not is_expired(record, TODAY)
    assert is_expired(record, TODAY + DAY)
