"""Make the lasting name of a record out of its title."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

LONGEST = 80
"""As `texts.slug` allows."""
_MOST_READ = 500
"""Characters of a title that are looked at; no title that is accepted is longer."""
RESERVED = frozenset({"nieuw", "samen", "voorbeeld"})
"""Words of the desk's own addresses below `/bureau/aanbod`: no instrument gets one of these for a name."""


def plain_name(text: str, longest: int = LONGEST) -> str:
    """Small letters, digits and single hyphens: 'Café één' is 'cafe-een'; empty when nothing is left."""
    plain = unicodedata.normalize("NFKD", text[:_MOST_READ]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:longest].rstrip("-")


def slug_of(title: str) -> str:
    """The slug of an instrument, with room for a number behind it; 'instrument' when nothing is left of the title."""
    return plain_name(title, LONGEST - 8) or "instrument"


def free_slug(title: str, taken: Container[str]) -> str:
    """The slug of a title, with a number behind it when another record has it already."""
    base = slug_of(title)
    number, found = 1, base
    while found in taken or found in RESERVED:
        number += 1
        found = f"{base}-{number}"
    return found
