"""What is said when the engine says nothing: an apology, cards straight from the catalogue, people to call."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from typing import Any

from web import safety_check
from web.chat.messages import Cards, Contact, Notice, Text
from web.partners.record import InformationPoint
from web.texts import Texts

log = logging.getLogger(__name__)

Suggest = Callable[[dict[str, Any]], Awaitable[list[dict[str, Any]]]]
"""Cards for the state of a talk, without the engine."""

FindContact = Callable[[dict[str, Any]], Awaitable[dict[str, Any] | None]]
"""The information point for the state of a talk (fields of a contact message); None when there is none."""


class StaticAnswers:
    """Answers that need neither the engine nor, if it must be, the database."""

    def __init__(self, texts: Texts, suggest: Suggest, contact: FindContact) -> None:
        self._texts, self._suggest, self._contact = texts, suggest, contact

    def opening(self) -> list[dict[str, Any]]:
        """The planned opening: a computer, anonymous, no diagnosis, where to go in an emergency, the first question."""
        return [Text(text=text).model_dump() for text in (*self._texts.opening, self._texts.first_question)]

    def help_lines(self) -> dict[str, Any]:
        """People to call, as text."""
        return Text(text=safety_check.help_text(self._texts.help_heading)).model_dump()

    def notice(self, text: str) -> dict[str, Any]:
        """Something about the talk itself."""
        return Notice(text=text).model_dump()

    async def apology(self, state: dict[str, Any], own: InformationPoint | None) -> list[dict[str, Any]]:
        """An apology, what the catalogue has for known needs, and people to call: the website's own too."""
        contact = self._as_message(own.model_dump()) if own else None
        found = [self.notice(self._texts.apology)]
        try:
            cards = await self._suggest(state)
            if cards:
                known = Cards.model_validate({"cards": cards})
                found += [Text(text=self._texts.help_suggestions).model_dump(), known.model_dump()]
            if contact is None and (point := await self._contact(state)):
                contact = self._as_message(point)
        except Exception as problem:  # noqa: BLE001 - help lines must come, whatever is wrong with the catalogue
            log.error("the catalogue gave nothing for a planned answer: %s", type(problem).__name__)
        found.append(self.help_lines())
        if contact:
            found.append(contact)
        return found

    def _as_message(self, point: dict[str, Any]) -> dict[str, Any]:
        return Contact.model_validate(
            {"role": "informatiepunt", "title": self._texts.contact_title, **point}
        ).model_dump()
