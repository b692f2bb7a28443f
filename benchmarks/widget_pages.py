"""Pages with one widget each, as its own guide tells to embed it, and local servers for all that they ask for."""

from __future__ import annotations

import json
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from web.embedding import words

ROOT = Path(__file__).resolve().parent.parent
FOLDER = Path(__file__).resolve().parent / "widget"
NODE_WITHIN = 300.0
_PAGE = """<!doctype html><html lang="nl"><head><meta charset="utf-8"><title>Proef</title>
<meta name="viewport" content="width=device-width, initial-scale=1"></head>
<body><main><h1>Zorg in de buurt</h1><p>Hier staat wat er altijd al stond.</p>{body}</main></body></html>"""


@dataclass(frozen=True)
class Widget:
    """A widget to measure. `host` and `field` are where one types: a selector, and one inside it or its shadow root."""

    name: str
    body: str
    script: str
    host: str
    field: str


OURS = Widget(
    "Wegwijs",
    '<script type="module" src="/wegwijs-chat.js"></script><wegwijs-chat partner="proef"></wegwijs-chat>',
    "/wegwijs-chat.js",
    "wegwijs-chat",
    "textarea",
)
RASA_WEBCHAT = Widget(
    "rasa-webchat 1.0.1",
    """<div id="webchat"></div><script>
    const e = document.createElement("script");
    e.src = "/rasa-webchat.js";
    e.async = true;
    e.onload = () => window.WebChat.default({
      selector: "#webchat", embedded: true, initPayload: "/begin", customData: {language: "nl"},
      socketUrl: "SOCKET", params: {storage: "session"},
    }, null);
    document.head.insertBefore(e, document.head.firstChild);
    </script>""",
    "/rasa-webchat.js",
    "body",
    "textarea.rw-new-message, input.rw-new-message",
)
RASAHQ = Widget(
    "@rasahq/rasa-webchat 0.0.11, at least",
    """<div id="rasa-webchat-widget" data-websocket-url="SOCKET/" data-default-open="true"></div>
    <script src="/rasahq.js" type="application/javascript"></script>""",
    "/rasahq.js",
    "#rasa-webchat-widget-container",
    "textarea",
)
BARE = Widget(
    "a bare field",
    '<script type="module" src="/bare.js"></script>',
    "/bare.js",
    "main",
    "textarea",
)
"""No widget: what the browser and the machine themselves take."""
WIDGETS = (OURS, RASA_WEBCHAT, RASAHQ, BARE)

_OPENING = [
    {"kind": "text", "text": "Hoi, ik ben Wegwijs. Ik ben een computer, geen mens."},
    {"kind": "text", "text": "Hoe gaat het met je?"},
    {"kind": "choices", "choices": [{"id": "goed", "label": "Het gaat goed"}]},
]
_CONFIG = {
    "name": None,
    "on": True,
    "theme": "wegwijs",
    "heading": None,
    "privacy_url": None,
    "only_paths": [],
    "not_paths": [],
    "information_point": None,
    "help_lines": [{"name": "112", "phone": "112", "url": "https://www.112.nl", "when": "Bij direct gevaar"}],
    "titles": words.titles(),
    "pictograms": [drawing.model_dump(mode="json") for drawing in words.pictograms()],
}
_ANSWERS = {
    "/api/v1/widget": (200, _CONFIG),
    "/api/v1/sessions": (201, {"session": "s", "token": "sleutel", "messages": _OPENING}),
}
"""What the service of ours says; the others have a service of their own that answers at once too."""


@contextmanager
def running(folder: Path) -> Iterator[str]:
    """The address of a server with a page for each widget, at `/page/<number>`; `folder` is for what is made.

    Raises CalledProcessError or TimeoutExpired when the packages or their build fail.
    """
    if not (FOLDER / "node_modules").is_dir():
        _node("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
    _node("node", "build.mjs", str(folder / "rasahq.js"))
    files = {
        OURS.script: ROOT / "widget" / "dist" / "wegwijs-chat.js",
        RASA_WEBCHAT.script: FOLDER / "node_modules" / "rasa-webchat" / "lib" / "index.js",
        RASAHQ.script: folder / "rasahq.js",
    }
    contents = {path: file.read_bytes() for path, file in files.items()}
    contents[BARE.script] = b'document.querySelector("main").append(document.createElement("textarea"));'
    with _socket() as socket:
        for number, widget in enumerate(WIDGETS):
            body = widget.body.replace("SOCKET", socket)
            contents[f"/page/{number}"] = _PAGE.format(body=body).encode()
        with _server(contents) as address:
            yield address


def _node(*command: str) -> None:
    subprocess.run(command, cwd=FOLDER, check=True, timeout=NODE_WITHIN, stdout=subprocess.DEVNULL)


@contextmanager
def _socket() -> Iterator[str]:
    process = subprocess.Popen(["node", "socket.mjs"], cwd=FOLDER, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield f"http://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.wait()


@contextmanager
def _server(contents: dict[str, bytes]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = self.path.partition("?")[0]
            if path in _ANSWERS:
                self._say()
            elif path in contents:
                kind = "text/javascript" if path.endswith(".js") else "text/html"
                self._give(200, kind, contents[path])
            else:
                self._give(404, "text/plain", b"")

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("content-length") or 0))
            self._say()

        def _say(self) -> None:
            status, said = _ANSWERS[self.path.partition("?")[0]]
            self._give(status, "application/json", json.dumps(said).encode())

        def _give(self, status: int, kind: str, content: bytes) -> None:
            self.send_response(status)
            self.send_header("content-type", f"{kind}; charset=utf-8")
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: it would stand between the figures."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
