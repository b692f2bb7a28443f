"""`/bureau/aanbod/<slug>/geschiedenis`: every change, who, when, old and new; and the way back."""

from __future__ import annotations

from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from catalogue.editing import history, store
from catalogue.editing.differences import FIELD_LABELS, Difference, in_words
from catalogue.editing.history import Revision, UndoConflictError
from catalogue.editing.store import ConflictError, Kept
from catalogue.problems import RecordError
from web.catalogue_desk.changing import WITHDRAWN
from web.instrument_form import errors_of
from web.staff.audit import note
from web.staff.desk import Desk, RefusedError
from web.staff.people import Colleague, Right
from web.staff.words import moment


def router(desk: Desk) -> APIRouter:
    """The history of an instrument, and undoing one change of it."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau/aanbod/{slug}/geschiedenis")
    async def past(request: Request, slug: str) -> Response:
        visit = await desk.visit(request)
        kept, revisions = await desk.read(lambda session: _read(session, slug))
        return desk.page(
            visit,
            "bureau/aanbod/geschiedenis.html",
            view=kept.view,
            changes=[(one, moment(one.at), in_words(one.changes)) for one in revisions],
            mine=visit.who.may_change(kept.view.bouwstenen, kept.view.regions),
        )

    @routes.get("/bureau/aanbod/{slug}/ongedaan/{number}")
    async def ask(request: Request, slug: str, number: int) -> Response:
        visit = await desk.visit(request, Right.SCHRIJVEN)
        kept, revisions = await desk.read(lambda session: _read(session, slug))
        revision = _of(revisions, number)
        _allowed(visit.who, kept)
        return desk.page(
            visit,
            "bureau/aanbod/ongedaan.html",
            view=kept.view,
            revision=revision,
            at=moment(revision.at),
            back=_back(revision),
            since=None,
        )

    @routes.post("/bureau/aanbod/{slug}/ongedaan/{number}")
    async def undo(request: Request, slug: str, number: int) -> Response:
        visit, _ = await desk.form(request, Right.SCHRIJVEN)
        kept, revisions = await desk.read(lambda session: _read(session, slug))
        revision, now = _of(revisions, number), datetime.now(UTC)
        _allowed(visit.who, kept)
        try:
            await desk.write(lambda session: _undo(session, revision, visit.who, now))
        except (UndoConflictError, ConflictError, RecordError) as error:
            return desk.page(
                visit,
                "bureau/aanbod/ongedaan.html",
                status=409,
                view=kept.view,
                revision=revision,
                at=moment(revision.at),
                back=_back(revision),
                since=_why_not(error),
            )
        return RedirectResponse(f"/bureau/aanbod/{slug}?gedaan=ongedaan", status_code=303)

    return routes


def _read(session: Session, slug: str) -> tuple[Kept, list[Revision]]:
    kept = store.find(session, slug)
    if kept is None:
        raise RefusedError("niet-gevonden")
    return kept, history.history(session, slug)


def _of(revisions: list[Revision], number: int) -> Revision:
    found = next((one for one in revisions if one.id == number), None)
    if found is None:
        raise RefusedError("niet-gevonden")
    return found


def _allowed(who: Colleague, kept: Kept) -> None:
    if not who.may_change(kept.view.bouwstenen, kept.view.regions):
        raise RefusedError("geen-recht")


def _undo(session: Session, revision: Revision, who: Colleague, now: datetime) -> None:
    kept = history.undo(session, revision.id, who.name, now)
    if not who.may_change(kept.view.bouwstenen, kept.view.regions):
        raise RefusedError("geen-recht")  # what it goes back to lies outside; nothing is kept
    note(session, who, "aanbod ongedaan gemaakt", revision.slug, now)


def _back(revision: Revision) -> list[Difference]:
    """What undoing does: from what it is to what it becomes."""
    if revision.made_it:
        return in_words({"status": (revision.changes["status"][1], WITHDRAWN)})
    return in_words({name: (new, old) for name, (old, new) in revision.changes.items()})


def _why_not(error: Exception) -> str:
    match error:
        case UndoConflictError():
            names = ", ".join(FIELD_LABELS.get(name, name) for name in error.fields)
            return f"Dit is daarna nog eens gewijzigd: {names}. Maak eerst die wijziging ongedaan, of pas het zelf aan."
        case RecordError():
            return "Zo klopt het aanbod niet meer. " + " ".join(errors_of(error).values())
    return "Een collega wijzigt dit aanbod op dit moment. Kijk eerst wat er nu staat."
