"""The way somebody came to a talk: through which list, and where in it. It stands in the address of each page of a talk
and of each form on it, so that what is done with the talk does not lose it.

The place is that of the talk when the list was made. Who looks a talk through moves it, or takes it out of the list;
the next one is still what followed it there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode

from fastapi import Depends, Request

from web.conversations.models import TalkDigest
from web.talk_desk import asked as asking
from web.talk_desk import order
from web.talk_desk.asked import Asked
from web.talk_desk.order import Mark

HOME = "/bureau/gesprekken"
_PLACE, _PAGE = "plek", "verder"


@dataclass(frozen=True)
class Way:
    """What was asked of the list, the `place` of the talk in it, and the `page` of the list (behind which place)."""

    asked: Asked
    place: Mark | None = None
    page: Mark | None = None

    @property
    def known(self) -> bool:
        """Whether somebody came through a list at all."""
        return self.place is not None or bool(self.asked.values)

    @property
    def back(self) -> str:
        """The list as it was."""
        return _joined(HOME, {**self.asked.values, **_place(_PAGE, self.page)})

    def to(self, talk_id: str, seq: int | None = None, **more: str) -> str:
        """Where a talk stands on this way, or one message of it."""
        values = {**self.asked.values, **_place(_PLACE, self.place), **_place(_PAGE, self.page), **more}
        return _joined(f"{HOME}/{talk_id}", values) + ("" if seq is None else f"#bericht-{seq}")

    @property
    def query(self) -> str:
        """What stands behind the address of a page or form of a talk: '?…', or nothing."""
        return self.to("").removeprefix(f"{HOME}/")

    def on(self, talk: TalkDigest) -> str:
        """Where another talk of the same list stands."""
        return Way(self.asked, order.place_of(talk), self.page).to(talk.talk_id)


def read(query: Mapping[str, str]) -> Way:
    """The way in an address."""
    return Way(asking.read(query), order.read(query.get(_PLACE, "")), order.read(query.get(_PAGE, "")))


def _of(request: Request) -> Way:
    return read(request.query_params)


Came = Annotated[Way, Depends(_of)]
"""The way in the address of a request."""


def _place(name: str, place: Mark | None) -> dict[str, str]:
    return {name: order.written(place)} if place else {}


def _joined(address: str, values: Mapping[str, str]) -> str:
    return f"{address}?{urlencode(values)}" if values else address
