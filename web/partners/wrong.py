"""What is wrong with one field of a website's record, in Dutch words for who filled it in."""

from __future__ import annotations

from typing import Final

from pydantic_core import ErrorDetails

_WORDS: Final = {
    "missing": "vul dit in",
    "extra_forbidden": "dit veld bestaat niet",
    "string_too_short": "vul dit in",
    "string_too_long": "gebruik hoogstens {max_length} tekens",
    "string_pattern_mismatch": (
        "gebruik kleine letters, cijfers en streepjes, hoogstens 64, en begin met een letter of een cijfer"
    ),
    "string_type": "hier hoort een tekst",
    "tuple_type": "hier hoort een lijst",
    "list_type": "hier hoort een lijst",
    "model_type": "hier horen velden met een naam",
    "bool_parsing": "vul true of false in",
    "bool_type": "vul true of false in",
    "too_long": "zet hier hoogstens {max_length} regels",
    "greater_than_equal": "vul een getal in van ten minste {ge}",
    "less_than_equal": "vul een getal in van hoogstens {le}",
}
"""By kind of error. Only the key has a pattern."""


def in_dutch(error: ErrorDetails) -> str:
    """One error of `record.Partner` as a sentence without capital; what the record itself says stays as it is."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "value_error":
        return str(context["error"])
    if kind.startswith("int_"):
        return "vul een heel getal in"
    if kind == "literal_error":
        return f"kies een van de mogelijkheden: {context['expected'].replace(' or ', ' of ')}"
    return _WORDS.get(kind, "dit kan hier niet staan").format(**context)
