"""A gateway with a small catalogue, and somebody of the staff who works on it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from catalogue.editing import store
from catalogue.editing.store import Kept
from tests.common.instruments import view
from tests.web.staff.login import in_database

BEFORE = datetime(2026, 1, 1, tzinfo=UTC)
Put = Callable[..., Kept]
Find = Callable[[str], Kept | None]


@pytest.fixture
def put(database_url: str) -> Put:
    """Adds a record to the catalogue, as somebody did before the test."""

    def add(slug: str, **changes: Any) -> Kept:
        new = view(slug, **changes)
        return in_database(database_url, lambda session: store.create(session, new, by="Beginner", now=BEFORE))

    return add


@pytest.fixture
def find(database_url: str) -> Find:
    """The record as it is kept."""

    def look(slug: str) -> Kept | None:
        return in_database(database_url, lambda session: store.find(session, slug))

    return look
