"""A record that is not finished, for its preview: what is wrong is left out, and named."""

from __future__ import annotations

from catalogue.problems import RecordError
from catalogue.record import InstrumentView, parse_record
from web.instrument_form.errors import errors_of

_INSTEAD: dict[str, object] = {
    "slug": "voorbeeld",
    "title": "(nog geen titel)",
    "summary": "(nog geen samenvatting)",
    "instrument_kind": "informatie_advies",
    "needs": ["overzicht_hulp"],
    "bouwstenen": [1],
    "audiences": ["patient"],
    "provider": "(nog geen uitvoerder)",
    "status": "concept",
    "source": "voorbeeld",
}
"""What stands in the preview for a field that must be there."""


def as_far_as_it_goes(raw: dict[str, object]) -> tuple[InstrumentView, dict[str, str]]:
    """A record out of what is right, and what is not."""
    try:
        return parse_record(raw), {}
    except RecordError as error:
        errors = errors_of(error)
        fields = {problem.field.partition(".")[0] for problem in error.problems}
    fields |= {"needs", "bouwstenen"} if fields & {"needs", "bouwstenen"} else set()
    fields |= {"valid_from", "valid_to", "age_min", "age_max", "carer_groups", "status"}  # may not fit what is left out
    rest = {name: value for name, value in raw.items() if name not in fields}
    return parse_record(_INSTEAD | rest), errors
