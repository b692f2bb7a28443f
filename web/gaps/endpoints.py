"""`/bureau/hiaten`: where visitors found nothing, by need; what is missing for one need; and the table as a file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from catalogue.search import Hit, Situation, today_here
from catalogue.transfer.checking import Finding, gaps
from vocabulary import bouwstenen, needs
from web.gaps import asking, figures, supply
from web.gaps.asking import Asking
from web.gaps.figures import Row
from web.gaps.supply import Kind
from web.problems import Problem
from web.staff.desk import Desk, Visit
from web.staff.people import Right


@dataclass(frozen=True)
class CatalogueGap:
    """Where the catalogue falls short for everybody, whether it was asked for or not."""

    need: str
    title: str
    audience: str
    message: str


def router(desk: Desk) -> APIRouter:
    """The pages, for who may read at the desk."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau/hiaten")
    async def overview(request: Request) -> Response:
        visit = await desk.visit(request, Right.LEZEN)
        looked = Asking.of(request.query_params, visit.who.bouwsteen)
        today = today_here()

        def work(session: Session) -> tuple[list[Row], dict[str, int], list[CatalogueGap]]:
            found = figures.rows(session, looked, today)
            near = supply.nearby(session, _situation(looked, [row.need for row in found]), today)
            return found, near if looked.region else {}, _catalogue_gaps(session, looked, today)

        found, near, missing = await desk.read(work)
        return desk.page(
            visit,
            "bureau/hiaten/overzicht.html",
            looked=looked,
            rows=found,
            near=near,
            missing=missing,
            bouwstenen=bouwstenen.load(),
            choices=_choices(),
        )

    @routes.get("/bureau/hiaten.csv")
    async def table(request: Request) -> Response:
        visit = await desk.visit(request, Right.LEZEN)
        looked, today = Asking.of(request.query_params, visit.who.bouwsteen), today_here()
        found = await desk.read(lambda session: figures.rows(session, looked, today))
        name = f"hiaten-{today.isoformat()}.csv"
        return Response(
            # The mark at the beginning tells spreadsheets that the letters are UTF-8.
            "\ufeff" + figures.as_csv(found),
            media_type="text/csv; charset=utf-8",
            headers={"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"},
        )

    @routes.get("/bureau/hiaten/{need}")
    async def one_need(request: Request, need: str) -> Response:
        visit = await desk.visit(request, Right.LEZEN)
        if need not in needs.load():
            raise Problem("niet-gevonden")
        looked = Asking.of({**request.query_params, "bouwsteen": str(needs.bouwsteen_of(need))}, None)
        today = today_here()

        def work(session: Session) -> tuple[Row, list[Kind], list[Hit]]:
            situation = _situation(looked, [need])
            row = next(row for row in figures.rows(session, looked, today) if row.need == need)
            kinds = supply.kinds_for(session, need, situation, today)
            return row, kinds, supply.seen_first(session, need, situation, today)

        row, kinds, hits = await desk.read(work)
        return desk.page(
            visit,
            "bureau/hiaten/hulpvraag.html",
            looked=looked,
            row=row,
            bouwsteen=bouwstenen.load()[row.bouwsteen],
            kinds=kinds,
            hits=hits,
            new=_new_addresses(visit, need, kinds, looked),
            choices=_choices(),
        )

    return routes


def _situation(looked: Asking, asked: list[str]) -> Situation:
    illnesses = (looked.condition,) if looked.condition else ()
    return Situation(tuple(asked), looked.audience or None, illnesses, looked.region or None)


def _catalogue_gaps(session: Session, looked: Asking, today: date) -> list[CatalogueGap]:
    return [gap for finding in gaps(session, today) if (gap := _gap_of(finding, looked)) is not None]


def _gap_of(finding: Finding, looked: Asking) -> CatalogueGap | None:
    need, _, audience = finding.subject.partition(" × ")
    if looked.bouwsteen not in {None, needs.bouwsteen_of(need)} or looked.audience not in {"", audience}:
        return None
    return CatalogueGap(need, needs.load()[need].title, audience, finding.message)


def _new_addresses(visit: Visit, need: str, kinds: list[Kind], looked: Asking) -> dict[str, str]:
    """Where a new instrument of each kind is made, filled in as far as it is known; empty for who may not."""
    if not visit.who.may(Right.SCHRIJVEN):
        return {}
    told = {"audience": looked.audience, "region": looked.region, "condition": looked.condition}
    known = {name: value for name, value in told.items() if value}
    return {one.kind: "/bureau/aanbod/nieuw?" + urlencode({"need": need, "kind": one.kind, **known}) for one in kinds}


def _choices() -> dict[str, asking.Options]:
    return {
        "maanden": asking.period_options(),
        "bouwsteen": asking.bouwsteen_options(),
        "regio": asking.region_options("Alle gemeenten"),
        "doelgroep": asking.audience_options("Iedereen"),
        "ziekte": asking.condition_options("Elke ziekte"),
    }
