"""Cross-origin requests: a browser may read a talk only on a page of a partner, and the public catalogue anywhere.

No cookies exist there, so no credentials are ever allowed. Which partner may use which talk is checked with the request
itself; here a browser only learns whether it may ask and read at all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

PUBLIC = ("/api/v1/instruments", "/api/v1/hsds", "/api/v1/widget")
"""What everybody may read, on any page: published data, never a word of a visitor. The widget too may read everywhere
why a website may not show it."""
_PREFLIGHT = {
    "access-control-allow-methods": "GET, POST, DELETE",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-max-age": "600",
}
_PUBLIC_PREFLIGHT = {
    "access-control-allow-methods": "GET",
    "access-control-allow-headers": "if-none-match",
    "access-control-max-age": "86400",
}


class PartnerOrigins:
    """Answers preflight questions below `/api/`, and names the origin on answers it may read."""

    def __init__(self, app: ASGIApp, allowed: Callable[[str], bool]) -> None:
        self._app, self._allowed = app, allowed

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith("/api/"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        everybody = is_public(scope["path"])
        allowed = everybody or (origin is not None and self._allowed(origin))
        said = _said_to(origin, allowed, everybody)

        async def with_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                if not everybody:
                    answer.add_vary_header("Origin")
                for name, value in said.items():
                    answer[name] = value
            await send(message)

        if scope["method"] == "OPTIONS" and origin is not None and "access-control-request-method" in headers:
            granted = _PUBLIC_PREFLIGHT if everybody else _PREFLIGHT
            response = Response(status_code=204 if allowed else 403, headers=granted if allowed else None)
            await response(scope, receive, with_origin)
            return
        await self._app(scope, receive, with_origin)


def is_public(path: str) -> bool:
    """Whether what stands at this path may be read on any page."""
    return any(path == one or path.startswith(f"{one}/") for one in PUBLIC)


def _said_to(origin: str | None, allowed: bool, everybody: bool) -> Mapping[str, str]:
    if everybody:
        # The same for all, also for who names no origin: the answer may stand in a cache.
        return {
            "access-control-allow-origin": "*",
            "access-control-expose-headers": "ETag, Link, Retry-After",
            "cross-origin-resource-policy": "cross-origin",
        }
    if allowed and origin is not None:
        return {"access-control-allow-origin": origin, "access-control-expose-headers": "Retry-After"}
    return {}
