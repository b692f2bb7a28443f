"""One GET over TLS to a given address, never longer than a moment and never larger than a few pages."""

from __future__ import annotations

import http.client
import io
import socket
import ssl
import time
from dataclasses import dataclass
from typing import Any

from catalogue.links.addresses import Endpoint

MOST_BODY = 64 * 1024
_MOST_HEAD = 64 * 1024
_AGENT = "Wegwijs-linkcontrole/1.0 (kijkt of een adres nog bestaat)"


@dataclass(frozen=True)
class Answer:
    """The status of an answer, and where it says the page has gone."""

    status: int
    location: str | None


def get(host: str, target: str, endpoint: Endpoint, context: ssl.SSLContext, deadline: float) -> Answer:
    """Ask `host` for `target` (path and query) at `endpoint`, before `deadline` (of time.monotonic).

    The certificate must be that of `host`. Raises OSError (ssl.SSLError, TimeoutError among them) or
    http.client.HTTPException.
    """
    raw = socket.create_connection((endpoint.address, endpoint.port), timeout=_left(deadline))
    with raw:
        raw.settimeout(_left(deadline))
        with context.wrap_socket(raw, server_hostname=host) as secured:
            connection = http.client.HTTPConnection(host)
            connection.sock = _Bounded(secured, deadline)
            headers = {
                "Host": host,
                "User-Agent": _AGENT,
                "Accept": "text/html,*/*;q=0.5",
                "Accept-Encoding": "identity",
                "Range": f"bytes=0-{MOST_BODY - 1}",
                "Connection": "close",
            }
            connection.request("GET", target, headers=headers)
            response = connection.getresponse()
            if not 300 <= response.status < 400:
                response.read(MOST_BODY)  # a page that begins and then hangs is of no use to a visitor either
            return Answer(response.status, response.headers.get("location"))


def _left(deadline: float) -> float:
    left = deadline - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left


class _Bounded:
    """A socket as http.client uses it, on which every step looks at the clock and counts what came in.

    A socket's own timeout is for each step: a server that sends one byte every few seconds would never reach it.
    """

    def __init__(self, sock: ssl.SSLSocket, deadline: float) -> None:
        self._sock, self._deadline = sock, deadline

    def sendall(self, data: bytes) -> None:
        self._sock.settimeout(_left(self._deadline))
        self._sock.sendall(data)

    def makefile(self, _mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Incoming(self._sock, self._deadline))

    def close(self) -> None:
        self._sock.close()


class _Incoming(io.RawIOBase):
    def __init__(self, sock: ssl.SSLSocket, deadline: float) -> None:
        self._sock, self._deadline, self._room = sock, deadline, _MOST_HEAD + MOST_BODY

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if self._room <= 0:
            raise OSError("more headers than any page has")
        self._sock.settimeout(_left(self._deadline))
        amount = self._sock.recv_into(buffer, min(len(buffer), self._room))
        self._room -= amount
        return amount
