"""Read the first rows of many classes of the search index in one short statement, whatever their number.

A class is one range of the primary key, read in order and cut off. The rows of a class come back together as JSON: on
both databases that costs less than fetching each by itself.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from functools import cache, reduce
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Executable, Select, String, Text, all_, bindparam, cast, func, select, true
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from catalogue.matches import match_table

Entry = tuple[int, str, str, bool, bool, int, int, int]
"""What `WANTED` names, of one row."""

KEYS = ("need", "region", "condition", "carer_group")
WANTED = ("rank", "slug", "kind", "person", "no_referral", "asks", "age_min", "age_max")
_NO_ROWS = "[]"
"""How SQLite says that a class has no rows; PostgreSQL gives NULL."""
LEFT_OUT = ("refused", "exclude")
"""Lists of what is not wanted: kinds and slugs."""


class Shape(NamedTuple):
    """Which conditions the statement has besides those it always has."""

    age: bool
    refused: bool
    exclude: bool
    person: bool
    avoid: bool


class ClassRows(NamedTuple):
    """A need, region, condition and carer group (empty for national, every illness and every carer), and its rows."""

    need: str
    region: str
    condition: str
    carer_group: str
    rows: list[Entry]


def class_rows(
    session: Session, keys: Sequence[Collection[str]], shape: Shape, values: Mapping[str, Any]
) -> list[ClassRows]:
    """At most `values["per_class"]` rows of each class, best first; a class without any is left out.

    `keys` holds the needs, regions, conditions and carer groups; each combination of them is a class.
    """
    postgresql = session.get_bind().dialect.name == "postgresql"
    lists = dict(zip(KEYS, keys)) | {name: values[name] for name in LEFT_OUT}
    given = {name: list(some) if postgresql else json.dumps(list(some)) for name, some in lists.items()}
    found = session.execute(_statement(postgresql, shape), {**values, **given})
    return [
        ClassRows(need, region, condition, carer_group, json.loads(rows))
        for need, region, condition, carer_group, rows in found
        if rows and rows != _NO_ROWS
    ]


@cache
def _statement(postgresql: bool, shape: Shape) -> Executable:
    """The same object each time, so that it is compiled once; there are 32 for each database."""
    keys = [_unfolded(name, postgresql) for name in KEYS]
    lists = [key.table for key in keys]
    rows = _best(keys, shape, postgresql).correlate(*lists).subquery("best")
    columns = [rows.c[name] for name in WANTED]
    if postgresql:
        aggregate = func.json_agg(func.json_build_array(*columns))
    else:
        aggregate = func.json_group_array(func.json_array(*columns))
    together = select(cast(aggregate, Text)).select_from(rows).scalar_subquery()
    return select(*keys, together).select_from(reduce(lambda left, right: left.join(right, true()), lists))


def _best(keys: Sequence[ColumnElement[str]], shape: Shape, postgresql: bool) -> Select[Any]:
    """The first rows of one class."""
    table = match_table.c
    rows = select(*(table[name] for name in WANTED)).where(
        *(table[name] == key for name, key in zip(KEYS, keys)),
        table.audience == bindparam("audience"),
        table.valid_from <= bindparam("today"),
        table.valid_to >= bindparam("today"),
    )
    if shape.age:
        rows = rows.where(table.age_min <= bindparam("age"), table.age_max >= bindparam("age"))
    if shape.refused:
        rows = rows.where(_none_of(table.kind, "refused", postgresql))
    if shape.exclude:
        rows = rows.where(_none_of(table.slug, "exclude", postgresql))
    if shape.person:
        rows = rows.where(table.person)
    if shape.avoid:
        rows = rows.where(table.asks.bitwise_and(bindparam("avoid")) == 0)
    return rows.order_by(table.rank, table.slug).limit(bindparam("per_class"))


def _none_of(column: ColumnElement[str], name: str, postgresql: bool) -> ColumnElement[bool]:
    if postgresql:
        return column != all_(bindparam(name, type_=ARRAY(String)))
    return column.not_in(select(_unfolded(name, postgresql)))


def _unfolded(name: str, postgresql: bool) -> ColumnElement[str]:
    """A row for each value of a list: an array on PostgreSQL, JSON on SQLite, so that its length does not matter."""
    if postgresql:
        return func.unnest(bindparam(name, type_=ARRAY(String))).table_valued(name).render_derived().c[name]
    return func.json_each(bindparam(name, type_=String)).table_valued("value").c.value
