"""How easy a title and a summary read, in words for who writes them. The bounds are those of the gate for all texts."""

from __future__ import annotations

from dataclasses import dataclass

from readability import avoid, floors
from readability.score import measure
from readability.words import sentences, words

FEWEST = 8
"""Words a text must have before its score says anything."""
_GROUPS = {"title": "titels", "summary": "samenvattingen"}
_FOR_WORK = "professionals"


@dataclass(frozen=True)
class Level:
    """What is to be said about a text; nothing when it reads well."""

    name: str
    remarks: tuple[str, ...]

    @property
    def verdict(self) -> str:
        return "moeilijk te lezen" if self.remarks else "goed te lezen"


def level(field: str, text: str, *, for_work: bool) -> Level:
    """Judge a title or a summary; one that is `for_work` may use the words of the trade."""
    name = "De titel" if field == "title" else "De samenvatting"
    floor = floors.load()[_FOR_WORK if for_work and field == "summary" else _GROUPS[field]]
    found: list[str] = []
    for number, sentence in enumerate(sentences(text), start=1):
        if (count := len(words(sentence))) > floor.longest:
            where = "Hij" if field == "title" else f"Zin {number}"
            found.append(f"{where} heeft {count} woorden; probeer het met hoogstens {floor.longest}.")
    if floor.words:
        for word, avoided in dict(avoid.found(text, avoid.load())).items():
            found.append(f"In plaats van ‘{word}’ kun je schrijven: {avoided.instead}.")
    if field == "summary":
        found += [f"‘{word}’: zeg liever je en jij." for word in dict.fromkeys(avoid.formal(text))]
    counted = measure(text)
    hard = floor.each is not None and counted.score is not None and counted.score < floor.each
    if hard and counted.words >= FEWEST:
        found.append("De woorden of zinnen zijn lang. Probeer kortere.")
    return Level(name, tuple(found))
