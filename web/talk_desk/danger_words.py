"""Danger in words for staff: how grave it is, and which rules found it."""

from __future__ import annotations

from functools import cache

from safety.tsv import ROOM, rows

TIERS: dict[str, str] = {
    "A": "Gevaar voor het eigen leven, met zoveel woorden",
    "B": "Mogelijk gevaar voor het eigen leven",
    "C": "Gevaar voor het leven van een ander",
    "D": "Geweld, een kind in gevaar of acute nood",
}
"""By tier; A is the gravest."""
ENGINE = "gehoord door de assistent zelf, zonder regel"
_ALIKE, _ALIKE_IN_WORDS = "like.", "lijkt op zinnen over gevaar"


@cache
def _names() -> dict[str, str]:
    found = rows(ROOM / "staff" / "names.tsv", ("id", "name", "explanation"), ("explanation",))
    return {row["id"]: row["name"] for row in found}


def found_by(rule: str | None) -> str:
    """The names of the rules of a finding (`safety.Finding.rule`), in words; of a rule that is gone, its id."""
    if not rule or rule == "engine":
        return ENGINE
    return ", ".join(_ALIKE_IN_WORDS if one.startswith(_ALIKE) else _names().get(one, one) for one in rule.split("+"))
