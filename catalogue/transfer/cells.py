"""What a cell of a table is: text that no spreadsheet runs as a formula, on the way out and back again.

A CSV has no types, so a text that might be a formula gets an apostrophe in front; reading takes it off again. A text
that had apostrophes there of its own gets one more, so that what went out always comes back the same.
"""

from __future__ import annotations

import unicodedata

BETWEEN = "; "
"""Stands between the values of a list in one cell."""
YES, NO = "ja", "nee"
_FORMULA = frozenset("=+-@|%＝＋－＠")  # a spreadsheet may take the wide ones for the plain ones
_UNSEEN = frozenset({"Cc", "Cf"})


def risky(text: str) -> bool:
    """Whether a spreadsheet might begin to calculate; it passes over blanks and all that is not seen first."""
    first = next((one for one in text if not (one.isspace() or unicodedata.category(one) in _UNSEEN)), None)
    return text[:1] in ("\t", "\r", "\n") or first in _FORMULA


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet reads as text: with a leading apostrophe where it might begin a formula."""
    return "'" + text if risky(text.lstrip("'")) else text


def unsafe_cell(text: str) -> str:
    """The text of a cell that `safe_cell` made; any other text as it is."""
    return text[1:] if text.startswith("'") and risky(text.lstrip("'")) else text


def as_cell(value: object) -> str:
    """A value of a record as the text of a cell; lists in one cell, yes and no in Dutch, nothing as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return BETWEEN.join(str(item) for item in value) if isinstance(value, list) else str(value)
