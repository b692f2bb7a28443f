"""The information point a website shows when the service is out of reach: its own, else that of its region.

What the catalogue said is remembered for a while, because every page of every website asks; a catalogue that is slow or
silent makes no page wait.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from web.partners.record import InformationPoint, Partner

log = logging.getLogger(__name__)

Find = Callable[[dict[str, Any]], Awaitable[dict[str, Any] | None]]
"""The information point of the catalogue for what a talk knows; None when there is none."""

_FRESH = 60.0
"""Seconds after which the catalogue is asked again."""
_PATIENCE = 0.3
"""Seconds a page waits for the catalogue, when nothing is remembered."""
_FIELDS = ("name", "phone", "url", "text")

About = tuple[tuple[str, str], ...]
"""What is known before a word was said, as pairs of name and value."""


class Points:
    """Finds information points."""

    def __init__(self, find: Find) -> None:
        self._find = find
        self._found: dict[About, tuple[float, dict[str, Any] | None]] = {}
        self._asking: dict[About, asyncio.Task[None]] = {}

    async def of(self, partner: Partner | None) -> dict[str, Any] | None:
        """Name, phone, url and text; None when nobody is known. Without a partner: what holds for everybody."""
        if partner is not None and partner.information_point is not None:
            return partner.information_point.model_dump()
        about = _about(partner)
        asked_at, found = self._found.get(about, (-_FRESH, None))
        if time.monotonic() - asked_at >= _FRESH:
            if about not in self._asking:
                self._asking[about] = asyncio.create_task(self._ask(about))
            if about not in self._found:
                await asyncio.wait({self._asking[about]}, timeout=_PATIENCE)
                found = self._found.get(about, (0.0, None))[1]
        return found

    async def _ask(self, about: About) -> None:
        try:
            self._found[about] = (time.monotonic(), _point(await self._find(dict(about))))
        except Exception as problem:  # noqa: BLE001 - whatever is wrong with the catalogue, the chat can be shown
            log.error("the catalogue gave no information point: %s", type(problem).__name__)
        finally:
            self._asking.pop(about, None)


def _about(partner: Partner | None) -> About:
    if partner is None:
        return ()
    known = {"audience": partner.audience, "condition": partner.condition, "region": partner.region}
    return tuple((name, value) for name, value in known.items() if value)


def _point(found: dict[str, Any] | None) -> dict[str, Any] | None:
    """As a website shows it. Where nobody is near, the catalogue gives words without a name: nobody to turn to."""
    if found is None or not found["name"]:
        return None
    return InformationPoint(**{name: found[name] for name in _FIELDS}).model_dump()
