"""What staff type about a talk: short, and with nothing in it that points to a person."""

from __future__ import annotations

from web.conversations import patterns

LONGEST_TAG = 40
LONGEST_NOTE = 1000


class WordingError(ValueError):
    """Words that are not kept; the message says why, in Dutch for staff."""


def tag(typed: str) -> str:
    """A label as it is kept: in small letters, so that one word is one label. Raises WordingError."""
    return _checked(" ".join(typed.split()).lower(), LONGEST_TAG, "Typ een label van één of een paar woorden.")


def note(typed: str) -> str:
    """A remark as it is kept. Raises WordingError."""
    return _checked(typed.strip(), LONGEST_NOTE, "Typ eerst wat je wilt bewaren.")


def _checked(text: str, longest: int, empty: str) -> str:
    if not text:
        raise WordingError(empty)
    if len(text) > longest:
        raise WordingError(f"Dit is te lang: {len(text)} tekens. Hoogstens {longest}.")
    if hidden := patterns.PLACEHOLDER.findall(patterns.redact(text)):
        kinds = ", ".join(dict.fromkeys(hidden))
        raise WordingError(f"Hier staat iets in waaraan iemand te herkennen is: {kinds}. Haal dat eerst weg.")
    return text
