"""Names that stand in a list, also where they are typed without a capital or all in capitals.

deduce looks for names with a capital alone, and visitors often type none. A first name that is an ordinary word too
('wil', 'roos') stays, unless it follows who it is about ('mijn dochter roos'); `vocabulary/words_like_names.tsv` has
those words. A surname is only looked for after a first name.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

import vocabulary
from vocabulary import municipalities
from vocabulary.tables import read

_FOLDER = Path(vocabulary.__file__).parent
WORDS_LIKE_NAMES = _FOLDER / "words_like_names.tsv"
MORE_NAMES = _FOLDER / "more_names.txt"
"""Names that are common here and absent from the list of deduce."""

SURNAMES_LIKE_WORDS = _FOLDER / "surnames_like_words.txt"
"""Surnames that are ordinary words too ('bloem', 'kok'), and rarely mean that right after a first name."""

_SHORTEST = 3
# No list holds all surnames, but some show by their end: 'kovalenko', 'wisniewska', 'karaoglu', 'hoekstra'.
_SURNAME_END = re.compile(r"\w{2,}(?:enko|chuk|czyk|[wc]sk[iay]|[nw]ick[ia]|wicz|vi[cć]|oglu|oğlu|kova|nova|stra|inga)")
_WORD = re.compile(r"(?<!\[)\b[^\W\d_]+(?:[-'’][^\W\d_]+)*\b(?!\])")
_KIN = re.compile(
    r"\b(?:man|vrouw|echtgenoot|echtgenote|zoon|zoontje|dochter|dochtertje|vader|moeder|pa|ma|papa|mama|broer|broertje|zus|zusje|"
    r"oma|opa|tante|oom|partner|vriend|vriendin|vriendje|buurvrouw|buurman|buurmeisje|buurjongen|schoonmoeder|schoonvader|schoonzus|"
    r"zwager|neef|neefje|nicht|nichtje|kleinzoon|kleindochter|kleinkind|collega|ex|onze|ons)\s$",
    re.IGNORECASE,
)
# 'het catharina ziekenhuis', 'een toon hermans huis': an organisation; no person is called 'het'.
_INSTITUTION = re.compile(
    r"\b(?:het|'t|een)\s(?P<name>[^\W\d_]+(?:\s[^\W\d_]+)?)\s(?:ziekenhuis|hospitaal|huis|hospice|fonds|centrum|instituut|college)\b",
    re.IGNORECASE,
)
_BETWEEN = frozenset({"van", "de", "der", "den", "ten", "ter", "te", "el", "al", "la", "le", "het", "'t", "d'"})


@dataclass(frozen=True)
class ListedNames:
    """Lists of names (all in lower case) and the words that are names too.

    `kept` never counts as a name; `after_kin` does when it says who somebody is.
    """

    first: frozenset[str]
    surnames: frozenset[str]
    kept: frozenset[str]
    after_kin: frozenset[str]

    @classmethod
    def of(cls, first: Collection[str], surnames: Collection[str], ordinary: Collection[str]) -> ListedNames:
        """With the project's own lists beside those of deduce; `ordinary` words are never surnames."""
        words = {row["word"]: row["name_after_kin"] == "ja" for _, row in read(WORDS_LIKE_NAMES, _COLUMNS)}
        more = MORE_NAMES.read_text(encoding="utf-8").split()
        like_words = frozenset(SURNAMES_LIKE_WORDS.read_text(encoding="utf-8").split())
        places = {name.casefold() for name in municipalities.names()}
        return cls(
            first=frozenset({name.casefold() for name in (*first, *more)} - words.keys() - places),
            surnames=frozenset({name.casefold() for name in surnames} - words.keys() - set(ordinary)) | like_words,
            kept=frozenset(word for word, after_kin in words.items() if not after_kin),
            after_kin=frozenset(word for word, after_kin in words.items() if after_kin),
        )

    def redact(self, text: str) -> str:
        """The text with `[naam]` for each name that is found."""
        institutions = [found.span("name") for found in _INSTITUTION.finditer(text) if self._are_names(found["name"])]
        words = list(_WORD.finditer(text))
        out, at, index = "", 0, 0
        while index < len(words):
            word = words[index]
            of_institution = any(start <= word.start() < end for start, end in institutions)
            if not of_institution and self._is_name(word[0], text[: word.start()]):
                last = self._last_of(text, words, index)
                out += text[at : word.start()] + "[naam]"
                at = words[last].end()
                index = last
            index += 1
        return out + text[at:]

    def _are_names(self, words: str) -> bool:
        return all(
            word in self.first or word in self.surnames or word in self.after_kin for word in words.casefold().split()
        )

    def _is_name(self, word: str, before: str) -> bool:
        parts = re.split(r"[-'’]", word.casefold())
        if parts[0] in self.after_kin:
            return _KIN.search(before[-20:]) is not None
        if word.casefold() in self.first:
            return len(word) >= _SHORTEST
        genitive = word.casefold().removesuffix("s")
        if len(parts) == 1:
            return len(genitive) > _SHORTEST and genitive != word.casefold() and genitive in self.first
        return all(part in self.first or part in {"s", "z'n"} for part in parts) and len(parts[0]) >= _SHORTEST

    def _last_of(self, text: str, words: list[re.Match[str]], first: int) -> int:
        """The number of the last word of a name that begins at `first`: with the surname, if one follows."""
        last, after = first, first + 1
        while after < len(words) and text[words[after - 1].end() : words[after].start()] == " ":
            word = words[after][0].casefold()
            if word in self.surnames or _SURNAME_END.fullmatch(word) or (word in self.first and len(word) >= _SHORTEST):
                last = after
            elif word not in _BETWEEN:
                break
            after += 1
        return last


_COLUMNS = ("word", "name_after_kin")
