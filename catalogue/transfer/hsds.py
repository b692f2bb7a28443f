"""Instruments as services of Open Referral's Human Services Data Specification, version 3 (HSDS).

1. Every id is made from the record itself, so that the same record is the same service in every export.
2. HSDS has no words for needs, bouwstenen, kinds, audiences, illnesses and groups of carers: each is a term of a
   taxonomy of our own, tied to the service by an attribute.
3. Without regions the service area is the whole country. A field of ours that HSDS has no place for is left out:
   `verified_by` (a colleague's name), `verify_every` and `source` are of the desk.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from uuid import UUID, uuid5

from catalogue.editing.differences import LANGUAGE_NAMES
from catalogue.freshness import is_visible
from catalogue.record import InstrumentView
from vocabulary import bouwstenen, kinds, municipalities, needs, people

VERSION = "3.0"
_OURS = UUID("6f4c1f0e-2f1b-5d6a-9f0c-6b0f5a6f3c11")
"""The namespace of all ids; it never changes."""
_COUNTRY = "Nederland"
_ADDRESS = re.compile(r"(?P<street>.+?),?\s+(?P<code>[1-9][0-9]{3}\s?[A-Z]{2}),?\s+(?P<city>[^,]+)")
_CODES = {"ngt": "dse"}
"""Where our own code is not that of ISO 639."""


def service_id(slug: str) -> str:
    """The id of the service that an instrument is."""
    return _id("service", slug)


def service(view: InstrumentView, today: date, modified: datetime | None = None) -> dict[str, Any]:
    """The record as a service with all that belongs to it; `modified` is when it was last changed, if known."""
    own, organization = service_id(view.slug), _id("organization", " ".join(view.provider.casefold().split()))
    found: dict[str, Any] = {
        "id": own,
        "organization_id": organization,
        "name": view.title,
        "description": view.summary,
        "url": view.channels.url,
        "email": view.channels.email,
        "status": _status(view, today),
        "application_process": view.access,
        "fees_description": view.cost,
        "eligibility_description": _for_whom(view),
        "minimum_age": view.age_min,
        "maximum_age": view.age_max,
        "assured_date": view.verified_on.isoformat() if view.verified_on else None,
        "last_modified": _moment(modified) if modified else None,
        "organization": {
            "id": organization,
            "name": view.provider,
            "description": view.provider,
        },
        "phones": _phones(view, own),
        "languages": [_language(code, own) for code in view.languages],
        "service_areas": [_area(name, own) for name in view.regions or (_COUNTRY,)],
        "service_at_locations": _locations(view, own, organization),
        "cost_options": _costs(view, own),
        "schedules": _term(view, own),
        "attributes": list(_attributes(view, own)),
    }
    return {name: value for name, value in found.items() if value not in (None, [])}


def _id(kind: str, *parts: str) -> str:
    return str(uuid5(_OURS, "\x1f".join((kind, *parts))))


def _status(view: InstrumentView, today: date) -> str:
    if view.status == "ingetrokken":
        return "defunct"
    return "active" if is_visible(view, today) else "inactive"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _for_whom(view: InstrumentView) -> str:
    said = "Voor " + ", ".join(people.audiences().get(one, one) for one in view.audiences)
    if view.conditions:
        said += "; bij " + ", ".join(view.conditions)
    if view.carer_groups:
        said += "; groep: " + ", ".join(view.carer_groups)
    return said


def _phones(view: InstrumentView, own: str) -> list[dict[str, Any]]:
    number = view.channels.phone
    return [{"id": _id("phone", own), "service_id": own, "number": number, "type": "voice"}] if number else []


def _language(code: str, own: str) -> dict[str, Any]:
    name = LANGUAGE_NAMES.get(code, code)
    return {"id": _id("language", own, code), "service_id": own, "name": name, "code": _CODES.get(code, code)}


@cache
def _codes() -> Mapping[str, str]:
    return {one.name: code for code, one in municipalities.by_code().items()}


def _area(name: str, own: str) -> dict[str, Any]:
    area = {"id": _id("service_area", own, name), "service_id": own, "name": name}
    if code := _codes().get(name):
        area["uri"] = f"https://identifier.overheid.nl/tooi/id/gemeente/{code.lower()}"
    return area


def _locations(view: InstrumentView, own: str, organization: str) -> list[dict[str, Any]]:
    """The address as HSDS divides it; what cannot be told apart stays whole in its first line."""
    text = view.channels.address
    if not text:
        return []
    place = _id("location", own)
    told = _ADDRESS.fullmatch(text)
    address = {
        "id": _id("address", own),
        "location_id": place,
        "address_1": told["street"] if told else text,
        "city": told["city"] if told else "",
        "state_province": "",
        "postal_code": told["code"] if told else "",
        "country": "NL",
        "address_type": "physical",
    }
    location = {
        "id": place,
        "organization_id": organization,
        "location_type": "physical",
        "name": view.provider,
        "addresses": [address],
    }
    at = {"id": _id("service_at_location", own), "service_id": own, "location_id": place, "location": location}
    return [at]


def _costs(view: InstrumentView, own: str) -> list[dict[str, Any]]:
    if not view.cost:
        return []
    cost: dict[str, Any] = {"id": _id("cost_option", own), "service_id": own, "option": view.cost}
    if view.is_free:
        cost |= {"currency": "EUR", "amount": 0}
    return [cost]


def _term(view: InstrumentView, own: str) -> list[dict[str, Any]]:
    """From when and until when there is such a service."""
    days = {"valid_from": view.valid_from, "valid_to": view.valid_to}
    known = {name: day.isoformat() for name, day in days.items() if day}
    return [{"id": _id("schedule", own), "service_id": own, **known}] if known else []


def _attributes(view: InstrumentView, own: str) -> Iterator[dict[str, Any]]:
    for taxonomy, values in _terms(view).items():
        for code, (name, description) in values.items():
            term = {
                "id": _id("term", taxonomy, code),
                "code": code,
                "name": name,
                "description": description,
                "taxonomy": f"wegwijs-{taxonomy}",
                "language": "nl",
            }
            yield {
                "id": _id("attribute", own, taxonomy, code),
                "link_id": own,
                "link_entity": "service",
                "link_type": taxonomy,
                "taxonomy_term_id": term["id"],
                "value": code,
                "taxonomy_term": term,
            }


def _terms(view: InstrumentView) -> dict[str, dict[str, tuple[str, str]]]:
    """Per taxonomy the terms of a record: code, name and description."""
    stones, asked, groups = bouwstenen.load(), needs.load(), people.carer_groups()
    shown_kind = kinds.load().get(view.instrument_kind, view.instrument_kind)
    terms = {
        "hulpvraag": {need: (need.replace("_", " "), asked[need].title) for need in view.needs},
        "soort": {view.instrument_kind: (shown_kind, shown_kind)},
        "bouwsteen": {str(number): (stones[number].name, stones[number].title) for number in view.bouwstenen},
        "doelgroep": {one: (one, people.audiences()[one]) for one in view.audiences},
        "aandoening": {one: (one, one) for one in view.conditions},
        "mantelzorggroep": {one: (one, groups[one]) for one in view.carer_groups},
    }
    if view.by_experts_by_experience:
        terms["uitvoering"] = {"ervaringsdeskundigen": ("ervaringsdeskundigen", "door ervaringsdeskundigen")}
    return terms
