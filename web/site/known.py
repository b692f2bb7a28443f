"""Whether a client has the very thing it asks for already (the header If-None-Match)."""

from __future__ import annotations

from starlette.requests import Request


def has(request: Request, tag: str) -> bool:
    """Whether the client named this tag, weak or not, or any at all."""
    known = {one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")}
    return "*" in known or tag.removeprefix("W/") in known
