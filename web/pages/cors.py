"""Cross-origin requests of partners' websites: a browser may read an answer only on a page of a partner.

No cookies exist, so no credentials are ever allowed. Which partner may use which talk is checked with the request
itself; here a browser only learns whether it may ask and read at all.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_PREFLIGHT = {
    "access-control-allow-methods": "GET, POST, DELETE",
    "access-control-allow-headers": "authorization, content-type",
    "access-control-max-age": "600",
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
        allowed = origin is not None and self._allowed(origin)

        async def with_origin(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer = MutableHeaders(scope=message)
                answer.add_vary_header("Origin")
                if allowed and origin is not None:
                    answer["access-control-allow-origin"] = origin
                    answer["access-control-expose-headers"] = "Retry-After"
            await send(message)

        if scope["method"] == "OPTIONS" and origin is not None and "access-control-request-method" in headers:
            response = Response(status_code=204 if allowed else 403, headers=_PREFLIGHT if allowed else None)
            await response(scope, receive, with_origin)
            return
        await self._app(scope, receive, with_origin)
