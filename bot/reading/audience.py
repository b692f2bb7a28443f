"""Who a message is about: the one who is ill, a carer, someone near, or a professional.

1. Names are put in their place (`who`): KIN, NAAM, ZIEKTE, BEROEP, KLANT.
2. Every sign of illness is given to the speaker or to another (`ownership`).
3. Turns of phrase add to that (`data/audience_cues.tsv`).
4. What weighs most decides. Another who is ill makes a naaste; care for that other makes a mantelzorger. A professional
   who tells of a relative or of an own illness is read as a person, not as a profession.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from bot.reading import cues
from bot.reading.condition import Mention
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER, words
from bot.reading.ownership import signs
from bot.reading.text import Text
from bot.reading.who import Item, items, people

_TARGETS = ("zorg", "ander", "patient", "beroep")
_KIN = "kin"
"""What is said of a relative by name; a professional says 'hij' and 'zij' of a client too."""
_LEAST = 1.5
"""Below this weight nothing is said."""
_RELATIVE = 2.5
"""A relative is named and no client: it takes more than the name of a profession to be read as a professional."""
_SURE = 3.0
_MARGIN = 1.5
"""What is sure weighs at least `_SURE`, and `_MARGIN` more than what speaks against it."""


@dataclass
class _Scales:
    weight: dict[str, float] = field(default_factory=lambda: dict.fromkeys((*_TARGETS, _KIN), 0.0))
    spans: dict[str, list[tuple[int, int]]] = field(
        default_factory=lambda: {target: [] for target in (*_TARGETS, _KIN)}
    )

    def add(self, target: str, weight: float, start: int, end: int) -> None:
        """The heaviest sign counts in full, each further one by a quarter: a long story is not a proof."""
        heaviest = self.weight[target]
        self.weight[target] = max(heaviest, weight) + min(heaviest, weight) / 4
        self.spans[target].append((start, end))


@cache
def _cues() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "audience_cues.tsv", _TARGETS)


@cache
def _answers() -> tuple[cues.Cue, ...]:
    return cues.load(FOLDER / "audience_answers.tsv", _TARGETS)


def read_audience(text: Text, illnesses: Sequence[Mention], question: str | None) -> list[Fact]:
    """At most one fact: patient, mantelzorger, naaste or professional."""
    row = items(text, illnesses)
    scales = _weigh(text, row, illnesses, question)
    value, weight, against = _verdict(scales.weight)
    if value is None or weight < _LEAST:
        return []
    targets = {"patient": ("patient",), "professional": ("beroep",)}.get(value, ("zorg", "ander"))
    spans = [span for target in targets for span in scales.spans[target]]
    start, end = min(span[0] for span in spans), max(span[1] for span in spans)
    sure = weight >= _SURE and weight - against >= _MARGIN
    return [Fact("audience", value, start, end, sure)]


def _weigh(text: Text, row: Sequence[Item], illnesses: Sequence[Mention], question: str | None) -> _Scales:
    scales = _Scales()
    for sign in signs(row):
        item = row[sign.item]
        place = text.span(item.first, item.size)
        scales.add("patient" if sign.owner == "self" else "ander", sign.weight, *place)
        if sign.kin:
            scales.add(_KIN, sign.weight, *place)
    said = cues.line([(item.word, item.clause, item.sentence) for item in row])
    whole = (text.tokens[0].start, text.tokens[-1].end)
    for cue, wording in cues.found(_cues(), said):
        if cue.points_to == "beroep" and _no_longer(text):
            continue
        scales.add(cue.points_to, cue.weight, *whole)
        if cue.points_to in {"ander", "zorg"} and ("KIN" in wording or wording.startswith("ik ben")):
            scales.add(_KIN, cue.weight, *whole)
    for cue, _ in cues.found(_answers(), said) if question == "audience" else ():
        scales.add(cue.points_to, cue.weight, *whole)
    names = {item.word for item in row}
    if "KIN" in names and "KLANT" not in names:
        scales.add(_KIN, _RELATIVE, *whole)
    if max(scales.weight[target] for target in _TARGETS) < _LEAST:
        _guess(scales, row, {mention.condition for mention in illnesses}, whole)
    return scales


def _guess(scales: _Scales, row: Sequence[Item], conditions: set[str], whole: tuple[int, int]) -> None:
    """Nothing tells: who speaks of a relative here is mostly near someone ill, who names an illness is mostly ill."""
    said = [item.word for item in row]
    if "KLANT" in said or ("BEROEP" in said and "KIN" not in said):
        return
    pronouns = sum(word in people("other") for word in said)
    for place, word in enumerate(said):
        if word == "KIN" and (pronouns or not (place and said[place - 1] in people("told"))):
            scales.add("ander", _LEAST, *whole)
            return
    if "KIN" in said:
        return
    speaks = bool(set(said) & (people("self") | people("mine")))
    if conditions & people("spoken_for"):
        scales.add("ander", _LEAST, *whole)
    elif ("ZIEKTE" in said and speaks) or scales.weight["patient"] >= 1.0:
        scales.add("patient", _LEAST, *whole)
    elif pronouns > 1:
        scales.add("ander", _LEAST, *whole)


def _no_longer(text: Text) -> bool:
    return bool(words(FOLDER / "professions.tsv", "not_now") & set(text.words))


def _verdict(weight: dict[str, float]) -> tuple[str | None, float, float]:
    """The audience, its weight, and the weight of what speaks against it."""
    patient, other, care, work, kin = (weight[name] for name in ("patient", "ander", "zorg", "beroep", _KIN))
    near = max(other, care) + min(other, care) / 2
    if work >= 2.0 and work >= patient - 0.5 and (kin < 2.0 or work >= kin + 1.5):
        return "professional", work, max(patient, near)
    if patient == near == 0:
        return None, 0.0, 0.0
    if near > patient:
        return ("mantelzorger" if care >= 2 else "naaste"), near, patient
    return "patient", patient, near
