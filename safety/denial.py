"""Whether what was found is denied, and whether the denial is whole or hedged ('niet echt', 'nog niet')."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from safety.characters import SOFT
from safety.words import Token

_NOT = frozenset(
    ["niet", "geen", "nooit", "niks", "niets", "nergens", "zonder", "nimmer", "allerminst", "niemand", "noch"]
)
_HEDGE = frozenset(
    [
        "echt",
        "per",
        "meteen",
        "direct",
        "letterlijk",
        "zozeer",
        "bepaald",
        "nog",
        "actief",
        "acuut",
        "perse",
        "concreet",
        "gelijk",
        "vandaag",
    ]
)
_SUBJECT = frozenset(["ik", "hij", "zij", "ze", "wij", "we", "jij", "je", "u", "jullie", "iemand"])
_CONJUNCTION = frozenset(["maar", "want", "en", "dus", "omdat", "als", "toen", "ook", "want", "of", "dat"])
_TIRED = frozenset(["kan", "trek", "houd", "hou", "red", "zie", "het", "wil", "kon"])
# A verb between the "not" and the words found: the "not" belongs to that verb ('als ik geen hulp krijg doe ik ...').
_CLAUSE = frozenset(["krijg", "krijgt", "heb", "heeft", "ben", "is", "kan", "kom", "komt", "lukt", "red", "helpt"])
_REACH = 4
# 'Niemand weet dat ik dood wil', 'nooit verteld dat ik dood wil': there it is the telling that is denied.
_TOLD = frozenset(["weet", "weten", "wist", "verteld", "vertellen", "merkt", "ziet", "snapt", "begrijpt", "gelooft"])
_AS_LONG_AS = frozenset(["zolang", "totdat"])  # 'ik doe mezelf niets aan zolang moeder leeft'
_LONG = 10  # so far before 'of' stands who asks; a lie is owned up to within twice as many words
# A subject and its verb in this order begin a clause of their own: 'het gaat niet goed, ik wil mezelf ...'.
_FINITE = frozenset(["wil", "wou", "wilde", "ga", "denk", "heb", "ben", "zie", "zou", "hoop", "wens"])
_ASKS = frozenset(["vraag", "vraagt", "vroeg", "vroegen", "vragen", "gevraagd"])
_NO = frozenset(["nee", "neen", "welnee", "nope"])
_NOT_AT_ALL = frozenset(["helemaal", "absoluut", "echt", "zeker", "beslist", "totaal"])
# What takes a 'no' back: 'ik zei nee, maar ...', 'dat was gelogen'.
_TURNS = frozenset(
    [
        "maar",
        "gelogen",
        "loog",
        "lieg",
        "liegen",
        "leugen",
        "waar",
        "terwijl",
        "eigenlijk",
        "stiekem",
        "ja",
        "jawel",
        "natuurlijk",
        "durfde",
        "durf",
        "dacht",
        "wist",
        "soms",
        "automatisch",
        "altijd",
    ]
)
# What follows a "not" that denies something else: "dood, niet meer leven", "de gedachte niet loslaten".
_MORE = frozenset(
    ["meer", "langer", "verder", "alleen", "uit", "loslaten", "kwijt", "vergeten", "onderdrukken", "stoppen"]
)


class Denial(Enum):
    """How far something is denied."""

    NO = "no"
    HEDGED = "hedged"
    WHOLE = "whole"


def _around(tokens: Sequence[Token], at: int) -> Denial:
    """The strength of the 'not' at a position."""
    neighbours = {tokens[at - 1].word if at else "", tokens[at + 1].word if at + 1 < len(tokens) else ""}
    if tokens[at].word == "niet" and neighbours & {"alleen", "waar", "dan"} and "alleen" in neighbours:
        return Denial.NO
    if at and tokens[at - 1].word == "echt" and tokens[at + 1].word not in _HEDGE:
        return Denial.WHOLE  # 'echt niet' is firm, 'niet echt' is not
    return Denial.HEDGED if neighbours & _HEDGE else Denial.WHOLE


def _before(tokens: Sequence[Token], begin: int) -> int | None:
    """Position of a 'not' before the match that reaches into it."""
    if tokens[begin].word in _SUBJECT:
        for distance in (2, 3, 4):
            at = begin - distance
            if at > 0 and tokens[begin - 1].word in ("dat", "alsof") and tokens[at].word in _NOT:
                told = any(token.word in _TOLD for token in tokens[at + 1 : begin])
                return None if told else at
        return None
    for at in range(begin - 1, max(0, begin - 1 - _REACH), -1):
        token = tokens[at]
        if token.after >= SOFT or token.word in _CONJUNCTION or token.word in _CLAUSE or token.word == ".":
            return None
        if token.word in _SUBJECT and tokens[at + 1].word in _FINITE:
            return None
        if token.word in _NOT:
            tired = at + 1 < len(tokens) and tokens[at + 1].word == "meer" and tokens[at - 1].word in _TIRED
            return None if tired else at
    return None


def _behind(tokens: Sequence[Token], end: int) -> int | None:
    """Position of a 'not' right behind the match: 'dood wil ik (echt) niet'."""
    for at in range(end, min(end + 2, len(tokens))):
        if tokens[at - 1].after >= SOFT or tokens[at].word in (".", *_CONJUNCTION):
            return None
        if tokens[at].word in ("niet", "nooit", "noch"):
            following = tokens[at + 1].word if at + 1 < len(tokens) else "."
            return None if following in _MORE else at
    return None


def _lied(tokens: Sequence[Token], end: int) -> bool:
    """Whether what was said is taken back as a lie: 'geen doodswens, zei ik. Dat was gelogen.'"""
    return any(token.word in ("gelogen", "loog") for token in tokens[end : end + 2 * _LONG])


def denied(tokens: Sequence[Token], begin: int, end: int) -> Denial:
    """Look inside, before and behind the words from begin up to end."""
    if _lied(tokens, end):
        return Denial.NO
    places = [at for at in range(begin, end) if tokens[at].word in _NOT]
    places += [at for at in (_before(tokens, begin), _behind(tokens, end)) if at is not None]
    found = [_around(tokens, at) for at in places]
    if found and any(token.word in _AS_LONG_AS for token in tokens[end : end + _LONG]):
        return Denial.HEDGED
    if Denial.WHOLE in found:
        return Denial.WHOLE
    return Denial.HEDGED if Denial.HEDGED in found else Denial.NO


def _says_no(tokens: Sequence[Token]) -> bool:
    """Whether there is a 'no' in these words that nothing behind it takes back."""
    words = [token.word for token in tokens]
    for at, word in enumerate(words):
        if word in _NO or (word in _NOT_AT_ALL and words[at + 1 : at + 2] == ["niet"]):
            return not _TURNS & set(words[at + 1 :])
    return False


def answered_no(tokens: Sequence[Token], begin: int, end: int) -> bool:
    """Whether the words are a question that is answered with a plain 'no'.

    'Levensmoe? Welnee', 'somber ja, doodswens nee', or 'de huisarts vroeg of ik dood wilde, ik zei nee'.
    """
    for at in (begin + 1, end):
        reply = at + (tokens[at].word == ".") if at < len(tokens) - 1 else at
        if reply >= begin + 3 or reply >= len(tokens) or tokens[reply].word not in _NO:
            continue
        if tokens[begin - 1].word == "." or tokens[reply].after >= SOFT:
            return _says_no(tokens[reply:])
    first = next((at for at in range(begin - 1, 0, -1) if tokens[at].word == "."), 0)
    for at in range(begin - 1, max(first, begin - 5), -1):
        if tokens[at].word == "of":
            asked = any(token.word in _ASKS for token in tokens[max(first, at - _LONG) : at])
            return asked and _says_no(tokens[end:])
    return False
