"""The built widget: `/widget/wegwijs-chat.js` is the newest, `/widget/<version>/wegwijs-chat.js` never changes."""

from __future__ import annotations

import re

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.database import UnavailableError
from web.embedding.versions import Built, Versions
from web.limits.address import address_of
from web.limits.rates import AddressRate
from web.problems import Problem
from web.site import known

_VERSION = re.compile(r"[0-9a-f]{12}")
_SOON = "public, max-age=300, must-revalidate"  # a website has a newer widget within five minutes
_FOR_EVER = "public, max-age=31536000, immutable"


def router(versions: Versions, addresses: AddressRate) -> APIRouter:
    """Both addresses. `addresses` limits how often one client may ask for versions that are not at hand."""
    routes = APIRouter(include_in_schema=False)

    @routes.get("/widget/wegwijs-chat.js")
    async def newest(request: Request) -> Response:
        built = await versions.newest()
        if built is None:
            raise Problem("niet-gevonden")
        return _answer(request, built, _SOON)

    @routes.get("/widget/{version}/wegwijs-chat.js")
    async def fixed(request: Request, version: str) -> Response:
        if not _VERSION.fullmatch(version):
            raise Problem("niet-gevonden")
        built = await versions.at_hand(version)
        if built is None:
            wait = await addresses.wait_for("versions", address_of(request))
            if wait:
                raise Problem("te-snel", retry_after=wait)
            try:
                built = await versions.find(version)
            except UnavailableError:
                raise Problem("niet-bereikbaar", retry_after=5) from None
        if built is None:
            raise Problem("niet-gevonden")
        return _answer(request, built, _FOR_EVER)

    return routes


def _answer(request: Request, built: Built, cache: str) -> Response:
    small = "gzip" in request.headers.get("accept-encoding", "").lower()
    etag = f'"{built.widget.version}{"-gzip" if small else ""}"'
    headers = {
        # A module script of another website is fetched with CORS; the widget is the same for everybody.
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "cache-control": cache,
        "etag": etag,
        "vary": "Accept-Encoding",
    }
    if known.has(request, etag):
        return Response(status_code=304, headers=headers)
    headers |= {"content-type": "text/javascript; charset=utf-8"}
    if small:
        return Response(built.small, headers={**headers, "content-encoding": "gzip"})
    return Response(built.content, headers=headers)
