"""`/bureau/aanbod/<slug>`: one instrument, with what can be done to it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Final

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from catalogue.editing import history, store
from catalogue.editing.differences import FIELD_LABELS, differences, in_words
from catalogue.freshness import is_expired, is_stale
from catalogue.record import InstrumentView
from catalogue.search import today_here
from web.bands import Band
from web.catalogue_desk.changing import ACTS, carry_out
from web.instrument_form.reading import text
from web.review import opinions
from web.review.opinions import Opinion
from web.staff.desk import Desk, RefusedError, Visit
from web.staff.people import Right
from web.staff.words import moment

_TOLD: Final = {
    "gemaakt": "Het aanbod is gemaakt.",
    "bewaard": "Je wijziging is bewaard.",
    "ongedaan": "De wijziging is ongedaan gemaakt.",
    "publiceren": "Het aanbod is gepubliceerd. Bezoekers kunnen het nu zien.",
    "intrekken": "Het aanbod is ingetrokken. Bezoekers zien het niet meer.",
    "nagekeken": "Genoteerd: vandaag nagekeken door jou.",
}


def router(desk: Desk) -> APIRouter:
    """The page of an instrument, and its buttons."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/bureau/aanbod/{slug}")
    async def show(
        request: Request,
        slug: str,
        gedaan: Annotated[str, Query(max_length=20)] = "",
        sinds: Annotated[int, Query(ge=0, le=10**9)] = 0,
    ) -> Response:
        return await _page(desk, await desk.visit(request), slug, gedaan=gedaan, since=sinds)

    @routes.get("/bureau/aanbod/{slug}/intrekken")
    async def ask(request: Request, slug: str) -> Response:
        visit = await desk.visit(request, Right.SCHRIJVEN)
        kept = await desk.read(lambda session: store.find(session, slug))
        if kept is None:
            raise RefusedError("niet-gevonden")
        return desk.page(visit, "bureau/aanbod/intrekken.html", rows=[(slug, kept.view.title)], back=None, slug=slug)

    @routes.post("/bureau/aanbod/{slug}/stand")
    async def act(request: Request, slug: str) -> Response:
        visit, form = await desk.form(request, Right.SCHRIJVEN)
        name, now = text(form, "doe"), datetime.now(UTC)
        if name not in ACTS:
            raise RefusedError("onjuist")
        done = await desk.write(lambda session: carry_out(session, slug, name, visit.who, now, today_here()))
        if done.refused is None:
            return RedirectResponse(f"/bureau/aanbod/{slug}?gedaan={name}", status_code=303)
        kept = await desk.read(lambda session: store.find(session, slug))
        if kept is None:
            raise RefusedError("niet-gevonden")
        if not visit.who.may_change(kept.view.bouwstenen, kept.view.regions):
            raise RefusedError("geen-recht")
        return await _page(desk, visit, slug, wrong=done.refused, status=422)

    return routes


async def _page(
    desk: Desk,
    visit: Visit,
    slug: str,
    *,
    gedaan: str = "",
    since: int = 0,
    wrong: str | None = None,
    status: int = 200,
) -> Response:
    kept = await desk.read(lambda session: store.find(session, slug))
    if kept is None:
        raise RefusedError("niet-gevonden")
    view, others = kept.view, []
    if gedaan == "samen":
        revisions = await desk.read(lambda session: history.history(session, slug))
        between = [one for one in revisions if since < one.version and one.by != visit.who.name]
        others = [(one.by, moment(one.at), in_words(one.changes)) for one in between]
    return desk.page(
        visit,
        "bureau/aanbod/record.html",
        opinion=await _opinion(desk, visit, slug),
        status=status,
        view=view,
        facts=facts(view),
        marks=marks(view),
        told=_TOLD.get(gedaan),
        others=others,
        wrong=wrong,
        mine=visit.who.may_change(view.bouwstenen, view.regions),
        may_write=visit.who.may(Right.SCHRIJVEN),
    )


@dataclass(frozen=True)
class _Heard:
    """What visitors thought of it; None for what is not for this colleague to see."""

    counts: dict[str, Band] | None
    notes: list[tuple[str, Opinion, str]] | None


async def _opinion(desk: Desk, visit: Visit, slug: str) -> _Heard:
    now, who, counts, notes = datetime.now(UTC), visit.who, None, None
    if who.may(Right.CIJFERS):
        found = await desk.read(lambda session: opinions.counts(session, slug, now))
        counts = {opinions.WORDS[score].capitalize(): amount for score, amount in found.items()}
    if who.may(Right.GESPREKKEN):
        written = await desk.read(lambda session: opinions.written(session, slug, who))
        # To read them is a change of its own: it is written down.
        read = await desk.write(lambda session: opinions.notes(session, slug, who, now)) if written else []
        notes = [(opinions.WORDS[one.score].capitalize(), one, moment(one.at)) for one in read]
    return _Heard(counts, notes)


def facts(view: InstrumentView) -> list[tuple[str, str]]:
    """What there is to read about a record below its title, by label; what an absence means is said as well."""
    told = {one.field: one.new for one in differences(None, view)}
    told = {"regions": "heel Nederland", "verified_on": "nog niet", "channels.url": "–", "channels.phone": "–"} | told
    last = [name for name in ("source", "slug") if name in told]
    order = [name for name in FIELD_LABELS if name in told and name not in {"title", *last}]
    return [(FIELD_LABELS[name], told[name]) for name in (*order, *last)]


def marks(view: InstrumentView) -> list[str]:
    """What to look at, in words."""
    today = today_here()
    found = ["verlopen"] if is_expired(view, today) else []
    return [*found, "verouderd"] if is_stale(view, today) else found
