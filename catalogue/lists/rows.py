"""Keep the rows of the lists, so that two people at work at once never undo what the other did.

Each row has a stamp that follows from what stands in it. Who saves gives along the stamp of the row as they saw it: a
row they left as it was is passed over, whatever others did to it; a row that only they changed is kept; a row that both
changed is a conflict, and stays as it is.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.lists.layout import Place
from catalogue.lists.models import ChainPlan, ChainRow

NEW = ""
"""The stamp of a row that is not there."""
MOST_ROWS = 200
"""Rows of one list; more than any meeting goes through, and an end to what a page must show."""


@dataclass(frozen=True)
class Kept:
    """A row as it is kept, who saved it last and when."""

    key: str
    cells: Mapping[str, str]
    by: str
    at: datetime

    @property
    def stamp(self) -> str:
        """Follows from the cells alone."""
        return stamp_of(self.cells)


@dataclass(frozen=True)
class Change:
    """A row as somebody wants it, with the stamp of the row as they saw it. No cells: it has to go."""

    place: Place
    key: str
    cells: Mapping[str, str]
    stamp: str


@dataclass(frozen=True)
class Clash:
    """A change that was not made, and the row as somebody else left it; None when they took it away."""

    change: Change
    kept: Kept | None


class FullError(Exception):
    """A list would get more than MOST_ROWS rows; nothing may be kept of what came along."""

    def __init__(self, place: Place) -> None:
        super().__init__(place.list)
        self.place = place


def stamp_of(cells: Mapping[str, str]) -> str:
    """A short fingerprint of a row; empty for an empty one."""
    filled = {name: value for name, value in cells.items() if value}
    if not filled:
        return NEW
    return hashlib.sha256(json.dumps(filled, sort_keys=True).encode()).hexdigest()[:16]


def rows_of(session: Session, plan_id: int, places: Iterable[Place]) -> dict[Place, list[Kept]]:
    """The rows of these lists, in their order."""
    found: dict[Place, list[Kept]] = {place: [] for place in places}
    asked = select(ChainRow).where(
        ChainRow.plan_id == plan_id,
        ChainRow.list.in_({place.list for place in found}),
        ChainRow.bouwsteen.in_({place.bouwsteen for place in found}),
    )
    for row in session.scalars(asked.order_by(ChainRow.position, ChainRow.key)):
        place = Place(row.list, row.bouwsteen)
        if place in found:
            found[place].append(Kept(row.key, row.cells, row.saved_by, row.saved_at))
    return found


def save(session: Session, plan_id: int, changes: Sequence[Change], *, by: str, now: datetime) -> list[Clash]:
    """Make the changes that can be made, and give back those that clash. The caller commits.

    Raises KeyError when the plan is gone, FullError when a list would grow too long.
    """
    plan = session.scalar(select(ChainPlan).where(ChainPlan.id == plan_id).with_for_update())
    if plan is None:
        raise KeyError(plan_id)
    clashes: list[Clash] = []
    for change in changes:
        wanted = stamp_of(change.cells)
        if wanted == change.stamp:
            continue
        row = session.get(ChainRow, (plan_id, change.place.list, change.place.bouwsteen, change.key))
        stands = stamp_of(row.cells) if row else NEW
        if stands == wanted:
            continue
        if stands != change.stamp:
            kept = Kept(row.key, row.cells, row.saved_by, row.saved_at) if row else None
            clashes.append(Clash(change, kept))
            continue
        _write(session, plan_id, change, row, by, now)
        if change.place.list == "acties":
            plan.actions_at = now
    session.flush()
    return clashes


def _write(session: Session, plan_id: int, change: Change, row: ChainRow | None, by: str, now: datetime) -> None:
    cells = {name: value for name, value in change.cells.items() if value}
    if row is None:
        place = change.place
        session.add(
            ChainRow(
                plan_id=plan_id,
                list=place.list,
                bouwsteen=place.bouwsteen,
                key=change.key,
                position=_next_position(session, plan_id, place),
                cells=cells,
                saved_at=now,
                saved_by=by,
            )
        )
        session.flush()
    elif cells:
        row.cells, row.saved_at, row.saved_by = cells, now, by
    else:
        session.delete(row)


def _next_position(session: Session, plan_id: int, place: Place) -> int:
    """The place below the last row. Raises FullError."""
    amount, last = session.execute(
        select(func.count(), func.max(ChainRow.position)).where(
            ChainRow.plan_id == plan_id, ChainRow.list == place.list, ChainRow.bouwsteen == place.bouwsteen
        )
    ).one()
    if amount >= MOST_ROWS:
        raise FullError(place)
    return (last or 0) + 1
