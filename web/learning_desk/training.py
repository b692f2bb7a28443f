"""'Leer nu': the training as a job of the desk. The `wegwijs` command does the work, in a process of its own."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import Sequence

from web.settings import ROOT
from web.staff.jobs import Progress, Work

log = logging.getLogger(__name__)

KIND = "leren"
COMMAND = (sys.executable, "-m", "wegwijs.cli", "train", "--with-reviewed")
FAILED = "Het leren is niet gelukt. Er is niets veranderd. In het logboek van de server staat waarom."
TOO_LONG = "Het leren duurde te lang en is gestopt. Er is niets veranderd."
_LIMIT = 90 * 60.0
"""Seconds: training may take half an hour, and two models are measured."""
_STEP = re.compile(r"(\d)/(\d) (.+)")


def work(database_url: str, by: str, *, command: Sequence[str] = COMMAND, limit: float = _LIMIT) -> Work:
    """Train for a colleague with this name. The step under way is the only note of the progress."""

    async def go(progress: Progress) -> None:
        process = await asyncio.create_subprocess_exec(
            *command,
            "--by",
            by,
            cwd=ROOT,
            env={**os.environ, "WEGWIJS_DATABASE_URL": database_url},
            stdin=asyncio.subprocess.DEVNULL,
            stdout=PIPE,
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(limit):
                await _follow(process, progress)
        except TimeoutError:
            progress.trouble = TOO_LONG
        finally:
            await _end(process)

    return go


async def _follow(process: Process, progress: Progress) -> None:
    """Read what the command says until it ends. What begins with '!' is for staff."""
    assert process.stdout is not None
    said = None
    while True:
        try:
            line = (await process.stdout.readline()).decode("utf-8", "replace")
        except ValueError:  # a line without end, of what it calls: that is no step
            continue
        if not line:
            break
        if step := _STEP.fullmatch(line.strip()):
            progress.done, progress.total = int(step[1]) - 1, int(step[2])
            progress.notes = [step[3]]
        elif line.startswith("! "):
            said = line.removeprefix("! ").strip()
    if code := await process.wait():
        log.error("training ended with %d", code)
        progress.trouble = said or FAILED
    else:
        progress.done = progress.total or 0


async def _end(process: Process) -> None:
    """Nothing is left of it: what it started is in its group."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    await process.wait()
