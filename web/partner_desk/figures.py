"""What visitors did on one website in the past year, as it may be shown: in tens, and of no other website."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from vocabulary import needs
from web.bands import Band
from web.conversations.demand import month_of
from web.partners import counts
from web.partners.counts import Month, Subject
from web.site.filters import MONTHS

YEAR = 12
"""Months that are shown, this one among them."""
LABELS: dict[Subject, str] = {
    "geopend": "Gesprek geopend",
    "gesprek": "Gesprek gevoerd",
    "bericht": "Berichten van bezoekers",
    "kaart": "Antwoorden met suggesties",
    "contact": "Vragen om contact",
    "hulplijnen": "Antwoorden met hulplijnen",
}


@dataclass(frozen=True)
class Shown:
    """One month: its name, each figure with what it counts, and what visitors asked about most."""

    title: str
    figures: tuple[tuple[str, Band], ...]
    asked: tuple[tuple[str, Band], ...]


def past_year(session: Session, website: str, now: datetime) -> list[Shown]:
    """The months in which anything happened ten times or more, this month always, the newest first."""
    found = counts.figures(session, website, _months(now))
    return [_shown(month) for place, month in enumerate(found) if place == 0 or month.known]


def _months(now: datetime) -> list[str]:
    year, month = map(int, month_of(now).split("-"))
    ordinals = [12 * year + month - 1 - back for back in range(YEAR)]
    return [f"{ordinal // 12}-{ordinal % 12 + 1:02}" for ordinal in ordinals]


def _shown(month: Month) -> Shown:
    year, number = month.month.split("-")
    titles = needs.load()
    return Shown(
        f"{MONTHS[int(number) - 1]} {year}",
        tuple((LABELS[subject], band) for subject, band in month.subjects.items()),
        tuple((titles[need].title, band) for need, band in month.needs),
    )
