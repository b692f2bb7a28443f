"""The Dutch names that staff read for rules, exceptions, classes and cards (`staff/`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TypeVar

from safety.tsv import Row, rows

_T = TypeVar("_T")


def subject(rule: str) -> str:
    """The part of an id before the first dot."""
    return rule.partition(".")[0]


class Names:
    """Looks names up. What has none is a DataError at the line that needs it, so that no code is left unexplained."""

    def __init__(self, folder: Path) -> None:
        columns = ("id", "name", "explanation")
        self._rules = {row["id"]: row for row in rows(folder / "names.tsv", columns, ("explanation",))}
        self._cards = {row["id"]: row for row in rows(folder / "cards.tsv", ("id", "name", "meaning"))}
        self._groups = {row["class"]: row["name"] for row in rows(folder / "groups.tsv", ("class", "name"))}
        self._rule_order = {rule: at for at, rule in enumerate(self._rules)}
        self._card_order = {card: at for at, card in enumerate(self._cards)}

    def rule(self, row: Row, rule: str) -> tuple[str, str]:
        """Name and explanation of a rule, an exception or a subject that a line speaks of."""
        return _found(self._rules, row, rule, "names")["name"], self._rules[rule]["explanation"]

    def card(self, row: Row) -> tuple[str, str]:
        """Name and meaning of the card of a line."""
        return _found(self._cards, row, row["id"], "cards")["name"], self._cards[row["id"]]["meaning"]

    def groups(self, classes: Sequence[Row]) -> dict[str, str]:
        """The names of all these classes."""
        return {row["class"]: _found(self._groups, row, row["class"], "groups") for row in classes}

    def ordered_rules(self, found: Sequence[Row]) -> list[Row]:
        """Lines of rules or exceptions in the order of the names: subject by subject, id by id."""
        for row in found:
            self.rule(row, subject(row["id"]))
            self.rule(row, row["id"])
        return sorted(found, key=lambda row: (self._rule_order[subject(row["id"])], self._rule_order[row["id"]]))

    def ordered_cards(self, found: Sequence[Row]) -> list[Row]:
        """Lines of cards in the order of the names."""
        for row in found:
            self.card(row)
        return sorted(found, key=lambda row: self._card_order[row["id"]])


def _found(names: dict[str, _T], row: Row, key: str, file: str) -> _T:
    if key not in names:
        raise row.error(f"{key} has no name for staff in staff/{file}.tsv")
    return names[key]
