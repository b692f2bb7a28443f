"""The own people of a website, told to the engine with each turn: they are the website's, and not kept with a talk."""

from __future__ import annotations

from typing import Any

from web.partners.record import InformationPoint

_SLOT = "information_point"


def given(state: dict[str, Any], point: InformationPoint | None) -> dict[str, Any]:
    """The state of a talk as the engine gets it."""
    return {**state, _SLOT: point.model_dump()} if point else state


def taken(state: dict[str, Any]) -> dict[str, Any]:
    """The state of a talk as it is kept."""
    return {name: value for name, value in state.items() if name != _SLOT}
