"""Where the chat was asked for: which websites show it, and which try to without being on the list.

The makers of a website see by it whether what they pasted works. No page, no path and no visitor is in it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections import OrderedDict
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from web.database import Database, UnavailableError
from web.partners.models import Sighting
from web.partners.record import Partner, is_origin

log = logging.getLogger(__name__)

Mode = Literal["inline", "bubble", "page", "frame"]
"""How the chat stands on a page."""

MOST_STRANGERS = 20
"""Websites off the list that are kept of one partner; the one that was silent longest makes room."""
_EVERY = 60.0
"""Seconds between two times that the same is written."""
_MOST_REMEMBERED = 10_000
_MOST_AT_ONCE = 20
"""Writings under way; who invents a thousand websites a second is not worth a database."""


class Sightings:
    """Writes down where the chat was seen, behind the visitor's back: nobody waits for it and it may fail."""

    def __init__(self, database: Database, clock: Callable[[], float] = time.monotonic) -> None:
        self._database, self._clock = database, clock
        self._written: OrderedDict[tuple[str, str, bool], float] = OrderedDict()
        self._writing: set[asyncio.Task[None]] = set()

    def note(self, partner: Partner, origin: str, mode: Mode, version: str) -> None:
        """The chat of a partner was asked for by a page of `origin`; `version` of the widget is '' for the newest."""
        if not is_origin(origin) or len(self._writing) >= _MOST_AT_ONCE:
            return
        allowed, now = origin in partner.origins, self._clock()
        key = (partner.key, origin, allowed)
        if now - self._written.get(key, now - _EVERY) < _EVERY:
            return
        self._written[key] = now
        self._written.move_to_end(key)
        if len(self._written) > _MOST_REMEMBERED:
            self._written.popitem(last=False)
        seen = Sighting(website=partner.key, origin=origin, allowed=allowed, mode=mode, widget=version)
        task = asyncio.create_task(self._write(seen))
        self._writing.add(task)
        task.add_done_callback(self._writing.discard)

    async def close(self) -> None:
        """Wait for what is being written."""
        await asyncio.gather(*self._writing)

    async def _write(self, seen: Sighting) -> None:
        at = datetime.now(UTC)
        try:
            await self._database.write(lambda session: keep(session, seen, at))
        except (UnavailableError, SQLAlchemyError) as problem:
            # Silent, or another process wrote the same, or the website was just taken away.
            log.warning("where the chat was seen could not be kept: %s", type(problem).__name__)


def keep(session: Session, seen: Sighting, at: datetime) -> None:
    """Keep a sighting with its moment; one of the same origin is brought up to date."""
    known = session.get(Sighting, (seen.website, seen.origin))
    if known is None and not seen.allowed:
        _make_room(session, seen.website)
    first_at = known.first_at if known else at
    session.merge(
        Sighting(
            website=seen.website,
            origin=seen.origin,
            allowed=seen.allowed,
            mode=seen.mode,
            widget=seen.widget,
            first_at=first_at,
            last_at=at,
        )
    )


def _make_room(session: Session, website: str) -> None:
    strangers = select(Sighting).where(Sighting.website == website, Sighting.allowed.is_(False))
    for old in session.scalars(strangers.order_by(Sighting.last_at.desc()).offset(MOST_STRANGERS - 1)):
        session.delete(old)
    session.flush()
