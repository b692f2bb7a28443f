"""`…/bericht/<seq>/voorbeeld`: write a sentence anew after a message, for the assistant to learn from.

What the visitor wrote stands above the form to read, never in it. What was typed is checked as the words of visitors
are: whatever would be hidden must be written otherwise first. A colleague decides about it (`learning_desk`).
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from web.conversations.models import Talk, Turn
from web.conversations.redaction import WorkerError
from web.review import changing, examples, scope, verdicts
from web.review.examples import LONGEST
from web.review.looks import looked
from web.review.models import TurnVerdict
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.forms import text_of
from web.staff.people import Right
from web.talk_desk.message_acts import MESSAGE, Seq
from web.talk_desk.transcript import label_of
from web.talk_desk.way import HOME, Came, Way

Hide = Callable[[str], Awaitable[str]]
"""The text without what points to a person (`Names.redacted`). Raises WorkerError when that cannot be searched now."""
_FEWEST_LETTERS = 2
_SILENT = "We kunnen nu niet nakijken of er een naam in je zin staat. Er is niets voorgesteld. Probeer het zo nog eens."


class ExamplePage:
    """The form, empty or with what was typed."""

    def __init__(self, desk: Desk, hide: Hide) -> None:
        self._desk, self._hide = desk, hide

    async def show(
        self,
        visit: Visit,
        talk: UUID,
        seq: int,
        way: Way,
        *,
        typed: dict[str, str] | None = None,
        hidden: str = "",
        error: str = "",
    ) -> Response:
        """The page; `hidden` is the typed sentence with what points to a person hidden. Raises RefusedError."""
        now = datetime.now(UTC)

        def work(session: Session) -> tuple[Turn, str]:
            _, turn = _find(session, visit, talk, seq)
            looked(session, visit.who, talk.hex, now)
            said = session.get(TurnVerdict, (talk.hex, seq, visit.who.id))
            return turn, (said.need if said and said.need else label_of(turn)) or ""

        turn, label = await self._desk.write(work)
        return self._desk.page(
            visit,
            "bureau/gesprekken/voorbeeld.html",
            status=422 if error else 200,
            here=way.to(talk.hex, seq),
            action=f"{HOME}/{talk.hex}/bericht/{seq}/voorbeeld{way.query}",
            turn=turn,
            text=typed["zin"] if typed else "",
            label=typed["label"] if typed else label,
            groups=verdicts.groups(),
            hidden=hidden,
            error=error,
            longest=LONGEST,
        )

    async def propose(self, visit: Visit, talk: UUID, seq: int, way: Way, text: str, label: str) -> Response:
        """Check the sentence and propose it; what cannot be taken comes back with the reason. Raises RefusedError."""
        typed = {"zin": text, "label": label}
        if wrong := _wrong(text, label):
            return await self.show(visit, talk, seq, way, typed=typed, error=wrong)
        try:
            hidden = await self._hide(text)
        except WorkerError:
            return await self.show(visit, talk, seq, way, typed=typed, error=_SILENT)
        if hidden != text:
            words = "Hier staat iets in waaraan iemand te herkennen is. Schrijf het zonder dat."
            return await self.show(visit, talk, seq, way, typed=typed, error=words, hidden=hidden)
        now = datetime.now(UTC)

        def work(session: Session) -> bool:
            found, turn = _find(session, visit, talk, seq, hold=True)
            if _bare(text) == _bare(turn.text or ""):
                return False
            examples.propose(
                session, visit.who, text=text, label=label, talk_id=talk.hex, partner=found.partner, now=now
            )
            return True

        if not await self._desk.write(work):
            words = "Dit is precies wat de bezoeker schreef. Schrijf het in andere woorden."
            return await self.show(visit, talk, seq, way, typed=typed, error=words)
        return RedirectResponse(way.to(talk.hex, seq, gedaan="voorgesteld"), status_code=303)


def _find(session: Session, visit: Visit, talk: UUID, seq: int, *, hold: bool = False) -> tuple[Talk, Turn]:
    found = changing.held(session, talk.hex, visit.who) if hold else scope.find(session, talk.hex, visit.who)
    turn = session.get(Turn, (talk.hex, seq))
    if turn is None or not verdicts.can_be_judged(turn):
        raise RefusedError("niet-gevonden")
    return found, turn


def _wrong(text: str, label: str) -> str:
    """Why a sentence is not taken, in Dutch; empty when it is fine."""
    if label not in verdicts.LABELS:
        return "Kies wat deze zin betekent."
    if sum(char.isalpha() for char in text) < _FEWEST_LETTERS:
        return "Schrijf een zin zoals een bezoeker die zou kunnen typen."
    if len(text) > LONGEST:
        return f"Dit is te lang: {len(text)} tekens. Hoogstens {LONGEST}."
    if "[" in text or "]" in text:
        return "Laat weg wat tussen haken staat, of zet er gewone woorden voor in de plaats, zoals ‘mijn buurman’."
    return ""


def _bare(text: str) -> str:
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())


def router(desk: Desk, hide: Hide) -> APIRouter:
    """The page and its form."""
    routes = APIRouter(include_in_schema=False)
    page = ExamplePage(desk, hide)

    @routes.get(MESSAGE + "/voorbeeld")
    async def write(request: Request, talk: UUID, seq: Seq, way: Came) -> Response:
        return await page.show(await desk.visit(request, Right.GESPREKKEN), talk, seq, way)

    @routes.post(MESSAGE + "/voorbeeld")
    async def propose(request: Request, talk: UUID, seq: Seq, way: Came) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)
        return await page.propose(visit, talk, seq, way, text_of(form, "zin"), text_of(form, "label"))

    return routes
