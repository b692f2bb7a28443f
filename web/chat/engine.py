"""The door to the engine: one turn of a talk, or a clear failure. The state travels with each turn.

Whatever is not a whole answer with at least one message is a failure: an error status, a time-out, a refused
connection, JSON that is no answer, and an empty answer, which is what an action that went wrong looks like.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Collection
from typing import Any, Literal

import httpx
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from vocabulary import conditions, municipalities, people
from web.chat.breaker import Breaker

log = logging.getLogger(__name__)

Danger = Literal["self", "other", "violence"]

CANARY_TEXT, CANARY_INTENT = "Ik zoek lotgenoten", "lotgenoten"
EMPTY = "empty"
"""The failure that an action that went wrong looks like."""

_PATH = "/webhooks/wegwijs"
_LABELS: dict[str, Callable[[], Collection[str]]] = {
    "audience": people.audiences,
    "condition": conditions.load,
    "region": municipalities.names,
}
"""What a fact of a text can be."""


class EngineError(Exception):
    """The engine gave no answer that can be used; the message says in one word why."""


class Button(BaseModel):
    """A button as the engine offers it: `payload` is '/intent{json}'."""

    title: str = Field(min_length=1)
    payload: str = Field(min_length=1)


class EngineMessage(BaseModel):
    """One message of the engine, before it is mapped to contract 2."""

    text: str | None = None
    buttons: list[Button] | None = None
    custom: dict[str, Any] | None = None


class ParsedNeed(BaseModel):
    """A need that was understood, with how sure the engine is (0 to 1)."""

    need: str
    confidence: float


class Parse(BaseModel):
    """What was understood of a text. `facts`: audience, condition and region, where the text named one.

    Of the engine's entities only labels of the vocabulary are kept, never words of the visitor.
    """

    model_config = ConfigDict(extra="ignore")

    intent: str | None = None
    confidence: float | None = None
    needs: list[ParsedNeed] = []
    fallback: bool = False
    facts: dict[str, str] = Field({}, validation_alias="entities")
    danger: Danger | None = None

    @field_validator("facts", mode="before")
    @classmethod
    def _only_labels(cls, entities: Any) -> dict[str, str]:
        found = [one for one in entities if isinstance(one, dict)] if isinstance(entities, list) else []
        facts = {str(one.get("entity")): str(one.get("value")) for one in found}
        return {name: value for name, value in facts.items() if name in _LABELS and value in _LABELS[name]()}


class EngineAnswer(BaseModel):
    """A whole answer of the engine."""

    messages: list[EngineMessage]
    parse: Parse | None = None
    state: dict[str, Any]
    erase: bool = False


class EngineClient:
    """Asks the engine for turns, with a time limit and a circuit breaker."""

    def __init__(
        self, url: str, secret: str, timeout: float, *, breaker: Breaker | None = None, most_at_once: int = 8
    ) -> None:
        self._timeout = timeout
        self._breaker = breaker or Breaker()
        self._client = httpx.AsyncClient(
            base_url=url,
            headers={"Authorization": f"Bearer {secret}"} if secret else None,
            timeout=timeout,
            trust_env=False,
            limits=httpx.Limits(max_connections=most_at_once, max_keepalive_connections=most_at_once),
        )

    async def turn(
        self,
        talk: str,
        *,
        state: dict[str, Any],
        text: str | None = None,
        payload: dict[str, Any] | None = None,
        danger: str | None = None,
        timeout: float | None = None,
        patient: bool = True,
    ) -> EngineAnswer:
        """One turn of the talk; exactly one of `text` and `payload` is given. Raises EngineError.

        An impatient caller leaves before the engine's usual time is over; that is not held against the engine.
        """
        said: dict[str, Any] = {"text": text} if payload is None else {"payload": payload}
        if not self._breaker.allows():
            raise EngineError("resting")
        try:
            async with asyncio.timeout(min(timeout or self._timeout, self._timeout)):
                answer = await self._ask({"talk": talk, **said, "state": state, "danger": danger})
        except EngineError as failure:
            self._failed(str(failure))
            raise
        except (httpx.HTTPError, TimeoutError, OSError) as error:
            if patient or not isinstance(error, TimeoutError):
                self._failed(type(error).__name__)
            raise EngineError(type(error).__name__) from None
        self._breaker.succeeded()
        return answer

    async def _ask(self, body: dict[str, Any]) -> EngineAnswer:
        response = await self._client.post(f"{_PATH}/turn", json=body)
        if response.status_code != httpx.codes.OK:
            raise EngineError(f"status {response.status_code}")
        try:
            answer = EngineAnswer.model_validate_json(response.content)
        except ValidationError:
            raise EngineError("no usable answer") from None
        if not answer.messages:
            raise EngineError(EMPTY)
        return answer

    def _failed(self, why: str) -> None:
        self._breaker.failed()
        log.warning("the engine failed a turn: %s", why)

    async def canary(self) -> EngineAnswer:
        """A turn with a known answer, past the breaker's rest, so that readiness sees the engine come back."""
        async with asyncio.timeout(self._timeout):
            try:
                answer = await self._ask({"talk": "canary", "text": CANARY_TEXT, "state": {}, "danger": None})
            except (httpx.HTTPError, OSError) as error:
                raise EngineError(type(error).__name__) from None
        self._breaker.succeeded()
        return answer

    async def about(self) -> dict[str, Any]:
        """What the engine tells of itself: at least {"status": "ok"}. Raises EngineError."""
        try:
            async with asyncio.timeout(min(2.0, self._timeout)):
                response = await self._client.get(f"{_PATH}/")
            told = response.json() if response.status_code == httpx.codes.OK else None
        except (httpx.HTTPError, TimeoutError, OSError, ValueError) as error:
            raise EngineError(type(error).__name__) from None
        if not isinstance(told, dict):
            raise EngineError("silent")
        return told

    async def close(self) -> None:
        """Let go of the connections."""
        await self._client.aclose()
