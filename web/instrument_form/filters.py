"""The filters of a list of the catalogue, as they stand in the address: so it can be kept, shared and come back to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import parse_qsl, urlencode

from catalogue.overview import NATIONAL, STATES, Asked
from catalogue.record import STATUSES
from vocabulary import bouwstenen, conditions, kinds, municipalities, needs, people

FIELDS: Final = {
    "q": "q",
    "hulpvraag": "need",
    "doelgroep": "audience",
    "soort": "kind",
    "bouwsteen": "bouwsteen",
    "gemeente": "region",
    "ziekte": "condition",
    "status": "status",
    "uitvoerder": "provider",
    "staat": "state",
    "volgorde": "sort",
}
"""By name in the address: the name in `catalogue.overview.Asked`."""
PAGE: Final = "pagina"
_IN_PLAIN: Final = {
    "verouderd": "te lang niet nagekeken",
    "verlopen": "verlopen: laatste dag voorbij",
    "kapotte link": "link werkt niet",
    "nooit getoond": "nooit aan iemand getoond",
    "onvolledig": "kosten of contact ontbreekt",
}
"""What the states of `catalogue.overview` are called in the list of options."""
SORTS: Final = (
    ("titel", "titel"),
    ("nagekeken", "langst niet nagekeken"),
    ("uitvoerder", "uitvoerder"),
)
_LONGEST: Final = 200
_LAST_PAGE: Final = 100_000

Options = list[tuple[str, str]]


def options() -> dict[str, Options]:
    """What can be chosen, by name in the address; nothing chosen comes first."""
    found: dict[str, Options] = {
        "hulpvraag": [(need.label, need.title) for need in needs.load().values()],
        "doelgroep": [(label, label) for label in people.audiences()],
        "soort": list(kinds.load().items()),
        "bouwsteen": [(str(one.number), f"{one.number} {one.name}") for one in bouwstenen.load().values()],
        "gemeente": [
            (NATIONAL, "alleen wat er in heel Nederland is"),
            *((name, name) for name in sorted(municipalities.names(), key=str.casefold)),
        ],
        "ziekte": [(name, name) for name in sorted(conditions.load())],
        "status": [(one, one) for one in STATUSES],
        "staat": [(one, _IN_PLAIN[one]) for one in STATES],
    }
    return {name: [("", "– alles –"), *values] for name, values in found.items()} | {"volgorde": list(SORTS)}


def chosen(query: Mapping[str, str]) -> dict[str, str]:
    """The filters in an address that mean something; the rest is left out."""
    known = options()
    given = {name: " ".join(query.get(name, "").replace("\0", "").split())[:_LONGEST] for name in FIELDS}
    return {
        name: value
        for name, value in given.items()
        if value and (name not in known or any(value == option for option, _ in known[name]))
    }


def told(filters: Mapping[str, str]) -> list[str]:
    """What is filtered on, in words; looking for words and the order are no filters."""
    known = options()
    return [
        dict(known[name])[value] if name in known else value
        for name, value in filters.items()
        if name not in {"q", "volgorde"}
    ]


def asked(filters: Mapping[str, str], page: int) -> Asked:
    """The question to the catalogue."""
    values: dict[str, object] = {FIELDS[name]: value for name, value in filters.items()}
    if "bouwsteen" in values:
        values["bouwsteen"] = int(str(values["bouwsteen"]))
    return Asked(**values, page=page)  # type: ignore[arg-type]


def page_of(query: Mapping[str, str]) -> int:
    """The page that is asked for; the first when that makes no sense."""
    number = query.get(PAGE, "")
    return min(max(1, int(number)), _LAST_PAGE) if number.isascii() and number.isdigit() and len(number) < 9 else 1


def tidy_query(query: str) -> str:
    """The filters and the page of an address, encoded again, so that nothing else comes back in a link."""
    given = dict(parse_qsl(query[:4000]))
    page = page_of(given)
    return urlencode({**chosen(given), **({PAGE: page} if page > 1 else {})})
