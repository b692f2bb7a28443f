"""Two people's changes come together; where they collide that is said, and neither's value is lost."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from catalogue.editing.fields import NAMES, flat, folded, kept, restored
from catalogue.editing.merge import Conflict, merge
from tests.common.instruments import view

BASE = view("lijn", regions=["Zeist"], cost="5 euro", phone="030 760 60 55")
OTHER: dict[str, st.SearchStrategy[Any]] = {
    "title": st.sampled_from(["Een", "Twee", "Drie"]),
    "cost": st.sampled_from([None, "gratis"]),
    "regions": st.sampled_from([(), ("Baarn",), ("Zeist", "Baarn")]),
    "channels.url": st.sampled_from([None, "https://www.anders.nl/"]),
    "channels.phone": st.sampled_from([None, "0800-0113"]),
    "age_min": st.sampled_from([12, 18]),
    "by_experts_by_experience": st.just(True),
}
CHANGES = st.fixed_dictionaries({}, optional=OTHER)


def changed(changes: Mapping[str, Any]) -> Any:
    return folded({**flat(BASE), **changes})


@given(CHANGES, CHANGES)
def test_no_field_is_lost_and_no_collision_goes_unsaid(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    merged = merge(BASE, changed(mine), changed(theirs))
    result, base = flat(merged.view), flat(BASE)
    collide = {name for name in mine if name in theirs and mine[name] != theirs[name]}
    assert {conflict.field for conflict in merged.conflicts} == collide
    for conflict in merged.conflicts:
        name = conflict.field
        assert (conflict.base, conflict.mine, conflict.theirs) == (base[name], mine[name], theirs[name])
    assert result == {**base, **theirs, **mine}


@given(CHANGES, CHANGES)
def test_where_nothing_collides_it_does_not_matter_who_came_first(mine: dict[str, Any], theirs: dict[str, Any]) -> None:
    theirs = {name: value for name, value in theirs.items() if name not in mine}
    one = merge(BASE, changed(mine), changed(theirs))
    other = merge(BASE, changed(theirs), changed(mine))
    assert one == other
    assert one.conflicts == ()


@given(CHANGES)
def test_the_same_change_twice_is_no_collision(mine: dict[str, Any]) -> None:
    assert merge(BASE, changed(mine), changed(mine)).view == changed(mine)
    assert merge(BASE, changed(mine), changed(mine)).conflicts == ()


@given(CHANGES)
def test_a_record_comes_back_whole_from_how_it_is_kept(mine: dict[str, Any]) -> None:
    assert restored(kept(changed(mine))) == changed(mine)


def test_a_list_is_one_whole() -> None:
    merged = merge(BASE, changed({"regions": ("Zeist", "Baarn")}), changed({"regions": ("Zeist", "Soest")}))
    assert merged.conflicts == (Conflict("regions", ("Zeist",), ("Zeist", "Baarn"), ("Zeist", "Soest")),)


def test_every_field_of_the_record_takes_part() -> None:
    assert restored(kept(BASE)) == BASE
    assert len(NAMES) == len(set(NAMES)) == 29
