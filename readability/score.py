"""The Flesch-Douma score: how easy a Dutch text reads, from sentence length and syllables.

Source: W.H. Douma, De leesbaarheid van landbouwbladen (Wageningen, 1960):
206.835 - 0.93 x words a sentence - 77 x syllables a word. On Flesch's scale 60 to 70 is standard, 70 to 80 fairly
easy and 80 to 90 easy. It knows nothing of the words themselves: that is what `avoid.tsv` is for.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from readability.words import sentences, syllables, words


@dataclass(frozen=True)
class Measure:
    """What was counted in a text, or in several texts together."""

    sentences: int = 0
    words: int = 0
    syllables: int = 0

    def __add__(self, other: Measure) -> Measure:
        return Measure(self.sentences + other.sentences, self.words + other.words, self.syllables + other.syllables)

    @property
    def score(self) -> float | None:
        """Flesch-Douma; None when there are no words. May pass 100 for very simple sentences."""
        if not self.words:
            return None
        return 206.835 - 0.93 * self.words / self.sentences - 77 * self.syllables / self.words


def measure(text: str) -> Measure:
    """Count sentences, words and syllables of `text`."""
    found = [words(sentence) for sentence in sentences(text)]
    return Measure(len(found), sum(map(len, found)), sum(syllables(word) for each in found for word in each))


def together(measures: Iterable[Measure]) -> Measure:
    """Several texts as if they were one: a longer text weighs more, as it does for the reader."""
    return sum(measures, Measure())
