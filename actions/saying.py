"""Choose a text that was not said before in this talk, and the one worded for carers where there is one."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from rasa_sdk.executor import CollectingDispatcher

from actions.state import TalkState
from actions.texts import Text, load


def kies_need(need: str) -> str:
    """What a tap on a need sends, written as in domain.yml."""
    return "/kies_need" + json.dumps({"need": need}, separators=(",", ":"))


class Saying:
    """Says texts of domain.yml in one turn and keeps count of what was said."""

    def __init__(self, dispatcher: CollectingDispatcher, state: TalkState) -> None:
        self._dispatcher, self._state, self._texts = dispatcher, state, load()

    def say(self, name: str, *, once: bool = False, **values: str) -> bool:
        """Say the text `name`; with `once` nothing is said when no fresh wording is left. Tells whether it was said."""
        if self._state.carer and f"{name}_zorg" in self._texts:
            name = f"{name}_zorg"
        variants = self._texts[name]
        fresh = [n for n in range(len(variants)) if f"{name}:{n}" not in self._state.said]
        if not fresh and once:
            return False
        chosen = fresh[0] if fresh else 0
        if fresh:
            self._state.said = [*self._state.said, f"{name}:{chosen}"]
        self._utter(variants[chosen], values)
        return True

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Say the text `name` with choices made for this moment: (label, payload)."""
        variants = self._texts[name]
        fresh = [n for n in range(len(variants)) if f"{name}:{n}" not in self._state.said]
        chosen = fresh[0] if fresh else 0
        self._state.said = [*self._state.said, f"{name}:{chosen}"] if fresh else self._state.said
        self._utter(Text(variants[chosen].text, tuple(choices)), {})

    def show(self, message: Mapping[str, Any]) -> None:
        """Send a message of another kind: cards or a contact."""
        self._dispatcher.utter_message(json_message=dict(message))

    def _utter(self, text: Text, values: Mapping[str, str]) -> None:
        words = text.text.format(**values) if values else text.text
        # What the visitor does not want is not put forward again; asking for it in words always works.
        left_out = {kies_need(need) for need in self._state.refused}
        buttons = [{"title": title, "payload": payload} for title, payload in text.buttons if payload not in left_out]
        self._dispatcher.utter_message(text=words, buttons=buttons)
