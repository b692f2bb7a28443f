"""Redaction of what visitors wrote, in two steps, so that no answer waits for it.

1. Patterns take out numbers, addresses and announced names before a message is kept (`patterns.py`).
2. A process of its own finds other names a moment later, and the kept text is replaced (`names_worker.py`). What was
   not yet done when the service stopped is done after the next start, from the raw text.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from pathlib import Path

from web.conversations import feedback, store
from web.conversations.names_worker import load
from web.database import Database, UnavailableError

log = logging.getLogger(__name__)

_ROOT = Path(__file__).resolve().parents[2]
_BATCH = 50
_LOOK_AGAIN = 60.0  # seconds; a message that is kept wakes it at once
_WORKER_REST = 30.0  # seconds before a worker that ended is started again
_BUILD_LIMIT = 15 * 60.0
_TEXT_LIMIT = 10.0


def prepare(folder: Path) -> None:
    """Build the tables that names are found with, if they are not there yet: for `make setup`. Takes minutes."""
    folder.mkdir(parents=True, exist_ok=True)
    load(folder)


class WorkerError(Exception):
    """The process that finds names did not answer."""


class Names:
    """Takes names out of texts that are kept, in the background."""

    def __init__(self, database: Database, folder: Path, *, enabled: bool = True, lists: Path | None = None) -> None:
        self._database, self._folder, self._enabled, self._lists = database, folder, enabled, lists
        self._wake = asyncio.Event()
        self._turn = asyncio.Lock()
        self._asked = 0
        self._process: Process | None = None
        self.state = "loading" if enabled else "off"
        self.slowest_ms = 0.0

    def wake(self) -> None:
        """There is something to do."""
        self._wake.set()

    async def run(self) -> None:
        """Work until cancelled; a worker that ends is started again after a while."""
        if not self._enabled:
            return
        try:
            while True:
                try:
                    await self._start()
                    await self._work()
                except (WorkerError, OSError, ValueError, TimeoutError) as problem:
                    log.error("the search for names stopped (%s); patterns go on", type(problem).__name__)
                    self.state = "down"
                    await self._stop()
                    await asyncio.sleep(_WORKER_REST)
        finally:
            await self._stop()

    async def _start(self) -> None:
        self.state = "loading"
        self._folder.mkdir(parents=True, exist_ok=True)
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "web.conversations.names_worker", str(self._folder)),
            *([str(self._lists)] if self._lists else []),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd=_ROOT,
            limit=1024 * 1024,
            start_new_session=True,  # Ctrl-C is for the service; this one ends when its input does
        )
        await self._read(_BUILD_LIMIT)
        self.state = "ok"

    async def _work(self) -> None:
        while True:
            self._wake.clear()
            if self.state != "ok":  # somebody else's text found the worker silent
                raise WorkerError
            try:
                waiting = await self._database.read(lambda session: store.awaiting_names(session, _BATCH))
                for talk, seq, text in waiting:
                    await self._one(talk, seq, text)
                notes = await self._database.read(lambda session: feedback.awaiting_names(session, _BATCH))
                for talk, slug, note in notes:
                    await self._note(talk, slug, note)
            except UnavailableError:
                waiting, notes = [], []
            if max(len(waiting), len(notes)) < _BATCH:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(_LOOK_AGAIN):
                        await self._wake.wait()

    async def _one(self, talk: str, seq: int, text: str) -> None:
        redacted = await self.redacted(text)
        await self._database.write(lambda session: store.keep_redacted(session, talk, seq, redacted))

    async def _note(self, talk: str, slug: str, note: str) -> None:
        redacted = await self.redacted(note)
        await self._database.write(lambda session: feedback.keep_redacted(session, talk, slug, note, redacted))

    async def redacted(self, text: str) -> str:
        """The text without what patterns recognise and without names; texts are searched one at a time.

        Raises WorkerError when names cannot be searched for: then nobody may be shown the text.
        """
        async with self._turn:
            if self.state != "ok" or self._process is None:
                raise WorkerError
            try:
                return await self._exchange(text)
            except (WorkerError, OSError, ValueError, TimeoutError) as problem:
                self.state = "down"
                self.wake()
                raise WorkerError from problem

    async def _exchange(self, text: str) -> str:
        assert self._process is not None
        assert self._process.stdin is not None
        self._asked += 1
        number = self._asked
        self._process.stdin.write(json.dumps({"number": number, "text": text}).encode() + b"\n")
        await self._process.stdin.drain()
        answer = await self._read(_TEXT_LIMIT)
        while answer["number"] != number:  # to somebody who stopped waiting: never give one's words to another
            answer = await self._read(_TEXT_LIMIT)
        self.slowest_ms = max(self.slowest_ms, float(str(answer["milliseconds"])))
        return str(answer["text"])

    async def _read(self, limit: float) -> dict[str, object]:
        assert self._process is not None
        assert self._process.stdout is not None
        async with asyncio.timeout(limit):
            line = await self._process.stdout.readline()
        if not line:
            raise WorkerError
        answer: dict[str, object] = json.loads(line)
        return answer

    async def _stop(self) -> None:
        process = self._process
        if process is None:
            return
        if process.stdin is not None:
            process.stdin.close()
        if process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
        await process.wait()
        self._process = None  # not before: the service may stop meanwhile, and then it is waited for again
