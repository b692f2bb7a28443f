"""Words that point to a person, found by patterns: numbers, addresses, and names after words that announce them.

They work at once and on lower-case text, where a list of names finds little. In place of what they take out stands
what it was: `[naam]`, `[telefoon]`. Names of municipalities stay: staff need them to see where help is missing.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from safety import helplines
from vocabulary import conditions, municipalities
from web.conversations import dates

PLACEHOLDER = re.compile(r"\[[a-z\-]+\]")
"""What stands in place of what was taken out."""

_ANY = re.IGNORECASE

_E_MAIL = re.compile(
    # 'jan punt smit apenstaartje': the first part said aloud
    r"[\w.+\-]{1,64}(?:\s(?:punt|streepje|liggend\sstreepje|underscore)\s[\w+\-]{1,64}){0,3}"
    r"\s?(?:@|\(at\)|\[at\]|\(apenstaartje\)|\bapensta+rt(?:je)?\b)\s?[\w\-]{1,64}"
    r"(?:\s?(?:\.|,(?=[a-z]{2,4}\b)|\(dot\)|\[dot\]|\(punt\)|\bpunt\b)\s?[\w\-]{1,64}){1,5}"
    # 'jan@icloud': the end forgotten
    r"|[\w.+\-]{1,64}@[\w\-]{2,64}"
    # 'jan at gmail punt com': only with a name that is of mail alone
    r"|[\w.+\-]{1,64}\s(?:at|ad|apestaart)\s(?:gmail|hotmail|live|outlook|ziggo|kpnmail|planet|yahoo|icloud|home|xs4all)"
    r"\s?(?:\.|\bpunt\b|\bdot\b)\s?(?:com|nl|be|net)\b",
    _ANY,
)
_IBAN = re.compile(
    r"\b[A-Z]{2}[\s.\-]?\d{2}[\s.\-]?[A-Z]{4}(?:[\s.\-]?\d){10}\b|\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){3,7}\b"
    r"|\bBE\s?\d{2}(?:[\s.\-]?\d{4}){3}\b",
    _ANY,
)
_PHONE = re.compile(r"(?<![\w+])(?:(?:\+|00)\s?3[12]\s?(?:\(0\)\s?)?|\(?0)[1-9](?:[\s\-–.()/]{0,3}\d){8}(?!\d)")
_BSN = re.compile(r"(?<![\d.,])(?:\d{3}[ .]?\d{3}[ .]?\d{3}|\d{4}[ .]\d{2}[ .]\d{3}|\d{8})(?!\d)")
# 'mijn bsn is', 'patiëntnr': what comes after such a word is a number of this person, whatever it looks like.
_LINK = (
    r"(?:\s?(?:nummer|nr\.?|no\.?)\b)?"
    r"(?:\s?[:=,]|\s(?:is|van|dat|mij|bij|de|het|gemeente|ziekenhuis|verzekering)\b){0,6}\s?"
)
_BSN_CUE = re.compile(
    rf"(?P<cue>\b(?:bsn|burgerservice\s?nummer|burgerservicenr|sofi(?:\s?nummer|nr)?|rijksregister(?:nr)?|insz){_LINK})"
    r"(?P<number>\d[\d .\-]{6,14}\d)(?!\d)",
    _ANY,
)
# The Belgian number of a person: day of birth, order, check.
_BELGIAN = re.compile(r"(?<![\d.\-])\d\d\.?\d\d\.?\d\d-\d{3}[.\-]\d\d(?!\d)")
_NUMBER_CUE = re.compile(
    r"(?P<cue>\b(?:(?:pati[eë]nt(?:en)?|cli[eë]nt(?:en)?|klant(?:en)?|polis|dossier|zaak|relatie|pas|lid|kenmerk|inschrijf|zorg|"
    rf"verzekerings?|registratie|aanvraag)\s?(?:nummer|nr\.?|no\.?)|kenmerk|nummer|nr\.?)\b{_LINK})"
    r"(?P<number>(?=[\w/\-]*\d{3})[\w/\-]{5,}(?:\s\d{3,})*)",
    _ANY,
)
# With letters before it too: 'GPK0448812'.
_LONG_NUMBER = re.compile(r"(?<![\w.,/\-])(?:[A-Z]{1,5}-?)?\d{7,}(?![\w,/\-])", _ANY)
# Two letters that are a word of their own make no postcode: '1200 eu', '2500 mg'.
_PAIR = (
    r"(?!(?:in|is|en|ik|op|of|na|al|om|te|we|ze|je|er|nu|zo|ga|ja|me|mn|uw|eu|kg|mg|ml|cm|mm|km|pm|ms|tv|pc|as|at)\b)"
)
_POSTCODE = re.compile(
    r"\b[1-9]\d{3}(?:\s?[A-Z]{2}|[a-z]{2})\b|(?<=postcode )[1-9]\d{3}\s?[a-z]{2}\b"
    rf"|\b(?!19\d\d|20[0-2]\d)[1-9]\d{{3}}\s{_PAIR}[a-z]{{2}}\b"
)

_STREET_END = (
    "(?:straat|laan|weg|plein|gracht|kade|singel|dijk|hof|steeg|dreef|plantsoen|park|pad|markt|baan|ring|wal|burg"
    "|akker|veld|steenweg)"
)
_BEFORE_STREET = (
    "(?:van|de|den|der|ten|ter|het|oude|nieuwe|korte|lange|grote|kleine|eerste|tweede|derde|sint|st\\.?|koning|koningin|prins|prinses"
    "|burgemeester|burg\\.?|dokter|dr\\.?|professor|prof\\.?|pastoor|generaal|graaf|jan|jacob|willem|anna)"
)
_NUMBER = (
    r"(?:(?:nr\.?|no\.|huisnummer|nummer)\s?)?\d{1,5}(?:\s?[a-z]\b|-\d{1,4}\b|\s?(?:bis|hs)\b)?"
    r"(?:,?\s(?:bus|bte)\s\w{1,4}\b)?"
)
# What a number counts, so that it is no house: 'woon aan de rand 2 km van', 'in de stad 12 jaar'.
_NO_COUNT = (
    r"(?![\w\-]|\s?(?:hoog|keer|x|uur|min(?:uten)?|dagen|weken|maanden|jaar|jaren|km|kilometer|meter|cm|euro|kamers?|mensen"
    r"|personen|kinderen|katten|honden|trappen|etages)\b)"
)
_NO_STREET_WORD = (
    r"(?!(?:de|het|een|kamer|etage|nummer|nr|no|flat|verdieping|afdeling|groep|unit|huis|woning|blok|al|met|sinds|van|nu|en|of"
    r"|maar|voor|ruim|bijna|zo|zo'n|ongeveer|nog|ook|ben|heb|is|was|type|stadium|fase|graad)\b)"
)
_STREETS = (
    # 'kerkstraat 12', 'van Goghlaan 3b', 'koningin julianastraat 4': a street with a number
    re.compile(rf"(?:\b{_BEFORE_STREET}\s){{0,3}}\b[\w'’\-]{{2,40}}{_STREET_END}\s{_NUMBER}", _ANY),
    # 'laan van Meerdervoort 312', 'postbus 12'
    re.compile(rf"\b(?:{_STREET_END}\s(?:van\s)?(?:(?:de|den|het|der)\s)?[\w'’\-]{{2,40}}|postbus)\s{_NUMBER}", _ANY),
    # 'de meent 4, [postcode]': whatever stands before a postcode with a number
    re.compile(rf"\b(?:(?:de|het|den|'t)\s)?[^\W\d_][\w'’\-]{{1,40}}\s{_NUMBER}(?=,?\s\[postcode\])", _ANY),
    # 'ik woon op de kerkstraat': a street after a word for living there
    re.compile(
        rf"(?<=\bop de )[\w'’\-]{{1,40}}{_STREET_END}\b|(?<=\bin de )[\w'’\-]{{1,40}}(?:straat|laan|steeg)\b", _ANY
    ),
    # 'woon aan de meent 4', 'wonen op hoge wei 7': a word or two with a number, after a word for living there
    re.compile(
        r"(?P<cue>\bwo(?:on|ont|nt|nen|ne)\s(?:(?:ik|hij|zij|ze|wij|we|nu|al|daar|hier)\s)?(?:(?:op|aan)\s(?:(?:de|het|den|'t)\s)?|in\s(?:de|het|den|'t)\s))"
        rf"(?:{_NO_STREET_WORD}[^\W\d_][\w'’\-]{{1,40}}\s){{1,2}}{_NUMBER}{_NO_COUNT}",
        _ANY,
    ),
    # 'op de singel 9a': the word for a street is the whole name
    re.compile(
        r"(?P<cue>\b(?:op|aan|naar|adres(?:\sis)?:?)\s(?:(?:de|het|den|'t)\s)?)"
        rf"(?:singel|kade|wal|dijk|plein|hof|dreef|zand|gracht|brink)\s{_NUMBER}{_NO_COUNT}",
        _ANY,
    ),
)
# No one's address: 'op de markt', 'langs de weg', 'in het park', 'op weg'.
_NO_STREET = frozenset(
    {"straat", "weg", "markt", "baan", "ring", "park", "wal", "snelweg", "arbeidsmarkt", "vakantiepark"}
)

_WHO = "ik|hij|zij|ze|die|man|vrouw|zoon|dochter|vader|moeder|partner|broer|zus|kind|vriend|vriendin|buurvrouw|buurman"
_TITLE = r"(?:(?:meneer|mevrouw|mevr\.?|dhr\.?|mw\.?|dokter|dr\.?)\s)?"
_BETWEEN = r"(?:(?:van|de|der|den|ten|ter|te|el|al|la|le|'t|d')\s){0,3}"
# 'in 't Veld', 'op den Kamp': a small word more, which is of a name only in these pairs.
_IN_THE = r"(?:(?:in|op|aan|van)\s'?t|op\sden)\s"
_FIRST = rf"{_TITLE}(?:{_IN_THE})?{_BETWEEN}[^\W\d_][\w'’\-]*"
_MORE = rf"(?:\s{_BETWEEN}(?-i:[A-Z])[\w'’\-]*){{0,2}}"
_NAME_CUE = re.compile(
    rf"\b(?:(?:{_WHO})\s+heet|heet\s+(?:ik|hij|zij|ze)|heette|genaamd|(?:mijn|m'n|zijn|haar|de)\s+(?:voor|achter|roep)?naam\s+is|(?:mijn|m'n|mn)\s+naam(?=\s+(?-i:[A-Z]))"
    r"|noem\s+(?:me|mij)(?:\s+maar)?|(?:u|je)\s+spreekt\s+met|groet(?:jes|en)?,?(?:\s+van)?|meneer|mevrouw|mevr\.?|dhr\.?|mw\.)"
    rf"\s+(?P<name>{_FIRST}{_MORE})",
    _ANY,
)
# Who works somewhere is no name: 'meneer de dokter', '[naam] van de gemeente'.
_WORK = (
    r"(?:dokter|huisarts|arts|specialist|neuroloog|cardioloog|psycholoog|psychiater|verpleegkundige|wijkverpleegkundige|agent"
    r"|wijkagent|rechter|burgemeester|directeur|notaris|advocaat|dominee|pastoor|apotheker|fysio\w*|zuster|voorzitter"
    r"|gemeente|loket|wijk\w+|verple\w+|verzorg\w+|begeleid\w+|dag(?:opvang|besteding)|wmo|wlz|uwv|ciz|svb|bank|apotheek|thuiszorg|ziekenhuis|poli\w*|balie|receptie|school|kerk|overkant"
    r"|buurt|straat|buren|verzekering\w*|zorg\w*|instantie|woningbouw|sociale|afdeling|hiernaast|thuis)\b"
)
# 'ik heet karin de vries': a lower-case surname shows by the small word before it.
_SURNAME = re.compile(
    rf"\[naam\](?:\s(?:van|de|der|den|ten|ter|te)){{1,3}}\s(?!{_WORK}|(?:het|de|een|mijn|ons|onze|die|dat)\b)[^\W\d_][\w'’\-]*",
    _ANY,
)
_AT_WORK = re.compile(rf"(?:(?:van|in|op|aan)\s)?(?:(?:de|het|den|'?t|mijn|ons|onze)\s)?{_WORK}", _ANY)
# 'mijn vrouw Selam': whom a capital after a word for kin points to. An illness there is none ('mijn man Parkinson').
_KIN_NAME = re.compile(
    r"\b(?i:(?:mijn|m'n|mn|me|onze?|zijn|haar|de)\s(?:man|vrouw|echtgenote?|zoon|dochter|vader|moeder|broer(?:tje)?|zus(?:je)?|partner"
    r"|vriend(?:in)?|buur(?:man|vrouw)|schoon(?:moeder|vader|zus)|neef|nicht|klein(?:zoon|dochter|kind)|collega|tante|oom|oma|opa)),?\s"
    r"(?P<name>[A-Z][a-zà-ÿ]+)\b"
)
# What follows a cue without being a name: 'zij heet ook zo', 'groetjes en bedankt', 'mevrouw is ziek'.
_NO_NAME = frozenset(
    (
        *("de", "het", "een", "en", "of", "ook", "niet", "wel", "nog", "nu", "dat", "dit", "die", "zo", "dus", "maar"),
        *("als", "toen", "hier", "daar", "u", "je", "jij", "ik", "we", "wij", "ze", "zij", "hij", "van", "voor", "is"),
        *("was", "heeft", "wil", "kan", "moet", "zegt", "welkom", "bedankt", "dank", "allemaal", "iedereen", "alles"),
        *(
            "eigenlijk",
            "gewoon",
            "aan",
            "met",
            "op",
            "in",
            "bij",
            "om",
            "uit",
            "over",
            "naar",
            "waar",
            "wat",
            "wie",
            "hoe",
        ),
        *(
            "belde",
            "zei",
            "kwam",
            "begreep",
            "gaf",
            "vroeg",
            "deed",
            "had",
            "zou",
            "moest",
            "wilde",
            "komt",
            "belt",
            "vraagt",
        ),
        *(
            "geeft",
            "doet",
            "gaat",
            "weet",
            "denkt",
            "vindt",
            "alstublieft",
            "mag",
            "heel",
            "erg",
            "lieve",
            "mijn",
            "haar",
            "zijn",
        ),
    )
)

_ILLNESSES = frozenset(
    word
    for illness in conditions.load().values()
    for said in (illness.name, *illness.synonyms)
    for word in said.split()
)
# 'Bergen (NH)' is typed as Bergen.
_MUNICIPALITIES = frozenset(name.casefold().split(" (")[0] for name in municipalities.names())


_PROVINCES = frozenset(one.province.casefold() for one in municipalities.by_code().values())


def is_public_place(words: str) -> bool:
    """Whether this is a place so large that nobody is found by it: a municipality or a province."""
    return is_municipality(words) or words.strip().casefold() in _PROVINCES


def is_municipality(words: str) -> bool:
    """Whether these words are the name of a municipality of today."""
    return words.strip().casefold() in _MUNICIPALITIES


_HELP_SITES = frozenset(
    {
        *(
            "113.nl",
            "alzheimer-nederland.nl",
            "ciz.nl",
            "dementie.nl",
            "hersenstichting.nl",
            "hartstichting.nl",
            "kanker.nl",
        ),
        *(
            "mantelzorg.nl",
            "mantelzorgelijk.nl",
            "mindkorrelatie.nl",
            "pgb.nl",
            "regelhulp.nl",
            "rijksoverheid.nl",
            "svb.nl",
        ),
        *("thuisarts.nl", "uwv.nl", "kindertelefoon.nl", "veiligthuis.nl", "zorgkaartnederland.nl", "gripopjedip.nl"),
    }
)


_HELP_NUMBERS = frozenset(re.sub(r"\D", "", line.phone) for line in helplines.help_lines() if line.phone)


def is_help_number(words: str) -> bool:
    """Whether this is the number of a help line that the assistant itself names."""
    return re.sub(r"\D", "", words) in _HELP_NUMBERS


def is_help_site(words: str) -> bool:
    """Whether this is the address of a well-known website that helps, which nobody is found by."""
    return words.casefold().removeprefix("https://").removeprefix("www.").rstrip("/") in _HELP_SITES


# Organisations with a name that looks like a person's.
_ORGANISATIONS = frozenset({"rode kruis", "leger des heils", "florence nightingale", "jantje beton", "anne frank"})


def is_no_person(words: str) -> bool:
    """Whether these words, though they look like a name, are an illness, an organisation or somebody's work."""
    folded = words.casefold()
    return folded in _ORGANISATIONS or is_municipality(words) or all(word in _ILLNESSES for word in folded.split())


def redact(text: str) -> str:
    """The text without what the patterns recognise; redacted text stays as it is."""
    text = _E_MAIL.sub("[e-mail]", text)
    text = _IBAN.sub("[iban]", text)
    text = _BSN_CUE.sub(_after("[bsn]"), text)
    text = dates.redact_births(text)
    text = _BELGIAN.sub("[bsn]", text)
    text = _PHONE.sub(_telephone, text)
    text = _BSN.sub(_number, text)
    text = dates.redact_days(text)
    text = _NUMBER_CUE.sub(_after("[nummer]"), text)
    text = _LONG_NUMBER.sub("[nummer]", text)
    text = _POSTCODE.sub("[postcode]", text)
    for street in _STREETS:
        text = street.sub(_street, text)
    text = _NAME_CUE.sub(_name, text)
    text = _KIN_NAME.sub(_kin_name, text)
    return _SURNAME.sub("[naam]", text)


def _after(word: str) -> Callable[[re.Match[str]], str]:
    """In place of the number alone; the cue before it stays."""
    return lambda match: f"{match['cue']}{word}"


def _telephone(match: re.Match[str]) -> str:
    return match[0] if is_help_number(match[0]) else "[telefoon]"


def _number(match: re.Match[str]) -> str:
    """A number is a BSN when it passes the elfproef: the weighted sum of its nine digits divides by eleven."""
    digits = re.sub(r"\D", "", match[0]).zfill(9)
    total = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1)))
    return "[bsn]" if total % 11 == 0 and int(digits) else match[0]


def _street(match: re.Match[str]) -> str:
    cue = match.groupdict().get("cue") or ""
    found = match[0].removeprefix(cue)
    return match[0] if found.casefold() in _NO_STREET or is_municipality(found) else f"{cue}[adres]"


def _name(match: re.Match[str]) -> str:
    words = match["name"].split()
    if _AT_WORK.match(match.string, match.start("name")):
        return match[0]
    starts_small = words[0].casefold() in _NO_NAME and not (
        len(words) > 1 and words[0].casefold() in {"de", "van", "het"}
    )
    if starts_small and not re.match(_IN_THE, match["name"], _ANY):
        return match[0]
    return match[0][: match.start("name") - match.start()] + "[naam]"


def _kin_name(match: re.Match[str]) -> str:
    name = match["name"].casefold()
    return match[0] if name in _ILLNESSES or is_municipality(name) else match[0].removesuffix(match["name"]) + "[naam]"
