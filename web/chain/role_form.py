"""Read the forms of a role and of a chain partner, and say in Dutch what is wrong, at its field."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from typing import Any

from starlette.datastructures import FormData

from catalogue.chain import PartnerView, RoleView
from catalogue.problems import RecordError
from catalogue.slugs import plain_name
from web.staff.forms import text_of

ROLE_LABELS = {
    "role": "Rol",
    "region": "Gemeente",
    "partner": "Ketenpartner",
    "own_word": "Eigen woord",
    "bouwsteen": "Bouwsteen",
    "condition": "Ziekte",
    "audiences": "Voor wie",
    "phone": "Telefoon",
    "url": "Website",
    "how": "Wat een bezoeker leest",
    "source": "Bron",
}
PARTNER_LABELS = {
    "name": "Naam",
    "slug": "Vaste naam",
    "description": "Wat de organisatie doet",
    "url": "Website",
    "regions": "Gemeenten",
}


def role_raw(form: FormData) -> dict[str, Any]:
    """The raw role for `parse_role`."""
    raw: dict[str, Any] = {name: text_of(form, name) or None for name in ROLE_LABELS if name != "audiences"}
    number = raw["bouwsteen"]
    raw["bouwsteen"] = int(number) if number and re.fullmatch("[0-9]", number) else number
    raw["audiences"] = many(form, "audiences")
    return raw


def partner_raw(form: FormData, slug: str | None = None) -> dict[str, Any]:
    """The raw partner for `parse_partner`; a new one without a lasting name gets one from its name."""
    raw: dict[str, Any] = {name: text_of(form, name) or None for name in ("name", "description", "url")}
    raw["slug"] = slug or text_of(form, "slug") or plain_name(raw["name"] or "") or None
    raw["regions"] = places(form, "regions")
    return raw


def many(form: FormData, name: str) -> list[str]:
    """All values of a field, each once."""
    return list(dict.fromkeys(value for value in form.getlist(name) if isinstance(value, str) and value))


def places(form: FormData, name: str) -> list[str]:
    """The names in a field with one on each line, each once; a comma divides too."""
    value = form.get(name)
    typed = re.split(r"[\n,]", value) if isinstance(value, str) else []
    return list(dict.fromkeys(place for one in typed if (place := " ".join(one.split()))))


def errors_of(error: RecordError, known: Collection[str]) -> dict[str, str]:
    """What is wrong by field, the first problem of each; a field that the form does not have is left out."""
    found: dict[str, str] = {}
    for problem in error.problems:
        if problem.field in known:
            found.setdefault(problem.field, problem.message)
    return found


def role_values(view: RoleView | None, region: str = "") -> Mapping[str, Any]:
    """What the form of a role shows; `region` is chosen beforehand for a new one."""
    if view is None:
        return dict.fromkeys(ROLE_LABELS, "") | {"region": region, "audiences": ()}
    return {name: getattr(view, name) for name in ROLE_LABELS}


def partner_values(view: PartnerView | None) -> Mapping[str, Any]:
    """What the form of a chain partner shows."""
    if view is None:
        return dict.fromkeys(PARTNER_LABELS, "") | {"regions": ()}
    return {name: getattr(view, name) for name in PARTNER_LABELS}


def version_of(form: FormData) -> int:
    """The version somebody saw; 0 when it was not sent."""
    value = text_of(form, "version")
    return int(value) if re.fullmatch(r"[0-9]{1,9}", value) else 0
