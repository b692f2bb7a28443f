"""Read the first rows of many classes of the search index at once.

PostgreSQL takes the classes as arrays and looks each up with a lateral join: one short statement whatever their number.
SQLite has no lateral join; there the statement is a union with one part for each class. Either way a class is one
range of the primary key, read in order and cut off.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Executable, Row, Select, String, bindparam, func, select, true, union_all
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from catalogue.matches import match_table
from catalogue.models import Instrument
from catalogue.record import FREE

Class = tuple[str, str, str, str]
"""A need, region, condition and carer group; empty for national, every illness and every carer."""

SIZES = (4, 8, 16, 32, 64)
"""Classes in one statement on SQLite, below its limit of 500. A few sizes, so that few statements are ever compiled."""
NOTHING: Class = ("", "", "", "")
"""Fills a statement up: no row has an empty need."""
KEYS = ("need", "region", "condition", "carer_group")
WANTED = (*KEYS, "rank", "slug", "kind", "person", "no_referral", "age_min", "age_max")


class Shape(NamedTuple):
    """Which conditions the statement has besides those it always has."""

    age: bool
    refused: bool
    person: bool
    no_referral: bool
    free: bool


SHAPES = 1 << len(Shape._fields)
"""Different statements there can be of one size."""


def class_rows(
    session: Session, classes: Sequence[Class], shape: Shape, values: Mapping[str, object]
) -> list[Row[Any]]:
    """At most `values["per_class"]` rows of each class, best first within a class."""
    if not classes:
        return []
    if session.get_bind().dialect.name == "postgresql":
        arrays = dict(zip((f"{key}s" for key in KEYS), (list(column) for column in zip(*classes))))
        return list(session.execute(_lateral(shape), {**values, **arrays}))
    rows: list[Row[Any]] = []
    for start in range(0, len(classes), SIZES[-1]):
        batch = classes[start : start + SIZES[-1]]
        size = next(size for size in SIZES if size >= len(batch))
        filled = [*batch, *[NOTHING] * (size - len(batch))]
        keyed = {f"{key}{place}": value for place, one in enumerate(filled) for key, value in zip(KEYS, one)}
        rows += session.execute(_union(size, shape), {**values, **keyed})
    return rows


@lru_cache(maxsize=SHAPES)
def _lateral(shape: Shape) -> Executable:
    arrays = [bindparam(f"{key}s", type_=ARRAY(String)) for key in KEYS]
    classes = func.unnest(*arrays).table_valued(*KEYS).render_derived(name="classes")
    best = _best([classes.c[key] for key in KEYS], shape).lateral("best")
    return select(best).select_from(classes.join(best, true()))


@lru_cache(maxsize=len(SIZES) * SHAPES)
def _union(number: int, shape: Shape) -> Executable:
    """The same object each time, so that it is compiled once."""
    parts = (_best([bindparam(f"{key}{place}") for key in KEYS], shape).subquery() for place in range(number))
    return union_all(*(select(part) for part in parts))


def _best(keys: Sequence[ColumnElement[Any]], shape: Shape) -> Select[Any]:
    """The first rows of one class."""
    table = match_table.c
    rows = select(*(table[name] for name in WANTED)).where(
        *(table[key] == value for key, value in zip(KEYS, keys)),
        table.audience == bindparam("audience"),
        table.valid_from <= bindparam("today"),
        table.valid_to >= bindparam("today"),
    )
    if shape.age:
        rows = rows.where(table.age_min <= bindparam("age"), table.age_max >= bindparam("age"))
    if shape.refused:
        rows = rows.where(table.kind.not_in(bindparam("refused", expanding=True)))
    if shape.person:
        rows = rows.where(table.person)
    if shape.no_referral:
        rows = rows.where(table.no_referral)
    if shape.free:
        # Looked up row by row as the class is read; a join would let the database read all instruments first.
        cost = select(Instrument.cost).where(Instrument.slug == table.slug).scalar_subquery()
        rows = rows.where(cost == FREE)
    return rows.order_by(table.rank, table.slug).limit(bindparam("per_class"))
