"""Kinds of text in a file of words: not empty, and with nothing between braces that would not be filled in."""

from __future__ import annotations

from typing import Annotated

from pydantic import AfterValidator, Field

Said = Annotated[str, Field(min_length=1)]


def fills(*names: str) -> AfterValidator:
    """A text in which only these words may stand between braces."""

    def check(value: str) -> str:
        try:
            value.format(**dict.fromkeys(names, ""))
        except (KeyError, IndexError, ValueError, AttributeError):
            allowed = ", ".join(f"{{{name}}}" for name in names)
            raise ValueError(f"between braces only {allowed} may stand") from None
        return value

    return AfterValidator(check)
