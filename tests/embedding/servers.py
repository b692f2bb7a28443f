"""Websites of others for tests: pages under names of their own over TLS, and the service behind TLS as in the open."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingTCPServer
from typing import Any

_CHUNK = 65_536


@dataclass(frozen=True)
class Page:
    """A page of a website, and the headers that go with it."""

    html: str
    headers: Mapping[str, str]


class Websites:
    """Websites on one port, told apart by their names. A test puts pages in `pages`, by host name and path."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.pages: dict[tuple[str, str], Page] = {}

    def origin(self, host: str) -> str:
        """The origin of the website with this name."""
        return f"https://{host}:{self.port}"


@contextmanager
def websites(certificate: Path) -> Iterator[Websites]:
    """Running until the `with` ends."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            host = self.headers.get("host", "").partition(":")[0]
            page = sites.pages.get((host, self.path.partition("?")[0]))
            content = page.html.encode() if page else b""
            # A browser asks for an icon by itself, and tells of it when there is none.
            self.send_response(200 if page else 204 if self.path == "/favicon.ico" else 404)
            self.send_header("content-type", "text/html; charset=utf-8")
            self.send_header("content-length", str(len(content)))
            for name, value in page.headers.items() if page else ():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:
            """Nothing: the browser of the test tells what it asks."""

    server = _Pages(("127.0.0.1", 0), Handler)
    server.context = _context(certificate)
    sites = Websites(server.server_address[1])
    with _serving(server):
        yield sites


@contextmanager
def behind_tls(certificate: Path, port: int) -> Iterator[int]:
    """The port of a front with TLS before a server on this machine, as the reverse proxy of an operator is."""

    class Handler(BaseRequestHandler):
        def handle(self) -> None:
            with (
                suppress(OSError),
                context.wrap_socket(self.request, server_side=True) as outside,
                socket.create_connection(("127.0.0.1", port)) as inside,
            ):
                back = threading.Thread(target=_pour, args=(inside, outside), daemon=True)
                back.start()
                _pour(outside, inside)
                back.join()

    context = _context(certificate)
    server = _Front(("127.0.0.1", 0), Handler)
    with _serving(server):
        yield int(server.server_address[1])


def _pour(source: socket.socket, target: socket.socket) -> None:
    with suppress(OSError):
        while content := source.recv(_CHUNK):
            target.sendall(content)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


def _context(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


class _Quiet(ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Nothing: a browser that goes away in mid-answer is part of the tests."""


class _Front(_Quiet):
    """Passes bytes on."""


class _Pages(_Quiet, ThreadingHTTPServer):
    """Answers with pages; the handshake happens in the thread of the visitor, so that a slow one holds up nobody."""

    context: ssl.SSLContext

    def finish_request(self, request: Any, client_address: Any) -> None:
        with self.context.wrap_socket(request, server_side=True) as secured:
            super().finish_request(secured, client_address)


@contextmanager
def _serving(server: ThreadingTCPServer) -> Iterator[None]:
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
