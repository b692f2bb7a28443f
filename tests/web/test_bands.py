"""A count is told by its ten, and a table never tells a count under 10 by what stands beside it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as some

from web.bands import TEN, UNDER, Band, share


@given(some.integers(0, 500), some.integers(0, 9))
def test_a_part_beside_its_whole_leaves_every_rest_under_ten_possible(part: int, rest: int) -> None:
    """All municipalities beside one: which of 1 to 9 others there are cannot be told."""
    ten, whole = Band.of(part), Band.of(part + rest)
    possible = {
        other
        for other in range(TEN)
        for inside in range(ten.tens * TEN, ten.tens * TEN + TEN)
        if Band.of(inside + other) == whole
    }
    assert possible >= set(range(1, TEN))


def test_a_count_reads_as_its_ten() -> None:
    assert [str(Band.of(count)) for count in (0, 9, 10, 19, 20, 123)] == [
        UNDER,
        UNDER,
        "10–19",
        "10–19",
        "20–29",
        "120–129",
    ]


def test_a_share_is_about_right_and_never_more_than_all() -> None:
    assert share(Band.of(34), Band.of(143)) == 25
    assert share(Band.of(19), Band.of(11)) == 100
    assert share(Band.of(9), Band.of(100)) is None
    assert share(Band.of(10), Band.of(9)) is None
