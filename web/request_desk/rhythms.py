"""How often there is contact with somebody: from once a week to once every six months ('vinger aan de pols')."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from web.request_desk import working_days

RHYTHMS: dict[str, str] = {
    "week": "elke week",
    "2weken": "elke twee weken",
    "maand": "elke maand",
    "kwartaal": "elk kwartaal",
    "halfjaar": "elk half jaar",
}
_WEEKS = {"week": 1, "2weken": 2}
_MONTHS = {"maand": 1, "kwartaal": 3, "halfjaar": 6}


def next_day(rhythm: str, day: date) -> date:
    """The working day on which contact is due again when it was on this day."""
    if rhythm in _WEEKS:
        return working_days.from_(day + timedelta(weeks=_WEEKS[rhythm]))
    years, month = divmod(day.month - 1 + _MONTHS[rhythm], 12)
    year = day.year + years
    last = calendar.monthrange(year, month + 1)[1]
    return working_days.from_(date(year, month + 1, min(day.day, last)))
