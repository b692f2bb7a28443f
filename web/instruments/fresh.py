"""Tell a client that what it has is still right, without reading the catalogue.

The state of the catalogue is the latest changes in its history. What may be seen also follows from the day. A tag is
weak: it says that the records are the same, not every byte.
"""

from __future__ import annotations

import hashlib
from datetime import date

from fastapi import Request
from fastapi.responses import JSONResponse, Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.editing.rows import RevisionRow
from web.site import known

_LAST = 50
"""Not the very last alone: of two who save at once, the one with the lower number may be there later."""
_FORM = "1"
"""Raise it when an answer changes its form."""
_SECONDS = 60


def state(session: Session) -> str:
    """The state of the whole catalogue, in one short look at an index."""
    latest = session.scalars(select(RevisionRow.id).order_by(RevisionRow.id.desc()).limit(_LAST))
    return ",".join(str(number) for number in latest)


def tag(request: Request, state: str, today: date) -> str:
    """The tag of the answer to a question, given the state of the catalogue and the day."""
    asked = f"{request.url.path}?{'&'.join(sorted(request.url.query.split('&')))}"
    return f'W/"{hashlib.sha256(chr(10).join((_FORM, state, today.isoformat(), asked)).encode()).hexdigest()[:32]}"'


def still_right(request: Request, tag: str) -> Response | None:
    """The answer 'nothing changed' when the client has this very state; else None."""
    if known.has(request, tag):
        return Response(status_code=304, headers=headers(tag))
    return None


def answer(content: object, tag: str, link: str = "") -> JSONResponse:
    """An answer that may be kept for a short while; `link` leads to the pages before and after it."""
    return JSONResponse(content, headers=headers(tag) | ({"link": link} if link else {}))


def headers(tag: str) -> dict[str, str]:
    """What a cache needs to know."""
    return {"etag": tag, "cache-control": f"public, max-age={_SECONDS}"}
