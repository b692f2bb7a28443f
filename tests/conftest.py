"""The real product, started once for all tests that need it, and how the tests are dealt out to two processes."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.journeys.product import Product

# On a busy machine one try may take long for no reason of its own.
settings.register_profile("wegwijs", deadline=None)
settings.load_profile("wegwijs")

_LOG = pytest.StashKey[Product]()
_ON_THE_PRODUCT = ("embedding", "journeys")
_ON_ITS_OWN = ("test_learning.py",)
"""Journeys with a product of their own."""
_ROOT = Path(__file__).parent


def _share(path: Path) -> str:
    """What runs as a whole in one process: all that needs the product, and of the rest each file."""
    needs_it = path.parts[0] in _ON_THE_PRODUCT and path.name not in _ON_ITS_OWN
    return "product" if needs_it else str(path)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest goes first: what needs the product, and what trains a model."""

    def turn(item: pytest.Item) -> int:
        path = item.path.relative_to(_ROOT)
        return 0 if _share(path) == "product" else 1 if path.name in _ON_ITS_OWN else 2

    items.sort(key=turn)


class _Shares(LoadScopeScheduling):  # type: ignore[misc]  # xdist tells no types
    """Deals out shares, and not single tests: the product and what a module sets up are started once."""

    def _split_scope(self, nodeid: str) -> str:
        return _share(Path(nodeid.partition("::")[0]).relative_to(_ROOT.name))


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> _Shares:
    """`--dist loadgroup` would be less work, but pytest 9.2 does not hear the marks of xdist 3.8."""
    return _Shares(config, log)


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
