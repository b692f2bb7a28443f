"""A hit of the search as a card of contract 2, with the reasons in the visitor's own terms.

The sentences are in `wording.tsv`: a code of `reasons.py`, a value (`*` for any) and the wording for a patient, a carer
and a professional (empty where the patient's wording will do).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

from catalogue.asks import asks
from catalogue.matches import TWINS
from catalogue.search import Hit
from catalogue.situation import Situation
from vocabulary.needs import bouwsteen_of
from vocabulary.tables import read

FILE = Path(__file__).with_name("wording.tsv")
AT_MOST = 3
"""Sentences on one card: more is not read (design, 'What people read')."""


@cache
def load(path: Path = FILE) -> dict[tuple[str, str], dict[str, str]]:
    """Wordings by (code, value). Raises TableError on a broken line."""
    rows = read(path, ("code", "value", "patient", "carer", "professional"))
    return {(row["code"], row["value"]): row for _, row in rows}


def in_words(hit: Hit, situation: Situation) -> list[str]:
    """At most three sentences, the strongest reason first; reasons without a wording are left out."""
    who = _reader(situation.audience)
    wordings = load()
    sentences: list[str] = []
    for reason in hit.reasons:
        row = wordings.get((reason.code, reason.value)) or wordings.get((reason.code, "*"))
        if row:
            sentence = (row[who] or row["patient"]).format(value=reason.value)
            if sentence not in sentences:
                sentences.append(sentence)
    return sentences[:AT_MOST]


def card(hit: Hit, situation: Situation) -> dict[str, Any]:
    """The card of one instrument."""
    record = hit.instrument
    asked = bouwsteen_of(situation.needs[0]) if situation.needs else None
    return {
        "instrument": record.slug,
        "title": record.title,
        "summary": record.summary,
        "instrument_kind": record.instrument_kind,
        "bouwsteen": asked if asked in record.bouwstenen else record.bouwstenen[0],
        "needs": list(record.needs),
        "conditions": list(record.conditions),
        "reasons": in_words(hit, situation),
        "asks": asks(record, situation.region),
        "provider": record.provider,
        "region": situation.region if situation.region in record.regions else next(iter(record.regions), None),
        "url": record.channels.url,
        "phone": record.channels.phone,
        "verified_on": record.verified_on.isoformat() if record.verified_on else None,
        "stale": hit.stale,
    }


def _reader(audience: str | None) -> str:
    """The column of wordings for an audience; whoever did not say who they are reads what a patient reads."""
    if audience in TWINS:
        return "carer"
    return "professional" if audience == "professional" else "patient"
