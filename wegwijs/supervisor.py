"""Run the three processes of the product together: the engine (Rasa), the action server and the web side.

1. Each process belongs to its own group, so that stopping stops its children too.
2. A process that dies is started again, with a pause that grows while it keeps dying.
3. Stopping (Ctrl-C, SIGTERM) stops all; what does not go within ten seconds is killed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

FIRST_PAUSE, LONGEST_PAUSE, STEADY_AFTER = 1.0, 15.0, 60.0
PATIENCE = 10.0


@dataclass(frozen=True)
class Part:
    """A process: its name in the log, its command (made anew at each start) and what it adds to the environment."""

    name: str
    command: Callable[[], Sequence[str]]
    environment: Mapping[str, str] = field(default_factory=dict)


class Supervisor:
    """Starts all parts, keeps them running and stops them together."""

    def __init__(self, parts: Sequence[Part], cwd: str) -> None:
        self._parts, self._cwd = parts, cwd
        self._running: dict[str, asyncio.subprocess.Process] = {}
        self._stopping = asyncio.Event()

    async def run(self) -> None:
        """Keep all parts running until asked to stop."""
        loop = asyncio.get_running_loop()
        for sign in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(sign, self._stopping.set)
        keepers = [asyncio.create_task(self._keep(part)) for part in self._parts]
        await self._stopping.wait()
        await asyncio.gather(*(self._stop(process) for process in self._running.values()))
        for keeper in keepers:
            keeper.cancel()
        await asyncio.gather(*keepers, return_exceptions=True)

    def stop(self) -> None:
        """Ask all parts to stop."""
        self._stopping.set()

    async def _keep(self, part: Part) -> None:
        pause = FIRST_PAUSE
        while not self._stopping.is_set():
            started = time.monotonic()
            process = await asyncio.create_subprocess_exec(
                *part.command(), cwd=self._cwd, env={**os.environ, **part.environment}, start_new_session=True
            )
            self._running[part.name] = process
            code = await process.wait()
            if self._stopping.is_set():
                return
            pause = FIRST_PAUSE if time.monotonic() - started > STEADY_AFTER else min(pause * 2, LONGEST_PAUSE)
            sys.stderr.write(f"{part.name} stopped ({code}); it starts again in {pause:.0f} s\n")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    @staticmethod
    async def _stop(process: asyncio.subprocess.Process) -> None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            if process.returncode is not None:
                return
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, sign)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), PATIENCE)
