"""What an instrument asks of a visitor, in a few words each: referral, cost, time, alone or with others, where.

Options are laid side by side before a choice is made (samen beslissen, source 004: option talk). The wording is in
`asks.tsv`; what the record does not tell is not said.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from catalogue.avoid import avoided_in, pattern
from catalogue.record import ACCESS, InstrumentView
from vocabulary import kinds
from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("asks.tsv")
COLUMNS = ("topic", "value", "kinds", "words", "text")
AT_MOST = 4
MOST_WORDS = 6
TOPICS: dict[str, Collection[str] | None] = {
    "access": ACCESS,
    "cost": None,
    "time": ("",),
    "together": ("", "groep"),
    "where": ("online", "bellen", "region"),
}
"""What may stand as the value of each topic, the most important topic first; None for anything."""
_NOTHING = "-"
_IN_REGION = "{region}"


@dataclass(frozen=True)
class Line:
    """One line of the table: when it fits, and what is said then."""

    value: str
    kinds: frozenset[str]
    words: re.Pattern[str] | None
    text: str

    def fits(self, view: InstrumentView, values: Collection[str]) -> bool:
        """Whether this line is for a record of which these `values` hold."""
        return (
            (not self.value or self.value in values)
            and (not self.kinds or view.instrument_kind in self.kinds)
            and (self.words is None or bool(self.words.search(f"{view.title} {view.summary}".casefold())))
        )


@cache
def load(path: Path = FILE) -> dict[str, tuple[Line, ...]]:
    """The lines by topic. Raises TableError on a broken line."""
    lines: dict[str, list[Line]] = {topic: [] for topic in TOPICS}
    for number, row in read(path, COLUMNS):
        if problem := _problem(row):
            raise TableError(path, number, problem)
        of_kinds = frozenset(row["kinds"].split("|")) if row["kinds"] else frozenset()
        lines[row["topic"]].append(Line(row["value"], of_kinds, pattern(row["words"]), row["text"]))
    return {topic: tuple(those) for topic, those in lines.items()}


def asks(record: InstrumentView, region: str | None = None) -> list[str]:
    """At most four phrases, the most important first; `region` is the visitor's own municipality."""
    place = region if region in record.regions else _place(record)
    values = {
        "access": {record.access},
        "cost": {record.cost or ""},
        "time": set[str](),
        "together": set(avoided_in(record, ("groep",))),
        "where": {*avoided_in(record, ("online", "bellen")), *(["region"] if place else [])},
    }
    said = []
    for topic, lines in load().items():
        text = next((line.text for line in lines if line.fits(record, values[topic])), None)
        if text is None and topic == "cost" and record.cost:
            text = record.cost[:1].upper() + record.cost[1:]
        if text and text != _NOTHING:
            said.append(text.replace(_IN_REGION, place))
    return said[:AT_MOST]


def _place(record: InstrumentView) -> str:
    """The municipalities an instrument is bound to, in a few words; empty for a national one."""
    if len(record.regions) > 2:
        return f"{record.regions[0]} en omgeving"
    return " en ".join(record.regions)


def _problem(row: dict[str, str]) -> str | None:
    if row["topic"] not in TOPICS:
        return f"topic must be one of {', '.join(TOPICS)}, not {row['topic']!r}"
    allowed = TOPICS[row["topic"]]
    if allowed is not None and row["value"] not in allowed:
        return f"{row['value']!r} is no value of {row['topic']}"
    unknown = sorted(set(row["kinds"].split("|") if row["kinds"] else ()) - kinds.load().keys())
    if unknown:
        return f"kind {unknown[0]!r} is not known"
    if not row["text"]:
        return f"there is no text; write {_NOTHING!r} to say nothing"
    if "{" in row["text"].replace(_IN_REGION, "") or (_IN_REGION in row["text"] and row["value"] != "region"):
        return "only a line of the region may hold {region}, and nothing else between braces"
    if len(row["text"].split()) > MOST_WORDS:
        return f"more than {MOST_WORDS} words"
    return None
