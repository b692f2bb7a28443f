"""What is said when danger is found: text, one calm question and the lines that fit, from `texts.tsv`."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from safety.helplines import by_key
from safety.model import Card, Finding, HelpLine
from safety.tsv import ROOM, rows

COLUMNS = ("id", "tier", "danger", "rules", "text", "question", "goes_on", "lines")


@dataclass(frozen=True)
class _Entry:
    tier: str
    danger: str
    rules: str
    text: str
    question: str
    goes_on: str
    lines: tuple[HelpLine, ...]

    def fits(self, finding: Finding) -> bool:
        if (finding.tier, finding.danger) != (self.tier, self.danger):
            return False
        return self.rules == "*" or any(rule.startswith(self.rules + ".") for rule in finding.rule.split("+"))


def read_texts(path: Path, lines: dict[str, HelpLine]) -> tuple[_Entry, ...]:
    """The card texts, the specific ones first; raises DataError that names file and line.

    `goes_on` is the bare answer to the question that means that the danger goes on.
    """
    found: list[_Entry] = []
    for row in rows(path, COLUMNS):
        keys = [key.strip() for key in row["lines"].split(",")]
        for key in keys:
            if key not in lines:
                raise row.error(f"help line {key!r} is not in helplines.tsv")
        found.append(
            _Entry(
                row.one_of("tier", ("A", "B", "C", "D")),
                row.one_of("danger", ("self", "other", "violence")),
                row["rules"],
                row["text"],
                row["question"],
                row.one_of("goes_on", ("ja", "nee")),
                tuple(lines[key] for key in keys),
            )
        )
    return tuple(sorted(found, key=lambda entry: entry.rules == "*"))


@lru_cache(maxsize=1)
def _entries() -> tuple[_Entry, ...]:
    return read_texts(ROOM / "texts.tsv", by_key())


def card(finding: Finding) -> Card:
    """The card for a finding; the most specific text whose rule fired."""
    for entry in _entries():
        if entry.fits(finding):
            return Card(finding.danger, finding.tier, entry.text, entry.question, entry.goes_on, entry.lines)
    raise LookupError(f"texts.tsv has no card for tier {finding.tier}, danger {finding.danger}")
