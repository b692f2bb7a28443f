"""Why a suggestion may fit, in the visitor's own terms: the search's reason codes turned into sentences.

The sentences are in `reasons.tsv`: a code, a value (`*` for any) and the wording for a patient, a carer and a
professional (empty where the patient's wording will do).
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from actions.state import TalkState
from catalogue.search import Hit
from vocabulary.tables import read

FILE = Path(__file__).with_name("reasons.tsv")
AT_MOST = 3


@cache
def load(path: Path = FILE) -> dict[tuple[str, str], dict[str, str]]:
    """Wordings by (code, value). Raises TableError on a broken line."""
    rows = read(path, ("code", "value", "patient", "carer", "professional"))
    return {(row["code"], row["value"]): row for _, row in rows}


def in_words(hit: Hit, state: TalkState) -> list[str]:
    """At most three sentences, the strongest reason first; reasons without a wording are left out."""
    who = "carer" if state.carer else "professional" if state.audience == "professional" else "patient"
    wordings, sentences = load(), []
    for reason in hit.reasons:
        row = wordings.get((reason.code, reason.value)) or wordings.get((reason.code, "*"))
        if row:
            sentence = (row[who] or row["patient"]).format(value=reason.value)
            if sentence not in sentences:
                sentences.append(sentence)
    return sentences[:AT_MOST]
