"""Talks with the real processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.journeys.product import Product
from tests.journeys.talk import Talk

Begin = Callable[..., Talk]


@pytest.fixture
def begin(product: Product) -> Iterator[Begin]:
    """Begins a talk, with `resume` the one of that code; every talk of a test is closed after it."""
    with ExitStack() as open_talks:
        yield lambda **known: open_talks.enter_context(Talk(product.address, **known))


@pytest.fixture
def talk(begin: Begin) -> Talk:
    """A talk that has just begun."""
    return begin()


@pytest.fixture(scope="session")
def catalogue(product: Product) -> dict[str, dict[str, Any]]:
    """The whole catalogue by slug, from the public API."""
    found: dict[str, dict[str, Any]] = {}
    with httpx.Client(base_url=product.address, timeout=30, trust_env=False) as client:
        while True:
            asked = client.get("/api/v1/instruments", params={"limit": 100, "offset": len(found)})
            assert asked.status_code == httpx.codes.OK, asked.text
            page = asked.json()
            found |= {item["slug"]: item for item in page["items"]}
            if len(found) >= page["total"] or not page["items"]:
                return found
