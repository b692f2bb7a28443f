"""How counts grow old: after the time of a redacted talk there is no cell under 10 any more (safety.md, 'Privacy').

1. A month that lies wholly before the limit is folded: what was asked fewer than 10 times joins the row of the same
   need without its illness, then without its municipality, then without its audience; what is still under 10 goes.
2. Its figures are then kept in tens, rounded down, so that no part of a row, nor what is left of it, can be told to be
   under 10. Doing this again changes nothing.
3. How often an instrument was shown is kept in tens as well; 0 then means: fewer than 10 times, but it was shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update
from sqlalchemy.orm import Session

from vocabulary import needs
from web.conversations.demand import Asked, month_of
from web.conversations.models import Demand, ShownCount

SMALLEST = 10
"""The smallest count that stands on its own."""
FIGURES = ("asked", "nothing_fitting", "nothing_local", "nothing_liked")
STEPS = ("condition", "region", "audience")
"""What is let go of, one after the other."""

Figures = tuple[int, ...]


def fold(session: Session, limit: datetime) -> None:
    """Fold every month that ended before the month in which `limit` lies."""
    oldest = month_of(limit)
    unfolded = or_(*(getattr(Demand, name) % SMALLEST != 0 for name in FIGURES), Demand.asked < SMALLEST)
    for month in session.scalars(select(Demand.month).where(Demand.month < oldest, unfolded).distinct()).all():
        _fold_month(session, month)
    session.execute(
        update(ShownCount)
        .where(ShownCount.month < oldest, ShownCount.amount % SMALLEST != 0)
        .values(amount=ShownCount.amount - ShownCount.amount % SMALLEST)
        .execution_options(synchronize_session=False)
    )


def _fold_month(session: Session, month: str) -> None:
    figures = [getattr(Demand, name) for name in FIGURES]
    rows = session.execute(
        select(*(getattr(Demand, name) for name in Asked._fields), *figures).where(Demand.month == month)
    )
    places = len(Asked._fields)
    kept = folded((Asked(*row[:places]), tuple(row[places:])) for row in rows)
    session.execute(delete(Demand).where(Demand.month == month).execution_options(synchronize_session=False))
    if kept:
        session.execute(
            insert(Demand),
            [
                {
                    **key._asdict(),
                    **dict(zip(FIGURES, (count - count % SMALLEST for count in counts))),
                    "month": month,
                    "bouwsteen": needs.bouwsteen_of(key.need) or 0,
                }
                for key, counts in kept.items()
            ],
        )


def folded(rows: Iterable[tuple[Asked, Figures]]) -> dict[Asked, Figures]:
    """The rows with the small ones joined; what is small even then is left out. The first figure is what was asked."""
    kept = dict(rows)
    for step in STEPS:
        small = [key for key, counts in kept.items() if counts[0] < SMALLEST and getattr(key, step)]
        for key in small:
            counts, wider = kept.pop(key), key._replace(**{step: ""})
            before = kept.get(wider, (0,) * len(counts))
            kept[wider] = tuple(one + other for one, other in zip(before, counts))
    return {key: counts for key, counts in kept.items() if counts[0] >= SMALLEST}
