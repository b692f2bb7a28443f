"""`/bureau/leren`: examples that wait for a second pair of eyes, and those that the assistant may learn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from web.learning_desk import learnt
from web.learning_desk.engine_door import DoorError, ModelDoor
from web.review import examples
from web.review.examples import DecidedError, SecondPersonError
from web.review.models import Example
from web.review.scope import websites_of
from web.review.verdicts import LABELS
from web.staff.desk import Desk, Visit
from web.staff.forms import text_of
from web.staff.people import Right
from web.staff.words import moment

HOME = "/bureau/leren"
LONGEST_REASON = 500
_DONE = {
    "goed": "Goedgekeurd. De assistent leert het bij de volgende training.",
    "af": "Afgewezen. Je collega ziet de reden hier.",
    "terug": "Teruggenomen. Bij de volgende training doet het niet meer mee.",
}
_OWN = "Dit voorstel is van jezelf. Een collega kijkt ernaar."
_LATE = "Een collega was je net voor. Kijk hieronder hoe het nu is."
_NO_REASON = "Schrijf waarom. Je collega leert daarvan."


@dataclass(frozen=True)
class Refused:
    """A decision that was not taken: at which example, why, and what was typed."""

    example: int
    why: str
    reason: str = ""


def router(desk: Desk, door: ModelDoor) -> APIRouter:
    """The page and what is decided there."""
    routes = APIRouter(include_in_schema=False)

    async def page(
        visit: Visit, said: str | None = None, refused: Refused | None = None, status: int = 200
    ) -> Response:
        def look(session: Session) -> tuple[Sequence[Example], Sequence[Example], Sequence[Example], learnt.Learnt]:
            mine = websites_of(session, visit.who)
            return (
                examples.waiting(session, mine),
                examples.declined(session, mine, visit.who.id),
                examples.approved(session, mine),
                learnt.of(session, serving),
            )

        serving = await _serving(door)
        waiting, declined, approved, known = await desk.read(look)
        return desk.page(
            visit,
            "bureau/leren/voorbeelden.html",
            status=status,
            own=[one for one in waiting if one.proposed_by == visit.who.id],
            waiting=[one for one in waiting if one.proposed_by != visit.who.id],
            declined=declined,
            approved=[(one, known.state(one)) for one in approved],
            labels=LABELS,
            said=said,
            refused=refused,
            moment=moment,
        )

    @routes.get(HOME)
    async def show(request: Request, gedaan: Annotated[str, Query(max_length=8)] = "") -> Response:
        return await page(await desk.visit(request, Right.GESPREKKEN), _DONE.get(gedaan))

    @routes.post(HOME + "/voorbeeld/{number}/besluit")
    async def decide(request: Request, number: int) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)
        good, reason = text_of(form, "besluit") == "goed", text_of(form, f"reden-{number}")
        if not good and not reason:
            return await page(visit, refused=Refused(number, _NO_REASON), status=422)
        if len(reason) > LONGEST_REASON:
            too_long = f"Maak de reden korter: hoogstens {LONGEST_REASON} tekens."
            return await page(visit, refused=Refused(number, too_long, reason), status=422)
        now = datetime.now(UTC)
        try:
            await desk.write(lambda session: examples.decide(session, number, visit.who, good, reason, now))
        except SecondPersonError:
            return await page(visit, refused=Refused(number, _OWN), status=403)
        except DecidedError:
            return await page(visit, refused=Refused(number, _LATE), status=409)
        return RedirectResponse(f"{HOME}?gedaan={'goed' if good else 'af'}", status_code=303)

    @routes.post(HOME + "/voorbeeld/{number}/terug")
    async def take_back(request: Request, number: int) -> Response:
        visit, _ = await desk.form(request, Right.GESPREKKEN)
        now = datetime.now(UTC)
        try:
            await desk.write(lambda session: examples.take_back(session, number, visit.who, now))
        except DecidedError:
            return await page(visit, refused=Refused(number, _LATE), status=409)
        return RedirectResponse(f"{HOME}?gedaan=terug", status_code=303)

    return routes


async def _serving(door: ModelDoor) -> str | None:
    try:
        return await door.serving()
    except DoorError:
        return None
