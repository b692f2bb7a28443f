"""Lists of the catalogue for the desk: filtered, sorted, a page at a time, whatever the status of a record.

A page is two statements, a count and the rows; only the rows of the page are read whole, with their lists and marks.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import (
    ColumnElement,
    Select,
    String,
    and_,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    true,
)
from sqlalchemy.orm import Session

from catalogue.models import LISTS, Instrument, InstrumentBouwsteen, InstrumentRegion
from catalogue.states import expired, stale_by, visible, wrong_link

PER_PAGE: Final = 50
NATIONAL: Final = "landelijk"
"""As a region: what serves the whole country."""
STATES: Final = ("verouderd", "verlopen", "kapotte link", "nooit getoond", "onvolledig")
"""What the desk looks after. Stale, broken, never shown and incomplete count for what visitors may see today."""
_BETWEEN: Final = "|"


@dataclass(frozen=True)
class Asked:
    """Which records are asked for. None is any; `q` is words that all stand in title, provider or slug.

    `sort` is 'titel', 'nagekeken' (longest ago first, never before all) or 'uitvoerder'; anything else is 'titel'.
    """

    q: str | None = None
    need: str | None = None
    audience: str | None = None
    kind: str | None = None
    bouwsteen: int | None = None
    region: str | None = None
    condition: str | None = None
    status: str | None = None
    provider: str | None = None
    state: str | None = None
    sort: str = "titel"
    page: int = 1


@dataclass(frozen=True)
class Row:
    """A record in a list. `marks` is what to look at: 'verlopen', 'verouderd', 'kapotte link'."""

    slug: str
    title: str
    provider: str
    instrument_kind: str
    status: str
    bouwstenen: tuple[int, ...]
    regions: tuple[str, ...]
    verified_on: date | None
    valid_to: date | None
    version: int
    marks: tuple[str, ...]


@dataclass(frozen=True)
class Page:
    """The rows of one page, and how many there are in all."""

    rows: list[Row]
    total: int


def count(session: Session, asked: Asked, today: date, shown: Select[str] | None = None) -> int:
    """How many records are asked for; their rows are not looked up."""
    return session.scalar(select(func.count()).select_from(Instrument).where(*_wanted(asked, today, shown))) or 0


def counts(session: Session, asked: Sequence[Asked], today: date, shown: Select[str] | None = None) -> tuple[int, ...]:
    """How many records each of these asks for, told in one walk through the catalogue."""
    wanted = [and_(true(), *_wanted(one, today, shown)) for one in asked]
    found = select(*(func.count().filter(one).label(f"n{place}") for place, one in enumerate(wanted)))
    return tuple(session.execute(found.select_from(Instrument)).one())


def slugs(session: Session, asked: Asked, today: date, shown: Select[str] | None = None) -> list[str]:
    """The slugs of all that is asked for, in its order, whatever the page."""
    found = select(Instrument.slug).where(*_wanted(asked, today, shown)).order_by(*_order(asked.sort))
    return list(session.scalars(found))


def overview(session: Session, asked: Asked, today: date, shown: Select[str] | None = None) -> Page:
    """A page of what is asked, as it stands on `today`.

    `shown` selects the slugs that visitors were shown: a statement and not their names, for there may be 100,000.
    Without it nothing counts as shown. A state that is not in STATES finds nothing.
    """
    wanted = _wanted(asked, today, shown)
    total = count(session, asked, today, shown)
    first = max(0, asked.page - 1) * PER_PAGE
    if first >= total:
        return Page([], total)
    order = _order(asked.sort)
    part = select(Instrument.slug).where(*wanted).order_by(*order).limit(PER_PAGE).offset(first).subquery()
    found = select(
        Instrument.slug,
        Instrument.title,
        Instrument.provider,
        Instrument.instrument_kind,
        Instrument.status,
        Instrument.verified_on,
        Instrument.valid_to,
        Instrument.version,
        _joined(InstrumentBouwsteen).label("bouwstenen"),
        _joined(InstrumentRegion).label("regions"),
        stale_by(today).label("stale"),
        wrong_link().label("broken"),
    ).join(part, part.c.slug == Instrument.slug)
    return Page([_row(row, today) for row in session.execute(found.order_by(*order))], total)


def _wanted(asked: Asked, today: date, shown: Select[str] | None) -> list[ColumnElement[bool]]:
    wanted = [
        column == value
        for column, value in (
            (Instrument.instrument_kind, asked.kind),
            (Instrument.status, asked.status),
            (Instrument.provider, asked.provider),
        )
        if value is not None
    ]
    lists = {
        "needs": asked.need,
        "audiences": asked.audience,
        "bouwstenen": asked.bouwsteen,
        "regions": None if asked.region == NATIONAL else asked.region,
        "conditions": asked.condition,
    }
    for name, value in lists.items():
        if value is not None:
            wanted.append(Instrument.slug.in_(select(LISTS[name].slug).where(LISTS[name].value == value)))
    if asked.region == NATIONAL:
        wanted.append(~exists().where(InstrumentRegion.slug == Instrument.slug))
    text = func.lower(Instrument.title + " " + Instrument.provider + " " + Instrument.slug)
    wanted += [text.contains(word.lower(), autoescape=True) for word in (asked.q or "").split()]
    if asked.state is not None:
        wanted.append(_in_state(asked.state, today, shown))
    return wanted


def _in_state(state: str, today: date, shown: Select[str] | None) -> ColumnElement[bool]:
    if state == "verlopen":
        return and_(*expired(today))
    if state == "verouderd":
        return and_(*visible(today), stale_by(today))
    if state == "kapotte link":
        return and_(*visible(today), wrong_link())
    if state == "nooit getoond":
        return and_(*visible(today), true() if shown is None else Instrument.slug.not_in(shown))
    if state == "onvolledig":
        return and_(*visible(today), _incomplete())
    return literal_column("1") == literal_column("0")


def _incomplete() -> ColumnElement[bool]:
    """No cost told, or nothing to click or call."""
    return or_(Instrument.cost.is_(None), and_(Instrument.url.is_(None), Instrument.phone.is_(None)))


def _order(sort: str) -> tuple[ColumnElement[Any], ...]:
    title, slug = Instrument.title.asc(), Instrument.slug.asc()
    if sort == "nagekeken":
        return Instrument.verified_on.asc().nulls_first(), title, slug
    return (Instrument.provider.asc(), title, slug) if sort == "uitvoerder" else (title, slug)


def _joined(kind: type[InstrumentBouwsteen] | type[InstrumentRegion]) -> ColumnElement[str]:
    """The values of a list of a record, one after another."""
    values = func.aggregate_strings(cast(kind.value, String), _BETWEEN)
    return select(values).where(kind.slug == Instrument.slug).correlate(Instrument).scalar_subquery()


def _row(row: Any, today: date) -> Row:
    expired = row.valid_to is not None and row.valid_to < today
    marks = (("verlopen", expired), ("verouderd", row.stale), ("kapotte link", row.broken))
    return Row(
        slug=row.slug,
        title=row.title,
        provider=row.provider,
        instrument_kind=row.instrument_kind,
        status=row.status,
        bouwstenen=tuple(sorted(int(one) for one in _parts(row.bouwstenen))),
        regions=tuple(sorted(_parts(row.regions))),
        verified_on=row.verified_on,
        valid_to=row.valid_to,
        version=row.version,
        marks=tuple(mark for mark, there in marks if there),
    )


def _parts(text: str | None) -> list[str]:
    return text.split(_BETWEEN) if text else []
