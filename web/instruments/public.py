"""What of an instrument everybody may see: the whole record of contract 3, but no name of a colleague.

Who verified a record is either the provider itself or somebody of the information point; the first is told, of the
second only that it was the information point.
"""

from __future__ import annotations

from typing import Any

from catalogue.record import InstrumentView, as_dict

POINT = "informatiepunt"
_BY_PROVIDER = "aanbieder"


def record(view: InstrumentView) -> dict[str, Any]:
    """The record as JSON."""
    found = as_dict(view) | {"verified_by": verifier(view)}
    return {name: value.isoformat() if hasattr(value, "isoformat") else value for name, value in found.items()}


def verifier(view: InstrumentView) -> str | None:
    """Which organisation verified the record; None when nobody did."""
    said = (view.verified_by or "").strip().casefold()
    if not said:
        return None
    if said.startswith(_BY_PROVIDER) or said == view.provider.casefold():
        return view.provider
    return view.developer if view.developer and said == view.developer.casefold() else POINT
