"""What is not plain enough, text by text and group by group. An empty list of findings opens the gate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from readability import avoid
from readability.avoid import Avoided
from readability.floors import Floor
from readability.score import Measure, measure, together
from readability.words import sentences, words
from wegwijs.readability.allowed import Allowed, allowed_here
from wegwijs.readability.text import Text

FEWEST = 8
"""Words a text must have to be scored by itself: with fewer, one long word that cannot be missed decides."""
QUOTED = 60
"""Characters of a sentence shown in a finding."""


@dataclass(frozen=True)
class Finding:
    """What is wrong, in Dutch, and where: `text` is None when it is about a group as a whole."""

    group: str
    text: Text | None
    message: str


@dataclass(frozen=True)
class Measured:
    """A text with what was counted in it."""

    text: Text
    counted: Measure


@dataclass(frozen=True)
class Outcome:
    """All texts with their measures, the floors they were held against, and what is not as it should be."""

    floors: Mapping[str, Floor]
    measured: Sequence[Measured]
    findings: Sequence[Finding]

    def running(self, group: str) -> list[Measured]:
        """The running texts of a group, those that read hardest first."""
        texts = [each for each in self.measured if each.text.group == group and each.text.running]
        return sorted(texts, key=lambda each: each.counted.score or 0)


def check(
    texts: Iterable[Text],
    floors: Mapping[str, Floor],
    listed: Sequence[Avoided],
    names: Sequence[str] = (),
    allowed: Sequence[Allowed] = (),
) -> Outcome:
    """Measure `texts` and hold them against `floors` and the words `listed`; `names` are nobody's choice of words.

    Raises KeyError on a text whose group has no floor: a group without bounds would pass unread.
    """
    measured = [Measured(text, measure(text.text)) for text in texts]
    found = []
    for each in measured:
        text, floor = each.text, floors[each.text.group]
        own = avoid.without(text.text, names)
        messages = [*_score(each, floor), *_length(text.text, floor), *_manner(own, allowed_here(text, allowed))]
        messages += [
            f"'{word}': schrijf liever {avoided.instead} ({avoided.why})"
            for word, avoided in (avoid.found(own, listed) if floor.words else ())
        ]
        found += [Finding(text.group, text, message) for message in messages]
    texts_only = Outcome(floors, measured, found)
    of_groups = [finding for group in floors for finding in _of_group(group, texts_only)]
    return Outcome(floors, measured, [*found, *of_groups])


def _score(each: Measured, floor: Floor) -> Iterator[str]:
    counted = each.counted
    held = each.text.running and counted.sentences >= floor.from_sentences and counted.words >= FEWEST
    if held and floor.each is not None and counted.score is not None and counted.score < floor.each:
        yield f"leesscore {counted.score:.0f}, minstens {floor.each:.0f}: maak zinnen en woorden korter"


def _length(text: str, floor: Floor) -> Iterator[str]:
    for sentence in sentences(text):
        count = len(words(sentence))
        if count > floor.longest:
            yield f"zin van {count} woorden, hoogstens {floor.longest}: '{_short(sentence)}'"


def _manner(text: str, may: frozenset[str]) -> Iterator[str]:
    if "u" not in may:
        for word in avoid.formal(text):
            yield f"'{word}': Wegwijs zegt je en jij"
    if "!" in text and "!" not in may:
        yield "uitroepteken: Wegwijs roept niet"


def _of_group(group: str, outcome: Outcome) -> Iterator[Finding]:
    floor = outcome.floors[group]
    score = together(each.counted for each in outcome.running(group)).score
    if floor.average is not None and score is not None and score < floor.average:
        yield Finding(group, None, f"leesscore van alle teksten samen {score:.1f}, minstens {floor.average:.0f}")


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= QUOTED else sentence[:QUOTED].rsplit(" ", 1)[0] + " …"
