"""Words that are not plain Dutch, with what to say instead; and 'u', where visitors are told 'je'."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from readability.words import sentences
from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("avoid.tsv")
_EXPLAINS = re.compile(r"\b(?:heet|heten|noem|noemt|noemen|betekent|is een ander woord)\b")
_FORMAL = re.compile(r"\b[Uu](?:w|we|zelf|wzelf)?\b")
_FORM = re.compile(r"\*?[^\W_]+(?:[ '’.-][^\W_]+)*\.?\*?")


@dataclass(frozen=True)
class Avoided:
    """A word with its forms, the plain word and the reason.

    `explained`: it may stand in a sentence that says what it means ('Dat heet respijtzorg').
    """

    pattern: re.Pattern[str]
    instead: str
    why: str
    explained: bool


@cache
def load(path: Path = FILE) -> tuple[Avoided, ...]:
    """The list. Forms are set apart by `|`; `*` before or behind a form stands for any letters.

    Raises TableError on a form that cannot be read or is there twice, and where the plain word or the reason is absent.
    """
    found, seen = [], set[str]()
    for line, row in read(path, ("word", "instead", "why", "explained")):
        forms = [form.strip().lower() for form in row["word"].split("|")]
        for form in forms:
            if not _FORM.fullmatch(form):
                raise TableError(path, line, f"{form!r} is not a word, or words with single spaces")
            if form in seen:
                raise TableError(path, line, f"{form!r} stands here twice")
            seen.add(form)
        if not row["instead"] or not row["why"]:
            raise TableError(path, line, "say what to write instead, and why")
        if row["explained"] not in {"ja", "nee"}:
            raise TableError(path, line, f"explained is ja or nee, not {row['explained']!r}")
        pattern = re.compile(r"(?<![\w-])(?:" + "|".join(map(_as_pattern, forms)) + r")(?![\w-])", re.IGNORECASE)
        found.append(Avoided(pattern, row["instead"], row["why"], row["explained"] == "ja"))
    return tuple(found)


def found(text: str, listed: Iterable[Avoided]) -> Iterator[tuple[str, Avoided]]:
    """Each word of the list in `text`, as it stands there."""
    for sentence in sentences(text):
        explains = _EXPLAINS.search(sentence) is not None
        for avoided in listed:
            if not (avoided.explained and explains):
                for match in avoided.pattern.finditer(sentence):
                    yield match.group(), avoided


def formal(text: str) -> list[str]:
    """Each 'u', 'uw' or 'uzelf' in `text`."""
    return _FORMAL.findall(text)


def without(text: str, names: Iterable[str]) -> str:
    """`text` with the `names` in it, the longest first, taken out."""
    for name in names:
        if name in text:
            text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "Naam", text)
    return text


def _as_pattern(form: str) -> str:
    """A form of the list as a regular expression."""
    body = re.escape(form.strip("*")).replace(r"\ ", r"\s+")
    return (r"[\w-]*" if form.startswith("*") else "") + body + (r"[\w-]*" if form.endswith("*") else "")
