"""The styles and scripts of the pages, at `/site/`."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.problems import Problem
from web.site import known

STATIC = Path(__file__).with_name("static")
_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


def router() -> APIRouter:
    """The files of `static/`; they are few and small, and read once, so that an address can only name what is there."""
    routes = APIRouter(include_in_schema=False)
    found = (file for file in STATIC.rglob("*") if file.suffix in _TYPES)
    files = {file.relative_to(STATIC).as_posix(): file.read_bytes() for file in found}

    @routes.get("/site/{name:path}")
    async def static(request: Request, name: str) -> Response:
        content = files.get(name)
        if content is None:
            raise Problem("niet-gevonden")
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"cache-control": "public, max-age=300, must-revalidate", "etag": etag}
        if known.has(request, etag):
            return Response(status_code=304, headers=headers)
        return Response(content, headers={**headers, "content-type": _TYPES[PurePosixPath(name).suffix]})

    return routes
