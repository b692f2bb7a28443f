"""Where a request comes from, for the limits: never kept as it is."""

from __future__ import annotations

from starlette.requests import Request


def address_of(request: Request) -> str:
    """The address of the client; '' when the server does not say."""
    return request.client.host if request.client else ""
