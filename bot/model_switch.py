"""Another model in the place of the one that serves, while talks go on.

1. The new model is loaded beside the old one, in a thread.
2. It must answer a sentence with a known answer, through the rules and actions as a visitor's.
3. Only then it takes the place; a turn that is under way ends with the old one.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from rasa.core.agent import Agent

from bot.disposable_tracker_store import DisposableTrackerStore

FOLDER = Path(__file__).resolve().parent.parent / "models"
CANARY_TEXT, CANARY_INTENT = "Ik zoek lotgenoten", "lotgenoten"
CANARY_PATIENCE = 10.0
"""Seconds for the answer to the known sentence."""
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")

Turn = Callable[[Any, Any], Awaitable[dict[str, Any]]]


class SwitchError(Exception):
    """The model that served goes on; the message says why, `status` is that of the answer."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class ModelSwitch:
    """Puts models in place, one at a time. `hold_turn` is how a turn is held with an agent."""

    def __init__(self, hold_turn: Turn, folder: Path = FOLDER, load: Callable[[Path, Any], Any] | None = None) -> None:
        self._hold_turn, self._folder, self._load = hold_turn, folder, load or beside
        self._busy = False

    async def put(self, context: Any, name: Any) -> None:
        """Let the agent of `context` be the model with this name. Raises SwitchError."""
        if not isinstance(name, str) or not _NAME.fullmatch(name):
            raise SwitchError(400, "a model has a name of letters, figures and dashes")
        path = self._folder / f"{name}.tar.gz"
        if not path.is_file():
            raise SwitchError(404, "there is no such model")
        if self._busy:
            raise SwitchError(409, "another model is being put in place")
        self._busy = True
        try:
            agent = await self._tried(path, context.agent)
        finally:
            self._busy = False
        context.agent = agent

    async def _tried(self, path: Path, serving: Any) -> Any:
        try:
            agent = await asyncio.to_thread(self._load, path, serving)
        except Exception as problem:  # noqa: BLE001 - whatever is wrong with a model, the old one goes on
            raise SwitchError(422, f"the model cannot be loaded: {type(problem).__name__}") from None
        if not agent.is_ready():
            raise SwitchError(422, "the model cannot be loaded")
        asked: dict[str, Any] = {"talk": "canary of a new model", "text": CANARY_TEXT, "state": {}, "danger": None}
        try:
            answer = await asyncio.wait_for(self._hold_turn(agent, asked), CANARY_PATIENCE)
        except Exception as problem:  # noqa: BLE001 - idem
            raise SwitchError(422, f"the model gives no answer: {type(problem).__name__}") from None
        if answer["parse"]["intent"] != CANARY_INTENT or not answer["messages"]:
            raise SwitchError(422, "the model does not understand a sentence that each model must understand")
        return agent


def beside(path: Path, serving: Agent | None) -> Agent:
    """An agent with this model, that uses the actions and the locks of the one that serves."""
    return Agent.load(
        path,
        tracker_store=DisposableTrackerStore(None),
        lock_store=serving.lock_store if serving else None,
        action_endpoint=serving.action_endpoint if serving else None,
    )


def name_of(agent: Any) -> str:
    """The name of the model that an agent has."""
    return str(agent.processor.model_filename).removesuffix(".tar.gz")
