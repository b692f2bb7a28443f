"""The web side's way to the catalogue: short reads in threads. Planned answers go on without it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import anyio.to_thread
from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from catalogue.database import engine_for, session_factory
from catalogue.freshness import PUBLISHED
from catalogue.models import Instrument
from catalogue.roles import contact_for
from catalogue.search import Situation, search
from catalogue.wording import card
from vocabulary import needs
from web.slots import word, words

log = logging.getLogger(__name__)

T = TypeVar("T")


class CatalogueSilentError(Exception):
    """The catalogue did not answer."""


class CatalogueDoor:
    """Reads from the catalogue."""

    def __init__(self, database_url: str) -> None:
        self._engine = engine_for(database_url)
        self._sessions = session_factory(self._engine)

    async def read(self, work: Callable[[Session], T]) -> T:
        """The result of work that only looks. Raises CatalogueSilentError."""

        def look() -> T:
            with self._sessions() as session:
                return work(session)

        try:
            return await anyio.to_thread.run_sync(look)
        except SQLAlchemyError as error:
            log.error("the catalogue did not answer: %s", type(error).__name__)
            raise CatalogueSilentError from None

    async def count(self) -> int | None:
        """How many instruments are published; None when the catalogue does not answer."""
        published = select(func.count()).select_from(Instrument).where(Instrument.status == PUBLISHED)
        try:
            return await self.read(lambda session: session.scalar(published) or 0)
        except CatalogueSilentError:
            return None

    async def suggestions(self, state: dict[str, Any]) -> list[dict[str, Any]]:
        """At most three cards (contract 2) for the needs in the state of a talk; none when no need is known."""
        situation = _situation(state)
        if not situation.needs:
            return []
        try:
            hits = await self.read(lambda session: search(session, situation))
        except CatalogueSilentError:
            return []
        return [card(hit, situation) for hit in hits]

    async def information_point(self, state: dict[str, Any]) -> dict[str, Any] | None:
        """The information point for the state of a talk: text, name, phone, url and region; None when there is none."""
        audience, region, condition = (word(state.get(name)) for name in ("audience", "region", "condition"))
        return await self.information_point_for(audience, region, (condition,))

    async def information_point_for(
        self, audience: str | None, region: str | None, conditions: Sequence[str | None]
    ) -> dict[str, Any] | None:
        """The same for somebody of whom this much is known; `conditions` are all illnesses that were told."""
        try:
            found = await self.read(
                lambda session: contact_for(session, "informatiepunt", region, audience, conditions=conditions)
            )
        except CatalogueSilentError:
            return None
        return {name: getattr(found, name) for name in ("text", "name", "phone", "url", "region")} if found else None

    def close(self) -> None:
        """Let go of all connections."""
        self._engine.dispose()


def _situation(state: dict[str, Any]) -> Situation:
    """What the state of a talk says, as a question to the catalogue; values of an unexpected kind are passed over."""
    age = state.get("age")
    return Situation(
        needs=tuple(need for need in words(state.get("needs")) if need in needs.load()),
        audience=word(state.get("audience")),
        conditions=(condition,) if (condition := word(state.get("condition"))) else (),
        region=word(state.get("region")),
        age=age if isinstance(age, int) else None,
        carer_groups=words(state.get("carer_groups")),
        avoid=frozenset(words(state.get("avoid"))),
        region_presumed="region" in words(state.get("presumed")),
    )
