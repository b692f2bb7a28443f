"""Whether an instrument asks of somebody what they do not want: a group, a computer, money (`avoid.tsv`).

Each code of `vocabulary.avoid` is told from the fields of a record. The search index keeps the answers as bits, worked
out when a record is written (`matches.py`), so that the database leaves out what somebody does not want. Who changes
`avoid.tsv` adds a migration that empties the index: it is filled anew at the next start (`reindexing.py`).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.record import InstrumentView
from vocabulary import avoid, kinds, needs
from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("avoid.tsv")
COLUMNS = ("code", "kinds", "needs", "has", "lacks", "words", "unless")
CHANNELS = ("url", "phone", "email", "address")
FREE_ONLY, NO_REFERRAL, FAR = "kosten", "verwijzing", "ver"
NEAR_SOME = "near some"
_OF_THE_RECORD: dict[str, Callable[[InstrumentView], bool]] = {
    # What it costs is often not known; who can spend nothing is not sent there to find out.
    FREE_ONLY: lambda view: not view.is_free,
    NO_REFERRAL: lambda view: not view.needs_no_referral,
}


@dataclass(frozen=True)
class Rule:
    """One line of the table: what must hold of a record, all together; empty holds always."""

    kinds: frozenset[str]
    needs: frozenset[str]
    has: frozenset[str]
    lacks: frozenset[str]
    words: re.Pattern[str] | None
    unless: re.Pattern[str] | None

    def holds(self, view: InstrumentView) -> bool:
        """Whether everything in this line is so for a record."""
        there = {name for name in CHANNELS if getattr(view.channels, name)}
        said = f"{view.title} {view.summary}".casefold()
        return (
            (not self.kinds or view.instrument_kind in self.kinds)
            and (not self.needs or not self.needs.isdisjoint(view.needs))
            and self.has <= there
            and self.lacks.isdisjoint(there)
            and (self.words is None or bool(self.words.search(said)))
            and (self.unless is None or not self.unless.search(said))
        )


@cache
def load(path: Path = FILE) -> dict[str, tuple[Rule, ...]]:
    """The rules by code. Raises TableError on an unknown label, with the file and the line."""
    rules: dict[str, list[Rule]] = {code: [] for code in avoid.load()}
    for line, row in read(path, COLUMNS):
        if row["code"] not in rules or row["code"] in _OF_THE_RECORD:
            raise TableError(path, line, f"{row['code']!r} is no code that is told with a line here")
        known: dict[str, Collection[str]] = {"kinds": kinds.load(), "needs": needs.load()}
        sets: dict[str, frozenset[str]] = {}
        for column in ("kinds", "needs", "has", "lacks"):
            sets[column] = _split(row[column])
            for label in sorted(sets[column].difference(known.get(column, CHANNELS))):
                raise TableError(path, line, f"{label!r} is not known in the column {column}")
        if not any(row[column] for column in COLUMNS[1:]):
            raise TableError(path, line, "an empty line would hold for every instrument")
        rules[row["code"]].append(Rule(**sets, words=pattern(row["words"]), unless=pattern(row["unless"])))
    return {code: tuple(those) for code, those in rules.items()}


def avoided_in(view: InstrumentView, codes: Collection[str], region: str | None = None) -> tuple[str, ...]:
    """Those of `codes` that the instrument asks, in the order of the vocabulary; `region` is the visitor's own."""
    return tuple(code for code in avoid.load() if code in codes and _asks(view, code, region))


def bits_of(view: InstrumentView) -> int:
    """All that the instrument asks of somebody from elsewhere, as bits for `mask` to look at.

    Of what is somewhere, and far for most, `NEAR_SOME` is set instead: who lives there must be asked the address.
    """
    asked = avoided_in(view, avoid.load())
    near_some = FAR in asked and view.channels.address is not None
    return sum(_bits()[NEAR_SOME if near_some and code == FAR else code] for code in asked)


def mask(codes: Collection[str], anywhere: bool) -> int:
    """The bits of an instrument that asks one of `codes`; `anywhere` when the visitor's municipality is not known."""
    wanted = {*codes, NEAR_SOME} if anywhere and FAR in codes else codes
    return sum(bit for code, bit in _bits().items() if code in wanted)


def near_some(bits: int) -> bool:
    """Whether it depends on the visitor's municipality if the instrument is far."""
    return bool(bits & _bits()[NEAR_SOME])


def pattern(words: str) -> re.Pattern[str] | None:
    """What finds one of the words or turns of phrase `a|b c|begin*` in a text of small letters; None for none."""
    if not words:
        return None
    one_of = "|".join(re.escape(word.strip().casefold()).replace(r"\*", r"\w*") for word in words.split("|"))
    return re.compile(rf"(?<!\w)(?:{one_of})(?!\w)")


def _asks(view: InstrumentView, code: str, region: str | None) -> bool:
    if code == FAR and region and (region in view.regions or region in (view.channels.address or "")):
        return False
    told = _OF_THE_RECORD.get(code)
    return told(view) if told else any(rule.holds(view) for rule in load()[code])


@cache
def _bits() -> dict[str, int]:
    return {code: 1 << place for place, code in enumerate((*avoid.load(), NEAR_SOME))}


def _split(cell: str) -> frozenset[str]:
    return frozenset(label.strip() for label in cell.split("|") if label.strip())
