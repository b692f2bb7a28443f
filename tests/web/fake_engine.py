"""A small HTTP server in the engine's place, for what a real one does not do on command: hang, crash, say nothing."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Answer = dict[str, Any]


def says(*texts: str, state: dict[str, Any] | None = None, **more: Any) -> Answer:
    """A usual answer of the engine."""
    return {"messages": [{"text": text} for text in texts], "parse": None, "state": state or {}, "erase": False, **more}


def canary_or(usual: Callable[[Answer], Answer]) -> Callable[[Answer], Answer]:
    """Answers the canary as a ready engine does, and everything else as `usual` does."""

    def answer(turn: Answer) -> Answer:
        if turn["talk"] == "canary":
            return says("Zoek je lotgenoten?", parse={"intent": "lotgenoten", "confidence": 0.9})
        return usual(turn)

    return answer


def friendly(turn: Answer) -> Answer:
    """Answers a beginning with a welcome and anything else with an echo of the state and a count of turns."""
    if turn.get("payload", {}).get("intent") == "begin":
        return says("Hallo, ik ben een computer.", state=turn["state"])
    state = {**turn["state"], "turns": turn["state"].get("turns", 0) + 1}
    return says(f"Beurt {state['turns']}.", state=state)


@dataclass
class FakeEngine:
    """What it answers is `answer`; how it fails is `status`, `raw` (another body) or `seconds` (it hangs)."""

    url: str = ""
    answer: Callable[[Answer], Answer] = field(default=canary_or(friendly))
    status: int = 200
    raw: bytes | None = None
    seconds: float = 0.0
    turns: list[Answer] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def asked(self) -> list[Answer]:
        """The turns of talks, without beginnings and canaries."""
        return [turn for turn in self.turns if turn["talk"] != "canary" and "begin" not in str(turn.get("payload"))]


@contextmanager
def running() -> Iterator[FakeEngine]:
    """A fake engine on a free port of loopback, until the `with` ends."""
    engine = FakeEngine()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, format: str, *args: Any) -> None:
            """Say nothing."""

        def do_GET(self) -> None:
            self._send(200, json.dumps({"status": "ok", "language_model": "blank:nl", "model": "proef"}).encode())

        def do_POST(self) -> None:
            turn = json.loads(self.rfile.read(int(self.headers["content-length"])))
            with engine.lock:
                engine.turns.append(turn)
                engine.secrets.add(self.headers["authorization"])
                engine.at_once += 1
                engine.most_at_once = max(engine.most_at_once, engine.at_once)
            try:
                deadline = time.monotonic() + engine.seconds
                while time.monotonic() < deadline:
                    time.sleep(0.01)
                content = engine.raw if engine.raw is not None else json.dumps(engine.answer(turn)).encode()
            finally:
                with engine.lock:
                    engine.at_once -= 1
            self._send(engine.status, content)

        def _send(self, status: int, content: bytes) -> None:
            try:
                self.send_response(status)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(content)))
                self.end_headers()
                self.wfile.write(content)
            except OSError:
                self.close_connection = True

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        request_queue_size = 256

    server = Server(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    engine.url = f"http://127.0.0.1:{server.server_port}"
    try:
        yield engine
    finally:
        engine.seconds = 0
        server.shutdown()
        server.server_close()
        thread.join()
