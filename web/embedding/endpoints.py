"""`GET /api/v1/widget`: what the chat must know of the website it stands on, before anybody has said a word."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request

from web import safety_check
from web.embedding.points import Points
from web.embedding.schemas import HelpLine, WidgetSettings
from web.embedding.sightings import Mode, Sightings
from web.embedding.words import pictograms, titles
from web.limits.address import address_of
from web.limits.rates import AddressRate
from web.partners.record import Partner, is_own, may_show
from web.partners.registry import Registry, UnknownYetError
from web.problems import Problem, describe


@dataclass(frozen=True)
class Embedding:
    """What the endpoints and pages of this room work with; the composition root fills it in."""

    partners: Registry
    sightings: Sightings
    points: Points
    addresses: AddressRate


def router(tools: Embedding) -> APIRouter:
    """The endpoint. Raises TextsError when the file of drawings is not as it should be."""
    routes = APIRouter(prefix="/api/v1", tags=["Widget"])
    names, drawings = titles(), pictograms()

    @routes.get(
        "/widget",
        response_model=WidgetSettings,
        summary="What the widget must know of the website it stands on",
        responses=describe(403, 404, 422, 429, 500, 503),
    )
    async def widget(
        request: Request,
        partner: Annotated[str | None, Query(max_length=64, description="Key of the website; none: our own")] = None,
        mode: Annotated[Mode, Query(description="How the chat stands on the page")] = "inline",
        v: Annotated[str, Query(pattern="^([0-9a-f]{12})?$", description="Version of the widget")] = "",
    ) -> WidgetSettings:
        wait = await tools.addresses.wait_for("widget", address_of(request))
        if wait:
            raise Problem("te-snel", retry_after=wait)
        known = _partner(tools.partners, partner) if partner else None
        origin, host = request.headers.get("origin"), request.headers.get("host", "")
        if known is not None and origin is not None and not is_own(origin, host):
            tools.sightings.note(known, origin, mode, v)
        if not may_show(known, origin, host):
            raise Problem("niet-toegestaan")
        return WidgetSettings(
            name=known.name if known else None,
            on=known.on if known else True,
            theme=known.theme if known else "wegwijs",
            heading=known.heading if known else None,
            privacy_url=known.privacy_url if known else None,
            only_paths=list(known.only_paths) if known else [],
            not_paths=list(known.not_paths) if known else [],
            information_point=await tools.points.of(known),
            help_lines=[HelpLine(**line) for line in safety_check.lines()],
            titles=names,
            pictograms=list(drawings),
        )

    return routes


def _partner(partners: Registry, key: str) -> Partner:
    try:
        found = partners.get(key)
    except UnknownYetError:
        raise Problem("niet-bereikbaar", retry_after=5) from None
    if found is None:
        raise Problem("partner-onbekend")
    return found
