"""A gateway on a database of its own, with a fake engine behind it."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from catalogue.database import upgrade
from tests.common.postgres import postgres_server, postgres_url  # noqa: F401 - fixtures
from tests.web import fake_engine, gateway
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor
from web.settings import Settings


@pytest.fixture
def anyio_backend() -> str:
    """asyncio, as the server uses it."""
    return "asyncio"


@pytest.fixture
def engine() -> Iterator[FakeEngine]:
    with fake_engine.running() as running:
        yield running


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database with all tables, to copy."""
    file = tmp_path_factory.mktemp("migrated") / "empty.sqlite"
    upgrade(f"sqlite:///{file}")
    return file


@pytest.fixture
def database_url(tmp_path: Path, migrated_file: Path) -> str:
    file = tmp_path / "wegwijs.sqlite"
    shutil.copy(migrated_file, file)
    return f"sqlite:///{file}"


SettingsFor = Callable[..., Settings]


@pytest.fixture
def settings_for(database_url: str, engine: FakeEngine, tmp_path: Path) -> SettingsFor:
    """Settings for a test; limits that a test does not look at are out of its way."""

    def make(**changes: Any) -> Settings:
        usual: dict[str, Any] = {
            "database_url": database_url,
            "engine_url": engine.url,
            "engine_secret": "geheim",
            "address_rate": "10000/second",
            "talk_rate": 1000,
            "talk_burst": 1000,
            "redaction_names": False,
            "redaction_folder": tmp_path / "deduce",
            "contact_key_file": tmp_path / "contactvragen.sleutel",
        }
        return Settings(**(usual | changes))

    return make


@pytest.fixture
async def running(settings_for: SettingsFor) -> AsyncIterator[Gateway]:
    async with gateway.running(settings_for()) as started:
        yield started


@pytest.fixture
async def visitor(running: Gateway) -> Visitor:
    return await running.visitor()
