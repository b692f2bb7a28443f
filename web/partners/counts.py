"""How often something happened in the talks of one website, by month. Counts alone: no words, no talk, no visitor.

Subjects: geopend (a talk was begun) · gesprek (a visitor said something in it) · bericht (a message of a visitor) ·
hulpvraag (a need that was told; the label says which) · kaart (an answer with suggestions) · contact (a request for
contact was sent) · hulplijnen (an answer with a safety card).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from vocabulary import needs
from web import tallies
from web.bands import Band
from web.partners.models import WebsiteCount

Subject = Literal["geopend", "gesprek", "bericht", "hulpvraag", "kaart", "contact", "hulplijnen"]
PLAIN: tuple[Subject, ...] = ("geopend", "gesprek", "bericht", "kaart", "contact", "hulplijnen")
"""The subjects without a label, in the order in which a talk goes."""


class Happened(NamedTuple):
    """One thing to count."""

    subject: Subject
    label: str = ""


def add(session: Session, website: str, month: str, happened: Iterable[Happened]) -> None:
    """Count what happened on a website in a month ('2026-06'), in the caller's transaction."""
    amounts = Counter(happened)
    rows = [
        {"website": website, "month": month, "subject": one.subject, "label": one.label, "count": amount}
        for one, amount in sorted(amounts.items())
    ]
    tallies.add(session, WebsiteCount, rows, ("count",))


@dataclass(frozen=True)
class Month:
    """What may be told of one month: each subject in its ten, and the needs told ten times or more, most first."""

    month: str
    subjects: dict[Subject, Band]
    needs: tuple[tuple[str, Band], ...]

    @property
    def known(self) -> bool:
        """Whether anything happened ten times or more."""
        return any(band.known for band in self.subjects.values()) or bool(self.needs)


def figures(session: Session, website: str, months: Sequence[str]) -> list[Month]:
    """The figures of one website and no other, by month as asked, in tens (`web/bands.py`).

    What never happened reads as what happened a few times, and the order of needs comes from the tens alone.
    """
    rows = session.execute(
        select(WebsiteCount.month, WebsiteCount.subject, WebsiteCount.label, WebsiteCount.count).where(
            WebsiteCount.website == website, WebsiteCount.month.in_(months)
        )
    )
    found = {(month, subject, label): Band.of(count) for month, subject, label, count in rows}
    none = Band.of(0)

    def told(month: str) -> tuple[tuple[str, Band], ...]:
        bands = [(need, found.get((month, "hulpvraag", need), none)) for need in needs.load()]
        return tuple(sorted((pair for pair in bands if pair[1].known), key=lambda pair: -pair[1].tens))

    return [
        Month(month, {subject: found.get((month, subject, ""), none) for subject in PLAIN}, told(month))
        for month in months
    ]


def fold(session: Session, oldest: str) -> None:
    """Keep what is older than a month in tens, and nothing under ten."""
    tallies.fold(session, WebsiteCount, WebsiteCount.count, WebsiteCount.month < oldest)
