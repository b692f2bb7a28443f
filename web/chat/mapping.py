"""From the engine's messages to those of contract 2.

Buttons become choices: an id goes out, the payload stays here. Names of pages become links to the pages of this talk.
"""

from __future__ import annotations

import json
import logging
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from web.chat.engine import Button, EngineMessage
from web.chat.messages import ANY, ChoiceItem, Choices, LinkItem, Links, Text
from web.conversations.store import Minted
from web.texts import LinkLabels

log = logging.getLogger(__name__)

_PAYLOAD = re.compile(r"/(?P<intent>[A-Za-z_][\w/-]*)\s*(?P<entities>\{.*\})?\s*", re.DOTALL)
_FROM_ENGINE = {"cards", "contact", "notice"}
"""Kinds the engine may send ready-made. A safety card comes from `safety` alone."""

STATIC_PAYLOADS: dict[str, dict[str, Any]] = {
    **{
        f"correct:{slot}": {"intent": "verbeter", "entities": {"slot": slot}}
        for slot in ("audience", "condition", "region", "needs")
    },
    "talk:back": {"intent": "vraag", "entities": {"request": "terug"}},
    "talk:restart": {"intent": "opnieuw", "entities": {}},
    "talk:human": {"intent": "mens_spreken", "entities": {}},
    "talk:keep": {"intent": "vraag", "entities": {"request": "bewaren"}},
    "talk:erase": {"intent": "gegevens_wissen", "entities": {}},
}
"""Choices that are valid in each talk: the widget's own buttons."""


PAGES = {
    "overzicht": "overzicht",
    "voorbereiden": "voorbereiden",
    "contact": "contact",
    "herinnering": "herinnering.ics",
    "code": "code",
}
"""Pages of a talk by the name the engine gives them, and where each stands below `/mijn/{key}/`."""


@dataclass(frozen=True)
class TalkPages:
    """The pages of one talk: the key in their addresses, and what stands on the links to them."""

    key: str
    labels: LinkLabels

    def links(self, names: object) -> list[LinkItem]:
        """Links in the order that was asked for; a name that is unknown is left out and logged."""
        known = [name for name in names if isinstance(name, str) and name in PAGES] if isinstance(names, list) else []
        if not isinstance(names, list) or len(known) < len(names):
            log.error("the engine offered a link to a page that does not exist")
        return [
            LinkItem(label=getattr(self.labels, name), url=f"/mijn/{self.key}/{PAGES[name]}")
            for name in dict.fromkeys(known)
        ]


def payload_of(button: str) -> dict[str, Any] | None:
    """`/intent{json}` as {"intent", "entities"}; None when it is something else."""
    match = _PAYLOAD.fullmatch(button)
    if match is None:
        return None
    try:
        entities = json.loads(match["entities"] or "{}")
    except (ValueError, RecursionError):
        return None
    return {"intent": match["intent"], "entities": entities}


def to_contract(messages: Sequence[EngineMessage], pages: TalkPages) -> tuple[list[dict[str, Any]], tuple[Minted, ...]]:
    """The messages for the visitor and the choices to keep. What is not as agreed is left out and logged by kind."""
    found: list[dict[str, Any]] = []
    minted: list[Minted] = []
    for message in messages:
        if message.text and message.text.strip():
            found.append(Text(text=message.text).model_dump())
        if message.buttons:
            offered = [choice for button in message.buttons if (choice := _mint(button))]
            if offered:
                minted += offered
                items = [ChoiceItem(id=choice.id, label=choice.label) for choice in offered]
                found.append(Choices(choices=items).model_dump())
        if message.custom is not None:
            found += _custom(message.custom, pages)
    return found, tuple(minted)


def _mint(button: Button) -> Minted | None:
    payload = payload_of(button.payload)
    if payload is None or not button.title.strip():
        log.error("the engine offered a button that leads nowhere")
        return None
    return Minted(secrets.token_urlsafe(12), button.title.strip(), payload)


def _custom(custom: dict[str, Any], pages: TalkPages) -> list[dict[str, Any]]:
    kind = custom.get("kind")
    try:
        if kind in _FROM_ENGINE:
            return [ANY.validate_python(custom).model_dump()]
        if kind == "links":
            offered = pages.links(custom.get("links"))
            return [Links(links=offered).model_dump()] if offered else []
    except ValidationError as error:
        log.error("the engine sent a %s that is not as agreed: %s", kind, _places(error))
        return []
    log.error("the engine sent a message of an unknown kind")
    return []


def _places(error: ValidationError) -> str:
    return ", ".join(sorted({".".join(map(str, part["loc"])) for part in error.errors()}))
