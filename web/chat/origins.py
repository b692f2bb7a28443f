"""Which pages may use a talk: our own, and those of the partner it belongs to."""

from __future__ import annotations

from starlette.requests import Request

from web.partners.record import Partner, may_show
from web.partners.registry import Registry
from web.problems import Problem


class StoppedError(Exception):
    """The website has no chat any more: it was put off, or taken out of the registry."""


def allowed(request: Request, partner: Partner | None) -> bool:
    """Whether the page that asks may use a talk of this partner (None: our own pages alone)."""
    return may_show(partner, request.headers.get("origin"), request.headers.get("host", ""))


def check(request: Request, partner: Partner | None) -> None:
    """Raise Problem when it may not."""
    if not allowed(request, partner):
        raise Problem("niet-toegestaan")


def partner_of(partners: Registry, key: str | None) -> Partner | None:
    """The partner of a talk that goes on. Raises StoppedError and UnknownYetError."""
    partner = partners.get(key) if key is not None else None
    if key is not None and (partner is None or not partner.on):
        raise StoppedError
    return partner
