"""Writes a pattern of the small language (`language.py`) as Dutch that staff can read, in Markdown.

| pattern | reads |
| --- | --- |
| `(dood \\| er niet meer)` | [dood / er niet meer] |
| `[echt]` | (echt) |
| `zelfmoord*` | zelfmoord- |
| `~3`, `~3-NEW` | … |
| `<WIL>` | WILLEN, the name of the group of words |
| `{ik; <WIL>; dood}~3` | *in elke volgorde:* [ik + WILLEN + dood] |
| `!(over)` | *niet gevolgd door* over |
| `^`, `$` | *begin zin*, *einde zin* |
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from safety.language import signs

_EDGES = {"^": "*begin zin*", "$": "*einde zin*"}
_OUTSIDE = re.compile(r"^(?:… )+|(?: …)+$")


class Reader:
    """Writes patterns out, and remembers which groups of words they name."""

    def __init__(self, groups: Mapping[str, str]) -> None:
        """`groups`: the Dutch name of each class."""
        self._groups = groups
        self.named: set[str] = set()

    def text(self, pattern: str) -> str:
        """The whole pattern; a gap at its begin or end says nothing and is left out."""
        return _OUTSIDE.sub("", " / ".join(self.options(pattern)))

    def options(self, pattern: str) -> list[str]:
        """Each of the possibilities of a pattern, or each member of a class."""
        return self._options(signs(pattern)[::-1])

    def _options(self, left: list[str]) -> list[str]:
        """`left`: the signs that were not read yet, the next one last."""
        found = self._row(left)
        while left and left[-1] == "|":
            left.pop()
            found += self._row(left)
        return found

    def _row(self, left: list[str]) -> list[str]:
        parts: list[list[str]] = []
        while left and left[-1] not in ("|", ")", "]", "}", ";"):
            parts.append(self._part(left.pop(), left))
        if len(parts) == 1:
            return parts[0]
        return [re.sub("…(?: …)+", "…", " ".join(_one(part) for part in parts))]

    def _part(self, sign: str, left: list[str]) -> list[str]:
        if sign in ("(", "[", "!("):
            inner = self._options(left)
            left.pop()
            if sign == "[":
                return [f"({' / '.join(inner)})"]
            return inner if sign == "(" else [f"*niet gevolgd door* {_one(inner, tight=True)}"]
        if sign == "{":
            return [self._any_order(left)]
        if sign[0] == "~":
            return ["…"]
        if sign[0] == "<":
            self.named.add(sign[1:-1])
            return [self._groups[sign[1:-1]].upper()]
        return [_EDGES.get(sign) or sign.replace("*", "-")]

    def _any_order(self, left: list[str]) -> str:
        parts = [_one(self._options(left))]
        while left.pop() == ";":
            parts.append(_one(self._options(left)))
        if left and left[-1][0] == "~":
            left.pop()
        return f"*in elke volgorde:* [{' + '.join(parts)}]"


def _one(options: list[str], tight: bool = False) -> str:
    """Possibilities as one piece of a longer text; `tight`: several words too are kept together by brackets."""
    alone = len(options) == 1 and not (tight and " " in options[0])
    return options[0] if alone else f"[{' / '.join(options)}]"
