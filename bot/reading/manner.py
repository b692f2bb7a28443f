"""How something is said rather than what: nothing at all, in another language, or with abuse of the assistant.

Each has its own turn in the talk. Danger is read apart from this, in other languages too (`safety/`).
"""

from __future__ import annotations

from functools import cache

from bot.reading import cues
from bot.reading.facts import Fact
from bot.reading.lists import FOLDER, words
from bot.reading.text import Text

WORDS = FOLDER / "manner_words.tsv"
LANGUAGES = ("english", "german", "french", "turkish", "polish", "spanish")
_LEAST, _SHARE = 2, 0.3
"""So many words of another language, and so large a part of the message, make it one of that language."""
_LONGEST_ABUSE = 12


@cache
def _cues() -> cues.Table:
    return cues.load(FOLDER / "manner_cues.tsv", ("schelden",))


def read_manner(text: Text) -> list[Fact]:
    """A request 'stilte', 'andere_taal' or 'schelden' when that is what the whole message is."""
    value = _manner(text)
    return [Fact("request", value, 0, len(text.raw), True)] if value else []


def _manner(text: Text) -> str | None:
    if not any(character.isalnum() for character in text.raw):
        return "stilte"
    if _foreign_letters(text.raw) or _foreign_words(text):
        return "andere_taal"
    if len(text.tokens) <= _LONGEST_ABUSE and any(True for _ in cues.found(_cues(), cues.row(text))):
        return "schelden"
    return None


def _foreign_letters(raw: str) -> bool:
    """Whether most letters are of another script: Arabic, Cyrillic, Tigrinya, Chinese."""
    letters = [character for character in raw if character.isalpha()]
    return sum(ord(character) > 0x24F for character in letters) > len(letters) / 2


def _foreign_words(text: Text) -> bool:
    if any(word in words(WORDS, "dutch") for word in text.words):
        return False
    most = max(sum(word in words(WORDS, language) for word in text.words) for language in LANGUAGES)
    return most >= _LEAST and most >= _SHARE * len(text.words)
