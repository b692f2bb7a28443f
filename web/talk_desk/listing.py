"""The list of talks: one page of it, found through the digests alone. No word of a visitor comes out of here.

A page begins behind the last talk of the page before it (keyset), so that the tenth costs no more than the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from web.conversations import words
from web.conversations.demand import HOME as HERE
from web.conversations.digests import DANGER, NOTHING
from web.conversations.models import DigestNeed, TalkDigest, TalkWord
from web.review import scope
from web.review.models import TalkReview, TurnTag
from web.staff.people import Colleague
from web.talk_desk import asked as asking
from web.talk_desk.asked import Asked

PER_PAGE = 50
MOST_COUNTED = 1000
"""Beyond this the list only says 'meer dan': nobody reads further, and counting all would take long."""

D = TalkDigest
Mark = tuple[int, datetime, int]
"""The last talk of a page: its attention, last moment and number."""
_FIRST = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    """A talk in the list. `needs`: every need that was heard in it, that of the end first; `whose`: who looks at it."""

    digest: TalkDigest
    needs: tuple[str, ...]
    whose: str | None


@dataclass(frozen=True)
class Listed:
    """A page of the list. `total` counts at most one more than `MOST_COUNTED`; `after` leads to the next page."""

    rows: Sequence[Row]
    total: int
    after: str | None


def page(session: Session, asked: Asked, who: Colleague, after: str = "") -> Listed:
    """The talks that this colleague asked for and may see. `asked` has no errors."""
    wanted, mark = conditions(session, asked, who), _read_mark(after)
    few = session.execute(select(D.number, D.attention, D.last_at).where(*wanted).limit(MOST_COUNTED + 1)).all()
    if len(few) > MOST_COUNTED:
        found = _walked(session, asked.order, wanted, mark)
    else:
        # They are in hand already; an index in order would only be walked to its end for them.
        keys = {_key(asked.order, attention, at, number): number for number, attention, at in few}
        behind = sorted(key for key in keys if mark is None or key > _key(asked.order, *mark))[: PER_PAGE + 1]
        talks = select(D).where(D.number.in_([keys[key] for key in behind]))
        found = sorted(
            session.scalars(talks), key=lambda one: _key(asked.order, one.attention, one.last_at, one.number)
        )
    shown = found[:PER_PAGE]
    return Listed(_rows(session, shown), len(few), _mark(shown[-1]) if len(found) > PER_PAGE else None)


def _key(order: str, attention: int, at: datetime, number: int) -> tuple[int, timedelta, int]:
    """What a talk is sorted by."""
    if order == asking.OLDEST:
        return 0, at - _FIRST, number
    return attention if order == asking.ATTENTION else 0, _FIRST - at, -number


def conditions(session: Session, asked: Asked, who: Colleague) -> list[ColumnElement[bool]]:
    """What a talk must be to stand in the list. Where nobody said anything there is nothing to look at."""
    found = [D.turns > 0, scope.within(D.partner, scope.websites_of(session, who))]
    # SQLite asks in this order, and to look for a word is the most work.
    for name, value in sorted(asked.filters.items(), key=lambda one: one[0] == "woorden"):
        found.append(_condition(session, name, value, who))
    return found


def _condition(session: Session, name: str, value: str, who: Colleague) -> ColumnElement[bool]:
    match name:
        case "woorden":
            found = (_among(session, D.number, TalkWord.number, one) for one in words.found_by(value))
            return and_(true(), *found)
        case "van":
            return D.last_at >= _midnight(date.fromisoformat(value))
        case "tot":
            return D.last_at < _midnight(date.fromisoformat(value) + timedelta(days=1))
        case "website":
            return D.partner.is_(None) if value == scope.OWN_PAGE else D.partner == value
        case "behoefte":
            return _among(session, D.number, DigestNeed.number, DigestNeed.need == value)
        case "bouwsteen":
            return _among(session, D.number, DigestNeed.number, DigestNeed.bouwsteen == int(value))
        case "zekerheid":
            return D.confidence <= int(value) / 100
        case "niet_begrepen":
            return D.fallbacks >= int(value)
        case "lengte_van":
            return D.turns >= int(value)
        case "lengte_tot":
            return D.turns <= int(value)
        case "gevaar":
            return _danger(value)
        case "na_te_kijken":
            return D.reviewed_at.is_(None)
        case "label":
            return _among(session, D.talk_id, TurnTag.talk_id, TurnTag.tag == value.lower())
        case "van_wie":
            return (
                D.assigned_to.is_(None)
                if value == asking.NOBODY
                else D.assigned_to == (who.id if value == asking.MINE else value)
            )
        case _:
            columns: dict[str, ColumnElement[Any]] = {
                "gemeente": D.region.expression,
                "doelgroep": D.audience.expression,
                "ziekte": D.condition.expression,
                "waardering": D.feedback.expression,
            }
            return columns[name] == (int(value) if name == "waardering" else value)


def _among(
    session: Session, own: InstrumentedAttribute[Any], other: InstrumentedAttribute[Any], found: ColumnElement[bool]
) -> ColumnElement[bool]:
    """The condition that `own` stands as `other` in a row for which `found` holds."""
    rows = select(other).where(found)
    few = session.scalars(rows.limit(MOST_COUNTED + 1)).all()
    if len(few) <= MOST_COUNTED:  # gathered once, and not again for each question that the page asks
        return own.in_(sorted(set(few)))
    # Many: looking in each talk on the way to a page is less work than gathering them all.
    return rows.where(other == own).exists()


def _danger(value: str) -> ColumnElement[bool]:
    if value == asking.OPEN:
        return D.attention == DANGER  # the same as a danger that nobody saw to, and there is an index on it
    return D.danger.is_not(None) if value == asking.ANY else D.danger == value


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time.min, HERE)


def _walked(session: Session, order: str, wanted: Sequence[ColumnElement[bool]], mark: Mark | None) -> list[TalkDigest]:
    """The talks of a page in order, and one more if there is one, out of many."""
    most = PER_PAGE + 1
    if order != asking.ATTENTION:
        return list(session.scalars(_by_time(wanted, mark, oldest=order == asking.OLDEST).limit(most)))
    found: list[TalkDigest] = []
    # Level by level, the newest first in each: an index runs one way, and the database need not sort all talks.
    for level in range(mark[0] if mark else DANGER, NOTHING + 1):
        behind = mark if mark and mark[0] == level else None
        talks = _by_time([*wanted, D.attention == level], behind).limit(most - len(found))
        found += session.scalars(talks)
        if len(found) == most:
            break
    return found


def _by_time(wanted: Sequence[ColumnElement[bool]], mark: Mark | None, *, oldest: bool = False) -> Select[TalkDigest]:
    found = select(D).where(*wanted)
    if mark:
        _, at, number = mark
        # The first condition says no more than the second; it is the one that an index can begin at.
        if oldest:
            found = found.where(D.last_at >= at, or_(D.last_at > at, D.number > number))
        else:
            found = found.where(D.last_at <= at, or_(D.last_at < at, D.number < number))
    return found.order_by(D.last_at, D.number) if oldest else found.order_by(D.last_at.desc(), D.number.desc())


def _mark(last: TalkDigest) -> str:
    return f"{last.attention}_{last.last_at.astimezone(UTC):%Y%m%dT%H%M%S.%f}_{last.number}"


def _read_mark(mark: str) -> Mark | None:
    try:
        attention, at, number = mark.split("_")
        found = int(attention), datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=UTC), int(number)
    except ValueError:
        return None
    return found if 0 <= found[0] <= 9 and 0 <= found[2] < 2**31 else None


def _rows(session: Session, digests: Sequence[TalkDigest]) -> list[Row]:
    heard: dict[int, list[str]] = {}
    numbers = [one.number for one in digests]
    needs = select(DigestNeed.number, DigestNeed.need).where(DigestNeed.number.in_(numbers))
    for number, need in session.execute(needs.order_by(DigestNeed.number, DigestNeed.need)):
        heard.setdefault(number, []).append(need)
    given = [one.talk_id for one in digests if one.assigned_to]
    names = select(TalkReview.talk_id, TalkReview.assigned_name).where(TalkReview.talk_id.in_(given))
    whose = dict(session.execute(names).all())
    return [
        Row(
            one,
            tuple(dict.fromkeys([*([one.need] if one.need else []), *heard.get(one.number, [])])),
            whose.get(one.talk_id),
        )
        for one in digests
    ]
