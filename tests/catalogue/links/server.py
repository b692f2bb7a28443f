"""Real web servers with TLS on loopback."""

from __future__ import annotations

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

Reply = Callable[[str], "bytes | Iterator[bytes]"]
"""What a server answers to a path: all at once, or in parts."""


@dataclass
class Server:
    """A server, and what it was asked: the first line and the headers of each request."""

    address: str
    port: int
    asked: list[str] = field(default_factory=list)
    connections: int = 0

    @property
    def paths(self) -> list[str]:
        return [request.split(" ")[1] for request in self.asked]


def answer(status: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> bytes:
    """A whole answer."""
    lines = {"Content-Length": str(len(body)), "Content-Type": "text/html"} | dict(headers or {})
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items())
    return f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body


def to(location: str, status: str = "302 Found") -> bytes:
    """An answer that sends the visitor elsewhere."""
    return answer(status, headers={"Location": location})


@contextmanager
def running(certificate: Path | None, reply: Reply, address: str = "127.0.0.1") -> Iterator[Server]:
    """A server at `address` until the `with` ends; without a certificate it speaks plain HTTP."""
    listener = socket.create_server((address, 0), backlog=50)
    context = None
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
    server = Server(address, listener.getsockname()[1])
    ended = threading.Event()

    def serve(connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(20)
            spoken = context.wrap_socket(connection, server_side=True) if context else connection
            with spoken:
                request = b""
                while b"\r\n\r\n" not in request:
                    part = spoken.recv(4096)
                    if not part:
                        return
                    request += part
                server.asked.append(request.decode("latin-1"))
                said = reply(server.paths[-1])
                for part in [said] if isinstance(said, bytes) else said:
                    if ended.is_set():
                        return
                    spoken.sendall(part)

    def accept() -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            server.connections += 1
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        ended.set()
        listener.shutdown(socket.SHUT_RDWR)
        listener.close()
        thread.join(timeout=5)
