"""A trained pipeline in a process of its own, that is asked one sentence at a time."""

from __future__ import annotations

import json
import os
import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, cast

from wegwijs.paths import ROOT
from wegwijs.understanding import UnderstandingError, command

FIRST_SENTENCE = "Goedemorgen, bent u daar?"
COMPLAINTS_SHOWN = 1500


@dataclass
class Engine:
    """An engine that is ready: it has understood its first sentence.

    `start_seconds` runs from the start of the process to that moment, libraries and model included.
    """

    process: subprocess.Popen[bytes]
    complaints: IO[bytes]
    start_seconds: float = 0.0

    def ask(self, text: str) -> tuple[dict[str, Any], float]:
        """The parse of a sentence, and the milliseconds from handing it over to having the answer.

        Raises UnderstandingError when the engine has stopped.
        """
        sentences, answers = cast(IO[bytes], self.process.stdin), cast(IO[bytes], self.process.stdout)
        line = f"{text}\n".encode()
        started = time.perf_counter()
        try:
            sentences.write(line)
            sentences.flush()
            said = answers.readline()
            while said and not said.startswith(b"{"):
                said = answers.readline()
        except BrokenPipeError:
            said = b""
        milliseconds = (time.perf_counter() - started) * 1000
        if not said:
            raise UnderstandingError(self._last_words())
        parse: dict[str, Any] = json.loads(said)
        return parse, milliseconds

    def memory_mb(self) -> float:
        """Resident memory of the process now, in MB of 1,000,000 bytes; pages of shared libraries included."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"^VmRSS:\s+(\d+) kB$", status, flags=re.M)
        if not found:
            raise UnderstandingError(self._last_words())
        return int(found[1]) * 1024 / 1e6

    def cpu_seconds(self) -> float:
        """Processor time the process has used since its start, all threads together."""
        stat = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="utf-8", errors="replace")
        # User and system time are fields 14 and 15; the second, the name, stands in brackets and may hold spaces.
        user, system = stat.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")

    def _last_words(self) -> str:
        self.complaints.seek(0)
        return self.complaints.read().decode("utf-8", "replace")[-COMPLAINTS_SHOWN:]


@contextmanager
def running(model: Path) -> Iterator[Engine]:
    """The engine with this model, started as `wegwijs understand` does, until it is no longer needed."""
    pipe = subprocess.PIPE
    # Complaints go to a file: a full pipe that nobody reads would hold the engine up for ever.
    with tempfile.TemporaryFile() as complaints:
        started = time.perf_counter()
        with subprocess.Popen(command(model), cwd=ROOT, stdin=pipe, stdout=pipe, stderr=complaints) as process:
            engine = Engine(process, complaints)
            engine.ask(FIRST_SENTENCE)
            engine.start_seconds = time.perf_counter() - started
            yield engine
