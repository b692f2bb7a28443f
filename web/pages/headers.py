"""Headers that keep a page safe in the browser, on every answer."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_ANSWER_POLICY = "default-src 'none'; frame-ancestors 'none'"
_PERMISSIONS = "camera=(), geolocation=(), microphone={}, payment=(), usb=(), browsing-topics=()"
_ALWAYS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "permissions-policy": _PERMISSIONS.format("()"),
    "cross-origin-opener-policy": "same-origin",
}


def chat_headers(framed_by: Sequence[str] = ()) -> dict[str, str]:
    """The headers of a page that carries the chat: its own script alone, and the microphone for who dictates.

    `framed_by` are the origins that may show the page inside one of theirs.
    """
    ancestors = " ".join(framed_by) or "'none'"
    return {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
            "connect-src 'self'; base-uri 'none'; form-action 'none'; "
            f"frame-ancestors {ancestors}; require-trusted-types-for 'script'"
        ),
        "permissions-policy": _PERMISSIONS.format("(self)"),
    }


class SafeHeaders:
    """Adds the headers; an answer that set a header of its own keeps it, and what is not a file is never cached."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _ALWAYS.items():
                    headers.setdefault(name, value)
                headers.setdefault("content-security-policy", _ANSWER_POLICY)
                headers.setdefault("cache-control", "no-store")
            await send(message)

        await self._app(scope, receive, with_headers if scope["type"] == "http" else send)
