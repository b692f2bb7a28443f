"""The state of a talk survives the way to the gateway and back: nothing a visitor told gets lost in between."""

from __future__ import annotations

import json
from dataclasses import asdict, fields

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from actions.state import TalkState
from actions.texts import FILE
from vocabulary.needs import bouwsteen_of
from vocabulary.needs import load as load_needs

SLOTS = yaml.safe_load(FILE.read_text(encoding="utf-8"))["slots"]
SLUGS = st.lists(st.text(max_size=8), max_size=4)
STATES = st.builds(
    TalkState,
    audience=st.none() | st.just("naaste"),
    audience_sure=st.booleans(),
    region=st.none() | st.text(max_size=8),
    age=st.none() | st.integers(0, 120),
    needs=st.lists(st.sampled_from(sorted(load_needs())), unique=True, max_size=6),
    refused=st.lists(st.sampled_from(sorted(load_needs())), unique=True, max_size=3),
    asked=SLUGS,
    shown=SLUGS,
    avoid=SLUGS,
    both=st.booleans(),
    offered=st.lists(st.lists(st.text(max_size=8), min_size=2, max_size=2), max_size=3),
    misses=st.integers(0, 2),
)


def test_every_part_of_the_state_is_a_slot_and_every_slot_is_used() -> None:
    """What is no slot is dropped by the engine between two turns."""
    assert {part.name for part in fields(TalkState)} | {"bouwsteen", "erase", "danger_answer"} == set(SLOTS)


def test_no_slot_steers_the_rules() -> None:
    assert {name for name, slot in SLOTS.items() if slot["influence_conversation"]} == set()


@settings(deadline=None)
@given(before=STATES, after=STATES)
def test_the_events_of_a_turn_bring_the_slots_to_the_new_state(before: TalkState, after: TalkState) -> None:
    slots = json.loads(json.dumps(asdict(before)))
    for event in after.changes(slots):
        slots[event["name"]] = event["value"]
    assert TalkState.of(json.loads(json.dumps(slots))) == after
    assert slots.get("bouwsteen") == (bouwsteen_of(after.needs[0]) if after.needs else None)


def test_empty_slots_are_a_fresh_talk() -> None:
    assert TalkState.of(dict.fromkeys(SLOTS)) == TalkState()
    assert TalkState.of({}) == TalkState()


def test_lists_of_the_tracker_are_not_changed_from_afar() -> None:
    slots = {"needs": ["lotgenoten"], "shown": ["een"]}
    state = TalkState.of(slots)
    state.shown.append("twee")
    state.hear("respijtzorg")
    assert slots == {"needs": ["lotgenoten"], "shown": ["een"]}
