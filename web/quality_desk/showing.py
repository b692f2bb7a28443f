"""How counts are shown: to who may read the talks as they are, with a way to those talks; to others in tens.

In tens the rules of `web/bands.py` hold: no totals, and shares and the order of rows come from the tens alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import urlencode

from web import bands
from web.bands import Band
from web.quality_desk.asking import Asking
from web.review.quality import ENOUGH, Week
from web.staff.people import Colleague, Right

TOO_FEW = "te weinig om iets te zeggen"


@dataclass(frozen=True)
class Cell:
    """A count in words, about how many of a hundred it is (None: nothing can be said, or it is no part of anything) and
    the address of the talks that were counted. `small`: no figure, only that it is under ten."""

    words: str
    share: int | None = None
    address: str | None = None
    small: bool = False


@dataclass(frozen=True)
class Shower:
    """Makes the cells for one colleague, of what they look at."""

    looked: Asking
    exact: bool

    @classmethod
    def of(cls, who: Colleague, looked: Asking) -> Shower:
        """Exact counts are for who may read the talks themselves."""
        return cls(looked, who.may(Right.GESPREKKEN))

    def count(self, amount: int, **query: str) -> Cell:
        """A count, with the query that the list of talks finds them by; without a query there is no list of them."""
        if not self.exact:
            band = Band.of(amount)
            return Cell(str(band), small=not band.known)
        return Cell(_number(amount), address=self._address(query) if amount and query else None)

    def part(self, amount: int, whole: int, **query: str) -> Cell:
        """A count that is a part of another, with its share."""
        shown = self.count(amount, **query)
        return Cell(shown.words, self.share(amount, whole), shown.address, shown.small)

    def share(self, amount: int, whole: int) -> int | None:
        """About how many of a hundred; None when too few stand below the line."""
        if not self.exact:
            return bands.share(Band.of(amount), Band.of(whole))
        return round(100 * amount / whole) if whole >= ENOUGH else None

    def order(self, amount: int) -> int:
        """What rows may be ordered by."""
        return amount if self.exact else Band.of(amount).tens

    def shown(self, amount: int) -> bool:
        """Whether a row may stand there because of this count."""
        return amount > 0 if self.exact else Band.of(amount).known

    def _address(self, query: dict[str, str]) -> str:
        website = {"website": self.looked.website} if self.looked.website else {}
        return "/bureau/gesprekken?" + urlencode(website | query)


def days_of(weeks: Sequence[Week]) -> dict[str, str]:
    """The query for the talks of these weeks, the newest first."""
    return {"van": weeks[-1].monday.isoformat(), "tot": weeks[0].sunday.isoformat()}


def duration(time: timedelta) -> str:
    """About how long, in one unit."""
    minutes = round(time.total_seconds() / 60)
    if minutes < 2:
        return "een minuut" if minutes else "minder dan een minuut"
    if minutes < 90:
        return f"{minutes} minuten"
    hours = round(minutes / 60)
    return f"{hours} uur" if hours < 48 else f"{round(hours / 24)} dagen"


def _number(amount: int) -> str:
    """A count as it is written in Dutch: 12.345."""
    return f"{amount:,}".replace(",", ".")
