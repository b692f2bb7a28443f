"""Dutch text cut into sentences, words and syllables, as far as a readability score needs it.

Syllables are counted as groups of vowels. Hyphenation (pyphen, on which textstat rests) was tried and left aside: it
never sets a single vowel apart, so that 'over', 'avond' and 'idee' count as one and a text seems easier than it is.
"""

from __future__ import annotations

import re
import unicodedata

_ADDRESS = r"https?://\S*\w|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\b[\w-]+(?:\.[\w-]+)*\.(?:nl|org|com|be|eu|net)\b(?:/\S*\w)?"
_FILLED_IN = r"\{[^{}]*\}"
_AT_A_GLANCE = re.compile(f"{_ADDRESS}|{_FILLED_IN}", re.IGNORECASE)
"""An address, or what is filled in later, such as {region}: read as one short word."""
_NUMBER = re.compile(r"\(?\+?\d(?:\)?[ .,/:\u00a0-]?\d)*")
_ABBREVIATION = re.compile(
    r"\b(?:bijv|bv|dr|drs|dhr|mevr|mw|mr|prof|ds|enz|etc|evt|excl|incl|ca|nr|tel|blz|afd|jl"
    r"|i\.p\.v|m\.b\.t|n\.a\.v|d\.w\.z|o\.a|m\.b\.v|t\.a\.v|t\.b\.v|e\.d|a\.u\.b|[a-z])\.",
    re.IGNORECASE,
)
_OFTEN_LAST = frozenset({"enz.", "etc.", "e.d."})
"""Abbreviations with which a sentence may end; before a capital they do."""
_END = re.compile(
    r"[!?]+(?:\s+|$)"
    r"""|[!?.…]+["'’”)]*(?:\s+(?=[^\sa-zà-ÿ])|\s*$)"""
    r"|\s*\n\s*"
)
_WORD = re.compile(r"[^\W_](?:[^\W_]|['’./&+-](?=[^\W_]))*")

_AS_SPOKEN = tuple(
    (re.compile(pattern), spoken)
    for pattern, spoken in (
        (r"^([bcdfghjklmnpqrstvwxz])-", r"\1ee-"),  # c-support: a letter said by its name
        (r"eau", "oo"),  # bureau, niveau
        (r"ea(?=[mk]s?\b)|ea(?=mlid|mleid)", "ie"),  # team, break; not reageren, ideaal
        (r"oa(?=ch)", "oo"),  # coach
        (r"(?<=web)site(?=s?\b)|^site(?=s?\b)", "sijt"),  # site, website
        (r"(?<=n|f)line\b", "lijn"),  # online, offline
        (r"case(?=manag)", "kees"),  # casemanager
        (r"date(?=s?\b)", "deet"),  # update
        (r"y(?=[aeiou])", "j"),  # yoga
        (r"qu(?=[aeiou])", "kw"),
    )
)
_VOWELS = re.compile(
    r"aai|ooi|oei|eeu|ieu|auw|ouw|aa|ee|ie|oo|uu|ij|ei|ui|ai|oi|au|ou|oe|eu|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)


def sentences(text: str) -> list[str]:
    """The sentences of `text`, as they stand there.

    Abbreviations, numbers, addresses and a full stop before a small letter end none; a new line does.
    """
    plain = unicodedata.normalize("NFC", text)
    held = _hold(plain)
    starts = [0, *(end.end() for end in _END.finditer(held))]
    pieces = [plain[start:end].strip() for start, end in zip(starts, [*starts[1:], len(plain)])]
    return [piece for piece in pieces if words(piece)]


def words(sentence: str) -> list[str]:
    """The words of `sentence`. A telephone number, an address and a word with a hyphen are one word each."""
    return _WORD.findall(_hold(unicodedata.normalize("NFC", sentence)))


def syllables(word: str) -> int:
    """Syllables of `word`, at least one. A number is one: it is seen at a glance, not spelled out."""
    spoken = unicodedata.normalize("NFC", word).lower()
    for pattern, instead in _AS_SPOKEN:
        spoken = pattern.sub(instead, spoken)
    return max(1, len(_VOWELS.findall(spoken)))


def _hold(text: str) -> str:
    """`text`, as long as it was, in which every full stop may end a sentence and a number or an address is one word."""
    held = _AT_A_GLANCE.sub(lambda match: "x" * len(match.group()), text)
    held = _NUMBER.sub(lambda match: "0" * len(match.group()), held)
    return _ABBREVIATION.sub(_abbreviation, held)


def _abbreviation(match: re.Match[str]) -> str:
    """An abbreviation without full stops; one that ends a sentence keeps its last."""
    found = match.group()
    last = found.lower() in _OFTEN_LAST and re.match(r"\s+[A-ZÀ-Ý]", match.string[match.end() :])
    return found[:-1].replace(".", "x") + ("." if last else "x")
