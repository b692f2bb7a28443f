"""Words that point to a person, found by patterns: numbers, addresses, and names after words that announce them.

They work at once and on lower-case text, where a list of names finds little. In place of what they take out stands
what it was: `[naam]`, `[telefoon]`. Names of municipalities stay: staff need them to see where help is missing.
"""

from __future__ import annotations

import re

from vocabulary import municipalities

_ANY = re.IGNORECASE

_E_MAIL = re.compile(
    r"[\w.+\-]{1,64}\s?(?:@|\(at\)|\[at\]|\bapenstaartje\b)\s?[\w\-]{1,64}"
    r"(?:\s?(?:\.|\(dot\)|\[dot\]|\(punt\)|\bpunt\b)\s?[\w\-]{1,64}){1,5}",
    _ANY,
)
_IBAN = re.compile(r"\b[A-Z]{2}\s?\d{2}\s?[A-Z]{4}(?:\s?\d){10}\b|\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}\b", _ANY)
_PHONE = re.compile(r"(?<![\w+])(?:(?:\+|00)\s?31\s?(?:\(0\)\s?)?|\(?0)[1-9](?:[\s\-–.()/]{0,3}\d){8}(?!\d)")
_BSN = re.compile(r"(?<![\d.,])(?:\d{3}[ .]?\d{3}[ .]?\d{3}|\d{4}[ .]\d{2}[ .]\d{3}|\d{8})(?!\d)")
_POSTCODE = re.compile(r"\b[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})\b|(?<=postcode )[1-9]\d{3}\s?[a-z]{2}\b")

_MONTH = r"(?:jan|feb|mrt|maart|apr|mei|jun|jul|aug|sep|okt|nov|dec)[a-z]{0,8}"
_BIRTH = re.compile(rf"\b\d{{1,2}}[\-/. ](?:\d{{1,2}}|{_MONTH})[\-/. ](?:19|20)\d\d\b", _ANY)

_STREET_END = (
    "(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|steeg|dreef|plantsoen|park|pad|markt|baan|ring|wal|burg"
    "|akker|veld)"
)
_NUMBER = r"\d{1,5}(?:\s?[a-z]\b|-\d{1,4}\b|\s?(?:bis|hs)\b)?"
_STREETS = (
    # 'kerkstraat 12', 'van Goghlaan 3b': a street with a number
    re.compile(rf"(?:\b(?:van|de|den|ten|ter)\s)?\b[\w'’\-]{{2,40}}{_STREET_END}\s{_NUMBER}", _ANY),
    # 'ik woon op de kerkstraat': a street after a word for living there
    re.compile(
        rf"(?<=\bop de )[\w'’\-]{{1,40}}{_STREET_END}\b|(?<=\bin de )[\w'’\-]{{1,40}}(?:straat|laan|steeg)\b", _ANY
    ),
    # 'woon aan de meent 4': any word with a number, after a word for living there
    re.compile(rf"(?<=\bwoon op de )[\w'’\-]{{1,40}}\s{_NUMBER}|(?<=\bwoon aan de )[\w'’\-]{{1,40}}\s{_NUMBER}", _ANY),
)
# No one's address: 'op de markt', 'langs de weg', 'in het park', 'op weg'.
_NO_STREET = frozenset(
    {"straat", "weg", "markt", "baan", "ring", "park", "wal", "snelweg", "arbeidsmarkt", "vakantiepark"}
)

_WHO = "ik|hij|zij|ze|die|man|vrouw|zoon|dochter|vader|moeder|partner|broer|zus|kind|vriend|vriendin|buurvrouw|buurman"
_TITLE = r"(?:(?:meneer|mevrouw|mevr\.?|dhr\.?|mw\.?|dokter|dr\.?)\s)?"
_BETWEEN = r"(?:(?:van|de|der|den|ten|ter|te|el|al|la|le|'t|d')\s){0,3}"
_FIRST = rf"{_TITLE}{_BETWEEN}[^\W\d_][\w'’\-]*"
_MORE = rf"(?:\s{_BETWEEN}(?-i:[A-Z])[\w'’\-]*){{0,2}}"
_NAME_CUE = re.compile(
    rf"\b(?:(?:{_WHO})\s+heet|heet\s+(?:ik|hij|zij|ze)|heette|genaamd|(?:mijn|m'n|zijn|haar|de)\s+(?:voor|achter|roep)?naam\s+is"
    r"|noem\s+(?:me|mij)(?:\s+maar)?|(?:u|je)\s+spreekt\s+met|groet(?:jes|en)?,?(?:\s+van)?|meneer|mevrouw|mevr\.?|dhr\.?|mw\.)"
    rf"\s+(?P<name>{_FIRST}{_MORE})",
    _ANY,
)
# 'ik heet karin de vries': a lower-case surname shows by the small word before it.
_SURNAME = re.compile(r"\[naam\](?:\s(?:van|de|der|den|ten|ter|te)){1,3}\s[^\W\d_][\w'’\-]*")
# What follows a cue without being a name: 'zij heet ook zo', 'groetjes en bedankt', 'mevrouw is ziek'.
_NO_NAME = frozenset(
    (
        *("de", "het", "een", "en", "of", "ook", "niet", "wel", "nog", "nu", "dat", "dit", "die", "zo", "dus", "maar"),
        *("als", "toen", "hier", "daar", "u", "je", "jij", "ik", "we", "wij", "ze", "zij", "hij", "van", "voor", "is"),
        *("was", "heeft", "wil", "kan", "moet", "zegt", "welkom", "bedankt", "dank", "allemaal", "iedereen", "alles"),
        *("eigenlijk", "gewoon"),
    )
)

_MUNICIPALITIES = frozenset(name.casefold() for name in municipalities.names())


def is_municipality(words: str) -> bool:
    """Whether these words are the name of a municipality of today."""
    return words.strip().casefold() in _MUNICIPALITIES


def redact(text: str) -> str:
    """The text without what the patterns recognise; redacted text stays as it is."""
    text = _E_MAIL.sub("[e-mail]", text)
    text = _IBAN.sub("[iban]", text)
    text = _PHONE.sub("[telefoon]", text)
    text = _BSN.sub(_number, text)
    text = _BIRTH.sub("[datum]", text)
    text = _POSTCODE.sub("[postcode]", text)
    for street in _STREETS:
        text = street.sub(_street, text)
    text = _NAME_CUE.sub(_name, text)
    return _SURNAME.sub("[naam]", text)


def _number(match: re.Match[str]) -> str:
    """A number is a BSN when it passes the elfproef: the weighted sum of its nine digits divides by eleven."""
    digits = re.sub(r"\D", "", match[0]).zfill(9)
    total = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)))
    return "[bsn]" if total % 11 == 0 and int(digits) else match[0]


def _street(match: re.Match[str]) -> str:
    found = match[0]
    return found if found.casefold() in _NO_STREET or is_municipality(found) else "[adres]"


def _name(match: re.Match[str]) -> str:
    words = match["name"].split()
    if words[0].casefold() in _NO_NAME and not (len(words) > 1 and words[0].casefold() in {"de", "van", "het"}):
        return match[0]
    return match[0][: match.start("name") - match.start()] + "[naam]"
