"""What the form shows: of a record, of nothing yet, or of what was typed a moment ago."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from starlette.datastructures import FormData

from catalogue.editing.fields import flat
from catalogue.record import ACCESS, STATUSES, VERIFY_EVERY, InstrumentView
from vocabulary import conditions, kinds, municipalities, needs, people
from web.instrument_form.choices import choices
from web.instrument_form.reading import CHANNELS, DATES, FLAG, LINES, LISTS, NUMBERS, TEXTS, text, ticked

_WHOLE = (*TEXTS, *NUMBERS, *DATES, *LINES, FLAG, *(f"channels.{one}" for one in CHANNELS))


def values_of(view: InstrumentView) -> Mapping[str, object]:
    """A record as the form shows it: texts, and lists of what is ticked."""
    return {**{name: _shown(name, value) for name, value in flat(view).items()}, "choices": choices()}


def empty() -> Mapping[str, object]:
    """A form for a new record."""
    start = {"languages": ["nl"], "access": ACCESS[0], "status": STATUSES[0], "verify_every": str(VERIFY_EVERY)}
    return {**dict.fromkeys(_WHOLE, ""), **{name: [] for name in LISTS}, **start, "choices": choices()}


def begun(query: Mapping[str, str]) -> Mapping[str, object]:
    """A form for a new record with what an address tells (need, kind, audience, region, condition); labels alone."""
    told = {
        "needs": _label(query.get("need"), needs.load()),
        "audiences": _label(query.get("audience"), people.audiences()),
    }
    words = {
        "instrument_kind": _label(query.get("kind"), kinds.load()),
        "regions": _label(query.get("region"), municipalities.names()),
        "conditions": _label(query.get("condition"), conditions.load()),
    }
    return {**empty(), **told, **{name: "".join(values) for name, values in words.items()}}


def _label(value: str | None, known: Collection[str]) -> list[str]:
    return [value] if value is not None and value in known else []


def typed_of(form: FormData) -> Mapping[str, object]:
    """Just what was sent, to show it again."""
    whole: dict[str, object] = {name: text(form, name) for name in _WHOLE}
    return {**whole, **{name: ticked(form, name) for name in LISTS}, "choices": choices()}


def _shown(name: str, value: object) -> object:
    if name in LISTS:
        return [str(one) for one in value] if isinstance(value, tuple) else []
    if isinstance(value, tuple):
        return "\n".join(map(str, value))
    if isinstance(value, bool):
        return "ja" if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
