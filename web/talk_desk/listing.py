"""The list of talks: one page of it, found through the digests alone. No word of a visitor comes out of here.

A page begins behind the last talk of the page before it (`order.py`), so that the tenth costs no more than the first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from web.conversations import words
from web.conversations.demand import HOME as HERE
from web.conversations.digests import DANGER
from web.conversations.models import DigestNeed, TalkDigest, TalkWord
from web.review import scope
from web.review.models import TalkReview, TurnTag
from web.staff.people import Colleague
from web.talk_desk import asked as asking
from web.talk_desk.asked import Asked
from web.talk_desk.order import Mark, key, place_of, read, walked, written

PER_PAGE = 50
MOST_COUNTED = 1000
"""Beyond this the list only says 'meer dan': nobody reads further, and counting all would take long."""

D = TalkDigest


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


@dataclass(frozen=True)
class Beside:
    """The talks before and behind a place in the list; None at an end of it."""

    before: TalkDigest | None
    behind: TalkDigest | None


def page(session: Session, asked: Asked, who: Colleague, after: str = "") -> Listed:
    """The talks that this colleague asked for and may see. `asked` has no errors."""
    wanted, mark = conditions(session, asked, who), read(after)
    few = _few(session, wanted)
    if few is None:
        found = walked(session, asked.order, wanted, mark, PER_PAGE + 1)
    else:
        # They are in hand already; an index in order would only be walked to its end for them.
        keys = {key(asked.order, one): one for one in few}
        behind = sorted(one for one in keys if mark is None or one > key(asked.order, mark))[: PER_PAGE + 1]
        talks = select(D).where(D.number.in_([keys[one][2] for one in behind]))
        found = sorted(session.scalars(talks), key=lambda one: key(asked.order, place_of(one)))
    shown = found[:PER_PAGE]
    total = MOST_COUNTED + 1 if few is None else len(few)
    return Listed(_rows(session, shown), total, written(place_of(shown[-1])) if len(found) > PER_PAGE else None)


def beside(session: Session, asked: Asked, who: Colleague, place: Mark, number: int) -> Beside:
    """What stands nearest to a place in the list, on both sides. The talk that was there need not be in it any more;
    it is the one with `number`, and wherever it stands by now it is never beside itself. `asked` has no errors."""
    wanted = [*conditions(session, asked, who), D.number != number]
    few = _few(session, wanted)
    if few is None:
        around = [walked(session, asked.order, wanted, place, 1, back=back) for back in (True, False)]
        before, behind = (next(iter(found), None) for found in around)
    else:
        keys = {key(asked.order, mark): mark for mark in few}
        own = key(asked.order, place)
        marks = (
            max((one for one in keys if one < own), default=None),
            min((one for one in keys if one > own), default=None),
        )
        before, behind = (session.get(D, keys[one][2]) if one else None for one in marks)
    return Beside(before, behind)


def _few(session: Session, wanted: Sequence[ColumnElement[bool]]) -> Sequence[Mark] | None:
    """The places of all talks that are wanted; None when there are too many to hold."""
    found = session.execute(select(D.attention, D.last_at, D.number).where(*wanted).limit(MOST_COUNTED + 1)).all()
    return [(one.attention, one.last_at, one.number) for one in found] if len(found) <= MOST_COUNTED else None


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
