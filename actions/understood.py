"""'Dit heb ik begrepen' in the visitor's own terms: one short sentence for each thing that is known.

The sentences are in `understood.tsv`: a code, a value (`*` for any) and the wording for a patient and a carer.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from actions.state import TalkState
from vocabulary.tables import read

FILE = Path(__file__).with_name("understood.tsv")
MOST_NEEDS = 3
"""More is a list that nobody reads back."""


@cache
def load(path: Path = FILE) -> dict[tuple[str, str], tuple[str, str]]:
    """Wordings for a patient and a carer by (code, value). Raises TableError on a broken line."""
    rows = read(path, ("code", "value", "patient", "carer"))
    return {(row["code"], row["value"]): (row["patient"], row["carer"] or row["patient"]) for _, row in rows}


def sentences(state: TalkState, *, also_presumed: bool = True) -> list[str]:
    """What is known, in the order in which people tell it; empty when nothing is known yet.

    What only the website told is worded as what the assistant goes by, or left out: the visitor never said it.
    """
    wordings = load()
    found = []
    for code, value in _known(state):
        if code in state.presumed:
            if not also_presumed:
                continue
            code = f"website_{code}"
        pair = wordings.get((code, value)) or wordings.get((code, "*"))
        if pair:
            found.append(pair[state.carer].format(value=value))
    return found


def _known(state: TalkState) -> Iterator[tuple[str, str]]:
    if state.audience:
        yield "audience", state.audience
    if state.both:
        yield "both", "*"
    if state.condition:
        yield "condition", state.condition
    if state.region:
        yield "region", state.region
    for need in [need for need in state.needs if need not in state.guessed][:MOST_NEEDS]:
        yield "need", need
    if state.help:
        yield "help", state.help
    for code in state.avoid:
        yield "avoid", code
