"""The texts in a file of words of the widget: `key: "text"` or `key = "text"`, and the template literals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from wegwijs.readability.text import SourceError

_COMMENT = re.compile(r"/\*.*?\*/|^\s*//[^\n]*", re.DOTALL | re.MULTILINE)
_STRING = re.compile(r'(?:(?P<key>\w+)\s*[:=]\s*)?(?:"(?P<plain>(?:[^"\\\n]|\\.)*)"|`(?P<filled>(?:[^`\\]|\\.)*)`)')
_VALUE = re.compile(r"\$\{[^}]*\}")
_ESCAPED = re.compile(r"\\(.)")
_NAMES = frozenset({"name", "phone", "url"})
"""Keys that hold a name, a number or an address."""


def literals(path: Path) -> Iterator[tuple[str, str, int]]:
    """Key (empty when there is none), text and line of each string. Raises SourceError when the file cannot be read."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise SourceError(f"{path}: {problem}") from None
    source = _COMMENT.sub(lambda comment: "\n" * comment.group().count("\n"), source)
    for match in _STRING.finditer(source):
        if match["key"] in _NAMES:
            continue
        text = match["plain"] if match["plain"] is not None else _VALUE.sub("{…}", match["filled"])
        line = source.count("\n", 0, match.start("plain" if match["plain"] is not None else "filled")) + 1
        yield match["key"] or "", _ESCAPED.sub(r"\1", text), line
