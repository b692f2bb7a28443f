"""The pages of a talk that one takes away: the sheet, the whole talk, and the sheet for the next consult."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from typing import TypedDict

from fastapi import APIRouter, Request
from fastapi.responses import Response
from markupsafe import Markup

from catalogue.search import today_here
from vocabulary.people import CARERS
from web.conversations import store
from web.conversations.store import Line, PageTalk
from web.mine import overview, prepare, rating, suggestions, talk_so_far, transcript
from web.mine.door import Door
from web.mine.known import Known
from web.site import content, filters, render

_STYLE = (render.TEMPLATES / "mine" / "gesprek.css").read_text(encoding="utf-8")
_STYLE_HASH = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()
_FILE_POLICY = f"default-src 'none'; style-src 'sha256-{_STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'"
"""The file brings its style along, so that it can be read without the internet; nothing else may load."""


def router(door: Door) -> APIRouter:
    """The pages. Raises TextsError when a file of words is not as it should be."""
    catalogue = door.catalogue
    routes = APIRouter(include_in_schema=False)
    sheet_words = content.load("overzicht", overview.OverviewWords)
    rating_words = content.load("waardering", rating.RatingWords)
    prepare_words = content.load("voorbereiden", prepare.PrepareWords)
    talk_words = content.load("gesprek", transcript.TranscriptWords)

    async def lines(talk: PageTalk) -> Sequence[Line]:
        return await door.read(lambda session: store.transcript(session, talk.talk))

    @routes.get("/mijn/{key}/overzicht")
    async def sheet(request: Request, key: str) -> Response:
        talk = await door.talk(request, key)
        said, known = await lines(talk), Known.of(talk.state)
        cards, answered = await suggestions.cards(catalogue, talk.state, talk_so_far.reasons(said))
        slugs = rating.shown(known, said)
        ratings = await door.read(lambda session: rating.rated(session, talk.talk, slugs))
        own = door.own_point(talk)
        point = own.model_dump() | {"region": None} if own else await catalogue.information_point(talk.state)
        return render.page(
            "mine/overzicht.html",
            t=sheet_words,
            key=key,
            today=today_here(),
            own_words=talk_so_far.own_words(said),
            answered=answered,
            rt=rating_words,
            ratings=ratings,
            **overview.values(known, sheet_words, point, cards, door.kept_days),
        )

    @routes.get("/mijn/{key}/voorbereiden")
    async def prepared(request: Request, key: str) -> Response:
        talk = await door.talk(request, key)
        known = Known.of(talk.state)
        liked = await suggestions.titles(catalogue, known.liked)
        asked = prepare.sheet(known, prepare_words, liked)
        return render.page("mine/voorbereiden.html", t=prepare_words, key=key, carer=known.carer, asked=asked)

    @routes.get("/voorbereiden")
    async def empty(request: Request, wie: str | None = None) -> Response:
        await door.look(request)
        known = Known(audience=wie if wie in CARERS else None)
        asked = prepare.sheet(known, prepare_words)
        return render.page("mine/voorbereiden.html", t=prepare_words, key=None, carer=known.carer, asked=asked)

    @routes.get("/mijn/{key}/gesprek.html")
    async def as_page(request: Request, key: str) -> Response:
        talk = await door.talk(request, key)
        entries = transcript.entries(await lines(talk), talk_words)
        headers = _attachment(f"{talk_words.file_name}.html") | {"content-security-policy": _FILE_POLICY}
        # The style is ours and stands in a file: it is the one thing that is not escaped.
        style = Markup(_STYLE)  # noqa: S704
        return render.page(
            "mine/gesprek.html", headers=headers, t=talk_words, style=style, entries=entries, **_days(talk)
        )

    @routes.get("/mijn/{key}/gesprek.txt")
    async def as_text(request: Request, key: str) -> Response:
        talk = await door.talk(request, key)
        entries = transcript.entries(await lines(talk), talk_words)
        headers = render.HEADERS | _attachment(f"{talk_words.file_name}.txt")
        return Response(
            transcript.plain(entries, talk_words, **_days(talk)),
            headers=headers,
            media_type="text/plain; charset=utf-8",
        )

    return routes


def _attachment(name: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{name}"'}


class _Days(TypedDict):
    began: str
    saved: str


def _days(talk: PageTalk) -> _Days:
    return {"began": filters.day(talk.created_at), "saved": filters.day(today_here())}
