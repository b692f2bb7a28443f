"""What is done with one message: say how it was understood, put labels on it, write a remark at it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import FormData

from vocabulary import conditions
from web.review import notes, tags, verdicts
from web.review.looks import looked
from web.review.wording import WordingError
from web.staff.desk import Desk, Visit
from web.staff.forms import exact, text_of
from web.staff.people import Right
from web.talk_desk.talk_page import TalkPage, Trouble
from web.talk_desk.way import HOME, Came, Way

MESSAGE = HOME + "/{talk:uuid}/bericht/{seq:int}"
Seq = Annotated[int, Path(le=1_000_000)]
Work = Callable[[Session, datetime], object]
_LONGEST_NUMBER = 9
_NO_SUCH_CONDITION = "Deze ziekte staat niet in de lijst. Kies er een die verschijnt als je typt, of laat het leeg."
_NO_SUCH_WORD = "Er stond iets in het formulier dat niet te kiezen is. Kies opnieuw."


class MessageActs:
    """Does something with a message and goes back to it."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._page = desk, TalkPage(desk)

    async def do(
        self, visit: Visit, talk: UUID, seq: int, way: Way, event: str, work: Work, where: str, form: FormData
    ) -> Response:
        """Do `work` with its line in the log, then back to the message. Words that cannot be kept (ValueError) come
        back on the page, at the form `where`, with what was typed."""
        now = datetime.now(UTC)

        def both(session: Session) -> None:
            work(session, now)
            looked(session, visit.who, talk.hex, now, event)

        try:
            await self._desk.write(both)
        except ValueError as error:
            words = str(error) if isinstance(error, WordingError) else _NO_SUCH_WORD
            return await self.refuse(visit, talk, seq, way, where, words, form)
        return RedirectResponse(way.to(talk.hex, seq), status_code=303)

    async def refuse(
        self, visit: Visit, talk: UUID, seq: int, way: Way, where: str, words: str, form: FormData
    ) -> Response:
        """The page of the talk with why a form was not taken."""
        typed = {name: value for name, value in form.items() if isinstance(value, str) and name != "csrf"}
        return await self._page.show(visit, talk.hex, way, Trouble(f"{where}-{seq}", words, typed))


def router(desk: Desk) -> APIRouter:
    """The buttons and forms at a message."""
    routes = APIRouter(include_in_schema=False)
    acts = MessageActs(desk)

    @routes.post(MESSAGE + "/oordeel")
    async def judge(request: Request, talk: UUID, seq: Seq, way: Came) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)
        if text_of(form, "oordeel") == "goed":

            def right(session: Session, now: datetime) -> None:
                verdicts.judge(session, talk.hex, seq, visit.who, "goed", now)

            return await acts.do(visit, talk, seq, way, "bericht goed verstaan", right, "oordeel", form)
        bouwsteen, condition = text_of(form, "bouwsteen"), text_of(form, "ziekte").lower()
        if condition and condition not in conditions.load():
            return await acts.refuse(visit, talk, seq, way, "oordeel", _NO_SUCH_CONDITION, form)

        def wrong(session: Session, now: datetime) -> None:
            verdicts.judge(
                *(session, talk.hex, seq, visit.who, "anders", now),
                need=text_of(form, "behoefte") or None,
                bouwsteen=int(bouwsteen) if bouwsteen else None,
                audience=text_of(form, "doelgroep") or None,
                condition=condition or None,
            )

        return await acts.do(visit, talk, seq, way, "bericht verbeterd", wrong, "oordeel", form)

    @routes.post(MESSAGE + "/label")
    async def tag(request: Request, talk: UUID, seq: Seq, way: Came) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)

        def work(session: Session, now: datetime) -> None:
            if gone := text_of(form, "weg"):
                tags.remove(session, talk.hex, seq, visit.who, gone)
            else:
                tags.add(session, talk.hex, seq, visit.who, text_of(form, "label"), now)

        return await acts.do(visit, talk, seq, way, "label veranderd", work, "label", form)

    @routes.post(MESSAGE + "/opmerking")
    async def note(request: Request, talk: UUID, seq: Seq, way: Came) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)

        def work(session: Session, now: datetime) -> None:
            if gone := text_of(form, "weg"):
                notes.remove(session, talk.hex, seq, visit.who, int(gone[:_LONGEST_NUMBER]))
            else:
                notes.add(session, talk.hex, seq, visit.who, exact(form, "opmerking"), now)

        return await acts.do(visit, talk, seq, way, "opmerking veranderd", work, "opmerking", form)

    return routes
