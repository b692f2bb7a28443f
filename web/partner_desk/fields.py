"""The form of a website: its fields, and a record as the texts that stand in them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from starlette.datastructures import FormData

from vocabulary import conditions, municipalities, people
from web.partners.record import InformationPoint, Partner
from web.staff.forms import exact, text_of
from web.staff.people import Colleague

Typed = dict[str, str]
"""What stands in the form, by field; lines are between line ends, `on` is 'ja' or nothing."""
Options = list[tuple[str, str]]

LABELS: Final[Mapping[str, str]] = {
    "name": "Naam",
    "key": "Vaste naam",
    "on": "Aan",
    "origins": "Websites",
    "only_paths": "Alleen op deze pagina's",
    "not_paths": "Niet op deze pagina's",
    "theme": "Uiterlijk",
    "heading": "Kop boven de chat",
    "greeting": "Begroeting",
    "privacy_url": "Privacyverklaring",
    "region": "Gemeente",
    "condition": "Ziekte",
    "audience": "Voor wie",
    "point_name": "Naam van het informatiepunt",
    "point_phone": "Telefoon van het informatiepunt",
    "point_url": "Website van het informatiepunt",
    "point_text": "Wanneer en waarvoor",
    "talks_per_minute": "Gesprekken per minuut",
    "messages_per_minute": "Berichten per minuut",
}
LISTS: Final = frozenset({"origins", "only_paths", "not_paths"})
"""Fields with a value on each line."""
THEMES: Final[Mapping[str, str]] = {
    "wegwijs": "Wegwijs",
    "rustig": "Rustig",
    "helder": "Helder",
    "huisstijl": "Huisstijl van de website",
}
YES: Final = "ja"
_AREAS: Final = LISTS | {"greeting", "point_text"}


def values_of(partner: Partner) -> Typed:
    """What the form shows of a record."""
    point = partner.information_point
    values = {
        "name": partner.name,
        "key": partner.key,
        "on": YES if partner.on else "",
        "origins": "\n".join(partner.origins),
        "only_paths": "\n".join(partner.only_paths),
        "not_paths": "\n".join(partner.not_paths),
        "theme": partner.theme,
        "heading": partner.heading,
        "greeting": partner.greeting,
        "privacy_url": partner.privacy_url,
        "region": partner.region,
        "condition": partner.condition,
        "audience": partner.audience,
        **{f"point_{name}": getattr(point, name, None) for name in InformationPoint.model_fields},
        "talks_per_minute": str(partner.talks_per_minute),
        "messages_per_minute": str(partner.messages_per_minute),
    }
    return {name: value or "" for name, value in values.items()}


def new_values(who: Colleague) -> Typed:
    """An empty form. Who has one region only makes websites of that one."""
    empty = values_of(Partner(key="nieuw", name="nieuw")) | {"name": "", "key": ""}
    return empty | ({"region": who.regions[0]} if len(who.regions) == 1 else {})


def typed_of(form: FormData) -> Typed:
    """What was sent."""
    return {name: _area(form, name) if name in _AREAS else text_of(form, name) for name in LABELS}


def shown(name: str, value: str) -> str:
    """The value of a field in words, for the log and for two values beside each other."""
    if name == "on":
        return "ja" if value else "nee"
    if name in LISTS:
        value = ", ".join(value.split("\n"))
    named = {"theme": THEMES, "audience": people.audiences()}.get(name, {})
    return named.get(value, value) or "leeg"


def options(who: Colleague) -> dict[str, Options]:
    """What can be chosen, by field. Who has regions chooses from those alone."""
    regions = who.regions or municipalities.names()
    nowhere = [] if who.regions else [("", "heel Nederland")]
    return {
        "theme": list(THEMES.items()),
        "region": [*nowhere, *((name, name) for name in sorted(regions, key=str.casefold))],
        "condition": [("", "geen vaste ziekte"), *((name, name) for name in sorted(conditions.load()))],
        "audience": [("", "vraag het in het gesprek"), *people.audiences().items()],
    }


def _area(form: FormData, name: str) -> str:
    lines = [line.strip() for line in exact(form, name).splitlines()]
    return "\n".join(filter(None, lines)) if name in LISTS else "\n".join(lines).strip()
