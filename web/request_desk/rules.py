"""What keeps an act from being done."""

from __future__ import annotations

LONGEST = 4000
"""Characters a note may have."""


class ConflictError(Exception):
    """Somebody else changed the request meanwhile."""


class RuleError(Exception):
    """Something is missing or not allowed: the field of the form, and why in Dutch."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(field)
        self.field, self.words = field, words


def text_of(field: str, typed: str, *, must: bool = False) -> str | None:
    """What was typed, when it fits. Raises RuleError."""
    text = typed.replace("\r\n", "\n").strip()
    if must and not text:
        raise RuleError(field, "Schrijf hier iets op.")
    if len(text) > LONGEST:
        raise RuleError(field, f"Dit is te lang: {len(text)} tekens. Er passen er {LONGEST}.")
    return text or None
