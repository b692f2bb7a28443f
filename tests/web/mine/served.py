"""The gateway on a port of loopback, for a real browser."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import uvicorn

from tests.web.fake_engine import FakeEngine
from tests.web.mine.conftest import answering
from web.app import create_app
from web.settings import Settings


@contextmanager
def running(settings: Settings) -> Iterator[str]:
    """The address of a gateway with these settings, until the `with` ends; TimeoutError when it does not start."""
    config = uvicorn.Config(create_app(settings), "127.0.0.1", 0, log_level="error", access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        deadline = time.monotonic() + 60
        while not server.started:
            if time.monotonic() > deadline:
                raise TimeoutError("the gateway did not start")
            time.sleep(0.02)
        port = server.servers[0].sockets[0].getsockname()[1]
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        thread.join(timeout=30)


def talk(address: str, engine: FakeEngine, state: dict[str, object], *texts: str) -> str:
    """Hold a talk and give the key of its pages."""
    engine.answer = answering(state)
    with httpx.Client(base_url=address, timeout=30) as client:
        token = client.post("/api/v1/sessions", json={}).json()["token"]
        for number, text in enumerate(texts):
            said = {"id": f"nummer-{number}", "text": text}
            answer = client.post("/api/v1/messages", json=said, headers={"authorization": f"Bearer {token}"})
            assert answer.status_code == 200, answer.text
    links = next(message["links"] for message in answer.json()["messages"] if message["kind"] == "links")
    return str(links[0]["url"].split("/")[2])
