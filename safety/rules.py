"""Loads what counts as danger (`patterns/`) and what only looks like it (`exceptions/`)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import cast

from safety.language import Classes, Compiled, PatternError, Screen, compile_pattern, literal_words
from safety.model import Danger, Tier
from safety.tsv import ROOM, Row, rows
from safety.words import Repair

RULE_COLUMNS = ("id", "tier", "danger", "weight", "denial", "pattern", "note")
EXCEPTION_COLUMNS = ("id", "scope", "covers", "pattern", "unless", "note")
_ID = re.compile(r"[a-z]+(\.[a-z]+)+")


class Pattern:
    """A compiled pattern; its regular expression is made when it is first needed."""

    def __init__(self, compiled: Compiled) -> None:
        self.needs = compiled.needs
        self._source = compiled.regex

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """Matches at the begin of a word only."""
        return re.compile("(?<= )" + self._source)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Token numbers (begin, end) of each match."""
        for match in self.regex.finditer(text):
            begin = text.count(" ", 0, match.start()) - 1
            yield begin, begin + text.count(" ", match.start(), match.end())


@dataclass(frozen=True)
class Rule:
    """One way in which danger is said.

    `weight`: 'certain' yields only to an exception that covers it; 'firm' also to a sentence that looks thoroughly
    harmless (`resemblance`); 'soft' sooner, and to all explanations by context; a 'hint' only counts in a sentence
    that is much like the dangerous examples.
    `clears`: a denial in reach takes it away (or lowers it); otherwise the 'not' is part of what is said.
    """

    id: str
    tier: Tier
    danger: Danger
    weight: str
    clears: bool
    pattern: Pattern


@dataclass(frozen=True)
class Lookalike:
    """What looks like danger and is not. `scope`: the words themselves, the sentence, or the whole message."""

    id: str
    scope: str
    covers: tuple[str, ...]
    pattern: Pattern
    unless: Pattern | None

    def silences(self, rule: str, weight: str) -> bool:
        """Whether this exception can take away what a rule of this id and weight found; a hint yields to most."""
        if weight == "hint":
            return any(not cover.startswith("acute") for cover in self.covers)
        return any(
            cover in ("all", rule) or (cover == "soft" and weight == "soft") or rule.startswith(cover + ".")
            for cover in self.covers
        )


class RuleBook:
    """All rules and exceptions, ready to use."""

    def __init__(
        self, classes: Classes, repair: Repair, rules: Sequence[Rule], exceptions: Sequence[Lookalike]
    ) -> None:
        self.classes = classes
        self.repair = repair
        self.rules = rules
        self.rule_patterns, self.rule_screen = _searchable(rules)
        self.idioms = [exception for exception in exceptions if exception.scope == "words"]
        self.idiom_patterns, self.idiom_screen = _searchable(self.idioms)
        self.contexts = [exception for exception in exceptions if exception.scope != "words"]
        self.context_patterns, self.context_screen = _searchable(self.contexts)


def _searchable(sources: Sequence[Rule] | Sequence[Lookalike]) -> tuple[list[Pattern], Screen]:
    patterns = [source.pattern for source in sources]
    return patterns, Screen([pattern.needs for pattern in patterns])


class _Loader:
    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.classes = Classes()
        self.words: set[str] = set()

    def load_classes(self) -> None:
        for row in rows(self._folder / "patterns" / "classes.tsv", ("class", "members", "note"), ("note",)):
            try:
                self.classes.add(row["class"], row["members"])
            except PatternError as error:
                raise row.error(str(error)) from error
            self.words |= literal_words(row["members"])

    def pattern(self, row: Row, column: str) -> Pattern:
        try:
            compiled = compile_pattern(row[column], self.classes)
        except PatternError as error:
            raise row.error(f"{column}: {error}") from error
        self.words |= literal_words(row[column])
        return Pattern(compiled)

    def rules(self) -> Iterator[Rule]:
        for path in sorted((self._folder / "patterns").glob("*.tsv")):
            if path.name == "classes.tsv":
                continue
            for row in rows(path, RULE_COLUMNS, ("note",)):
                if not _ID.fullmatch(row["id"]):
                    raise row.error(f"id {row['id']!r} must be words with dots between, such as self.wish")
                tier = cast(Tier, row.one_of("tier", ("A", "B", "C", "D")))
                danger = cast(Danger, row.one_of("danger", ("self", "other", "violence")))
                if (tier in "AB" and danger != "self") or (tier == "C" and danger != "other"):
                    raise row.error(f"tier {tier} does not go with danger {danger}")
                weight = row.one_of("weight", ("certain", "firm", "soft", "hint"))
                clears = row.one_of("denial", ("clears", "part")) == "clears"
                yield Rule(row["id"], tier, danger, weight, clears, self.pattern(row, "pattern"))

    def exceptions(self) -> Iterator[Lookalike]:
        for path in sorted((self._folder / "exceptions").glob("*.tsv")):
            for row in rows(path, EXCEPTION_COLUMNS, ("unless", "note")):
                scope = row.one_of("scope", ("words", "sentence", "message"))
                covers = tuple(part.strip() for part in row["covers"].split(","))
                unless = self.pattern(row, "unless") if row["unless"] else None
                yield Lookalike(row["id"], scope, covers, self.pattern(row, "pattern"), unless)


def load(folder: Path = ROOM) -> RuleBook:
    """Read and check everything; raises DataError that names file and line."""
    loader = _Loader(folder)
    loader.load_classes()
    rules = tuple(loader.rules())
    exceptions = tuple(loader.exceptions())
    return RuleBook(loader.classes, Repair(folder / "words", loader.words), rules, exceptions)
