"""Gives a page in Markdown a table of contents, with the anchors that GitHub makes of headings."""

from __future__ import annotations

import re
from collections import Counter

_PLACE = "$contents"


def with_contents(text: str) -> str:
    """The text with, at `$contents`, its headings of level 2 and 3; those of level 4 are named below theirs.

    A heading may end in a code between brackets, which the links leave out. Each level 3 that has a level 4 in it is
    followed by one line of text.
    """
    seen: Counter[str] = Counter()
    contents: list[str] = []
    inside: dict[int, list[str]] = {}
    lines = text.splitlines()
    begin = next(at for at, line in enumerate(lines) if line == _PLACE)
    latest = begin
    for at, line in enumerate(lines):
        level = len(line) - len(line.lstrip("#"))
        if not 2 <= level <= 4:
            continue
        link = _link(line[level + 1 :], seen)
        if level == 4:
            inside.setdefault(latest, []).append(link)
            continue
        latest = at
        if at > begin:
            contents.append(f"{'  ' * (level - 2)}- {link}")
    for at, links in inside.items():
        lines[at + 1] += f"\n\n{' · '.join(links)}" if len(links) > 1 else ""
    lines[begin] = "\n".join(contents)
    return "\n".join(lines) + "\n"


def _link(title: str, seen: Counter[str]) -> str:
    anchor = re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")
    seen[anchor] += 1
    number = f"-{seen[anchor] - 1}" if seen[anchor] > 1 else ""
    return f"[{title.partition(' (`')[0]}](#{anchor}{number})"
