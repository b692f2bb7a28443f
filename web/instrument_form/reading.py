"""Turn a sent form into a raw record, for `catalogue.record.parse_record` to judge. Nothing is refused here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from typing import Final

from starlette.datastructures import FormData

from vocabulary import conditions, municipalities
from vocabulary.needs import bouwsteen_of

LISTS: Final = ("needs", "audiences", "carer_groups", "languages")
"""Fields of tick boxes."""
LINES: Final = ("conditions", "regions")
"""Fields with one name a line: there are too many of them for boxes."""
NUMBERS: Final = ("age_min", "age_max", "verify_every")
DATES: Final = ("verified_on", "valid_from", "valid_to")
CHANNELS: Final = ("url", "phone", "email", "address")
TEXTS: Final = (
    *("slug", "title", "summary", "instrument_kind", "cost", "access", "provider", "developer", "status"),
    *("verified_by", "source"),
)
FLAG: Final = "by_experts_by_experience"
_SEPARATED = re.compile(r"[\n,;]")
_DUTCH_DAY = re.compile(r"(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})")


def raw_of(form: FormData, fields: Collection[str] | None = None) -> dict[str, object]:
    """The raw record in a form; with `fields` only those, channels as `channels.url`.

    The bouwstenen are not asked: they are those of the needs. Names of municipalities and illnesses are read in any
    case, and other words for an illness as well.
    """
    raw: dict[str, object] = {name: text(form, name) for name in TEXTS if _asked(name, fields)}
    raw |= {name: _number(text(form, name)) for name in NUMBERS if _asked(name, fields)}
    raw |= {name: _day(text(form, name)) for name in DATES if _asked(name, fields)}
    raw |= {name: ticked(form, name) for name in LISTS if _asked(name, fields)}
    known = {"regions": _municipalities(), "conditions": _illnesses()}
    raw |= {name: _names(text(form, name), known[name]) for name in LINES if _asked(name, fields)}
    if _asked(FLAG, fields):
        raw[FLAG] = text(form, FLAG) == "ja"
    if _asked("needs", fields):
        raw["bouwstenen"] = bouwstenen_of(ticked(form, "needs"))
    channels = {one: text(form, f"channels.{one}") for one in CHANNELS if _asked(f"channels.{one}", fields)}
    return {**raw, "channels": channels} if channels else raw


def text(form: FormData, name: str) -> str:
    """What was typed in a field, without space around it; empty when it was not sent or is a file."""
    value = form.get(name)
    return value.strip() if isinstance(value, str) else ""


def ticked(form: FormData, name: str) -> list[str]:
    """The values that were ticked, each once."""
    return list(dict.fromkeys(value for value in form.getlist(name) if isinstance(value, str)))


def bouwstenen_of(needs: Iterable[str]) -> list[int]:
    """The bouwstenen that needs belong to, in order."""
    return sorted({number for need in needs if (number := bouwsteen_of(need)) is not None})


def _asked(name: str, fields: Collection[str] | None) -> bool:
    return fields is None or name in fields


def _number(typed: str) -> object:
    """A whole number; anything else stays what it is, so that it can be refused in words."""
    return int(typed) if re.fullmatch(r"[0-9]{1,6}", typed) else typed or None


def _day(typed: str) -> str:
    """A day as 2026-01-31; also read as 31-1-2026, which is typed where a browser has no field for a date."""
    found = _DUTCH_DAY.fullmatch(typed)
    return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}" if found else typed


def _names(typed: str, known: Mapping[str, str]) -> list[str]:
    """The names on the lines of a text, each once, in the vocabulary's spelling where that is known."""
    names = (" ".join(part.split()) for part in _SEPARATED.split(typed))
    return list(dict.fromkeys(known.get(name.casefold(), name) for name in names if name))


@cache
def _municipalities() -> dict[str, str]:
    return {name.casefold(): name for name in municipalities.names()}


@cache
def _illnesses() -> dict[str, str]:
    found = conditions.load().values()
    synonyms = {word.casefold(): one.name for one in found for word in one.synonyms}
    return synonyms | {one.name: one.name for one in found}
