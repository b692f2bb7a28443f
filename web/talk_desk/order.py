"""The order of the list of talks, and the way through it from a place: on to what follows, or back to what came before.

A place is what a talk is sorted by, and not how many come before it (keyset): far in the list costs no more than the
beginning, and a place stays where it is when its talk moves or goes.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from web.conversations.digests import DANGER, NOTHING
from web.conversations.models import TalkDigest
from web.talk_desk.asked import ATTENTION, OLDEST

D = TalkDigest
Mark = tuple[int, datetime, int]
"""A place in the list: the attention, last moment and number of the talk that stood there."""
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


def key(order: str, mark: Mark) -> tuple[int, timedelta, int]:
    """What a talk is sorted by."""
    attention, at, number = mark
    if order == OLDEST:
        return 0, at - _FIRST, number
    return attention if order == ATTENTION else 0, _FIRST - at, -number


def place_of(talk: TalkDigest) -> Mark:
    """Where a talk stands in the list."""
    return talk.attention, talk.last_at, talk.number


def written(mark: Mark) -> str:
    """A place as it stands in an address."""
    attention, at, number = mark
    return f"{attention}_{at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{number}"


def read(mark: str) -> Mark | None:
    """The place in an address; None when it is none."""
    try:
        attention, at, number = mark.split("_")
        found = int(attention), datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), int(number)
    except ValueError:
        return None
    return found if 0 <= found[0] <= 9 and 0 <= found[2] < 2**31 else None


def walked(
    session: Session,
    order: str,
    wanted: Sequence[ColumnElement[bool]],
    mark: Mark | None,
    most: int,
    *,
    back: bool = False,
) -> list[TalkDigest]:
    """The first talks behind a place, or with `back` those before it, the nearest first."""
    if order != ATTENTION:
        return list(session.scalars(_by_time(wanted, mark, oldest=(order == OLDEST) != back).limit(most)))
    found: list[TalkDigest] = []
    levels = range(DANGER, NOTHING + 1)
    # Level by level, by time in each: an index runs one way, and the database need not sort all talks.
    for level in reversed(levels) if back else levels:
        if mark and (level > mark[0] if back else level < mark[0]):
            continue
        behind = mark if mark and mark[0] == level else None
        talks = _by_time([*wanted, D.attention == level], behind, oldest=back).limit(most - len(found))
        found += session.scalars(talks)
        if len(found) == most:
            break
    return found


def _by_time(wanted: Sequence[ColumnElement[bool]], mark: Mark | None, *, oldest: bool) -> Select[TalkDigest]:
    found = select(D).where(*wanted)
    if mark:
        _, at, number = mark
        # The first condition says no more than the second; it is the one that an index can begin at.
        if oldest:
            found = found.where(D.last_at >= at, or_(D.last_at > at, D.number > number))
        else:
            found = found.where(D.last_at <= at, or_(D.last_at < at, D.number < number))
    return found.order_by(D.last_at, D.number) if oldest else found.order_by(D.last_at.desc(), D.number.desc())
