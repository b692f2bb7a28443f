"""Who a talk can be about: audiences, and carer groups with a higher risk (domain.md, 'Who it is about')."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("people.tsv")

CARERS = frozenset({"mantelzorger", "naaste"})
"""Audiences that stand beside somebody who is ill; three of four carers do not call themselves one (domain.md)."""


@cache
def _load(path: Path) -> dict[str, dict[str, str]]:
    groups: dict[str, dict[str, str]] = {"audience": {}, "carer_group": {}}
    for line, row in read(path, ("group", "label", "title")):
        if row["group"] not in groups:
            raise TableError(path, line, f"group must be audience or carer_group, not {row['group']!r}")
        if row["label"] in groups[row["group"]]:
            raise TableError(path, line, f"{row['group']} {row['label']!r} stands here twice")
        groups[row["group"]][row["label"]] = row["title"]
    return groups


def audiences(path: Path = FILE) -> dict[str, str]:
    """Dutch description by audience label. Raises TableError on a broken line."""
    return _load(path)["audience"]


def carer_groups(path: Path = FILE) -> dict[str, str]:
    """Dutch description by carer group label. Raises TableError on a broken line."""
    return _load(path)["carer_group"]
