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

    def say(
        self, name: str, *, once: bool = False, more: Iterable[tuple[str, str]] = (), like: str = "", **values: str
    ) -> bool:
        """Say the text `name`; with `once` nothing is said when no fresh wording is left. Tells whether it was said.

        `more` are choices (label, payload) below those of the text; `like` names a text whose choices are offered.
        """
        text = self._choose(self._for_carers(name), once)
        if text is None:
            return False
        buttons = text.buttons + (self._texts[self._for_carers(like)][0].buttons if like else ())
        self._utter(Text(text.text, (*buttons, *more)), values)
        return True

    def offer(self, name: str, choices: Iterable[tuple[str, str]]) -> None:
        """Say the text `name` with choices made for this moment: (label, payload)."""
        text = self._choose(name)
        assert text is not None
        self._utter(Text(text.text, tuple(choices)), {})

    def plainly(self, words: str) -> None:
        """Say words that were put together from a data file."""
        self._utter(Text(words), {})

    def known(self, name: str) -> bool:
        """Whether there is a text of that name."""
        return name in self._texts

    def _for_carers(self, name: str) -> str:
        return f"{name}_zorg" if self._state.carer and f"{name}_zorg" in self._texts else name

    def _choose(self, name: str, once: bool = False) -> Text | None:
        """A wording that was not used yet in this talk, else the first; with `once` none then."""
        variants = self._texts[name]
        fresh = [n for n in range(len(variants)) if f"{name}:{n}" not in self._state.said]
        if not fresh:
            return None if once else variants[0]
        self._state.said = [*self._state.said, f"{name}:{fresh[0]}"]
        return variants[fresh[0]]

    def show(self, message: Mapping[str, Any]) -> None:
        """Send a message of another kind: cards or a contact."""
        self._dispatcher.utter_message(json_message=dict(message))

    def _utter(self, text: Text, values: Mapping[str, str]) -> None:
        words = text.text.format(**values) if values else text.text
        # What the visitor does not want is not put forward again; asking for it in words always works.
        left_out = {kies_need(need) for need in self._state.refused}
        buttons = [{"title": title, "payload": payload} for title, payload in text.buttons if payload not in left_out]
        self._dispatcher.utter_message(text=words, buttons=buttons)
