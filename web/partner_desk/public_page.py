"""`/website/{token}`: the makers of one website see its code, whether it was seen and its figures, without logging in.

The address is the secret. The page changes nothing, and shows nothing of any other website.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from web.database import Database, UnavailableError
from web.limits import secret_links
from web.limits.address import address_of
from web.limits.rates import AddressRate
from web.partner_desk import figures, seen
from web.partner_desk.figures import Shown
from web.partner_desk.seen import Embedding, Newest
from web.partner_desk.snippet import snippets
from web.partners import links, store
from web.partners.record import Partner
from web.site.render import PageError, page
from web.staff.desk import HEADERS
from web.staff.words import moment


@dataclass(frozen=True)
class Makers:
    """What the page works with; the composition root fills it in."""

    database: Database
    rate: AddressRate
    """How often a link may be used."""
    public_address: str
    newest: Newest


@dataclass(frozen=True)
class _Found:
    partner: Partner
    embedding: Embedding
    months: list[Shown]


def router(makers: Makers) -> APIRouter:
    """The page, and what is said when the link does not work."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/website/{token}")
    async def website(request: Request, token: str, versie: Annotated[str, Query(max_length=12)] = "") -> Response:
        address = address_of(request)
        if wait := await secret_links.wait_for(makers.rate, "website", address, token):
            raise PageError("te-snel", retry_after=wait)
        widget, now = makers.newest(), datetime.now(UTC)

        def look(session: Session) -> _Found | None:
            key = links.find_link(session, token)
            kept = store.find(session, key) if key else None
            if kept is None:
                return None
            embedding = seen.seen_of(session, kept.partner, widget, now)
            return _Found(kept.partner, embedding, figures.past_year(session, kept.partner.key, now))

        try:
            found = await makers.database.read(look)
        except UnavailableError:
            raise PageError("niet-bereikbaar", retry_after=5) from None
        if found is None:
            return page("website/weg.html", status=404, headers=HEADERS)
        fixed = widget if versie != "nieuwste" else None
        return page(
            "website/makers.html",
            headers=HEADERS,
            partner=found.partner,
            embedding=found.embedding,
            months=found.months,
            ways=snippets(found.partner, makers.public_address, fixed),
            widget=fixed,
            newest=versie == "nieuwste",
            moment=moment,
        )

    return routes
