"""Days that point to a person: of birth, of a death, of an appointment. A month or a year alone stays.

By a day somebody can be found (a notice of death, a list at an outpatient clinic), so each day of a month goes, and a
month with a year when it is of a birth. 'sinds maart', 'in 2019' and 'de brief is van mei 2019' point to nobody.
Amounts, doses and pressures look like days ('3-4 keer', 'tensie 14/9', '24/7') and stay.
"""

from __future__ import annotations

import re

_ANY = re.IGNORECASE
_PLACEHOLDER = "[datum]"

# With the slips of a tired hand: 'febuari', 'okober', 'desember'.
_MONTH = (
    r"(?:(?:jan(?:[a-z]{0,2}ari)?|feb(?:[a-z]{0,3}ari|r)?|mrt|maa?rt|apr(?:il)?|mei|juni?|juli?|aug(?:[a-z]{1,3}t[a-z]{1,2}s)?"
    r"|sept?(?:[a-z]{0,3}ber)?|ok(?:t|[a-z]{0,2}ber)|oct(?:ober)?|nov(?:[a-z]{0,3}ber)?|de[csz](?:[a-z]{0,3}ber)?)\b\.?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:e|de|ste)?"
_YEAR = r"(?:(?:19|20)\d\d|['’]\s?\d\d)\b"
_UNITS = "(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)"
_COUNTED = (
    rf"(?:eerste|tweede|derde|achtste|(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|(?:der|veer|vijf|zes|zeven|acht|negen)tien"
    rf"|(?:{_UNITS}\s?(?:en|ën)\s?)?twintig|(?:een\s?en\s?)?dertig)(?:de|ste)?)"
)
_DAY_OF_MONTH = re.compile(
    # '3 mei', '17e van oktober', '5 okt 88', 'zestien februari 1939'; '3 mei 10 uur' has no year
    rf"\b(?:(?:{_DAY}|{_COUNTED})(?:\s?[\-/.]\s?|\s(?:van\s)?)|{_DAY}){_MONTH}"
    rf"(?:[\-/., ]{{0,2}}{_YEAR}|[\-/ ]\d\d\b(?!\s?(?:uur|u|h|jaar|min|keer|x)\b|[:.,]?\d))?",
    _ANY,
)
_FEAST = re.compile(
    r"\b(?:(?:eerste|tweede|[12]e|[12]de)\s)?(?:kerst(?:dag|avond)?|oude?jaars?(?:dag|avond)?|nieuwjaars?(?:dag)?|koninginnedag|sinterklaas(?:avond)?)"
    rf"\s(?:van\s|in\s)?{_YEAR}",
    _ANY,
)
# Nothing but digits: with a whole year, or two digits of it between the same signs.
_DIGITS = re.compile(
    r"\b\d{1,2}(?:e|de|ste)?\s?[\-/. ]\s?\d{1,2}\s?[\-/. ]\s?(?:19|20)\d\d\b|\b(?:19|20)\d\d-\d\d?-\d\d?\b"
    r"|\b\d{1,2}[\-/. ]\d{1,2}[\-/. ]['’]\d\d\b|\b\d{1,2}([\-/.])\d{1,2}\1\d\d\b(?![\-/.]?\d)"
)
_NO_UNIT = (
    r"(?!\s?(?:[%€x°]|(?:a|à|keer|maal|uur|uren|min(?:uten)?|dagen|weken|maanden|maand|jaar|jaren|mg|ml|gr?|gram|mcg|cc|kg|kilo|euro|cm|meter|km"
    r"|tablet(?:ten)?|pil(?:len)?|stuks|graden|punten|glazen|sneetjes|mensen|personen|kinderen|kamers?|hoog|nachten|mmhg)\b))"
)
_NO_MEASURE = (
    r"(?<!tensie )(?<!druk )(?<!bloeddruk is )(?<!bloeddruk van )(?<!score )(?<!cijfer )(?<!visus )(?<!snipper )"
    r"(?<![\w.,/\-€+])"
)
# 'op 3/5': a day after a word for when. '15-11': a range goes up, so what goes down is a day; '24/7' is every day.
_DAY_AND_MONTH = re.compile(
    rf"(?P<cue>\b(?:op|per|vanaf|sinds|tot|datum|dd\.?|d\.d\.|(?:maan|dins|woens|donder|vrij|zater|zon)dag|ma|di|wo|vr|za|zo)\s)?"
    rf"{_NO_MEASURE}(?P<day>0?[1-9]|[12]\d|3[01])(?P<sign>[\-/])(?P<month>0?[1-9]|1[0-2])(?![\w/\-]|[.,]\d){_NO_UNIT}",
    _ANY,
)
# After a word for being born also 'geb 120461' and 'eind maart 1958'.
_BORN = (
    r"(?:geb(?:or(?:en?|e)|\.)?|geboorte\s?dat(?:um|\.)?|geb\.?\s?dat(?:um|\.)?|jarig|verjaardag)"
    r"(?:\s(?:op|in|is|ben|de|dat)|\s?:)*"
)
_WHOSE = (
    r"(?:ik\s(?:ben|kom|bn)|(?:hij|zij|ze|man|vrouw|zoon|dochter|vader|moeder|[mp][ae]|mama|papa|oma|opa"
    r"|bomma|bompa|broer|zus)\sis)"
    r"\s(?:nog\s)?(?:geboren\s)?(?:van|uit)(?:\sde)?"
)
_BIRTH = re.compile(
    rf"(?P<cue>\b(?:{_BORN})\s)(?P<date>(?:\d{{1,2}}[\-/. ]\d{{1,2}}(?:[\-/. ]?['’]?\d{{2,4}})?|\d{{6}}|\d{{8}})\b)"
    rf"|(?P<when>\b(?:{_BORN}|{_WHOSE})\s)(?P<month>(?:(?:begin|half|medio|eind)\s)?{_MONTH}\s?(?:{_YEAR}|\d\d\b))",
    _ANY,
)


def redact_births(text: str) -> str:
    """The text without what follows a word for being born; the word itself stays."""
    return _BIRTH.sub(lambda found: f"{found['cue'] or found['when']}{_PLACEHOLDER}", text)


def redact_days(text: str) -> str:
    """The text without days of the calendar."""
    for shape in (_DIGITS, _DAY_OF_MONTH, _FEAST):
        text = shape.sub(_PLACEHOLDER, text)
    return _DAY_AND_MONTH.sub(_day_and_month, text)


def _day_and_month(found: re.Match[str]) -> str:
    day, month = int(found["day"]), int(found["month"])
    announced = found["cue"] is not None and (found["sign"] == "/" or day > month)
    goes_down = day > month and day >= (10 if found["sign"] == "/" else 13)
    if (day, month) == (24, 7) or not (announced or goes_down):
        return found[0]
    return f"{found['cue'] or ''}{_PLACEHOLDER}"
