"""`/bureau/keten/aanpak/{id}/...`: the fill-in lists of one ketenaanpak, to fill in and to save row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from catalogue.lists import rows
from catalogue.lists.rows import MOST_ROWS, Clash, FullError
from catalogue.search import today_here
from web.chain import list_form
from web.chain.list_form import ListForm
from web.chain.numbers import Number
from web.chain.parts import HOME, Filled, Part, fill, mark_late, may, parts, updated_on
from web.staff.audit import note
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.forms import text_of
from web.staff.people import Right


def router(desk: Desk) -> APIRouter:
    """A page for each part of the document."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(desk)

    async def show(request: Request, plan_id: int, part: Part) -> Response:
        visit = await desk.visit(request)
        filled = await pages.filled(plan_id, part)
        saved = request.query_params.get("gedaan") == "bewaard"
        return pages.page(visit, filled, part, filled.lists(part, visit.who), saved=saved)

    async def save(request: Request, plan_id: int, part: Part) -> Response:
        visit, sent = await desk.form(request, Right.KETEN)
        filled = await pages.filled(plan_id, part)
        lists = [
            list_form.typed(sent, place, True) if may(visit.who, filled.plan, place) else kept
            for place, kept in zip(part.places, filled.lists(part, visit.who))
        ]
        if not any(made.may for made in lists):
            raise RefusedError("geen-recht", request.state.desk_kept)
        if wanted := text_of(sent, list_form.ADD):
            for made in lists:
                if made.name == wanted and made.may:
                    list_form.add_row(made)
            return pages.page(visit, filled, part, lists)
        return await pages.save(visit, filled, part, lists)

    @routes.get(HOME + "/{plan_id}/bouwsteen/{number}")
    async def show_bouwsteen(request: Request, plan_id: Number, number: Number) -> Response:
        return await show(request, plan_id, _part(f"bouwsteen/{number}"))

    @routes.post(HOME + "/{plan_id}/bouwsteen/{number}")
    async def save_bouwsteen(request: Request, plan_id: Number, number: Number) -> Response:
        return await save(request, plan_id, _part(f"bouwsteen/{number}"))

    @routes.get(HOME + "/{plan_id}/{name}")
    async def show_part(request: Request, plan_id: Number, name: str) -> Response:
        return await show(request, plan_id, _part(name))

    @routes.post(HOME + "/{plan_id}/{name}")
    async def save_part(request: Request, plan_id: Number, name: str) -> Response:
        return await save(request, plan_id, _part(name))

    return routes


def _part(path: str) -> Part:
    found = parts().get(path)
    if found is None:
        raise RefusedError("niet-gevonden")
    return found


class _Pages:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def filled(self, plan_id: int, part: Part) -> Filled:
        """The plan with the lists of one page. Raises RefusedError when it is not there."""
        filled = await self._desk.read(lambda session: fill(session, plan_id, [part]))
        if filled is None:
            raise RefusedError("niet-gevonden")
        return filled

    async def save(self, visit: Visit, filled: Filled, part: Part, lists: list[ListForm]) -> Response:
        """Keep what can be kept; what is wrong, or was changed by another, comes back as it was typed."""
        wanted = [change for made in lists if made.may for change in list_form.changes(made)]
        if errors := list_form.errors(lists):
            return self.page(visit, filled, part, lists, errors=errors)

        def work(session: Session) -> list[Clash]:
            now = datetime.now(UTC)
            clashes = rows.save(session, filled.plan.id, wanted, by=visit.who.name, now=now)
            note(session, visit.who, "lijst bewaard", f"{filled.plan.name}: {part.title}", now)
            return clashes

        try:
            clashes = await self._desk.write(work)
        except FullError as error:
            where = next(made.name for made in lists if made.place == error.place)
            full = f"in deze lijst passen hoogstens {MOST_ROWS} regels; er is niets bewaard"
            return self.page(visit, filled, part, lists, errors={where: full})
        except KeyError:
            raise RefusedError("niet-gevonden") from None
        if not clashes:
            return RedirectResponse(f"{HOME}/{filled.plan.id}/{part.path}?gedaan=bewaard", status_code=303)
        now_kept = await self.filled(filled.plan.id, part)
        fresh = now_kept.lists(part, visit.who)
        for made, sent in zip(fresh, lists):
            list_form.with_clashes(made, sent, clashes)
        return self.page(visit, now_kept, part, fresh, clashes=len(clashes))

    def page(
        self,
        visit: Visit,
        filled: Filled,
        part: Part,
        lists: Sequence[ListForm],
        *,
        errors: dict[str, str] | None = None,
        clashes: int = 0,
        saved: bool = False,
    ) -> Response:
        """The page with these lists."""
        return self._desk.page(
            visit,
            "bureau/keten/lijst.html",
            status=409 if clashes else 422 if errors else 200,
            plan=filled.plan,
            part=part,
            parts=parts(),
            lists=mark_late(list(lists), today_here()),
            offer=filled.offers.get(part.number or 0),
            updated=updated_on(filled.plan),
            errors=errors or {},
            clashes=clashes,
            saved=saved,
            may=any(made.may for made in lists),
        )
