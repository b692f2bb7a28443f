"""Which illness a message names: the names of `vocabulary.conditions`, as people write them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache

from bot.reading import illness_context as context
from bot.reading.facts import Fact
from bot.reading.illness_stance import stance
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
_SHORTEST_OF_MORE_WORDS = 9
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
    "lymfoom",
    "sarcoom",
    "leukemie",
    "artrose",
    "migraine",
    "verslaving",
    "hernia",
)
_GROUP_OF_ENDING = {"tumor": "kanker", "carcinoom": "kanker", "lymfoom": "lymfeklierkanker", "sarcoom": "kanker"}


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
    of_more_words: frozenset[str]
    slips: Slips
    by_sound: dict[str, str]
    real_words: frozenset[str]


@cache
def _names() -> _Names:
    by_key: dict[str, str] = {}
    of_more_words = set()
    for condition in load().values():
        for name in (condition.name, *condition.synonyms):
            by_key.setdefault(key(name), condition.name)
            if not name.isalnum():
                of_more_words.add(key(name))
    real_words = frozenset(row["word"] for _, row in read(FOLDER / "real_words.tsv", ("word",)))
    single = [name for name in by_key if name.isalpha() and name not in context.rules()]
    # A number is no letter to slip on, but 'diabetes tpye 2' has letters enough around it.
    numbered = [name for name in of_more_words if not name.isalpha() and name not in context.rules()]
    return _Names(
        by_key,
        frozenset(of_more_words),
        Slips([*single, *numbered], _SHORTEST_WITH_A_SLIP, real_words),
        {sound(name): by_key[name] for name in reversed(single) if len(name) >= _SHORTEST_BY_EAR},
        real_words,
    )


@dataclass(frozen=True)
class Named:
    """The illnesses that somebody has, in the order of the text, and those that were named but that nobody has."""

    mentions: list[Mention]
    taken_out: frozenset[str]


def named(text: Text, question: str | None = None) -> Named:
    """All illnesses that the text names, sorted by whether the text says that somebody has them."""
    found = []
    taken_out = set()
    place = 0
    while place < len(text.words):
        mention = _at(text, place)
        if mention and not context.counts(text, mention.first, mention.size, question):
            mention = None
        if mention:
            how = stance(text, mention.first, mention.size)
            if not how.there or context.denied(text, mention.first, mention.size):
                # To have no metastases, or no chemo, is not to be free of the illness.
                if mention.plain and text.words[mention.first] not in context.said_as("stage"):
                    taken_out.add(mention.condition)
            else:
                found.append(mention if how.certain else replace(mention, plain=False))
        place += mention.size if mention else 1
    return Named(found, frozenset(taken_out) - {mention.condition for mention in found})


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
    weight = context.closeness(text, mention.first) - stance(text, mention.first, mention.size).back
    if mention.condition in context.said_as("minor"):
        weight -= 0.5
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
        name = names.by_key.get(joined) if joined else None
        # 'Tweede keer kanker' is no 'keelkanker': a name of its own is no slip in a longer one.
        apart = any(word in names.by_key for word in text.words[place + 1 : place + size])
        if joined and not name and size > 1 and not apart and len(joined) >= _SHORTEST_OF_MORE_WORDS:
            name, joined = _of_more_words_with_a_slip(joined)
        if joined and name and (size == 1 or joined in names.of_more_words or _no_scrap(text, place, size)):
            return Mention(name, place, size, _is_name(joined))
    word = text.words[place]
    if word in context.said_as("no_name"):
        return None
    name = _with_a_slip(word) or _compound(word) or _by_ear(word)
    return Mention(name, place, 1, True) if name else None


def _with_a_slip(word: str) -> str | None:
    """The illness, when all the names that the word may be a slip for are names of one."""
    names = _names()
    meant = {names.by_key[name] for name in names.slips.all_meant(word)}
    return meant.pop() if len(meant) == 1 else None


def _of_more_words_with_a_slip(joined: str) -> tuple[str | None, str]:
    """The illness of a name of more words with a slip in it, and that name as one word."""
    names = _names()
    meant = sorted(names.slips.all_meant(joined) & names.of_more_words)
    found = {names.by_key[name] for name in meant}
    return (found.pop(), meant[0]) if len(found) == 1 else (None, joined)


def _no_scrap(text: Text, place: int, size: int) -> bool:
    """Whether words that are no name apart ('borst kanker', 'c.v.s.') are not joined by chance."""
    parts = text.words[place : place + size]
    return all(len(word) >= _SHORTEST_PART for word in parts) or all(len(word) == 1 for word in parts)


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
    # Whoever is a 'mspatient' or 'alspatiënt' leaves no doubt, however short the name.
    for end in context.said_as("sufferer"):
        if joined.endswith(end) and (name := names.by_key.get(joined[: -len(end)])):
            return name
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
