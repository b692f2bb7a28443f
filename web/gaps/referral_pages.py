"""`/bureau/verwijskaart`: choose a municipality, an illness and for whom, and print the card on one sheet."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from catalogue.search import today_here
from vocabulary import bouwstenen, conditions, municipalities
from web.gaps import asking, referral, sheet
from web.staff.desk import Desk
from web.staff.people import Right

FOR_WHOM = {"patient": "voor wie zelf ziek is", "mantelzorger": "voor mantelzorgers en naasten"}
USUAL = "patient"
WRONG = {"regio": "Kies een gemeente uit de lijst.", "ziekte": "Kies een ziekte uit de lijst, of elke ziekte."}


def router(desk: Desk) -> APIRouter:
    """The page, for who may read at the desk."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau/verwijskaart")
    async def card(request: Request) -> Response:
        visit = await desk.visit(request, Right.LEZEN)
        query, today = request.query_params, today_here()
        region, condition = query.get("regio", ""), query.get("ziekte", "")
        audience = query.get("doelgroep", USUAL)
        audience = audience if audience in FOR_WHOM else USUAL
        wrong = {
            "regio": "regio" in query and region not in municipalities.names(),
            "ziekte": bool(condition) and condition not in conditions.load(),
        }
        errors = {field: WRONG[field] for field, is_wrong in wrong.items() if is_wrong}
        made = None
        if region and not errors:
            made = sheet.fit(
                await desk.read(lambda session: referral.gather(session, region, condition, audience, today))
            )
        return desk.page(
            visit,
            "bureau/hiaten/verwijskaart.html",
            status=422 if errors else 200,
            # A colleague of one region begins there.
            region=region or next(iter(visit.who.regions), ""),
            condition=condition,
            audience=audience,
            errors=errors,
            sheet=made,
            today=today,
            for_whom=FOR_WHOM,
            bouwstenen=bouwstenen.load(),
            choices={
                "regio": asking.region_options("Kies een gemeente"),
                "ziekte": asking.condition_options("Elke ziekte"),
                "doelgroep": list(FOR_WHOM.items()),
            },
        )

    return routes
