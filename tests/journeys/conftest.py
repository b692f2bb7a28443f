"""The real processes, started once for all journeys, and talks with them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from typing import Any

import httpx
import pytest

from tests.common.browser import browser  # noqa: F401 - a fixture
from tests.journeys.product import Product
from tests.journeys.talk import Talk

_LOG = pytest.StashKey[Product]()


@pytest.fixture(scope="session")
def product(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Product]:
    """Everything, running. A test that breaks a part waits until it is back, so that the next test finds it well."""
    running = Product(tmp_path_factory.mktemp("product"))
    request.config.stash[_LOG] = running
    running.train()
    try:
        running.start()
        yield running
    finally:
        running.stop()


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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """A journey that fails shows what the processes wrote."""
    report = yield
    running = item.config.stash.get(_LOG, None)
    if report.failed and running is not None and item.get_closest_marker("journey"):
        report.sections.append(("What the processes wrote", running.tail()))
    return report
