"""No table that is shown tells a count under 10."""

from __future__ import annotations

import csv
import io

from hypothesis import given
from hypothesis import strategies as some

from vocabulary import needs
from web.bands import TEN, UNDER
from web.gaps import figures

NEEDS = sorted(needs.load())
COUNTS = some.lists(some.integers(0, 60), min_size=5, max_size=5)
TABLES = some.dictionaries(some.sampled_from(NEEDS), COUNTS)


def shown(counts: dict[str, list[int]]) -> str:
    return figures.as_csv(figures.in_bands(counts, None))


@given(TABLES, some.data())
def test_a_table_stays_the_same_whatever_count_under_ten_is_behind_it(
    counts: dict[str, list[int]], data: some.DataObject
) -> None:
    other = {
        need: [count // TEN * TEN + data.draw(some.integers(0, TEN - 1)) for count in figures]
        for need, figures in counts.items()
    }
    assert shown(other) == shown(counts)


@given(TABLES)
def test_a_count_under_ten_is_never_written(counts: dict[str, list[int]]) -> None:
    rows = {row["hulpvraag"]: row for row in csv.DictReader(io.StringIO(shown(counts)), delimiter=";")}
    assert set(rows) == set(NEEDS)
    for need, (asked, fitting, *_) in counts.items():
        assert (rows[need]["gevraagd"] == UNDER) == (asked < TEN)
        assert (rows[need]["niets passends"] == UNDER) == (fitting < TEN)
        assert (rows[need]["niets passends, ongeveer %"] == "") == (asked < TEN or fitting < TEN)


def test_what_hurts_most_comes_first() -> None:
    counts = {"somberheid": [90, 10, 0, 0, 0], "respijtzorg": [40, 30, 40, 20, 0], "lotgenoten": [200, 0, 0, 0, 0]}
    assert [row.need for row in figures.in_bands(counts, None)][:3] == ["respijtzorg", "somberheid", "lotgenoten"]
