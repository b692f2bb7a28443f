"""`/mijn/{key}/herinnering.ics`: a reminder to take home. Its title says nothing: others may see the same calendar."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import Field

from catalogue.search import today_here
from web.mine import calendar
from web.mine.door import Door
from web.mine.words import Said, fills
from web.site import content, filters
from web.site.content import Words


class ReminderWords(Words):
    """`texts/reminder.yml`."""

    title: Said
    text: list[Annotated[Said, fills("address")]] = Field(min_length=1)


def router(door: Door) -> APIRouter:
    """The reminder. Raises TextsError when its words are not as they should be."""
    routes = APIRouter(include_in_schema=False)
    words = content.load("reminder", ReminderWords)

    @routes.get("/mijn/{key}/herinnering.ics")
    async def reminder(request: Request, key: str, over: Annotated[int, Query(ge=1, le=180)] = 14) -> Response:
        await door.talk(request, key)
        day = today_here() + timedelta(days=over)
        address = f"{filters.bare(str(request.base_url))}/terug"
        text = "\n".join(part.format(address=address) for part in words.text)
        # The same reminder fetched twice is one in the calendar; who sees it does not learn the key.
        uid = f"{hashlib.sha256(f'{key} {day}'.encode()).hexdigest()[:32]}@wegwijs"
        headers = {"content-disposition": 'attachment; filename="herinnering.ics"', "x-robots-tag": "noindex"}
        made = calendar.event(uid, day, words.title, text, datetime.now(UTC))
        return Response(made, headers=headers, media_type="text/calendar; charset=utf-8")

    return routes
