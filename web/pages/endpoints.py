"""The demo page at `/` and the widget's files below `/widget/`."""

from __future__ import annotations

import hashlib
from pathlib import Path, PurePosixPath

import anyio.to_thread
from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.pages.headers import PAGE_POLICY
from web.problems import Problem

_TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".woff2": "font/woff2",
}
_SHORT = "public, max-age=300, must-revalidate"  # a partner's page has a new widget within five minutes


def router(folder: Path) -> APIRouter:
    """Pages and files out of the widget's folder."""
    routes = APIRouter(include_in_schema=False)
    folder = folder.resolve()

    @routes.get("/")
    async def demo(request: Request) -> Response:
        headers = {"content-security-policy": PAGE_POLICY, "cache-control": "no-cache"}
        return await _file(request, folder / "demo.html", "text/html; charset=utf-8", headers)

    @routes.get("/widget/{path:path}")
    async def widget(request: Request, path: str) -> Response:
        kind = _TYPES.get(PurePosixPath(path).suffix)
        # The development tools of the widget lie in its folder too; they are nobody's business.
        if kind is None or {"..", "node_modules"} & set(path.split("/")) or "\0" in path:
            raise Problem("niet-gevonden")
        # A module script of another website is fetched with CORS; these files are the same for everybody.
        headers = {
            "cache-control": _SHORT,
            "access-control-allow-origin": "*",
            "cross-origin-resource-policy": "cross-origin",
        }
        return await _file(request, folder / path.lstrip("/"), kind, headers)

    return routes


async def _file(request: Request, file: Path, kind: str, headers: dict[str, str]) -> Response:
    try:
        content = await anyio.to_thread.run_sync(file.read_bytes)
    except (OSError, ValueError):
        raise Problem("niet-gevonden") from None
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    headers = {**headers, "etag": etag}
    known = {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}
    if etag in known or "*" in known:
        return Response(status_code=304, headers=headers)
    return Response(content, headers={**headers, "content-type": kind})
