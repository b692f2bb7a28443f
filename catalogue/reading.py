"""Read whole records by slug in two statements, however many lists a record has."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import BindParameter, String, bindparam, cast, literal, select, union_all
from sqlalchemy.orm import Session

from catalogue.models import CHANNELS, LISTS, SCALARS, Instrument
from catalogue.record import Channels, InstrumentView

_wanted: BindParameter[list[str]] = bindparam("slugs", expanding=True)
_SCALARS = select(*(getattr(Instrument, name) for name in (*SCALARS, *CHANNELS))).where(Instrument.slug.in_(_wanted))
_LISTS = union_all(
    *(
        select(
            literal(name, String, literal_execute=True).label("name"),
            kind.slug.label("slug"),
            kind.position.label("position"),
            cast(kind.value, String).label("value"),
        ).where(kind.slug.in_(_wanted))
        for name, kind in LISTS.items()
    )
)


def read_views(session: Session, slugs: Sequence[str]) -> dict[str, InstrumentView]:
    """The records that exist, by slug."""
    values = {"slugs": list(slugs)}
    lists: dict[str, dict[str, list[tuple[int, Any]]]] = {}
    for name, slug, position, value in session.execute(_LISTS, values):
        item = int(value) if name == "bouwstenen" else value
        lists.setdefault(slug, {}).setdefault(name, []).append((position, item))
    views = {}
    for row in session.execute(_SCALARS, values).mappings():
        fields: dict[str, Any] = {name: row[name] for name in SCALARS}
        for name in LISTS:
            items = lists.get(row["slug"], {}).get(name, [])
            fields[name] = tuple(value for _, value in sorted(items))
        channels = Channels(**{name: row[name] for name in CHANNELS})
        views[row["slug"]] = InstrumentView(**fields, channels=channels)
    return views
