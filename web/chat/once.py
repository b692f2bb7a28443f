"""One text, understood without a talk: nothing is remembered, and nothing of it is kept."""

from __future__ import annotations

import asyncio
import uuid

from web.chat.engine import EngineAnswer, EngineClient, EngineError

AT_ONCE = 2
"""Texts at the engine at the same time, beside the turns of talks."""
_WAIT = 4.0
"""Seconds that a text waits for a place at most."""


class Once:
    """Asks the engine what a text tells, under a name that is used once and with no talk before it."""

    def __init__(self, engine: EngineClient) -> None:
        self._engine = engine
        self._room = asyncio.Semaphore(AT_ONCE)

    async def __call__(self, text: str, question: str | None, seconds: float | None = None) -> EngineAnswer | None:
        """What was understood of an answer to `question` (None: a story); None when the engine does not say.

        `seconds` is for who cannot wait for the engine's usual time; that is not held against the engine.
        """
        try:
            async with asyncio.timeout(min(seconds or _WAIT, _WAIT)):
                await self._room.acquire()
        except TimeoutError:
            return None
        try:
            state = {"question": question} if question else {}
            return await self._engine.turn(
                uuid.uuid4().hex, state=state, text=text, timeout=seconds, patient=seconds is None
            )
        except EngineError:
            return None
        finally:
            self._room.release()
