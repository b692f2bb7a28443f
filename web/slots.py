"""Values out of the state of a talk; one of an unexpected kind is passed over, so that the rest still helps."""

from __future__ import annotations

from typing import Any


def word(value: Any) -> str | None:
    """A slot that holds one word; None when it is empty or holds anything else."""
    return value if isinstance(value, str) and value else None


def words(value: Any) -> tuple[str, ...]:
    """A slot that holds a list of words; empty when it holds anything else."""
    return tuple(word for word in value if isinstance(word, str)) if isinstance(value, list) else ()
