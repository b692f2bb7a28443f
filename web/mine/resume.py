"""Come back later: `/mijn/{key}/code` gives a code, and `/terug` takes it, without JavaScript up to the talk itself.

A code is shown once and kept as a hash alone. It never stands in an address: not in a history, a log or a referrer.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import escape
from pydantic import Field

from web.conversations import codes
from web.conversations.resuming import Resuming, TooManyWrongError
from web.database import UnavailableError
from web.limits.address import address_of
from web.mine import forms
from web.mine.door import Door
from web.mine.forms import Clean
from web.mine.words import Said, fills
from web.site import content, filters
from web.site.content import Words
from web.site.render import PageError, page

log = logging.getLogger(__name__)

_HERE = ZoneInfo("Europe/Amsterdam")
_ELEMENT = "<wegwijs-chat>"


class CodeWords(Words):
    """The page that gives a code."""

    title: Said
    intro: list[Said] = Field(min_length=1)
    again: Said
    make: Said
    shown_title: Said
    once: Said
    until: Annotated[Said, fills("day")]
    how: Said
    steps: list[Annotated[Said, fills("address")]] = Field(min_length=1)
    or_: Said = Field(alias="or")


class ReturnErrors(Words):
    """Why a code does not work."""

    empty: Said
    unknown: Annotated[Said, fills("days")]
    too_many: Annotated[Said, fills("minutes")]
    silent: Said


class ReturnWords(Words):
    """The page that takes a code."""

    title: Said
    intro: Said
    label: Said
    hint: Said
    button: Said
    no_code: Said
    no_code_link: Said
    errors_title: Said
    errors: ReturnErrors


class ResumeWords(Words):
    """Both pages."""

    code: CodeWords
    return_: ReturnWords = Field(alias="return")


@dataclass(frozen=True)
class Resume:
    """What the pages work with; the composition root fills it in."""

    door: Door
    resuming: Resuming
    clean: Clean
    chat_page: Path
    """The page with the chat, and below it the headers it needs for its script."""
    chat_headers: Mapping[str, str]


def router(tools: Resume) -> APIRouter:
    """The pages. Raises TextsError when their words are not as they should be."""
    routes = APIRouter(include_in_schema=False)
    words = content.load("resume", ResumeWords)

    @routes.get("/mijn/{key}/code")
    async def explain(request: Request, key: str) -> Response:
        await tools.door.talk(request, key)
        return page("mine/code.html", t=words.code, key=key, code=None)

    @routes.post("/mijn/{key}/code")
    async def give(request: Request, key: str) -> Response:
        talk = await tools.door.talk(request, key)
        now = datetime.now(UTC)
        code, until = await tools.door.write(lambda session: codes.give(session, talk.talk, now))
        address = f"{filters.bare(str(request.base_url))}/terug"
        return page(
            "mine/code.html",
            t=words.code,
            key=key,
            code=code,
            until=words.code.until.format(day=filters.day(until.astimezone(_HERE).date())),
            steps=[step.format(address=address) for step in words.code.steps],
        )

    def ask(typed: str = "", error: str | None = None, status: int = 200, retry_after: int | None = None) -> Response:
        headers = {} if retry_after is None else {"retry-after": str(retry_after)}
        return page("mine/terug.html", status=status, headers=headers, t=words.return_, typed=typed, error=error)

    @routes.get("/terug")
    async def empty(request: Request) -> Response:
        await tools.door.look(request)
        return ask()

    @routes.post("/terug")
    async def come_back(request: Request) -> Response:
        typed = forms.line(await forms.read(request), "code", tools.clean)
        errors = words.return_.errors
        await tools.door.look(request)
        if not typed:
            return ask(typed, errors.empty, 422)
        try:
            kept = await tools.resuming.find(typed, address_of(request))
        except TooManyWrongError as error:
            said = errors.too_many.format(minutes=math.ceil(error.seconds / 60))
            return ask(typed, said, 429, error.seconds)
        except UnavailableError:
            return ask(typed, errors.silent, 503, 5)
        if kept is None:
            return ask(typed, errors.unknown.format(days=codes.LIFETIME.days), 404)
        return await _chat(tools, codes.shown(kept.code))

    return routes


async def _chat(tools: Resume, code: str) -> Response:
    """The page with the chat, whose element is given the code: it begins the talk with it."""
    try:
        html = await anyio.to_thread.run_sync(lambda: tools.chat_page.read_text(encoding="utf-8"))
    except OSError:
        html = ""
    if html.count(_ELEMENT) != 1:
        log.error("the page of the chat is not there, or does not hold the element once")
        raise PageError("niet-bereikbaar")
    filled = html.replace(_ELEMENT, f'<wegwijs-chat resume="{escape(code)}">')
    headers = {**tools.chat_headers, "cache-control": "no-store", "x-robots-tag": "noindex"}
    return HTMLResponse(filled, headers=headers)
