"""The style of the pages, at `/site/`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.problems import Problem

STATIC = Path(__file__).with_name("static")
_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}


def router() -> APIRouter:
    """The files of `static/`; they are few and small, and read once."""
    routes = APIRouter(include_in_schema=False)
    files = {file.name: file.read_bytes() for file in STATIC.iterdir() if file.suffix in _TYPES}

    @routes.get("/site/{name}")
    async def static(request: Request, name: str) -> Response:
        content = files.get(name)
        if content is None:
            raise Problem("niet-gevonden")
        etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
        headers = {"cache-control": "public, max-age=300, must-revalidate", "etag": etag}
        if request.headers.get("if-none-match", "").removeprefix("W/") == etag:
            return Response(status_code=304, headers=headers)
        return Response(content, headers={**headers, "content-type": _TYPES[Path(name).suffix]})

    return routes
