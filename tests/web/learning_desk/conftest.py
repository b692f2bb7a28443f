"""An engine of a test that knows models, proposals in the database, and models that were trained."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import SettingsFor
from tests.web.staff.login import Made, in_database
from web.conversations.models import Talk
from web.review import examples, live_model
from web.review.models import Example, TrainedModel
from web.settings import Settings
from web.staff.people import Colleague, Role

HOME = "/bureau/leren"
MODELS = f"{HOME}/modellen"
BASE = "wegwijs-" + "a" * 12
BETTER = f"reviewed-{'a' * 12}-{'b' * 12}"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


@dataclass
class ModelEngine:
    """Serves `serving`; `refuses` is the status with which it answers a wish for another model."""

    url: str = ""
    serving: str = BASE
    refuses: int = 0
    silent: bool = False
    put: list[str] = field(default_factory=list)


@contextmanager
def engine_with_models() -> Iterator[ModelEngine]:
    """An HTTP server that speaks the part of the engine's door about models."""
    engine = ModelEngine()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            self._send(503 if engine.silent else 200, {"status": "ok", "model_name": engine.serving})

        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["content-length"])))
            if self.headers["authorization"] != "Bearer geheim":
                self._send(401, {"error": "wrong secret"})
            elif engine.refuses:
                self._send(engine.refuses, {"error": "no"})
            else:
                engine.serving = asked["name"]
                engine.put.append(asked["name"])
                self._send(200, {"model_name": asked["name"]})

        def _send(self, status: int, content: Any) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    engine.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield engine
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def models() -> Iterator[ModelEngine]:
    with engine_with_models() as engine:
        yield engine


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the pointer to the live model stands."""
    made = tmp_path / "models"
    made.mkdir()
    monkeypatch.setattr(live_model, "FOLDER", made)
    return made


@pytest.fixture
def learning_settings(settings_for: SettingsFor, models: ModelEngine, folder: Path) -> Settings:
    return settings_for(engine_url=models.url)


def as_colleague(made: Made, regions: tuple[str, ...] = ()) -> Colleague:
    """Who an account belongs to."""
    return Colleague(made.id, made.name, made.email, Role.MEDEWERKER, regions)


def talk(database_url: str, talk_id: str = "t" * 32, partner: str | None = None) -> str:
    """A talk, for examples to come from."""
    row = Talk(
        id=talk_id,
        token_hash=talk_id,
        page_key=talk_id,
        partner=partner,
        state={},
        turns=0,
        created_at=NOW,
        last_at=NOW,
        expires_at=NOW,
    )
    in_database(database_url, lambda session: session.add(row))
    return talk_id


def proposed(
    database_url: str, by: Colleague, text: str = "Wie neemt het even van mij over?", *, talk_id: str, **more: Any
) -> int:
    """A proposal of a colleague; gives its number."""
    asked: dict[str, Any] = {"label": "respijtzorg", "partner": None, **more}
    return in_database(
        database_url, lambda session: examples.propose(session, by, text=text, talk_id=talk_id, now=NOW, **asked)
    )


def example(database_url: str, number: int) -> Example | None:
    """An example as it is kept."""
    return in_database(database_url, lambda session: session.get(Example, number))


def trained(database_url: str, name: str = BETTER, **changes: Any) -> None:
    """A model that was trained and measured: better at respijtzorg."""
    report = {
        "figures": {
            "danger_self": {"was": [90, 100], "now": [91, 100]},
            "need_first": {"was": [400, 450], "now": [401, 450]},
            "bouwsteen": {"was": [420, 450], "now": [420, 450]},
        },
        "needs": {
            "respijtzorg": {"was": [15, 20], "now": [18, 20]},
            "lotgenoten": {"was": [20, 20], "now": [19, 20]},
        },
    }
    facts: dict[str, Any] = {
        "beside": BASE,
        "made_at": datetime.now(UTC),
        "made_by": "Anna",
        "examples": 1,
        "report": report,
        "fits": True,
        "why_not": [],
    }
    in_database(database_url, lambda session: session.add(TrainedModel(name=name, **(facts | changes))))
