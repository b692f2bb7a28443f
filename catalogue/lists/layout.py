"""Which fill-in lists there are, with their columns: the words are those of the document (002, bijlage 3)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from catalogue import texts
from vocabulary.tables import read

HERE = Path(__file__).parent
WHOLE = 0
"""The 'bouwsteen' of a list that is about the whole chain."""
BOUWSTENEN = range(1, 8)
DONE = "voltooid"
STATUSES = ("nog niet begonnen", "bezig", DONE)

SHEETS = {
    "checklist": "1 Checklist organisaties en sleutelpersonen",
    "rollen": "2 Rollen contactgegevens",
    "bouwsteen": "3 Instrumenten en rollen per bouwsteen",
    "acties": "4 Actielijst",
}
"""The four parts of the document."""
ALL_GOALS = "De ketenpartijen willen de volgende doelen bereiken:"
UPDATED = "Voor het laatst geüpdatet op:"
INSTRUMENTS = "Instrument en rollen in de ketenaanpak"


@dataclass(frozen=True)
class Column:
    """A column of a list; `options` are what a choice may hold, `longest` is in characters."""

    name: str
    label: str
    kind: Literal["text", "date", "choice"] = "text"
    longest: int = 300
    required: bool = False
    options: tuple[str, ...] = ()


@dataclass(frozen=True)
class Item:
    """A line that the document itself has already."""

    key: str
    name: str


@dataclass(frozen=True)
class Layout:
    """A list: its heading, its columns, what the document has already, and how many lines are there at least."""

    name: str
    heading: str
    columns: tuple[Column, ...]
    items: tuple[Item, ...] = ()
    lines: int = 0
    single: bool = False
    """Whether it is one person (name, function, how to reach) and not a table."""

    @property
    def keys(self) -> frozenset[str]:
        """The keys of the lines that the document has already."""
        return frozenset(item.key for item in self.items)


_PERSON = (
    Column("naam", "Naam:", longest=120),
    Column("functie", "Functie:", longest=120),
    Column("contact", "Contactgegevens:", longest=200),
)


def _answer(label: str) -> tuple[Column, ...]:
    return (
        Column("naam", label, longest=120, required=True),
        Column("antwoord", "Ja of nee", "choice", options=("Ja", "Nee")),
    )


@cache
def items(group: str) -> tuple[Item, ...]:
    """The lines of the checklist that the document has. Raises TableError on a broken file."""
    rows = read(HERE / "checklist.tsv", ("group", "key", "name"))
    return tuple(Item(row["key"], row["name"]) for _, row in rows if row["group"] == group)


@cache
def layouts() -> dict[str, Layout]:
    """Every list by name."""
    made = (
        Layout("organisaties", "Organisaties", _answer("Organisaties"), items("organisaties")),
        Layout("sleutelpersonen", "Sleutelpersonen", _answer("Sleutelpersonen"), items("sleutelpersonen")),
        Layout("doelen", "Doelen", (Column("doel", "Doel", required=True),), lines=3),
        Layout("ketenregisseur", "Ketenregisseur:", _PERSON, single=True),
        Layout("informatiepunt", "Centraal informatiepunt:", _PERSON, single=True),
        Layout("kwaliteitsbewaker", "Kwaliteitsbewaker", _PERSON, single=True),
        Layout(
            "ketenpartijen",
            "Ketenpartijen",
            (
                Column("organisatie", "Naam organisatie/sleutelpersoon", longest=160, required=True),
                Column("aanspreekpunt", "Naam aanspreekpunt", longest=160),
                Column("contact", "Contactgegevens aanspreekpunt"),
                Column("aandacht", "Bijzondere aandacht voor doelgroep"),
            ),
        ),
        Layout(
            "instrumenten",
            INSTRUMENTS,
            (
                Column("instrument", "Instrument + mogelijk specifieke doelgroep", required=True),
                Column("uitvoerder", "Uitvoerder van het instrument", longest=160),
                Column("ontwikkelaar", "Auteur/ontwikkelaar van het instrument.", longest=160),
            ),
        ),
        Layout(
            "acties",
            "Actielijst",
            (
                Column("wat", "Wat", longest=600, required=True),
                Column("wie", "Wie (aanspreekpunt(en))"),
                Column("wanneer", "Voor wanneer (datum)", "date"),
                Column("status", "Status (nog niet begonnen/bezig/voltooid)", "choice", options=STATUSES),
                Column("bijzonderheden", "Bijzonderheden/specifieke aandacht voor", longest=600),
            ),
        ),
    )
    return {layout.name: layout for layout in made}


@dataclass(frozen=True)
class Words:
    """What the document calls the lists of one bouwsteen."""

    heading: str
    goals: str
    guard: str


@cache
def words() -> dict[int, Words]:
    """The document's words by bouwsteen. Raises TableError on a broken file."""
    rows = read(HERE / "bouwstenen.tsv", ("nr", "heading", "goals", "guard"))
    return {int(row["nr"]): Words(row["heading"], row["goals"], row["guard"]) for _, row in rows}


@dataclass(frozen=True)
class Place:
    """One list of a plan: its name, and its bouwsteen (`WHOLE` for a list of the whole chain)."""

    list: str
    bouwsteen: int = WHOLE

    @property
    def layout(self) -> Layout:
        """What it looks like."""
        return layouts()[self.list]


PLACES = {
    "checklist": (Place("organisaties"), Place("sleutelpersonen")),
    "rollen": (Place("doelen"), Place("ketenregisseur"), Place("informatiepunt"), Place("ketenpartijen")),
    "acties": tuple(Place("acties", number) for number in BOUWSTENEN),
}
"""The lists on each part of the document that is one page; the third part is a page for each bouwsteen."""


def places_of(number: int) -> tuple[Place, ...]:
    """The lists of one bouwsteen in the third part."""
    return tuple(Place(name, number) for name in ("doelen", "kwaliteitsbewaker", "instrumenten"))


def every_place() -> tuple[Place, ...]:
    """All lists of a plan."""
    of_bouwstenen = (place for number in BOUWSTENEN for place in places_of(number))
    return (*PLACES["checklist"], *PLACES["rollen"], *of_bouwstenen, *PLACES["acties"])


def check(place: Place, key: str, typed: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    """The cells of a row as they are kept, and what is wrong with it by column. An empty row is right, and empty."""
    cells: dict[str, str] = {}
    wrong: dict[str, str] = {}
    columns = [column for column in place.layout.columns if not (column.name == "naam" and key in place.layout.keys)]
    filled = any(typed.get(column.name, "").strip() for column in columns)
    for column in columns:
        value = typed.get(column.name, "").strip()
        try:
            cells[column.name] = _cell(column, value)
        except ValueError as problem:
            wrong[column.name] = str(problem)
        if not value and column.required and filled:
            wrong[column.name] = "moet ingevuld zijn"
    return (cells if filled else {}), wrong


def _cell(column: Column, value: str) -> str:
    """Raises ValueError with the reason in Dutch."""
    if not value:
        return ""
    if column.kind == "date":
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError:
            raise ValueError("moet een bestaande datum zijn als 2026-01-31") from None
    if column.kind == "choice" and value not in column.options:
        raise ValueError(f"moet een van deze zijn: {', '.join(column.options)}")
    return texts.plain(value, column.longest)
