"""A small service that speaks contract 2 and does what a test tells it, also what no good service would do."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from web.embedding import words

WIDGET = Path(__file__).parents[2] / "widget"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
    "require-trusted-types-for 'script'"
)
OPENING: list[dict[str, Any]] = [
    {"kind": "text", "text": "Hoi, ik ben Wegwijs. Ik ben een computer, geen mens."},
    {"kind": "text", "text": "Hoe gaat het met je?"},
    {
        "kind": "choices",
        "choices": [{"id": "goed", "label": "Het gaat goed"}, {"id": "slecht", "label": "Niet zo goed"}],
    },
]
NOTHING: dict[str, Any] = {"audience": None, "condition": None, "region": None, "needs": [], "bouwsteen": None}
TOKEN = "geheime-sleutel"
CONFIG: dict[str, Any] = {
    "name": None,
    "on": True,
    "theme": "wegwijs",
    "heading": None,
    "privacy_url": None,
    "only_paths": [],
    "not_paths": [],
    "information_point": None,
    "help_lines": [],
    "titles": words.titles(),
    "pictograms": [drawing.model_dump(mode="json") for drawing in words.pictograms()],
}
_LONGEST = 300
"""Seconds that an answer waits for a test."""
_TYPES = {".html": "text/html", ".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml"}


@dataclass
class Reply:
    """What to answer: a status with a body, after a while, and not before `when` is set; status 0 breaks the connection
    off."""

    body: Any = None
    status: int = 200
    after: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    when: threading.Event | None = None


def says(*messages: Any, **understood: Any) -> Reply:
    """An answer with these messages."""
    return Reply({"messages": list(messages), "understood": {**NOTHING, **understood}})


def text(words: str) -> dict[str, Any]:
    """A text message."""
    return {"kind": "text", "text": words}


def problem(status: int, title: str, detail: str, **more: Any) -> Reply:
    """An error as RFC 9457 has it."""
    return Reply({"type": "test", "title": title, "status": status, "detail": detail, **more}, status)


UNKNOWN_CODE = problem(404, "Deze code ken ik niet", "Deze code ken ik niet. Kijk of je hem goed hebt overgenomen.")


@dataclass
class Service:
    """Answers of the service, and what it was asked. `turns` are used up in order; after them it repeats `usual`;
    `codes` lead back to earlier talks; `pages` are pages of a website, by path. `config` is what the registry says of a
    website, and `looked_up` who asked for it; `down` breaks every connection off.
    """

    address: str = ""
    opening: Reply = field(default_factory=lambda: Reply({"session": "s", "token": TOKEN, "messages": OPENING}, 201))
    so_far: Reply = field(default_factory=lambda: Reply({"session": "s", "messages": OPENING, "understood": NOTHING}))
    codes: dict[str, Reply] = field(default_factory=dict)
    erased: Reply = field(default_factory=lambda: Reply(None, 204))
    turns: list[Reply] = field(default_factory=list)
    usual: Callable[[dict[str, Any]], Reply] = lambda _: says(text("Ik hoor je."))
    asked: list[tuple[str, str, Any, str]] = field(default_factory=list)
    pages: dict[str, str] = field(default_factory=dict)
    config: Reply = field(default_factory=lambda: Reply(CONFIG))
    looked_up: list[dict[str, str]] = field(default_factory=list)
    down: bool = False

    def configure(self, **found: Any) -> None:
        """What the registry says of every website from now on."""
        self.config = Reply({**CONFIG, **found})

    def sent(self) -> list[dict[str, Any]]:
        """The messages of the visitor that arrived."""
        return [body for method, path, body, _ in self.asked if (method, path) == ("POST", "/api/v1/messages")]

    def answer(self, method: str, path: str, body: Any, key: str) -> Reply:
        """The reply to a request."""
        if self.down:
            return Reply(status=0)
        if path.startswith("/api/v1/widget?"):
            self.looked_up.append(dict(parse_qsl(urlsplit(path).query, keep_blank_values=True)))
            return self.config
        self.asked.append((method, path, body, key))
        match method, path:
            case "POST", "/api/v1/sessions" if body["resume"]:
                return self.codes.get(body["resume"], UNKNOWN_CODE)
            case "POST", "/api/v1/sessions":
                return self.opening
            case "GET", "/api/v1/messages":
                return self.so_far
            case "POST", "/api/v1/messages":
                return self.turns.pop(0) if self.turns else self.usual(body)
            case "DELETE", "/api/v1/sessions/current":
                return self.erased
        return Reply(None, 404)


@contextmanager
def running() -> Iterator[Service]:
    """The service on a free port, with the demo page and the widget's files under a strict policy.

    `/mijn/...` are the pages of a talk, `/verder/<code>` is the demo page with a widget that goes on with the talk of
    that code, and everything below `/site/` is a page of a website with the key `zorggroep`.
    """
    service = Service()

    class Handler(BaseHTTPRequestHandler):
        def _api(self) -> None:
            length = int(self.headers.get("content-length") or 0)
            body = json.loads(self.rfile.read(length)) if length else None
            reply = service.answer(self.command, self.path, body, self.headers.get("authorization", ""))
            time.sleep(reply.after)
            if reply.when:
                reply.when.wait(_LONGEST)
            if reply.status == 0:
                self.close_connection = True
                self.connection.close()
                return
            kind = "application/problem+json" if reply.status >= 400 else "application/json"
            content = b"" if reply.body is None else json.dumps(reply.body).encode()
            self._give(reply.status, kind, content, reply.headers)

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path.startswith("/api/"):
                return self._api()
            if path.startswith("/mijn/"):
                return self._give(200, "text/html", b"<title>Mijn overzicht</title>", {})
            if path in service.pages:
                policy = {"content-security-policy": POLICY}
                return self._give(200, "text/html", service.pages[path].encode(), policy)
            code = path.removeprefix("/verder/") if path.startswith("/verder/") else ""
            partner = path.startswith("/site/")
            file = WIDGET / ("demo.html" if code or partner or path == "/" else path.removeprefix("/widget/"))
            if file.suffix == ".js":
                file = WIDGET / "dist" / file.name
            if not file.is_file():
                return self._give(404, "text/plain", b"", {})
            content = file.read_bytes()
            if code:
                content = content.replace(b"<wegwijs-chat", f'<wegwijs-chat resume="{code}"'.encode(), 1)
            if partner:
                content = content.replace(b"<wegwijs-chat", b'<wegwijs-chat partner="zorggroep" paths', 1)
            return self._give(200, _TYPES[file.suffix], content, {"content-security-policy": POLICY})

        def do_POST(self) -> None:
            self._api()

        def do_DELETE(self) -> None:
            self._api()

        def _give(self, status: int, kind: str, content: bytes, headers: dict[str, str]) -> None:
            self.send_response(status)
            for name, value in {
                "content-type": f"{kind}; charset=utf-8",
                "content-length": str(len(content)),
                **headers,
            }.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: what tests ask is kept in `asked`."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, request: Any, client_address: Any) -> None:
            """Nothing: a browser that goes away in mid-answer is part of the tests."""

    server = Server(("127.0.0.1", 0), Handler)
    service.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield service
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
