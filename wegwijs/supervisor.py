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
            outcome = await self._run_once(part)
            if self._stopping.is_set():
                return
            pause = FIRST_PAUSE if time.monotonic() - started > STEADY_AFTER else min(pause * 2, LONGEST_PAUSE)
            sys.stderr.write(f"{part.name} stopped ({outcome}); it starts again in {pause:.0f} s\n")
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), pause)

    async def _run_once(self, part: Part) -> str:
        """Start a part and wait until it ends; tells how it ended."""
        try:
            process = await asyncio.create_subprocess_exec(
                *part.command(), cwd=self._cwd, env={**os.environ, **part.environment}, start_new_session=True
            )
        except Exception as problem:  # noqa: BLE001 - whatever hinders one part must not take the others along
            return f"it could not start: {problem}"
        self._running[part.name] = process
        code = await process.wait()
        if not self._stopping.is_set():
            # What it left behind would keep its port.
            _signal(process.pid, signal.SIGKILL)
        return str(code)

    @staticmethod
    async def _stop(process: asyncio.subprocess.Process) -> None:
        """End the whole group of a process, gently first."""
        _signal(process.pid, signal.SIGTERM)
        end = time.monotonic() + PATIENCE
        while _signal(process.pid, 0) and time.monotonic() < end:  # noqa: ASYNC110 - a group of processes has no event
            await asyncio.sleep(0.05)
        _signal(process.pid, signal.SIGKILL)
        await process.wait()


def _signal(group: int, sign: int) -> bool:
    """Send a signal to a group of processes; False when nothing of it is left."""
    try:
        os.killpg(group, sign)
    except (ProcessLookupError, PermissionError):
        return False
    return True
