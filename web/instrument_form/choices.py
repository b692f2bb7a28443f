"""What the fields of an instrument are called and what can be chosen in them, in the words the desk reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from catalogue.editing.differences import FIELD_LABELS, LANGUAGE_NAMES
from catalogue.record import ACCESS, LANGUAGES, STATUSES
from vocabulary import bouwstenen, kinds, needs, people

Options = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Choices:
    """The name of every field, and the options of those that have them; `needs` by bouwsteen, with its name."""

    labels: Mapping[str, str]
    kinds: Options
    needs: tuple[tuple[str, Options], ...]
    audiences: Options
    carer_groups: Options
    languages: Options
    access: Options
    statuses: Options


@cache
def choices() -> Choices:
    """All names and options, out of the vocabulary."""
    return Choices(
        labels=FIELD_LABELS,
        kinds=(("", "– kies –"), *kinds.load().items()),
        needs=tuple(
            (
                f"{one.number} {one.name}",
                tuple((need.label, need.title) for need in needs.load().values() if need.bouwsteen == one.number),
            )
            for one in bouwstenen.load().values()
        ),
        audiences=tuple((label, f"{label} ({title})") for label, title in people.audiences().items()),
        carer_groups=tuple((label, label) for label in people.carer_groups()),
        languages=tuple((code, LANGUAGE_NAMES[code]) for code in LANGUAGES),
        access=tuple((one, one) for one in ACCESS),
        statuses=tuple((one, one) for one in STATUSES),
    )
