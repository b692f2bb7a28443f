"""How well redaction does: which identifiers it takes out of sentences, and how many harmless words go with them.

A file has the columns `text`, `style` and `split`. In the text each identifier stands between braces after its kind:
`bel {naam:ria} op {telefoon:06 12345678}`. `split` is 'dev' (patterns are mended on these) or 'test' (set aside).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from vocabulary.tables import TableError
from web.conversations import patterns
from wegwijs.evaluation import lines
from wegwijs.evaluation.score import Share, share_of
from wegwijs.paths import ROOT

OWN = ROOT / "evaluation" / "redaction.tsv"
"""The project's own sentences, written for this measure alone."""
INDEPENDENT = ROOT / "evaluation" / "redaction_independent.tsv"
"""A second set, written by somebody who had read neither the patterns nor the first set."""
COLUMNS = ("text", "style", "split")
SPLITS = ("dev", "test")
GROUPS: dict[str, tuple[str, ...]] = {
    "names": ("naam",),
    "numbers": ("telefoon", "bsn", "iban", "nummer"),
    "mail": ("mail",),
    "addresses": ("adres", "postcode"),
    "dates": ("datum",),
    "small_places": ("plaats",),
}
"""What is measured together, with the kinds of identifiers in it."""
_KINDS = frozenset(kind for kinds in GROUPS.values() for kind in kinds)

_MARKED = re.compile(r"\{([^:{}]*):([^{}]*)\}")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Identifier:
    """Words that point to a person, and where they stand."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Row:
    """A sentence as a visitor types it, with what should be taken out."""

    text: str
    identifiers: tuple[Identifier, ...] = ()
    style: str = ""
    split: str = "dev"


@dataclass(frozen=True)
class Scores:
    """The outcome for some sentences: identifiers wholly gone, by group, and harmless words gone with them."""

    groups: dict[str, Share]
    harmless_hidden: Share


Hides = Callable[[str], Sequence[tuple[int, int]]]
"""What is taken out of a text: pieces from a place up to another."""


def read(path: Path) -> list[Row]:
    """The sentences of a file. Raises TableError when the file or a line of it is not right."""
    table = lines.read(path, COLUMNS)
    return [_row(table.path, number, cells) for number, cells in table.records()]


def _row(path: Path, number: int, cells: list[str]) -> Row:
    marked, style, split = cells
    if split not in SPLITS:
        raise TableError(path, number, f"{split!r} is not one of {', '.join(SPLITS)}")
    text, identifiers, at = "", [], 0
    for found in _MARKED.finditer(marked):
        if found[1] not in _KINDS:
            raise TableError(path, number, f"{found[1]!r} is not a kind of identifier")
        text += marked[at : found.start()]
        identifiers.append(Identifier(found[1], len(text), len(text) + len(found[2])))
        text += found[2]
        at = found.end()
    text += marked[at:]
    if "{" in text or "}" in text:
        raise TableError(path, number, "a brace stands alone")
    return Row(text, tuple(identifiers), style, split)


def taken_out(text: str, redacted: str) -> list[tuple[int, int]]:
    """The pieces of a text in whose place something like `[naam]` stands. Raises ValueError on another text."""
    kept = "(.+?)".join(re.escape(part) for part in patterns.PLACEHOLDER.split(redacted))
    match = re.fullmatch(kept, text, re.DOTALL)
    if match is None:
        raise ValueError("this is not that text with pieces taken out")
    return [match.span(group) for group in range(1, match.re.groups + 1)]


def score(rows: Sequence[Row], hides: Hides) -> Scores:
    """Measure one way of redacting. An identifier is found when no letter or digit of it stays."""
    found: dict[str, list[bool]] = {kind: [] for kind in _KINDS}
    harmless: list[bool] = []
    for row in rows:
        gone = {place for start, end in hides(row.text) for place in range(start, end)}
        pointing = {place for each in row.identifiers for place in range(each.start, each.end)}
        for each in row.identifiers:
            found[each.kind].append(
                all(place in gone for place in range(each.start, each.end) if row.text[place].isalnum())
            )
        harmless += [
            any(place in gone for place in range(*word.span()))
            for word in _WORD.finditer(row.text)
            if word.start() not in pointing
        ]
    groups = {name: share_of(mark for kind in kinds for mark in found[kind]) for name, kinds in GROUPS.items()}
    return Scores(groups, share_of(harmless))


def report(scores: Mapping[str, Scores]) -> Iterator[str]:
    """The figures of several ways beside each other, by the name of each way. No sentence is quoted."""
    yield f"{'':<18}" + "".join(f"{way:<22}" for way in scores)
    for group in GROUPS:
        yield f"{group:<18}" + "".join(f"{_figure(one.groups[group]):<22}" for one in scores.values())
    yield f"{'harmless hidden':<18}" + "".join(f"{_figure(one.harmless_hidden):<22}" for one in scores.values())


def _figure(share: Share) -> str:
    return "–" if share.value is None else f"{share.value:.3f} ({share.right} of {share.of})"
