"""Make a typed message safe to pass on, without changing what it says."""

from __future__ import annotations

import re
import unicodedata

# Invisible characters without a meaning in Dutch text; the joiner inside an emoji (U+200D) is left alone.
_INVISIBLE = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_SPACE = re.compile(r"[^\S\n]+")


def normalise(text: str) -> str:
    """The text without control, bidi and zero-width characters, trimmed, and not beginning with a slash.

    A leading slash would make the engine take `/restart` for a command instead of something a visitor typed.
    """
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\r\n", "\n").replace("\r", "\n")
    text = _INVISIBLE.sub("", text)
    text = "".join(
        " " if char == "\t" else char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc"
    )
    text = unicodedata.normalize("NFC", text)
    text = _SPACE.sub(" ", text).strip()
    return text.lstrip("/／ \n")
