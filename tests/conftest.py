"""The real product, started once for all tests that need it, and how the tests are dealt out to two processes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.journeys.product import Product

# On a busy machine one try may take long for no reason of its own.
settings.register_profile("wegwijs", deadline=None)
settings.load_profile("wegwijs")

_LOG = pytest.StashKey[Product]()
_ON_THE_PRODUCT = ("embedding", "journeys")
_ON_ITS_OWN = ("test_learning.py",)
"""Journeys with a product of their own."""
_ROOT = Path(__file__).parent


@pytest.hookimpl(tryfirst=True)  # before xdist reads the groups
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What needs the product goes first and to one process, so that it is started once; each other file stays whole."""

    def room(item: pytest.Item) -> str:
        return item.path.relative_to(_ROOT).parts[0]

    def on_the_product(item: pytest.Item) -> bool:
        return room(item) in _ON_THE_PRODUCT and item.path.name not in _ON_ITS_OWN

    items.sort(key=lambda item: not on_the_product(item))
    for item in items:
        group = "product" if on_the_product(item) else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))


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
