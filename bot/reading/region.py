"""Where the speaker lives: the municipality of today, from the name of a place and what stands around it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reading import gazetteer
from bot.reading import place_context as context
from bot.reading.facts import Fact
from bot.reading.text import Text


@dataclass(frozen=True)
class Named:
    """A place named in the text: its municipality, its words, whether the name is certain (one place, no slip)."""

    municipality: str
    first: int
    size: int
    certain: bool
    slip: bool


def read_region(text: Text, question: str | None) -> list[Fact]:
    """The municipalities the speaker may live in, the one to believe last; places they only speak of are left out."""
    named = _find(text, question)
    weighed: list[tuple[float, int, Named]] = []
    for number, place in enumerate(named):
        weight = context.weight(text, place.first, place.size, question)
        if place.slip:
            weight = weight - 0.5 if question == "region" or weight >= 3.0 else 0.0
        if weighed and context.corrects(text, named[number - 1].first + named[number - 1].size, place.first):
            weight += 2.0 if weight > 0 else 0.0
        if weight >= 1.0:
            weighed.append((weight, -number, place))
    weighed.sort(key=lambda entry: entry[:2])
    return [
        Fact("region", place.municipality, *text.span(place.first, place.size), weight >= 2.5 and place.certain)
        for weight, _, place in weighed
    ]


def _find(text: Text, question: str | None) -> list[Named]:
    found = []
    position = 0
    while position < len(text.words):
        named = _at(text, position, question)
        if named:
            found.append(named)
        position += named.size if named else 1
    return found


def _at(text: Text, position: int, question: str | None) -> Named | None:
    known = gazetteer.load()
    for size in range(min(known.longest, len(text.words) - position), 0, -1):
        joined = text.joined(position, size)
        if not joined:
            continue
        slip = False
        places = known.by_key.get(joined)
        if size > 1 and joined not in known.of_more_words and question != "region":
            places = None
        if not places and _may_be_slip(text, position, size) and (meant := known.slips.meant(joined)):
            places, slip = known.by_key[meant], True
        if not places or not context.is_place(text, position, size, question, slip):
            continue
        place, certain = _which(text, position + size, places)
        return Named(place.municipality.name, position, size, certain and not slip, slip)
    return None


def _may_be_slip(text: Text, position: int, size: int) -> bool:
    """One word, or two of which neither is a common word ('nieuw vennp', not 'van Assen')."""
    return size == 1 or (size == 2 and not context.filler(text.words[position : position + size]))


def _which(text: Text, after: int, places: tuple[gazetteer.Place, ...]) -> tuple[gazetteer.Place, bool]:
    """Of places with one name the one in the province that is said; otherwise the largest, which is not certain."""
    if len(places) == 1:
        return places[0], True
    for size in (2, 1):
        for ahead in range(3):
            words = text.words[after + ahead : after + ahead + size]
            province = gazetteer.provinces().get("".join(words))
            here = [place for place in places if place.municipality.province == province]
            if here:
                return here[0], True
    return places[0], False
