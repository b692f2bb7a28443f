"""The cookie with the token of a session: of this host alone, over https alone, and out of reach of scripts."""

from __future__ import annotations

from fastapi import Request
from fastapi.responses import Response

NAME = "__Host-wegwijs"


def of(request: Request) -> str | None:
    """The token that the browser sent."""
    return request.cookies.get(NAME)


def give(answer: Response, token: str) -> None:
    """Let the browser keep a token until it is closed."""
    answer.set_cookie(NAME, token, path="/", secure=True, httponly=True, samesite="lax")


def take(answer: Response) -> None:
    """Let the browser forget it."""
    answer.delete_cookie(NAME, path="/", secure=True, httponly=True, samesite="lax")
