"""The real product for tests: engine, action server and web side under their own supervisor, on a database of its own.

1. Ports are chosen free, the database and the log stand in a folder of the test run.
2. The model is trained when its data changed; else `wegwijs train` does nothing.
3. A part can be killed or halted; the supervisor is expected to bring it back.
4. Stopping leaves nothing behind: every part has its own process group, and each group is killed if it must be.
"""

from __future__ import annotations

import contextlib
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import httpx

ROOT = Path(__file__).resolve().parent.parent.parent
TRAINED_WITHIN = 1800.0
COMMAND_WITHIN = 300.0
READY_WITHIN = 180.0
"""Seconds in which everything must be ready, at the start and after a fault (reliability table: 90 to 120)."""
STOPPED_WITHIN = 40.0
PARTS = {"engine": "bot/run.py run", "actions": "-m rasa_sdk", "web": "-m uvicorn"}
"""What the command of each part looks like."""


class Product:
    """`wegwijs serve` as a process, with what tests do to it; `root` is another tree to run, with its own data."""

    def __init__(self, folder: Path, root: Path = ROOT, **settings: str) -> None:
        self._root = root
        self.log, self.database = folder / "serve.log", folder / "wegwijs.sqlite"
        port, self._engine_port = _free_port(), _free_port()
        self.address = f"http://127.0.0.1:{port}"
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("WEGWIJS_")},
            "WEGWIJS_PORT": str(port),
            "WEGWIJS_PUBLIC_ADDRESS": self.address,
            "WEGWIJS_ENGINE_URL": f"http://127.0.0.1:{self._engine_port}",
            "WEGWIJS_DATABASE_URL": f"sqlite:///{self.database}",
            "WEGWIJS_CONTACT_KEY_FILE": str(folder / "contactvragen.sleutel"),
            # Talks of tests are quicker than people; limits have tests of their own.
            "WEGWIJS_ADDRESS_RATE": "100000/second",
            "WEGWIJS_TALK_RATE": "1000",
            "WEGWIJS_TALK_BURST": "1000",
            **settings,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def train(self) -> None:
        """Make sure that there is a model of today's data."""
        done = subprocess.run(
            [sys.executable, "-m", "wegwijs.cli", "train"],
            cwd=self._root,
            capture_output=True,
            text=True,
            timeout=TRAINED_WITHIN,
            check=False,
        )
        assert done.returncode == 0, f"training failed\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"

    def run(self, *command: str, typed: str = "") -> str:
        """What a `wegwijs` command says that works on the same database; `typed` is its standard input."""
        done = subprocess.run(
            [sys.executable, "-m", "wegwijs.cli", *command],
            cwd=self._root,
            env=self._environment,
            input=typed,
            capture_output=True,
            text=True,
            timeout=COMMAND_WITHIN,
            check=False,
        )
        assert done.returncode == 0, f"wegwijs {command[0]} failed\n{done.stdout[-2000:]}\n{done.stderr[-2000:]}"
        return done.stdout

    def start(self) -> None:
        """Start everything and wait until it is ready."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "wegwijs.cli", "serve"],
                cwd=self._root,
                env=self._environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        self.wait_until_ready()

    def stop(self) -> None:
        """Stop as an operator does; what is still there after that is killed."""
        if self._process is None:
            return
        children = [pid for pid, _ in self._children()]
        self._process.terminate()
        try:
            self._process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(STOPPED_WITHIN)
        self._process = None
        for pid in children:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(pid, signal.SIGKILL)

    def wait_until_ready(self) -> None:
        """Wait until every part says it is well."""
        self._until(self._ready, "nothing is ready")

    def wait_until_back(self, part: str, killed: int) -> None:
        """Wait until the supervisor has started a killed part anew, and all is well again.

        Readiness remembers its last look for a while, so it is asked only when the new process itself answers.
        """
        self._until(lambda: self.pid(part) not in {None, killed}, f"{part} was not started again")
        self._until(lambda: self._answers(part), f"{part} does not answer")
        self.wait_until_ready()

    def pid(self, part: str) -> int | None:
        """The process of a part, or None while there is none."""
        return next((pid for pid, command in self._children() if PARTS[part] in command), None)

    def send(self, part: str, sign: signal.Signals) -> int:
        """Send a signal to the process group of a part; gives its process."""
        pid = self.pid(part)
        assert pid is not None, f"there is no {part}"
        os.killpg(pid, sign)
        return pid

    def tail(self, size: int = 2000) -> str:
        """The end of the log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-size:] if self.log.exists() else ""

    def _children(self) -> list[tuple[int, str]]:
        assert self._process is not None, "the product was not started"
        command = ["ps", "-A", "-ww", "-o", "pid=,ppid=,args="]
        table = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True).stdout
        rows = (line.split(maxsplit=2) for line in table.splitlines())
        return [(int(row[0]), row[2]) for row in rows if len(row) == 3 and int(row[1]) == self._process.pid]

    def _answers(self, part: str) -> bool:
        if part == "engine":
            return _status(f"http://127.0.0.1:{self._engine_port}/webhooks/wegwijs/") == httpx.codes.OK
        if part == "actions":
            command = next((command for _, command in self._children() if PARTS[part] in command), "")
            port = re.search(r"--port (\d+)", command)
            return port is not None and _status(f"http://127.0.0.1:{port[1]}/health") == httpx.codes.OK
        return _status(f"{self.address}/healthz") == httpx.codes.OK

    def _ready(self) -> bool:
        return _status(f"{self.address}/readyz") == httpx.codes.OK

    def _until(self, true: Callable[[], bool], otherwise: str) -> None:
        end = time.monotonic() + READY_WITHIN
        while not true():
            assert self._process is not None and self._process.poll() is None, f"it stopped by itself\n{self.tail()}"
            assert time.monotonic() < end, f"after {READY_WITHIN:.0f} s {otherwise}\n{self.tail()}"
            time.sleep(0.3)


def _status(url: str) -> int | None:
    try:
        return httpx.get(url, timeout=12, trust_env=False).status_code
    except httpx.HTTPError:
        return None


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
