"""`/bureau/leren/modellen`: learn now, what came of it, put a model live, and back again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from web.learning_desk import training
from web.learning_desk.comparison import comparison
from web.learning_desk.engine_door import DoorError, ModelDoor
from web.learning_desk.switching import RefusedSwitchError, Switching, hindrance, switches, way_back
from web.review.examples import APPROVED
from web.review.models import Example, ModelSwitch, TrainedModel
from web.staff.audit import note
from web.staff.desk import Desk, Visit
from web.staff.forms import text_of
from web.staff.jobs import Jobs
from web.staff.people import Right
from web.staff.words import moment

HOME = "/bureau/leren/modellen"
_MOST_SHOWN = 10
_DONE = {
    "live": "Het model is live. Wie nu iets typt, krijgt er antwoord van.",
    "terug": "Het vorige model is weer live.",
}


def router(desk: Desk, jobs: Jobs, door: ModelDoor, switching: Switching, database_url: str) -> APIRouter:
    """The page and its buttons."""
    routes = APIRouter(include_in_schema=False)

    async def page(visit: Visit, said: str | None = None, trouble: str | None = None, status: int = 200) -> Response:
        serving = None
        try:
            serving = await door.serving()
        except DoorError as silent:
            trouble = trouble or str(silent)

        def look(session: Session) -> tuple[Sequence[TrainedModel], Sequence[ModelSwitch], int]:
            newest = select(TrainedModel).order_by(TrainedModel.made_at.desc()).limit(_MOST_SHOWN)
            new = select(func.count()).where(Example.status == APPROVED, Example.written_at.is_(None))
            return session.scalars(newest).all(), switches(session), session.scalar(new) or 0

        found, history, new = await desk.read(look)
        return desk.page(
            visit,
            "bureau/leren/modellen.html",
            status=status,
            models=[(model, comparison(model), hindrance(model, serving)) for model in found],
            serving=serving,
            named={model.name: moment(model.made_at) for model in found},
            last=history[-1] if history else None,
            back=way_back(history, serving),
            new=new,
            job=jobs.progress(training.KIND),
            said=said,
            trouble=trouble,
            moment=moment,
            may_change=visit.who.may(Right.MODELLEN),
        )

    @routes.get(HOME)
    async def show(request: Request, gedaan: Annotated[str, Query(max_length=8)] = "") -> Response:
        return await page(await desk.visit(request, Right.GESPREKKEN), _DONE.get(gedaan))

    @routes.post(HOME + "/leer")
    async def learn(request: Request) -> Response:
        visit, _ = await desk.form(request, Right.MODELLEN)
        now = datetime.now(UTC)
        if jobs.start(training.KIND, visit.who.name, training.work(database_url, visit.who.name)):
            await desk.write(lambda session: note(session, visit.who, "leren gestart", "goedgekeurde voorbeelden", now))
        return RedirectResponse(f"{HOME}#leren", status_code=303)

    @routes.post(HOME + "/live")
    async def put_live(request: Request) -> Response:
        visit, form = await desk.form(request, Right.MODELLEN)
        try:
            await switching.put_live(visit.who, text_of(form, "model"))
        except (RefusedSwitchError, DoorError) as refused:
            return await page(visit, trouble=str(refused), status=409)
        return RedirectResponse(f"{HOME}?gedaan=live", status_code=303)

    @routes.post(HOME + "/terug")
    async def put_back(request: Request) -> Response:
        visit, form = await desk.form(request, Right.MODELLEN)
        try:
            await switching.put_back(visit.who, text_of(form, "nu"))
        except (RefusedSwitchError, DoorError) as refused:
            return await page(visit, trouble=str(refused), status=409)
        return RedirectResponse(f"{HOME}?gedaan=terug", status_code=303)

    return routes
