"""When two names are of the same provider: capitals and blanks do not count. Whose an instrument is, hangs on it."""

from __future__ import annotations


def tidy(name: str) -> str:
    """The name with one blank between its words."""
    return " ".join(name.split())


def key(name: str) -> str:
    """The same for all spellings of one provider; longer than the name by a few letters (ß becomes ss)."""
    return tidy(name).casefold()
