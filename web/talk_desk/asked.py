"""What is asked of the list of talks, as it stands in the address: so it can be kept, shared and come back to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Final
from urllib.parse import parse_qsl, urlencode

from vocabulary import bouwstenen, conditions, municipalities, needs, people
from web.talk_desk.danger_words import TIERS

Options = list[tuple[str, str]]

LABELS: Final[Mapping[str, str]] = {
    "woorden": "Woorden",
    "volgorde": "Volgorde",
    "na_te_kijken": "Nagekeken",
    "gevaar": "Gevaar",
    "niet_begrepen": "Niet begrepen, minstens",
    "waardering": "Waardering",
    "zekerheid": "Zekerheid, hooguit",
    "behoefte": "Hulpvraag",
    "bouwsteen": "Bouwsteen",
    "doelgroep": "Voor wie",
    "ziekte": "Ziekte",
    "gemeente": "Gemeente",
    "website": "Website",
    "van": "Laatste bericht vanaf",
    "tot": "Laatste bericht tot en met",
    "lengte_van": "Berichten, minstens",
    "lengte_tot": "Berichten, hooguit",
    "label": "Label",
    "van_wie": "Wie kijkt ernaar",
}
"""Every filter by its name in the address, as people call it."""
NUMBERS: Final[Mapping[str, tuple[int, int]]] = {
    "niet_begrepen": (1, 99),
    "zekerheid": (0, 100),
    "lengte_van": (1, 9999),
    "lengte_tot": (1, 9999),
}
"""Filters that are a number, with the least and the most it can be."""
DATES: Final = ("van", "tot")
PAIRS: Final = (("van", "tot"), ("lengte_van", "lengte_tot"))
ATTENTION, NEWEST, OLDEST = "aandacht", "nieuwste", "oudste"
OPEN, ANY = "open", "ja"
MINE, NOBODY = "ik", "niemand"
_LONGEST: Final = 200
_YEARS: Final = (2000, 2100)


@dataclass(frozen=True)
class Asked:
    """The filters that were filled in, as texts by name, and what is wrong with some of them."""

    values: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def order(self) -> str:
        """The order of the list."""
        return self.values.get("volgorde", ATTENTION)

    @property
    def filters(self) -> dict[str, str]:
        """What keeps talks out of the list; the order does not."""
        return {name: value for name, value in self.values.items() if name != "volgorde"}

    def query(self, without: str | None = None) -> str:
        """All of it for an address, but the filter `without`."""
        return urlencode({name: value for name, value in self.values.items() if name != without})


@cache
def fixed_options() -> dict[str, Options]:
    """What can be chosen where that is the same for everybody."""
    return {
        "volgorde": [
            (ATTENTION, "Eerst wat aandacht vraagt"),
            (NEWEST, "Nieuwste eerst"),
            (OLDEST, "Oudste eerst"),
        ],
        "na_te_kijken": [("ja", "Nog na te kijken")],
        "gevaar": [
            (OPEN, "Gevaar, nog niet opgevolgd"),
            (ANY, "Elk gevaar"),
            *((tier, f"{tier}: {words}") for tier, words in TIERS.items()),
        ],
        "waardering": [("1", "Hielp niet"), ("2", "Hielp een beetje"), ("3", "Hielp")],
        "behoefte": [(need.label, need.title) for need in needs.load().values()],
        "bouwsteen": [(str(one.number), f"{one.number}. {one.name}") for one in bouwstenen.load().values()],
        "doelgroep": [(label, label) for label in people.audiences()],
        "ziekte": [(name, name) for name in sorted(conditions.load())],
        "gemeente": [(name, name) for name in sorted(municipalities.names(), key=str.casefold)],
    }


def read(query: Mapping[str, str]) -> Asked:
    """The filters in an address. What is wrong stays in `values`, so that it can be mended where it was typed."""
    values = {name: " ".join(query.get(name, "").replace("\0", "").split())[:_LONGEST] for name in LABELS}
    values = {name: value for name, value in values.items() if value}
    errors = {name: words for name, value in values.items() if (words := _wrong(name, value))}
    for low, high in PAIRS:
        if not {low, high} & errors.keys() and {low, high} <= values.keys() and _key(low, values) > _key(high, values):
            errors[high] = f"dit ligt onder ‘{LABELS[low]}’; zo past geen enkel gesprek"
    return Asked(values, errors)


def of_query(query: str) -> Asked:
    """The filters in the query of an address."""
    try:
        return read(dict(parse_qsl(query, max_num_fields=100)))
    except ValueError:
        return Asked({})


def _key(name: str, values: Mapping[str, str]) -> int:
    value = values[name]
    return date.fromisoformat(value).toordinal() if name in DATES else int(value)


def _wrong(name: str, value: str) -> str | None:
    options = fixed_options().get(name)
    if options is not None and value not in dict(options):
        return "kies iets uit de lijst"
    if name in NUMBERS:
        least, most = NUMBERS[name]
        if not (value.isascii() and value.isdigit() and len(value) < 6 and least <= int(value) <= most):
            return f"vul een getal in van {least} tot en met {most}"
    if name in DATES:
        try:
            day = date.fromisoformat(value)
        except ValueError:
            return "vul een datum in zoals 2026-11-22"
        if not _YEARS[0] <= day.year <= _YEARS[1]:
            return "vul een datum van deze eeuw in"
    return None
