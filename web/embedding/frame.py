"""`/insluiten/<key>`: the chat as a page of ours, for a website that can add an iframe but no script.

Only the websites of the partner may show it inside a page of theirs. Where there is no chat to show, a small page says
so and gives the numbers to call.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import Field

from web import safety_check
from web.embedding.endpoints import Embedding
from web.limits.address import address_of
from web.partners.record import Partner, is_own
from web.partners.registry import UnknownYetError
from web.site import content
from web.site.content import Words
from web.site.render import page

ChatHeaders = Callable[[Sequence[str]], dict[str, str]]
"""The headers of a page with the chat that these origins may show."""


class Said(Words):
    """Why there is no chat."""

    status: int = Field(ge=200, le=599)
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)


class FrameWords(Words):
    """All that these pages say."""

    title: str = Field(min_length=1)
    loading: str = Field(min_length=1)
    form: str = Field(min_length=1)
    help: str = Field(min_length=1)
    new_tab: str = Field(min_length=1)
    unknown: Said
    stopped: Said
    silent: Said
    busy: Said


def router(tools: Embedding, chat_headers: ChatHeaders) -> APIRouter:
    """The page. Raises TextsError when its words are not as they should be."""
    routes = APIRouter(include_in_schema=False)
    words = content.load("insluiten", FrameWords)

    def instead(said: Said, framed_by: Sequence[str], retry_after: int | None = None) -> Response:
        headers = {**chat_headers(framed_by), **({"retry-after": str(retry_after)} if retry_after else {})}
        lines = safety_check.lines()
        return page("insluiten/uitleg.html", status=said.status, headers=headers, t=words, said=said, lines=lines)

    @routes.get("/insluiten/{key}")
    async def frame(request: Request, key: str) -> Response:
        # Who may show a page with nothing but numbers to call does not matter, when nobody can know it now.
        wait = await tools.addresses.wait_for("frames", address_of(request))
        if wait:
            return instead(words.busy, ["*"], wait)
        try:
            partner = tools.partners.get(key)
        except UnknownYetError:
            return instead(words.silent, ["*"], 5)
        if partner is None:
            return instead(words.unknown, [])
        _note(tools, request, partner)
        if not partner.on:
            return instead(words.stopped, partner.origins)
        headers = chat_headers(partner.origins)
        return page("insluiten/gesprek.html", headers=headers, t=words, partner=partner, lines=safety_check.lines())

    return routes


def _note(tools: Embedding, request: Request, partner: Partner) -> None:
    """Keep which website shows the page; who follows a link to it, or looks at it on ours, is no website."""
    if request.headers.get("sec-fetch-dest", "iframe") not in {"iframe", "frame"}:
        return
    try:
        shown_on = urlsplit(request.headers.get("referer", ""))
    except ValueError:
        return
    origin = f"{shown_on.scheme}://{shown_on.netloc}"
    if shown_on.netloc and not is_own(origin, request.headers.get("host", "")):
        tools.sightings.note(partner, origin, "frame", "")
