"""What somebody of the staff looks at, as it stands in the address of the page. What is unknown counts as not given."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from vocabulary import bouwstenen, conditions, municipalities, people

PERIODS = (3, 6, 12, 24)
"""Months that one can look back, this month included."""
USUAL = 6
ALL = "alle"
"""Every bouwsteen, also for who has one of their own."""

Options = list[tuple[str, str]]


@dataclass(frozen=True)
class Asking:
    """A period in months, and what is looked at; None and '' are everything."""

    months: int = USUAL
    bouwsteen: int | None = None
    region: str = ""
    audience: str = ""
    condition: str = ""

    @classmethod
    def of(cls, query: Mapping[str, str], own: int | None) -> Asking:
        """Read from an address. Nothing said about the bouwsteen is the own bouwsteen of who looks."""
        number, months = query.get("bouwsteen", ""), query.get("maanden", "")
        chosen = int(number) if number in {str(one) for one in bouwstenen.load()} else None
        return cls(
            months=int(months) if months in {str(one) for one in PERIODS} else USUAL,
            bouwsteen=own if not number else chosen,
            region=_one_of(query.get("regio", ""), municipalities.names()),
            audience=_one_of(query.get("doelgroep", ""), people.audiences()),
            condition=_one_of(query.get("ziekte", ""), conditions.load()),
        )

    @property
    def query(self) -> str:
        """The address of what is looked at, without the question mark."""
        return urlencode(
            {
                "maanden": self.months,
                "bouwsteen": self.bouwsteen or ALL,
                "regio": self.region,
                "doelgroep": self.audience,
                "ziekte": self.condition,
            }
        )

    def without_bouwsteen(self) -> Asking:
        """The same for every bouwsteen."""
        return replace(self, bouwsteen=None)


def _one_of(value: str, known: object) -> str:
    return value if isinstance(known, frozenset | dict) and value in known else ""


def period_options() -> Options:
    """The periods."""
    return [(str(months), f"{months} maanden") for months in PERIODS]


def bouwsteen_options() -> Options:
    """The bouwstenen, and all together."""
    return [
        (ALL, "Alle bouwstenen"),
        *((str(one.number), f"{one.number}. {one.name}") for one in bouwstenen.load().values()),
    ]


def region_options(empty: str) -> Options:
    """The municipalities by name, and none under the name `empty`."""
    return [("", empty), *((name, name) for name in sorted(municipalities.names()))]


def audience_options(empty: str, *, at_work: bool = True) -> Options:
    """The audiences, and none under the name `empty`; `at_work`: professionals too."""
    known = people.audiences()
    return [("", empty), *((label, label) for label in known if at_work or label != "professional")]


def condition_options(empty: str) -> Options:
    """The illnesses by name, and none under the name `empty`."""
    return [("", empty), *((name, name) for name in sorted(conditions.load()))]
