"""Days on which people of an information point work: not at the weekend, not on a public holiday of the Netherlands.

The holidays are those of the Algemene termijnenwet, article 3, first paragraph. Good Friday is none of them, and
many work then: what was promised to a visitor comes rather a day early than late.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

_DAY = timedelta(days=1)
_SATURDAY, _SUNDAY = 5, 6


def works(day: date) -> bool:
    """Whether it is a working day."""
    return day.weekday() < _SATURDAY and day not in holidays(day.year)


def after(day: date, amount: int) -> date:
    """The working day that comes so many working days after a day."""
    while amount:
        day += _DAY
        amount -= works(day)
    return day


def from_(day: date) -> date:
    """The day itself when it is a working day, else the first one after it."""
    return day if works(day) else after(day, 1)


@lru_cache
def holidays(year: int) -> frozenset[date]:
    """The public holidays of a year that can fall on a weekday."""
    easter = _easter(year)
    kings_day = date(year, 4, 27)
    if kings_day.weekday() == _SUNDAY:
        kings_day -= _DAY
    return frozenset(
        {
            *(date(year, 1, 1), kings_day, date(year, 5, 5), date(year, 12, 25), date(year, 12, 26)),
            *(easter + timedelta(days=days) for days in (1, 39, 50)),
        }
    )


def _easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the 'anonymous' algorithm of 1876)."""
    golden, century, rest = year % 19, year // 100, year % 100
    leap, left = divmod(century, 4)
    moon = (century - (century + 8) // 25 + 1) // 3
    full = (19 * golden + century - leap - moon + 15) % 30
    quarter, odd = divmod(rest, 4)
    week = (32 + 2 * left + 2 * quarter - full - odd) % 7
    late = (golden + 11 * full + 22 * week) // 451
    month, day = divmod(full + week - 7 * late + 114, 31)
    return date(year, month, day + 1)
