"""Who may go when: one turn at a time in a talk, a few at a time to the engine, and a queue that has an end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager


class BusyError(Exception):
    """There is no room now, or it took too long to get it."""


class Traffic:
    """Counts and orders the turns of one process."""

    def __init__(self, at_once: int, queue_length: int) -> None:
        self._slots = asyncio.Semaphore(at_once)
        self._room = at_once + queue_length
        self._present = 0
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @property
    def full(self) -> bool:
        """Whether the queue has reached its end."""
        return self._present >= self._room

    @property
    def crowded(self) -> bool:
        """Whether a turn would have to wait before it reaches the engine."""
        return self._slots.locked()

    @asynccontextmanager
    async def slot(self, patience: float) -> AsyncIterator[None]:
        """A place at the engine, within `patience` seconds. Raises BusyError."""
        if self.full:
            raise BusyError
        self._present += 1
        try:
            await _within(patience, self._slots.acquire())
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._present -= 1

    @asynccontextmanager
    async def talk(self, talk: str, patience: float) -> AsyncIterator[None]:
        """The only turn of a talk, within `patience` seconds. Raises BusyError. Locks of silent talks are not kept."""
        lock, users = self._locks.get(talk, (asyncio.Lock(), 0))
        self._locks[talk] = (lock, users + 1)
        try:
            await _within(patience, lock.acquire())
            try:
                yield
            finally:
                lock.release()
        finally:
            _, users = self._locks[talk]
            if users == 1:
                del self._locks[talk]
            else:
                self._locks[talk] = (lock, users - 1)


async def _within(patience: float, acquiring: object) -> None:
    try:
        async with asyncio.timeout(patience):
            await acquiring  # type: ignore[misc]
    except TimeoutError:
        raise BusyError from None
