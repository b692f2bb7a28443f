"""What visitors asked for, summed by need over a period, in bands: where it hurts most comes first."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.transfer.cells import safe_cell
from vocabulary import conditions, needs
from web.bands import Band, share
from web.conversations.models import Demand
from web.gaps.asking import Asking

HEADINGS = (
    *("bouwsteen", "hulpvraag", "omschrijving", "gevraagd", "niets passends", "niets passends, ongeveer %"),
    *("gemeente bekend", "niets in de buurt", "niets in de buurt, ongeveer %"),
    *("niets gekozen", "niets gekozen, ongeveer %"),
)
"""The columns of the file."""


@dataclass(frozen=True)
class Row:
    """A need and how it went. `placed` is how often the municipality was known, the whole of `nothing_local`."""

    need: str
    title: str
    bouwsteen: int
    asked: Band
    placed: Band
    nothing_fitting: Band
    nothing_local: Band
    nothing_liked: Band

    @property
    def parts(self) -> tuple[tuple[str, Band, int | None], ...]:
        """What went wrong: its name, how often, and about which share in percent (None: too few to say)."""
        return (
            ("niets passends", self.nothing_fitting, share(self.nothing_fitting, self.asked)),
            ("niets in de buurt", self.nothing_local, share(self.nothing_local, self.placed)),
            ("niets gekozen", self.nothing_liked, share(self.nothing_liked, self.asked)),
        )

    @property
    def known(self) -> bool:
        """Whether there is anything to say of it but 'minder dan 10'."""
        return any(one.known for one in (self.asked, self.nothing_fitting, self.nothing_local, self.nothing_liked))

    @property
    def hurts(self) -> float:
        """About how many times it went wrong."""
        return self.nothing_fitting.middle + self.nothing_local.middle + self.nothing_liked.middle


def rows(session: Session, asking: Asking, today: date) -> list[Row]:
    """A row for each need of the bouwsteen that is looked at."""
    placed = func.sum(Demand.asked).filter(Demand.region != "")
    sums = [func.sum(column) for column in (Demand.asked, Demand.nothing_fitting)]
    query = (
        select(Demand.need, *sums, placed, func.sum(Demand.nothing_local), func.sum(Demand.nothing_liked))
        .where(Demand.month > first_month(today, asking.months))
        .group_by(Demand.need)
    )
    if asking.bouwsteen:
        query = query.where(Demand.bouwsteen == asking.bouwsteen)
    if asking.region:
        query = query.where(Demand.region == asking.region)
    if asking.audience:
        query = query.where(Demand.audience == asking.audience)
    if asking.condition:
        below = [name for name in conditions.load() if asking.condition in conditions.with_groups(name)]
        query = query.where(Demand.condition.in_(below))
    counts = {need: [int(count or 0) for count in figures] for need, *figures in session.execute(query)}
    return in_bands(counts, asking.bouwsteen)


def in_bands(counts: dict[str, list[int]], bouwsteen: int | None) -> list[Row]:
    """The rows of these counts (asked, nothing fitting, placed, nothing local, nothing liked), most hurtful first."""
    found = []
    for need in needs.load().values():
        if bouwsteen in {None, need.bouwsteen}:
            asked, fitting, placed, local, liked = (Band.of(count) for count in counts.get(need.label, [0] * 5))
            found.append(Row(need.label, need.title, need.bouwsteen, asked, placed, fitting, local, liked))
    return sorted(found, key=lambda row: (-row.hurts, -row.asked.tens))


def first_month(today: date, months: int) -> str:
    """The last month ('2026-01') that lies before a period of so many months, this month included."""
    count = today.year * 12 + today.month - 1 - months
    return f"{count // 12:04}-{count % 12 + 1:02}"


def as_csv(found: Iterable[Row]) -> str:
    """The rows as a table for a spreadsheet, with the same bands as on the page; no cell is taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n", delimiter=";")
    writer.writerow(HEADINGS)
    for row in found:
        (_, fitting, fitting_share), (_, local, local_share), (_, liked, liked_share) = row.parts
        cells = (
            *(row.bouwsteen, row.need, row.title, row.asked, fitting, fitting_share),
            *(row.placed, local, local_share, liked, liked_share),
        )
        writer.writerow([safe_cell("" if cell is None else str(cell)) for cell in cells])
    return out.getvalue()
