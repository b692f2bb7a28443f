"""Counts of people's questions as they are shown: in tens, and under 10 not at all (safety.md, 'Privacy').

The rule, for every count of what visitors asked or did, on a page or in a file:

1. It is shown as the ten it lies in: 'minder dan 10', '10–19', '20–29'. No exact count is shown anywhere.
2. So what is left of a row is hidden as well: of 20–29 who asked 20–29 found nothing, so none to nine others did.
3. There are no totals, and shares, bars and the order of rows are worked out from the tens alone. A table therefore
   stays the same, to the letter, when any count in it becomes another of the same ten: who reads it cannot tell which
   count under 10 is behind 'minder dan 10'.
4. Of two tables, one a part of the other (all municipalities, and one), the difference of two tens is all there is to
   see: a rest under 10 is never told apart from any other but nought.
"""

from __future__ import annotations

from dataclasses import dataclass

TEN = 10
UNDER = "minder dan 10"


@dataclass(frozen=True, order=True)
class Band:
    """The ten that a count lies in; `tens` is 0 for a count under 10."""

    tens: int

    @classmethod
    def of(cls, count: int) -> Band:
        """The band of a count."""
        return cls(count // TEN)

    @property
    def known(self) -> bool:
        """Whether more can be said than 'minder dan 10'."""
        return self.tens > 0

    @property
    def middle(self) -> float:
        """What stands for the count in a share or an order; 0 for a count under 10."""
        return self.tens * TEN + (TEN - 1) / 2 if self.known else 0.0

    def __str__(self) -> str:
        return f"{self.tens * TEN}–{self.tens * TEN + TEN - 1}" if self.known else UNDER


def share(part: Band, whole: Band) -> int | None:
    """About how many of a hundred, in steps of five; None when either is under 10."""
    if not part.known or not whole.known:
        return None
    return min(100, round(100 * part.middle / whole.middle / 5) * 5)
