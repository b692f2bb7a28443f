"""Work of the desk that takes minutes: it goes on in the background, one of a kind at a time, and tells how far it is.

What is known of it lives as long as the process; what it did stands in the database.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from web.problems import place_of

log = logging.getLogger(__name__)


@dataclass
class Progress:
    """How far a piece of work is. `total` is None until it is known; `trouble` says in Dutch why it stopped."""

    by: str
    started_at: datetime
    total: int | None = None
    done: int = 0
    ended_at: datetime | None = None
    trouble: str | None = None
    notes: list[str] = field(default_factory=list)

    @property
    def running(self) -> bool:
        """Whether it is still going on."""
        return self.ended_at is None


Work = Callable[[Progress], Awaitable[None]]


class Jobs:
    """The background work of the desk, by kind."""

    def __init__(self) -> None:
        self._progress: dict[str, Progress] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}

    def start(self, kind: str, by: str, work: Work) -> bool:
        """Begin, unless work of this kind is going on already; whether it began."""
        known = self._progress.get(kind)
        if known and known.running:
            return False
        progress = self._progress[kind] = Progress(by, datetime.now(UTC))
        self._tasks[kind] = asyncio.create_task(_run(kind, work, progress))
        return True

    def progress(self, kind: str) -> Progress | None:
        """How far the last work of this kind is; None when there was none since the start."""
        return self._progress.get(kind)

    async def close(self) -> None:
        """Stop everything."""
        for task in self._tasks.values():
            task.cancel()
        await asyncio.gather(*self._tasks.values(), return_exceptions=True)


async def _run(kind: str, work: Work, progress: Progress) -> None:
    try:
        await work(progress)
    except Exception as error:  # noqa: BLE001 - nobody waits for it: it is told on the page and in the log
        log.error("%s stopped: %s at %s", kind, type(error).__name__, place_of(error))
        progress.trouble = "Het werk is gestopt door een storing. Wat al gedaan was, is bewaard."
    finally:
        progress.ended_at = datetime.now(UTC)
