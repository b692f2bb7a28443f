"""`/bureau/partners/website/<key>`: one website. What to paste, how it looks, whether it was seen, and who may look."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, get_args
from urllib.parse import urlencode

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from sqlalchemy.orm import Session

from web.partner_desk import fields, figures, preview, seen
from web.partner_desk.figures import Shown
from web.partner_desk.list_page import HOME
from web.partner_desk.scope import find
from web.partner_desk.seen import Embedding, Newest
from web.partner_desk.snippet import Mode, snippets
from web.partners import links
from web.partners.models import WebsiteLink
from web.partners.store import Kept
from web.staff.desk import HEADERS_IN_A_FRAME, Desk, Visit
from web.staff.people import Right
from web.staff.words import moment
from web.texts import Texts

_DONE = {
    "gemaakt": "De website is gemaakt. Zet hieronder de code klaar voor wie de website bouwt.",
    "bewaard": "Bewaard. Wie de website nu opent, ziet het meteen.",
    "samen": "Bewaard, samen met wat een collega intussen wijzigde.",
    "aan": "De chat staat aan.",
    "uit": "De chat staat uit.",
    "ingetrokken": "De links zijn ingetrokken en werken niet meer.",
}


@dataclass(frozen=True)
class Choice:
    """What is shown of the page: the way of embedding, the look of the preview, a fixed version or the newest."""

    mode: Mode
    theme: str
    fixed: bool

    def address(self, **changes: str) -> str:
        """The query for the same with something else chosen."""
        now = {"manier": self.mode, "uiterlijk": self.theme, "versie": "vast" if self.fixed else "nieuwste"}
        return "?" + urlencode(now | changes)


def router(desk: Desk, texts: Texts, newest: Newest) -> APIRouter:
    """The page and the frame of its preview."""
    routes = APIRouter(include_in_schema=False)
    pages = WebsitePages(desk, newest)

    @routes.get(HOME + "/website/{key}")
    async def website(
        request: Request,
        key: str,
        manier: Annotated[str, Query(max_length=12)] = "",
        uiterlijk: Annotated[str, Query(max_length=12)] = "",
        versie: Annotated[str, Query(max_length=12)] = "",
        gedaan: Annotated[str, Query(max_length=12)] = "",
    ) -> Response:
        visit = await desk.visit(request)
        return await pages.show(visit, key, (manier, uiterlijk, versie), _DONE.get(gedaan))

    @routes.get(HOME + "/website/{key}/voorbeeld")
    async def frame(
        request: Request,
        key: str,
        manier: Annotated[str, Query(max_length=12)] = "",
        uiterlijk: Annotated[str, Query(max_length=12)] = "",
    ) -> Response:
        visit = await desk.visit(request)
        partner = (await desk.read(lambda session: find(session, key, visit.who))).partner
        return desk.page(
            visit,
            "bureau/partners/voorbeeld.html",
            headers=HEADERS_IN_A_FRAME,
            partner=partner,
            mode={"bubble": "bubble", "page": "page", "frame": "page"}.get(manier, "inline"),
            theme=uiterlijk if uiterlijk in fields.THEMES else partner.theme,
            played=preview.played(partner, texts),
        )

    return routes


class WebsitePages:
    """The page of one website, also as the answer to what was done there."""

    def __init__(self, desk: Desk, newest: Newest) -> None:
        self._desk, self._newest = desk, newest

    async def show(
        self, visit: Visit, key: str, chosen: tuple[str, str, str], said: str | None, link: str | None = None
    ) -> Response:
        """The page; `chosen` as the address says it, `link` a new one for its makers, shown this once."""
        now, widget = datetime.now(UTC), self._newest()

        def look(session: Session) -> tuple[Kept, Embedding, Sequence[WebsiteLink], list[Shown]]:
            kept = find(session, key, visit.who)
            embedding = seen.seen_of(session, kept.partner, widget, now)
            return kept, embedding, links.working(session, key), figures.past_year(session, key, now)

        kept, embedding, working, months = await self._desk.read(look)
        partner = kept.partner
        mode, theme, version = chosen
        choice = Choice(
            mode if mode in get_args(Mode) else "inline",  # type: ignore[arg-type]
            theme if theme in fields.THEMES else partner.theme,
            version != "nieuwste",
        )
        ways = snippets(partner, self._desk.public_address, widget if choice.fixed else None)
        values = fields.values_of(partner)
        return self._desk.page(
            visit,
            "bureau/partners/website.html",
            kept=kept,
            facts=[(fields.LABELS[name], fields.shown(name, value)) for name, value in values.items() if name != "on"],
            embedding=embedding,
            choice=choice,
            ways=ways,
            way=next(one for one in ways if one.mode == choice.mode),
            widget=widget,
            themes=fields.THEMES,
            months=months,
            links=working,
            link=link,
            said=said,
            moment=moment,
            may_change=visit.who.may(Right.BEHEER),
        )
