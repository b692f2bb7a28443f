"""Which illness a message names: the names of `vocabulary.conditions`, as people write them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from bot.reading import illness_context as context
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER
from bot.reading.slips import Slips
from bot.reading.sounds import sound
from bot.reading.text import Text, key
from vocabulary.conditions import load, with_groups
from vocabulary.tables import read

_LONGEST_NAME = 5
_SHORTEST_WITH_A_SLIP = 6
_SHORTEST_PART = 4
_SHORTEST_BY_EAR = 6
"""Letters of a word that is taken for a name because it sounds the same ('alsheimer')."""
_SHORTEST_OF_MORE_WORDS = 12
"""Letters of a name of more words that is known again with a slip ('verstandelijke beprking')."""
_ENDINGS = (
    "kanker",
    "tumor",
    "carcinoom",
    "dementie",
    "reuma",
    "diabetes",
    "psychose",
    "depressie",
    "epilepsie",
    "autisme",
)
_GROUP_OF_ENDING = {"tumor": "kanker", "carcinoom": "kanker"}


@dataclass(frozen=True)
class Mention:
    """An illness named in the text: which, from which word, how many words, and whether it was a plain name."""

    condition: str
    first: int
    size: int
    plain: bool


@dataclass(frozen=True)
class _Names:
    by_key: dict[str, str]
    plain: frozenset[str]
    of_more_words: frozenset[str]
    slips: Slips
    by_sound: dict[str, str]
    real_words: frozenset[str]


@cache
def _names() -> _Names:
    by_key: dict[str, str] = {}
    plain = set()
    of_more_words = set()
    for condition in load().values():
        for number, name in enumerate((condition.name, *condition.synonyms)):
            by_key.setdefault(key(name), condition.name)
            if not name.isalnum():
                of_more_words.add(key(name))
            if not number:
                plain.add(key(name))
    real_words = frozenset(row["word"] for _, row in read(FOLDER / "real_words.tsv", ("word",)))
    single = [name for name in by_key if name.isalpha() and name not in context.rules()]
    return _Names(
        by_key,
        frozenset(plain),
        frozenset(of_more_words),
        Slips(single, _SHORTEST_WITH_A_SLIP, real_words),
        {sound(name): by_key[name] for name in reversed(single) if len(name) >= _SHORTEST_BY_EAR},
        real_words,
    )


def find(text: Text, question: str | None = None) -> list[Mention]:
    """All illnesses that the text says somebody has, in the order of the text; denied ones are left out."""
    found = []
    place = 0
    while place < len(text.words):
        mention = _at(text, place)
        if mention and not context.counts(text, mention.first, mention.size, question):
            mention = None
        if mention and context.denied(text, mention.first, mention.size):
            place += mention.size
            continue
        if mention:
            found.append(mention)
        place += mention.size if mention else 1
    return found


def read_condition(text: Text, mentions: list[Mention]) -> list[Fact]:
    """The illnesses as facts, the one to believe last: of the one concerned, specific, and as corrected."""
    kept = _without_corrected(text, mentions)
    named = {mention.condition for mention in kept}
    above = {group for name in named for group in with_groups(name)[1:]}
    kept = [mention for mention in kept if mention.condition not in above]
    order = sorted(kept, key=lambda mention: (_weight(text, mention, named), -mention.first))
    return [
        Fact("condition", mention.condition, *text.span(mention.first, mention.size), mention.plain)
        for mention in order
    ]


def _weight(text: Text, mention: Mention, named: set[str]) -> float:
    weight = context.closeness(text, mention.first)
    chain = with_groups(mention.condition)
    if "psychische problematiek" in chain and any("psychische problematiek" not in with_groups(name) for name in named):
        weight -= 1.5
    return weight + (0.25 if mention.plain else 0.0)


def _without_corrected(text: Text, mentions: list[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if kept and context.corrects(text, kept[-1].first + kept[-1].size, mention.first):
            kept.pop()
        kept.append(mention)
    return kept


def _at(text: Text, place: int) -> Mention | None:
    names = _names()
    for size in range(min(_LONGEST_NAME, len(text.words) - place), 0, -1):
        joined = text.joined(place, size)
        if joined and size > 1 and len(joined) >= _SHORTEST_OF_MORE_WORDS:
            meant = names.slips.meant(joined)
            joined = meant if meant in names.of_more_words else joined
        name = names.by_key.get(joined) if joined else None
        if joined and name and (size == 1 or joined in names.of_more_words or _no_scrap(text, place, size)):
            return Mention(name, place, size, joined in names.plain or (size == 1 and _is_name(joined)))
    word = text.words[place]
    name = names.by_key.get(names.slips.meant(word) or "") or _compound(word) or _by_ear(word)
    return Mention(name, place, 1, True) if name else None


def _no_scrap(text: Text, place: int, size: int) -> bool:
    """Whether words that are no name apart ('borst kanker') are long enough not to be joined by chance."""
    return all(len(word) >= _SHORTEST_PART for word in text.words[place : place + size])


def _by_ear(word: str) -> str | None:
    names = _names()
    if len(word) < _SHORTEST_BY_EAR or word in names.real_words:
        return None
    return names.by_sound.get(sound(word))


def _is_name(joined: str) -> bool:
    return joined not in context.said_as("hint")


def _compound(joined: str) -> str | None:
    """'Kankerpatiënt', 'dementiezorg', 'maagkanker': the name within one longer word."""
    names = _names()
    for size in range(len(joined) - 1, 3, -1):
        name = names.by_key.get(joined[:size])
        if name and joined[size:] in context.said_as("suffix"):
            if joined[:size] in context.rules() and joined[:size] not in _ENDINGS:
                return None
            return name
    for ending in _ENDINGS:
        if joined.endswith(ending) and len(joined) > len(ending) + 2:
            return _GROUP_OF_ENDING.get(ending, ending)
    return None
