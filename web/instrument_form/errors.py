"""What is wrong with a form, at the field where it can be put right."""

from __future__ import annotations

import re
from typing import Final

from catalogue.editing.differences import FIELD_LABELS
from catalogue.problems import RecordError

_AT: Final = {"bouwstenen": "needs", "channels": "channels.url"}
"""Where the problem of a field that the form does not ask is shown."""
_EMPTY: Final = {
    "title": "Vul een titel in.",
    "summary": "Vul een samenvatting in.",
    "instrument_kind": "Kies een soort.",
    "needs": "Kies ten minste één hulpvraag.",
    "audiences": "Kies voor wie het is.",
    "provider": "Vul in wie dit uitvoert.",
    "source": "Vul in waar deze gegevens vandaan komen.",
}
"""What to say at a field that must be filled in and is not."""
_NOT_THERE: Final = frozenset({"moet ingevuld zijn", "moet ten minste één waarde hebben"})
_OWN_WORDS: Final = tuple(
    (re.compile(rf"\b{re.escape(name)}\b"), label)
    for name, label in (
        *(
            (name, f"'{label}'")
            for name, label in FIELD_LABELS.items()
            if "_" in name or name in {"audiences", "needs"}
        ),
        ("gepubliceerd instrument", "gepubliceerd aanbod"),
    )
)


def errors_of(error: RecordError) -> dict[str, str]:
    """Dutch words by field, channels as `channels.url`, in the order of the form."""
    found: dict[str, list[str]] = {}
    for problem in error.problems:
        field = _AT.get(problem.field, problem.field)
        words = _words(field, problem.message)
        if words not in found.setdefault(field, []):
            found[field].append(words)
    order = list(FIELD_LABELS)
    return {
        field: " ".join(words)
        for field, words in sorted(
            found.items(), key=lambda one: order.index(one[0]) if one[0] in order else len(order)
        )
    }


def _words(field: str, message: str) -> str:
    if message in _NOT_THERE:
        return _EMPTY.get(field, "Vul dit in.")
    for pattern, label in _OWN_WORDS:
        message = pattern.sub(label, message)
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith(('.', '?')) else '.'}"
