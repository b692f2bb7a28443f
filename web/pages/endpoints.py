"""The demo page at `/`, and what lies beside the widget below `/widget/`: styles and drawings of our own pages."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.pages.headers import chat_headers
from web.problems import Problem
from web.site import known

_TYPES = {".css": "text/css; charset=utf-8", ".svg": "image/svg+xml"}
_SHORT = "public, max-age=300, must-revalidate"  # who looks at our pages has the new look within five minutes


def router(folder: Path) -> APIRouter:
    """Pages and files out of the widget's folder."""
    routes = APIRouter(include_in_schema=False)
    folder = folder.resolve()

    @routes.get("/")
    async def demo(request: Request) -> Response:
        headers = {**chat_headers(), "cache-control": "no-cache"}
        return await _file(request, folder / "demo.html", "text/html; charset=utf-8", headers)

    @routes.get("/widget/{name}")
    async def beside(request: Request, name: str) -> Response:
        kind = _TYPES.get(PurePosixPath(name).suffix)
        # What the widget is made of lies in its folder too, but in folders of its own; it is nobody's business.
        if kind is None or "/" in name or "\0" in name:
            raise Problem("niet-gevonden")
        return await _file(request, folder / name, kind, {"cache-control": _SHORT})

    return routes


async def _file(request: Request, file: Path, kind: str, headers: dict[str, str]) -> Response:
    try:
        content = await anyio.to_thread.run_sync(file.read_bytes)
    except (OSError, ValueError):
        raise Problem("niet-gevonden") from None
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**headers, "etag": etag}
    if known.has(request, etag):
        return Response(status_code=304, headers=headers)
    return Response(content, headers={**headers, "content-type": kind})
