"""Whether a form comes from a page of ours, and which addresses may be gone back to."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from fastapi import Request

HOME = "/bureau"
_INSIDE = re.compile(r"/bureau(?:/[^\s\\?#]*)?(?:\?[^\s\\#]*)?")
_DOORS = ("/bureau/inloggen", "/bureau/uitloggen")
_LONGEST = 1000


def is_ours(request: Request, public_address: str) -> bool:
    """Whether the browser says that this form was sent by a page of this very site.

    Browsers send Origin with every form; without it, or with another's, the form is refused. Behind a proxy the scheme
    that the server sees may differ, so the name of the host is compared; a proxy that changes that too leaves the
    public address of the settings.
    """
    origin = request.headers.get("origin", "")
    if origin == public_address:
        return True
    try:
        parts = urlsplit(origin)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and parts.netloc == request.headers.get("host")


def inside(address: str) -> str:
    """The address if it lies at the desk, else the desk's own: a login never leads elsewhere."""
    path = unquote(address.partition("?")[0])
    if len(address) > _LONGEST or not _INSIDE.fullmatch(address) or not _INSIDE.fullmatch(path):
        return HOME
    if "//" in path or ".." in path.split("/") or path.startswith(_DOORS):
        return HOME
    return address
