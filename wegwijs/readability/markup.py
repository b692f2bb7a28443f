"""The texts of an HTML page or a Jinja template: one text a block, without scripts and styles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from wegwijs.readability.text import SourceError

_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "code", "em", "i", "kbd", "mark", "small", "span", "strong", "sub", "sup", "time", "wbr"}
)
_SILENT = frozenset({"script", "style"})
_READ_ALOUD = frozenset({"alt", "aria-label", "placeholder", "title"})
_STATEMENT = re.compile(r"\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_ATTRIBUTE = re.compile(r"""(?<![\w-])[\w-]+="[^"]*"(?:\s|$)""")
"""An attribute that a macro gives to an element: nobody reads it."""
FILLED_IN = "{…}"
"""Stands for a value that the template fills in."""


def blocks(path: Path) -> Iterator[tuple[str, int]]:
    """Each block of text with its line. Raises SourceError when the file cannot be read."""
    try:
        source = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise SourceError(f"{path}: {problem}") from None
    reader = _Reader()
    reader.feed(_VALUE.sub(_filled_in, _STATEMENT.sub(_nothing, source)))
    reader.close()
    reader.end_block()
    yield from reader.found


class _Reader(HTMLParser):
    """Gathers text until a block begins or ends."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, int]] = []
        self._pieces: list[str] = []
        self._line = 1
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _INLINE:
            self.end_block()
        self._silent += tag in _SILENT
        given = dict(attrs)
        spoken = [value for name, value in attrs if name in _READ_ALOUD]
        if tag == "meta" and given.get("name") == "description":
            spoken.append(given.get("content"))
        for value in spoken:
            self._add(value or "", self.getpos()[0])

    def handle_endtag(self, tag: str) -> None:
        if tag not in _INLINE:
            self.end_block()
        self._silent -= tag in _SILENT

    def handle_data(self, data: str) -> None:
        if self._silent:
            return
        if data.strip() and not "".join(self._pieces).strip():
            before = data[: len(data) - len(data.lstrip())]
            self._line = self.getpos()[0] + before.count("\n")
        self._pieces.append(data)

    def end_block(self) -> None:
        self._add("".join(self._pieces), self._line)
        self._pieces = []

    def _add(self, text: str, line: int) -> None:
        plain = " ".join(_ATTRIBUTE.sub(" ", text).split())
        if re.search(r"[^\W\d_]", plain.replace(FILLED_IN, "")):
            self.found.append((plain, line))


def _nothing(match: re.Match[str]) -> str:
    """Nothing but the line ends, so that lines stay where they are."""
    return "\n" * match.group().count("\n")


def _filled_in(match: re.Match[str]) -> str:
    return FILLED_IN + _nothing(match)
