"""Which website may ask what: cross-origin requests only from the origins of the talk's own partner."""

from __future__ import annotations

from starlette.requests import Request

from web.partners import Partner, Partners, is_own
from web.problems import Problem


def check(request: Request, partner: Partner | None) -> None:
    """Raise a Problem when the page that asks may not; a request that no browser page sends has no origin and may."""
    origin = request.headers.get("origin")
    if origin is None or is_own(origin, request.headers.get("host", "")):
        return
    if partner is None or origin not in partner.origins:
        raise Problem("niet-toegestaan")


def partner_of(partners: Partners, key: str | None) -> Partner | None:
    """The partner of a talk. Raises KeyError when it is no longer a partner."""
    if key is None:
        return None
    partner = partners.get(key)
    if partner is None:
        raise KeyError(key)
    return partner
