"""The gateway's door into Rasa: one turn in, the replies, the parse and the new state out.

1. The gateway sends a visitor's text (or the payload of a choice it minted) with the state of the talk.
2. A fresh tracker is primed with that state; Rasa understands the text and its rules run the actions.
3. What was said, what was understood and the new state go back; the tracker is dropped.

Rasa's own HTTP API stays off. Typed text can never trigger an intent directly: payloads come as structure, not as text.
"""

from __future__ import annotations

import hmac
import logging
from collections.abc import Awaitable, Callable
from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.events import ActionExecuted, Event, SlotSet
from rasa.shared.core.trackers import DialogueStateTracker
from sanic import Blueprint
from sanic.request import Request
from sanic.response import HTTPResponse, json

from bot.disposable_tracker_store import DisposableTrackerStore
from bot.language_resource import LanguageResource
from bot.model_switch import ModelSwitch, SwitchError, name_of
from vocabulary.needs import CRISIS

logger = logging.getLogger(__name__)

DANGERS = frozenset({"self", "other", "violence"})


class TurnError(ValueError):
    """The request does not describe a turn; the message is for the developer of the gateway."""


class GatewayChannel(InputChannel):
    """`POST /webhooks/wegwijs/turn` with a bearer secret; see docs/engine-door.md for the shapes."""

    def __init__(self, secret: str) -> None:
        self._secret = secret

    @classmethod
    def name(cls) -> str:
        """The part of the path below /webhooks."""
        return "wegwijs"

    @classmethod
    def from_credentials(cls, credentials: dict[str, Any] | None) -> InputChannel:
        """Made from credentials.yml; refuses to start without a secret."""
        secret = (credentials or {}).get("secret")
        if not secret:
            cls.raise_missing_credentials_exception()
        return cls(str(secret))

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The routes of this channel."""
        door = Blueprint("wegwijs_door")
        language = LanguageResource.describe()
        switch = ModelSwitch(hold_turn)

        @door.route("/", methods=["GET"])
        async def health(request: Request) -> HTTPResponse:
            agent = request.app.ctx.agent
            ready = bool(agent and agent.is_ready())
            return json(
                {
                    "status": "ok" if ready else "loading",
                    "language_model": language,
                    "model": agent.model_id if ready else None,
                    "model_name": name_of(agent) if ready else None,
                },
                status=200 if ready else 503,
            )

        @door.route("/turn", methods=["POST"])
        async def turn(request: Request) -> HTTPResponse:
            if not self._knows_the_secret(request):
                return json({"error": "wrong secret"}, status=401)
            agent = request.app.ctx.agent
            if not agent or not agent.is_ready():
                return json({"error": "no model loaded"}, status=503)
            try:
                return json(await hold_turn(agent, request.json))
            except TurnError as problem:
                return json({"error": str(problem)}, status=400)
            except Exception as problem:  # noqa: BLE001 - any failure inside the engine must be seen as one
                # The gateway must see a failure as a failure; what the visitor said must not reach the log.
                logger.error("A turn failed: %s", type(problem).__name__)
                return json({"error": "the turn failed"}, status=500)

        @door.route("/model", methods=["POST"])
        async def model(request: Request) -> HTTPResponse:
            if not self._knows_the_secret(request):
                return json({"error": "wrong secret"}, status=401)
            wanted = request.json.get("name") if isinstance(request.json, dict) else None
            try:
                await switch.put(request.app.ctx, wanted)
            except SwitchError as problem:
                logger.error("A model was not put in place: %s", problem)
                return json({"error": str(problem)}, status=problem.status)
            return json({"model_name": wanted})

        return door

    def _knows_the_secret(self, request: Request) -> bool:
        given = request.headers.get("authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {self._secret}".encode())


async def hold_turn(agent: Any, body: Any) -> dict[str, Any]:
    """Run one turn and return its answer. Raises TurnError on a body that does not describe one."""
    talk, message = _message(body)
    state = body.get("state") or {}
    if not isinstance(state, dict):
        raise TurnError("state must be an object")
    danger = body.get("danger")
    if danger is not None and (not isinstance(danger, str) or danger not in DANGERS):
        raise TurnError("danger must be null, self, other or violence")
    processor = agent.processor
    store = _disposable(processor.tracker_store)
    if message.parse_data is None:
        message.metadata = {name: state.get(name) for name in ("question", "danger", "danger_answer")}
        message.parse_data = await processor.parse_message(message)
    if danger and message.parse_data["intent"].get("name") != CRISIS:
        message.parse_data["intent"] = {"name": CRISIS, "confidence": 1.0}
    message.parse_data["danger"] = danger or message.parse_data.get("danger")
    output = CollectingOutputChannel()
    message.output_channel = output
    try:
        await processor.save_tracker(_primed(talk, state, processor.domain))
        await agent.handle_message(message)
        tracker = await store.retrieve(talk)
        after = tracker.current_slot_values() if tracker else dict(state)
    finally:
        store.forget(talk)
    after = {key: value for key, value in after.items() if key not in {"requested_slot", "session_started_metadata"}}
    erase = bool(after.pop("erase", False))
    return {
        "messages": [_without_recipient(said) for said in output.messages],
        "parse": _parse(message.parse_data),
        "state": after,
        "erase": erase,
    }


def _message(body: Any) -> tuple[str, UserMessage]:
    if not isinstance(body, dict) or not isinstance(body.get("talk"), str) or not body["talk"]:
        raise TurnError("a turn is an object with the id of its talk")
    talk, text, payload = body["talk"], body.get("text"), body.get("payload")
    if isinstance(text, str) and text.strip() and payload is None:
        # Rasa reads a leading slash as a command; here it is only what somebody typed.
        return talk, UserMessage(text=text.lstrip("/ \t\r\n").rstrip() or "-", sender_id=talk, input_channel="wegwijs")
    if isinstance(payload, dict) and isinstance(payload.get("intent"), str) and text is None:
        entities = payload.get("entities") or {}
        if not isinstance(entities, dict):
            raise TurnError("the entities of a payload must be an object")
        parse = {
            "text": "",
            "intent": {"name": payload["intent"], "confidence": 1.0},
            "intent_ranking": [],
            "entities": [{"entity": name, "value": value} for name, value in entities.items()],
        }
        return talk, UserMessage(text="", sender_id=talk, input_channel="wegwijs", parse_data=parse)
    raise TurnError("a turn has either a text or a payload")


def _primed(talk: str, state: dict[str, Any], domain: Any) -> DialogueStateTracker:
    known = {slot.name for slot in domain.slots}
    events: list[Event] = [SlotSet(name, value) for name, value in state.items() if name in known]
    tracker = DialogueStateTracker(talk, domain.slots)
    tracker.update_with_events([*events, ActionExecuted(ACTION_LISTEN_NAME)], domain)
    return tracker


def _disposable(store: Any) -> DisposableTrackerStore:
    # Rasa wraps a store in one that falls back; ours is inside.
    inner = getattr(store, "_tracker_store", store)
    if not isinstance(inner, DisposableTrackerStore):
        raise TypeError("endpoints.yml must name bot.disposable_tracker_store.DisposableTrackerStore")
    return inner


def _without_recipient(message: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in message.items() if key != "recipient_id"}


def _parse(parse: dict[str, Any]) -> dict[str, Any]:
    return {
        "intent": parse["intent"].get("name"),
        "confidence": parse["intent"].get("confidence") or 0.0,
        "needs": parse.get("needs", []),
        "fallback": bool(parse.get("fallback")),
        "entities": [
            {key: found[key] for key in ("entity", "value", "start", "end") if key in found}
            for found in parse.get("entities", [])
        ],
        "danger": parse.get("danger"),
    }
