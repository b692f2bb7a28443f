"""What was typed in the form of a website as a record, or by field what is wrong with it, in Dutch."""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import urlsplit

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from catalogue.slugs import plain_name
from web.partner_desk.fields import LISTS, Typed
from web.partners.record import InformationPoint, Partner
from web.partners.wrong import in_dutch

_LONGEST_KEY: Final = 64
_USUAL_PORTS: Final = {"https": ":443", "http": ":80"}


def read(typed: Typed) -> tuple[Partner | None, dict[str, str]]:
    """The record, or by field of the form what is wrong. Without a key it is made out of the name."""
    point = {name: typed[f"point_{name}"] for name in InformationPoint.model_fields}
    people = {name: value or None for name, value in point.items()} | {"name": point["name"], "text": point["text"]}
    raw: dict[str, Any] = {name: typed[name] or None for name in Partner.model_fields if name in typed}
    raw |= {
        "key": typed["key"] or plain_name(typed["name"], _LONGEST_KEY),
        "name": typed["name"],
        "on": bool(typed["on"]),
        "information_point": people if any(point.values()) else None,
        **{name: typed[name].split("\n") if typed[name] else [] for name in LISTS},
    }
    raw["origins"] = [_origin(line) for line in raw["origins"]]
    try:
        return Partner.model_validate(raw), {}
    except ValidationError as error:
        wrong = {_field(one): in_dutch(one) for one in error.errors()}
    if not typed["name"] and not typed["key"]:
        wrong.pop("key", None)  # it follows from the name
    return None, {name: wrong[name] for name in typed if name in wrong}


def _origin(line: str) -> str:
    """An address as browsers send it as origin; what is not the address of a website stays as it was typed."""
    try:
        parts = urlsplit(line.rstrip("/"))
        if parts.path or parts.query or parts.fragment or "@" in parts.netloc or not parts.netloc:
            return line
        host = parts.netloc.encode("idna").decode().lower()
    except (ValueError, UnicodeError):
        return line
    scheme = parts.scheme.lower()
    return f"{scheme}://{host.removesuffix(_USUAL_PORTS.get(scheme, '/'))}"


def _field(error: ErrorDetails) -> str:
    first, *rest = error["loc"]
    return f"point_{rest[0]}" if first == "information_point" and rest else str(first)
