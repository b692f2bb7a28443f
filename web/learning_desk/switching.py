"""Put a model live, and the way back: the engine first, then what is read at its next start, then who did it."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.database import UnavailableError
from web.learning_desk.engine_door import DoorError, ModelDoor
from web.review import live_model
from web.review.live_model import Live, base_of
from web.review.models import ModelSwitch, TrainedModel
from web.staff.audit import note
from web.staff.desk import Desk
from web.staff.people import Colleague

NOT_KEPT = "Dit kon niet worden vastgelegd, dus het vorige model is weer live. Probeer het straks nog eens."
OTHER_NOW = "Intussen is een ander model live gezet. Er is niets veranderd. Kijk hieronder hoe het nu is."


class RefusedSwitchError(Exception):
    """The model that serves goes on; the message says why, for staff."""


def hindrance(model: TrainedModel, serving: str | None) -> str | None:
    """Why a model has no button, in words for staff; None when it may be put live beside the one that serves."""
    if serving is None:
        return "De assistent geeft nu geen antwoord."
    if not model.fits:
        return "Dit model mag niet live."
    if base_of(model.name) != base_of(serving):
        return "Dit model hoort bij een eerdere versie van Wegwijs. Leer opnieuw."
    if model.beside != serving:
        return "Dit model is vergeleken met een ander model dan nu live is. Leer opnieuw, dan wordt het vergeleken."
    return None


def way_back(switches: Sequence[ModelSwitch], serving: str | None) -> str | None:
    """The model to go back to: the one before, also after going back. None when there is none for this release."""
    trail: list[str | None] = []
    for one in switches:
        if not trail or trail[-1] != one.before:
            trail = [one.before]
        if len(trail) > 1 and trail[-2] == one.name:
            trail.pop()
        else:
            trail.append(one.name)
    if serving is None or len(trail) < 2 or trail[-1] != serving:
        return None
    before = trail[-2]
    return before if before and base_of(before) == base_of(serving) else None


def switches(session: Session) -> Sequence[ModelSwitch]:
    """Every model that was put live, oldest first."""
    return session.scalars(select(ModelSwitch).order_by(ModelSwitch.id)).all()


class Switching:
    """Puts models live, one at a time. `folder` holds the models and the pointer."""

    def __init__(self, desk: Desk, door: ModelDoor, folder: Path) -> None:
        self._desk, self._door, self._folder = desk, door, folder
        self._one = asyncio.Lock()

    async def put_live(self, who: Colleague, name: str) -> None:
        """A model that passed every gate. Raises RefusedSwitchError, DoorError or UnavailableError."""
        async with self._one:
            serving = await self._door.serving()
            model = await self._desk.read(lambda session: session.get(TrainedModel, name))
            why = "Dit model is er niet." if model is None else hindrance(model, serving)
            if why:
                raise RefusedSwitchError(why)
            await self._switch(who, name, serving, "model live gezet")

    async def put_back(self, who: Colleague, seen: str) -> None:
        """The model before the one that serves; `seen` is the one that served on the page. Raises as `put_live`."""
        async with self._one:
            serving = await self._door.serving()
            before = await self._desk.read(lambda session: way_back(switches(session), serving))
            if before is None or serving != seen:
                raise RefusedSwitchError(OTHER_NOW)
            await self._switch(who, before, serving, "model teruggezet")

    async def _switch(self, who: Colleague, name: str, serving: str, event: str) -> None:
        await self._door.put(name)
        pointed, now = live_model.read(self._folder), datetime.now(UTC)
        base = base_of(name)
        assert base is not None

        def keep(session: Session) -> None:
            session.add(ModelSwitch(at=now, who=who.name, name=name, before=serving))
            note(session, who, event, name, now)
            session.flush()
            live_model.write(self._folder, Live(name, base))

        try:
            await self._desk.write(keep)
        except (UnavailableError, OSError):
            with contextlib.suppress(OSError):
                live_model.write(self._folder, pointed)
            with contextlib.suppress(DoorError):
                await self._door.put(serving)
            raise RefusedSwitchError(NOT_KEPT) from None
