"""What is done with a talk as a whole: whose it is, looked through or not, how a danger was seen to."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from web.review import whole
from web.review.looks import looked
from web.review.whole import ConflictError
from web.review.wording import WordingError
from web.staff.desk import Desk, Visit
from web.staff.forms import exact, text_of
from web.staff.people import Right
from web.talk_desk.talk_page import TalkPage, Trouble
from web.talk_desk.way import HOME, Came, Way

_TALK = HOME + "/{talk:uuid}"
_NOT_ALLOWED = "Deze collega mag dit gesprek niet zien, of werkt hier niet meer. Kies iemand anders."


def router(desk: Desk) -> APIRouter:
    """The buttons and forms beside a talk."""
    routes = APIRouter(include_in_schema=False)
    page = TalkPage(desk)

    async def do(
        visit: Visit,
        talk: UUID,
        way: Way,
        event: str,
        work: Callable[[Session, datetime], None],
        where: str,
        typed: str = "",
    ) -> Response:
        now = datetime.now(UTC)

        def both(session: Session) -> None:
            work(session, now)
            looked(session, visit.who, talk.hex, now, event)

        try:
            await desk.write(both)
        except ConflictError as error:
            return await page.show(visit, talk.hex, way, Trouble(where, str(error), {where: typed}, 409))
        except WordingError as error:
            return await page.show(visit, talk.hex, way, Trouble(where, str(error), {where: typed}))
        except KeyError:
            return await page.show(visit, talk.hex, way, Trouble(where, _NOT_ALLOWED))
        return RedirectResponse(way.to(talk.hex), status_code=303)

    @routes.post(_TALK + "/toewijzen")
    async def assign(request: Request, talk: UUID, way: Came) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)
        to, was = text_of(form, "aan") or None, text_of(form, "was") or None

        def work(session: Session, _: datetime) -> None:
            whole.assign(session, talk.hex, visit.who, to, was)

        return await do(visit, talk, way, "gesprek toegewezen" if to else "gesprek vrijgegeven", work, "aan")

    @routes.post(_TALK + "/nagekeken")
    async def review(request: Request, talk: UUID, way: Came) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)
        done = text_of(form, "nagekeken") == "ja"

        def work(session: Session, now: datetime) -> None:
            whole.reviewed(session, talk.hex, visit.who, now if done else None)

        return await do(visit, talk, way, "gesprek nagekeken" if done else "gesprek niet nagekeken", work, "nagekeken")

    @routes.post(_TALK + "/opgevolgd")
    async def follow(request: Request, talk: UUID, way: Came) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)
        how = exact(form, "hoe")

        def work(session: Session, now: datetime) -> None:
            whole.followed(session, talk.hex, visit.who, how, text_of(form, "was"), now)

        return await do(visit, talk, way, "gevaar opgevolgd", work, "hoe", how)

    return routes
