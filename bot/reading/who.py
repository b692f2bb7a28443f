"""The words of a message with names in their place: relatives, first names, illnesses, professions and clients."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from bot.reading.condition import Mention
from bot.reading.lists import FOLDER, words
from bot.reading.text import Text, key

_TABLE = FOLDER / "people_words.tsv"
_PROFESSIONS = FOLDER / "professions.tsv"
_FIRST_NAMES = FOLDER / "first_names.tsv"
_COMPOUNDS = ("schoon", "stief", "pleeg", "klein", "groot", "overgroot", "ex", "adoptie", "bonus", "half")
_SELF = {"k": "ik", "ikke": "ik", "ondergetekende": "ik"}
_LONGEST_PROFESSION = 3
_MOST_BETWEEN = 2
"""Words that may stand between 'mijn' and the relative: 'mijn lieve oude moeder'."""


def people(kind: str) -> frozenset[str]:
    """The words of one kind from people_words.tsv."""
    return words(_TABLE, kind)


def is_other(word: str) -> bool:
    """Whether an item stands for somebody else: NAAM, or 'hij', 'haar' and the like."""
    return word == "NAAM" or word in people("other")


@dataclass(frozen=True)
class Item:
    """A word, or KIN, NAAM, ZIEKTE, BEROEP or KLANT in place of words; `first` and `size` count words of the text."""

    word: str
    first: int
    size: int
    clause: int
    sentence: int


def items(text: Text, illnesses: Sequence[Mention]) -> list[Item]:
    """The message as items, in order."""
    ill = {mention.first: mention.size for mention in illnesses}
    found: list[Item] = []
    place = 0
    while place < len(text.words):
        word, size = _named(text, place, ill)
        token = text.tokens[place]
        found.append(Item(word, place, size, token.clause, token.sentence))
        # 'Mijn zieke vrouw' becomes KIN zieke, so that the sign of illness is kept and stands by its owner.
        for between in range(place + 1, place + size - 1) if word == "KIN" else ():
            said = "ZIEKTE" if between in ill else text.words[between]
            found.append(Item(said, between, 1, token.clause, token.sentence))
        place += size
    return found


def _named(text: Text, place: int, ill: dict[int, int]) -> tuple[str, int]:
    if text.words[place] in people("possessive") and (size := _relative_after(text, place)):
        return "KIN", size
    if place in ill:
        return "ZIEKTE", ill[place]
    if size := _profession_size(text, place):
        return "BEROEP", size
    if _is_client(text, place):
        return "KLANT", 1
    if _is_bare_relative(text, place, ill):
        return "KIN", 1
    if _is_first_name(text, place):
        return "NAAM", 1
    return _SELF.get(text.words[place], text.words[place]), 1


def _relative_after(text: Text, place: int) -> int:
    """How many words 'mijn lieve moeder' takes from `place`; 0 when there is no relative."""
    weak = text.words[place] in {"me", "mij"}
    for between in range(1 if weak else _MOST_BETWEEN + 1):
        word = text.word(place + 1 + between)
        if is_kin(word) and text.joined(place, between + 2):
            return between + 2
        if not (word.endswith(("e", "jarig")) or word.isdigit() or word in people("between")):
            return 0
    return 0


def is_kin(word: str) -> bool:
    """Whether the word is for a relative or another who is near."""
    kin = people("kin")
    return word in kin or any(word.startswith(begin) and word[len(begin) :].lstrip("-") in kin for begin in _COMPOUNDS)


def _is_client(text: Text, place: int) -> bool:
    """'Onze cliënten', 'mijn patiënt'; but not 'ik ben patiënt'."""
    if text.words[place] in words(_PROFESSIONS, "one_client"):
        return text.word(place - 1) in people("possessive") | {"een", "de", "deze", "bij", "van"} and not {
            "ben", "als", "was", "ik", "word",
        } & set(text.words[max(0, place - 3) : place])  # fmt: skip
    return text.words[place] in words(_PROFESSIONS, "client")


def _is_bare_relative(text: Text, place: int, ill: dict[int, int]) -> bool:
    word, token = text.words[place], text.tokens[place]
    previous = text.word(place - 1)
    if word in people("name"):
        return previous not in people("not_mine")
    if word not in people("bare"):
        return False
    follows_ik_ben = {"ben", "als"} & set(text.words[max(0, place - 4) : place])
    if previous in people("introduces"):
        return not follows_ik_ben and (previous != "een" or text.word(place + 1) in {"met", "die", "van"})
    begins = place == 0 or text.tokens[place - 1].clause != token.clause
    return begins and (text.word(place + 1) in people("follows") or (place + 1 in ill and bool(text.joined(place, 2))))


def _is_first_name(text: Text, place: int) -> bool:
    """'Sinds Peter ziek is'; not 'ik ben Peter', 'beste Peter' or a name set apart as one signs ('Groetjes, Peter')."""
    token = text.tokens[place]
    if not token.capital or text.shouted or token.word not in words(_FIRST_NAMES, "name"):
        return False
    if text.word(place - 1) in words(_FIRST_NAMES, "not_after"):
        return False
    return bool(text.clause_before(place) or text.clause_after(place))


def _profession_size(text: Text, place: int) -> int:
    listed = _professions()
    for size in range(_LONGEST_PROFESSION, 0, -1):
        joined = text.joined(place, size)
        if joined in listed and not is_kin(text.word(place + size)):
            return size
    return 0


@cache
def _professions() -> frozenset[str]:
    return frozenset(key(word) for word in words(_PROFESSIONS, "profession"))
