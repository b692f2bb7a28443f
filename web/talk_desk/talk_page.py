"""`/bureau/gesprekken/<talk>`: one talk, with what staff say of it and the forms to say it with.

It is read and written down as read in one transaction: without a line in the audit log there is no page.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from vocabulary import bouwstenen, conditions, people
from web.review import opinions, scope, tags, verdicts, whole
from web.review.looks import looked
from web.staff.desk import Desk, Visit
from web.staff.people import Colleague, Right
from web.staff.words import clock, moment
from web.talk_desk import danger_words, listing, order, transcript
from web.talk_desk.listing import Beside
from web.talk_desk.transcript import Transcript
from web.talk_desk.way import HOME, Came, Way

_DONE = {"voorgesteld": "De zin is voorgesteld. Een collega beslist erover bij Leren."}


@dataclass(frozen=True)
class Trouble:
    """A form that was not taken: which one (`where`), why, and what was typed in it."""

    where: str
    words: str
    typed: Mapping[str, str] = field(default_factory=dict)
    status: int = 422


class TalkPage:
    """The page, also with a form on it that was not taken."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def show(
        self, visit: Visit, talk_id: str, way: Way, trouble: Trouble | None = None, done: str = ""
    ) -> Response:
        """The talk; with `trouble` the words why, at the form, with what was typed still in it. Raises RefusedError."""
        now = datetime.now(UTC)

        def work(session: Session) -> tuple[Transcript, Sequence[Colleague], Sequence[str]]:
            talk = scope.find(session, talk_id, visit.who)
            looked(session, visit.who, talk_id, now)
            return (
                transcript.read(session, talk, visit.who),
                whole.may_see(session, talk),
                tags.known(session, visit.who),
            )

        read, colleagues, known = await self._desk.write(work)
        return self._desk.page(
            visit,
            "bureau/gesprekken/gesprek.html",
            status=trouble.status if trouble else 200,
            talk=read,
            here=f"{HOME}/{talk_id}",
            way=way,
            came=way.query,
            beside=await self._beside(visit, read, way),
            trouble=trouble,
            done=_DONE.get(done),
            colleagues=colleagues,
            known_tags=known,
            groups=verdicts.groups(),
            labels=verdicts.LABELS,
            audiences=list(people.audiences()),
            conditions=list(conditions.load()),
            bouwstenen=[(one.number, f"{one.number}. {one.name}") for one in bouwstenen.load().values()],
            tiers=danger_words.TIERS,
            found_by=danger_words.found_by,
            words_of=transcript.words_of,
            bouwsteen_name=transcript.bouwsteen_name,
            can_be_judged=verdicts.can_be_judged,
            follow_mark=whole.mark_of(read.review),
            scores=opinions.WORDS,
            moment=moment,
            clock=clock,
        )

    async def _beside(self, visit: Visit, talk: Transcript, way: Way) -> Beside | None:
        """The talks beside this one in the list that it was come to through; None when that was no list."""
        about = talk.digest
        if not way.known or way.asked.errors or about is None:
            return None
        place = way.place or order.place_of(about)
        return await self._desk.read(lambda session: listing.beside(session, way.asked, visit.who, place, about.number))


def router(desk: Desk) -> APIRouter:
    """The page."""
    routes = APIRouter(include_in_schema=False)
    page = TalkPage(desk)

    @routes.get(HOME + "/{talk:uuid}")
    async def talk(
        request: Request, talk: UUID, way: Came, gedaan: Annotated[str, Query(max_length=12)] = ""
    ) -> Response:
        return await page.show(await desk.visit(request, Right.GESPREKKEN), talk.hex, way, done=gedaan)

    return routes
