"""`/bureau`: what needs attention today, with the way to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from catalogue.overview import Asked, counts
from catalogue.proposals import open_proposals
from catalogue.search import today_here
from web.catalogue_desk.changing import DRAFT
from web.conversations.demand import shown_slugs
from web.staff.desk import Desk
from web.staff.people import Right

_LOOKED_AFTER: Final = (
    ("verlopen: de laatste dag is voorbij", Asked(state="verlopen"), {"staat": "verlopen"}),
    ("met een link die niet werkt", Asked(state="kapotte link"), {"staat": "kapotte link"}),
    ("te lang niet nagekeken", Asked(state="verouderd"), {"staat": "verouderd"}),
    ("concept: nog niet gepubliceerd", Asked(status=DRAFT), {"status": DRAFT}),
    ("nog nooit aan iemand getoond", Asked(state="nooit getoond"), {"staat": "nooit getoond"}),
    ("zonder kosten, of zonder website en telefoon", Asked(state="onvolledig"), {"staat": "onvolledig"}),
)
"""What is counted, in words, and the filter of the list that shows it."""


@dataclass(frozen=True)
class Count:
    """So many things to look at, what they are, and where they are found."""

    amount: int
    words: str
    address: str


def router(desk: Desk) -> APIRouter:
    """The start page."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau")
    async def start(request: Request) -> Response:
        visit = await desk.visit(request)
        found = await desk.read(lambda session: _counts(session, today_here()))
        return desk.page(
            visit,
            "bureau/aanbod/start.html",
            counts=[one for one in found if one.amount],
            done=[one for one in found if not one.amount],
            may_write=visit.who.may(Right.SCHRIJVEN),
        )

    return routes


def _counts(session: Session, today: date) -> list[Count]:
    proposals = len(open_proposals(session))
    waiting = "voorstel wacht op antwoord" if proposals == 1 else "voorstellen wachten op antwoord"
    return [Count(proposals, waiting, "/bureau/voorstellen"), *_records(session, today)]


def _records(session: Session, today: date) -> list[Count]:
    """The records that need attention, each kind with its filter in the list."""
    amounts = counts(session, [asked for _, asked, _ in _LOOKED_AFTER], today, shown_slugs())
    return [
        Count(amount, words, f"/bureau/aanbod?{urlencode(query)}")
        for amount, (words, _, query) in zip(amounts, _LOOKED_AFTER, strict=True)
    ]
