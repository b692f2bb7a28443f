"""Is the engine ready: a message with a known answer, asked now and then, never for each question of a watcher."""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

_GOOD_FOR = 15.0  # seconds an answer counts
_BAD_FOR = 2.0  # seconds a failure counts: an engine that comes back is seen soon


class Engine(Protocol):
    """What the canary needs of the engine's client."""

    async def canary(self) -> Any:
        """A turn with a known answer."""

    async def about(self) -> dict[str, Any]:
        """What the engine tells of itself."""


@dataclass(frozen=True)
class EngineState:
    """What the last canary showed. `model` and `language_model` as the engine names them, if it does."""

    engine: str
    actions: str
    language_model: str | None = None
    model: str | None = None

    @property
    def ready(self) -> bool:
        """Whether talks can be held."""
        return self.engine == "ok" and self.actions == "ok"


class Canary:
    """Asks the engine at most once at a time and remembers the answer for a while."""

    def __init__(self, engine: Engine, known_intent: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._engine, self._intent, self._clock = engine, known_intent, clock
        self._state = EngineState("unknown", "unknown")
        self._until = -math.inf
        self._lock = asyncio.Lock()

    async def state(self) -> EngineState:
        """The state of the engine, at most 15 seconds old."""
        async with self._lock:
            if self._clock() >= self._until:
                self._state = await self._ask()
                self._until = self._clock() + (_GOOD_FOR if self._state.ready else _BAD_FOR)
            return self._state

    async def _ask(self) -> EngineState:
        try:
            about = await self._engine.about()
        except Exception:  # noqa: BLE001 - whatever is wrong with it: it is not there
            return EngineState("down", "unknown")
        names = {name: str(value) for name in ("language_model", "model") if (value := about.get(name))}
        try:
            answer = await self._engine.canary()
        except Exception as failure:  # noqa: BLE001 - idem
            # An engine that is there and gives an empty answer has lost its actions.
            return EngineState("failing", "down" if str(failure) == "empty" else "unknown", **names)
        understood = answer.parse is not None and answer.parse.intent == self._intent
        return EngineState("ok" if understood else "wrong answer", "ok", **names)
