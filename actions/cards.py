"""A hit of the search as a card of contract 2, with reasons in the visitor's own terms."""

from __future__ import annotations

from typing import Any

from actions.reasons import in_words
from actions.state import TalkState
from catalogue.search import Hit


def card(hit: Hit, state: TalkState) -> dict[str, Any]:
    """The card of one instrument."""
    record = hit.instrument
    bouwsteen = next((n for n in record.bouwstenen if n == state.bouwsteen), record.bouwstenen[0])
    return {
        "instrument": record.slug,
        "title": record.title,
        "summary": record.summary,
        "instrument_kind": record.instrument_kind,
        "bouwsteen": bouwsteen,
        "needs": list(record.needs),
        "conditions": list(record.conditions),
        "reasons": in_words(hit, state),
        "provider": record.provider,
        "region": state.region if state.region in record.regions else (record.regions[0] if record.regions else None),
        "url": record.channels.url,
        "phone": record.channels.phone,
        "verified_on": record.verified_on.isoformat() if record.verified_on else None,
        "stale": hit.stale,
    }
