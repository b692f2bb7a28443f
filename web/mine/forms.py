"""Read what a plain HTML form sends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl

from fastapi import Request

from web.limits import body
from web.problems import Problem

Clean = Callable[[str], str]
"""Makes a typed text safe to work with."""

_MOST_FIELDS = 40
_LARGE = 64 * 1024


async def read(request: Request) -> dict[str, str]:
    """The fields of a form; of a body that is far too large the first part. Raises Problem when it does not come."""
    try:
        received = await body.read(request, _LARGE)
    except TimeoutError:
        raise Problem("te-traag", headers={"Connection": "close"}) from None
    sent = received.content.decode("ascii", "replace")
    try:
        return dict(parse_qsl(sent, keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS))
    except ValueError:  # more fields than any form of ours has
        return {}


def line(fields: Mapping[str, str], name: str, clean: Clean) -> str:
    """A field of one line; empty when it was not sent."""
    return " ".join(clean(fields.get(name, "")).split())
