"""The gateway with the whole catalogue behind it, and an engine that answers as a test says."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
import uvicorn

from catalogue.database import engine_for, session_factory, upgrade
from catalogue.transfer import import_yaml
from catalogue.transfer.importing import SEED
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import Answer, FakeEngine, canary_or, says
from tests.web.gateway import Gateway
from web.app import create_app

FORM = {"content-type": "application/x-www-form-urlencoded"}

Fields = list[tuple[str, str]]


@pytest.fixture(scope="session")
def seeded_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with the catalogue as it begins, to copy."""
    file = tmp_path_factory.mktemp("seeded") / "seeded.sqlite"
    url = f"sqlite:///{file}"
    upgrade(url)
    engine = engine_for(url)
    with session_factory(engine)() as session:
        import_yaml(session, SEED)
        session.commit()
    engine.dispose()
    return file


@pytest.fixture
def database_url(tmp_path: Path, seeded_file: Path) -> str:
    file = tmp_path / "wegwijs.sqlite"
    shutil.copy(seeded_file, file)
    return f"sqlite:///{file}"


@pytest.fixture
async def running(settings_for: SettingsFor) -> AsyncIterator[Gateway]:
    async with gateway.running(settings_for()) as started:
        yield started


def hears(by_question: dict[str | None, dict[str, Any]], **more: Any) -> Callable[[Answer], Answer]:
    """An engine that answers each question (None: a story) with the state of a talk after it."""

    def answer(turn: Answer) -> Answer:
        return says("Oké.", state=by_question.get(turn["state"].get("question"), {}), **more)

    return canary_or(answer)


async def post(running: Gateway, fields: Fields, **changes: Any) -> httpx.Response:
    """Send the form as a browser does."""
    return await running.client.post("/wegwijzer", content=urlencode(fields), headers=FORM, **changes)


@pytest.fixture
def served(settings_for: SettingsFor, engine: FakeEngine) -> Iterator[str]:
    """The address of a gateway that a browser can reach."""
    server = uvicorn.Server(uvicorn.Config(create_app(settings_for()), port=0, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.02)
    assert server.started
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(timeout=30)
