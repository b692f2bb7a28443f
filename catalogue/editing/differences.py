"""What differs between two records, in the words of the desk.

The labels stand in code, not in the vocabulary: they name the columns of this very program's record, and change only
when a field does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from catalogue.editing.fields import Change, changes
from catalogue.record import InstrumentView
from vocabulary import bouwstenen, kinds, needs

NOTHING: Final = "–"
FIELD_LABELS: Final[Mapping[str, str]] = {
    "slug": "Vaste naam",
    "title": "Titel",
    "summary": "Samenvatting",
    "instrument_kind": "Soort",
    "bouwstenen": "Bouwstenen",
    "needs": "Hulpvragen",
    "audiences": "Voor wie",
    "conditions": "Ziektes",
    "age_min": "Leeftijd vanaf",
    "age_max": "Leeftijd tot en met",
    "carer_groups": "Groepen mantelzorgers",
    "regions": "Gemeenten",
    "languages": "Talen",
    "cost": "Kosten",
    "access": "Toegang",
    "channels.url": "Website",
    "channels.phone": "Telefoon",
    "channels.email": "E-mail",
    "channels.address": "Adres",
    "provider": "Uitvoerder",
    "developer": "Ontwikkelaar",
    "by_experts_by_experience": "Door ervaringsdeskundigen",
    "status": "Status",
    "verified_on": "Nagekeken op",
    "verified_by": "Nagekeken door",
    "verify_every": "Nakijken na (dagen)",
    "valid_from": "Geldig vanaf",
    "valid_to": "Geldig tot en met",
    "source": "Bron",
}
"""What every page and every form of the staff calls a field."""
LANGUAGE_NAMES: Final[Mapping[str, str]] = {
    "nl": "Nederlands",
    "fy": "Fries",
    "en": "Engels",
    "de": "Duits",
    "fr": "Frans",
    "es": "Spaans",
    "pap": "Papiaments",
    "pl": "Pools",
    "ro": "Roemeens",
    "bg": "Bulgaars",
    "uk": "Oekraïens",
    "ru": "Russisch",
    "tr": "Turks",
    "ar": "Arabisch",
    "fa": "Perzisch (Farsi, Dari)",
    "ti": "Tigrinya",
    "so": "Somalisch",
    "zh": "Chinees",
    "ngt": "Nederlandse Gebarentaal",
}


@dataclass(frozen=True)
class Difference:
    """A field that differs: its name, its label, and what it was and is, in words."""

    field: str
    label: str
    old: str
    new: str


def differences(old: InstrumentView | None, new: InstrumentView) -> list[Difference]:
    """The fields that differ, in the order of contract 3; of a new record every field that holds anything."""
    return in_words(changes(old, new))


def in_words(changed: Mapping[str, Change]) -> list[Difference]:
    """Changes, such as those of a revision, in words. A field that no longer exists keeps its own name."""
    return [
        Difference(name, FIELD_LABELS.get(name, name), spelled(name, old), spelled(name, new))
        for name, (old, new) in changed.items()
    ]


def spelled(field: str, value: Any) -> str:
    """The value of a field as the desk reads it."""
    if value is None or value == ():
        return NOTHING
    word = _WORDS.get(field, str)
    if isinstance(value, tuple):
        return ", ".join(word(item) for item in value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, date):
        return f"{value.day}-{value.month}-{value.year}"
    return word(value)


def _need(label: Any) -> str:
    known = needs.load().get(label)
    return known.title if known else str(label).replace("_", " ")


def _bouwsteen(number: Any) -> str:
    known = bouwstenen.load().get(number)
    return f"{number} {known.name}" if known else str(number)


_WORDS: Final[Mapping[str, Callable[[Any], str]]] = {
    "bouwstenen": _bouwsteen,
    "instrument_kind": lambda label: kinds.load().get(label, str(label)),
    "languages": lambda code: LANGUAGE_NAMES.get(code, str(code)),
    "needs": _need,
}
