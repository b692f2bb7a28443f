"""Take the fields of a raw record one by one, and keep every problem instead of stopping at the first."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Collection, Mapping
from difflib import get_close_matches

from catalogue import texts
from catalogue.problems import Problem, Where

Raw = Mapping[str, object]
MOST_VALUES = 500
"""Values in one list; there are fewer municipalities."""
_MOST_HINTS = 5
"""Of the wrong values of one list so many get a hint: looking for one takes about half a millisecond."""
_LONGEST_SHOWN = 120


class Fields:
    """A raw record while it is read. `problems` fills up; a field with a problem reads as empty."""

    def __init__(self, raw: Raw, where: Where, prefix: str = "") -> None:
        self._raw, self._where, self._prefix = raw, where, prefix
        self.problems: list[Problem] = []

    def wrong(self, name: str, message: str) -> None:
        """Keep a problem with a field."""
        self.problems.append(self._where.problem(self._prefix + name, message))

    def only(self, known: Collection[str]) -> None:
        """Every key must be a known field, so that a typing error does not silently lose a value."""
        for key in self._raw:
            if key not in known:
                self.wrong(str(key), f"dit veld bestaat niet{_suggestion(str(key), known)}")

    def text(self, name: str, longest: int, required: bool = False) -> str | None:
        """Plain text on one line, or None when absent."""
        return self.checked(name, lambda value: texts.plain(value, longest), required)

    def checked(self, name: str, check: Callable[[str], str], required: bool = False) -> str | None:
        """A text that passes `check` (which raises ValueError with the reason), or None when absent."""
        value = self._present(name, required)
        if value is None:
            return None
        if not isinstance(value, str):
            self.wrong(name, "moet tekst zijn; zet de waarde zo nodig tussen aanhalingstekens")
            return None
        try:
            return check(value)
        except ValueError as problem:
            self.wrong(name, str(problem))
            return None

    def choice(self, name: str, known: Collection[str], required: bool = False) -> str | None:
        """One label out of `known`."""
        value = self.text(name, 120, required)
        if value is not None and value not in known:
            self.wrong(name, f"'{value}' is geen bekende waarde{_suggestion(value, known)}")
            return None
        return value

    def labels(self, name: str, known: Collection[str], required: bool = False) -> tuple[str, ...]:
        """A list of different labels, each out of `known`."""
        found: list[str] = []
        hints = 0
        for item in self._items(name, required):
            if not isinstance(item, str) or item not in known:
                hint = _suggestion(str(item), known) if hints < _MOST_HINTS else ""
                hints += 1
                self.wrong(name, f"'{str(item)[:_LONGEST_SHOWN]}' is geen bekende waarde{hint}")
            elif item in found:
                self.wrong(name, f"'{item}' staat er dubbel")
            else:
                found.append(item)
        return tuple(found)

    def numbers(self, name: str, lowest: int, highest: int, required: bool = False) -> tuple[int, ...]:
        """A list of different whole numbers from `lowest` to `highest`."""
        found: list[int] = []
        for item in self._items(name, required):
            if type(item) is not int or not lowest <= item <= highest:
                self.wrong(name, f"'{item}' moet een heel getal zijn van {lowest} tot en met {highest}")
            elif item in found:
                self.wrong(name, f"{item} staat er dubbel")
            else:
                found.append(item)
        return tuple(found)

    def number(self, name: str, lowest: int, highest: int) -> int | None:
        """A whole number from `lowest` to `highest`, or None when absent."""
        value = self._present(name, required=False)
        if value is None:
            return None
        if type(value) is not int or not lowest <= value <= highest:
            self.wrong(name, f"moet een heel getal zijn van {lowest} tot en met {highest}")
            return None
        return value

    def date(self, name: str, required: bool = False) -> datetime.date | None:
        """A calendar day (a date, or text such as 2026-01-31), or None when absent."""
        value = self._present(name, required)
        if value is None or type(value) is datetime.date:
            return value
        try:
            if not isinstance(value, str) or len(value) != 10:
                raise ValueError
            return datetime.date.fromisoformat(value)
        except ValueError:
            self.wrong(name, "moet een bestaande datum zijn als 2026-01-31")
            return None

    def flag(self, name: str) -> bool:
        """Yes or no; absent is no."""
        value = self._present(name, required=False)
        if value is None or isinstance(value, bool):
            return bool(value)
        self.wrong(name, "moet true of false zijn")
        return False

    def group(self, name: str) -> Fields:
        """The fields below a field, such as `channels`. Its problems land in this record's list."""
        value = self._raw.get(name)
        if value is not None and not isinstance(value, Mapping):
            self.wrong(name, "moet een groep velden zijn")
            value = None
        below = Fields(value or {}, self._where, f"{self._prefix}{name}.")
        below.problems = self.problems
        return below

    def _present(self, name: str, required: bool) -> object | None:
        value = self._raw.get(name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if required:
                self.wrong(name, "moet ingevuld zijn")
            return None
        return value

    def _items(self, name: str, required: bool) -> list[object]:
        value = self._raw.get(name)
        if value is not None and not isinstance(value, list | tuple):
            self.wrong(name, "moet een lijst zijn, zoals [een, twee]")
            return []
        if required and not value:
            self.wrong(name, "moet ten minste één waarde hebben")
        if value and len(value) > MOST_VALUES:
            self.wrong(name, f"heeft te veel waarden: {len(value)}, hoogstens {MOST_VALUES}")
            return []
        return list(value or ())


def _suggestion(value: str, known: Collection[str]) -> str:
    labels = {str(label).casefold(): str(label) for label in known}
    near = get_close_matches(value[:_LONGEST_SHOWN].casefold(), labels, n=1, cutoff=0.75)
    return f"; bedoel je '{labels[near[0]]}'?" if near else ""
