"""Every text a visitor can read, from the files an editor changes. A place that should hold texts must be there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from safety.tsv import DataError, rows
from wegwijs.readability import markup, nodes, script
from wegwijs.readability.text import SourceError, Text

_CODE = re.compile(r"[a-z0-9_./:#-]+|https?://\S+")
"""A value that the program reads, not the visitor: a name, a path, an address."""

STAFF = "bureau"
"""The folder of pages that staff read, who know the chain's own words."""
TRADES = ("aanbieder", "website")
"""Begins the name of what providers of help and makers of websites read: easy too, with words of their own trade."""

Reader = Callable[[Path], Iterator[Text]]


def collect(root: Path) -> list[Text]:
    """All texts below `root`, the checkout, in the order of the files. Raises SourceError."""
    found: list[Text] = []
    for pattern, reader in SOURCES:
        files = [file for file in sorted(root.glob(pattern)) if STAFF not in file.parts]
        if not files:
            raise SourceError(f"{root / pattern}: dit bestand met teksten is er niet")
        for file in files:
            for_a_trade = any(part.startswith(TRADES) for part in file.relative_to(root).parts)
            found += (replace(text, group="professionals") if for_a_trade else text for text in reader(file))
    return found


def names(root: Path) -> list[str]:
    """Names of organisations and instruments, the longest first: in a text they are not ours to change.

    A provider without a capital ('huisarts of verpleegkundige') is a description, no name.
    """
    found = set()
    for pattern, keys in NAMES:
        for file in sorted(root.glob(pattern)):
            found |= {text for steps, text, _ in nodes.strings(file) if steps[-1] in keys and text != text.lower()}
    return sorted(found, key=len, reverse=True)


def _talk(file: Path) -> Iterator[Text]:
    """domain.yml: what is said, and what stands on buttons."""
    for steps, text, line in nodes.strings(file):
        match steps:
            case ("responses", name, _, "text"):
                yield Text("gesprek", file, line, name, text)
            case ("responses", name, _, "buttons", _, "title"):
                yield Text("knoppen", file, line, name, text)


def _instruments(file: Path) -> Iterator[Text]:
    """Seed records: the summary and the title. What is for professionals alone may speak their language."""
    for fields in _records(file):
        slug = next((text for steps, text, _ in fields if steps[1:] == ("slug",)), "")
        own = "professionals" if _audiences(fields) == {"professional"} else "samenvattingen"
        for steps, text, line in fields:
            if steps[1:] == ("summary",):
                yield Text(own, file, line, slug, text)
            elif steps[1:] == ("title",):
                yield Text("titels", file, line, slug, text)


def _roles(file: Path) -> Iterator[Text]:
    """Who fills which role: how one reaches them. A ketenregisseur is there for organisations, not for visitors."""
    for fields in _records(file):
        role = next((text for steps, text, _ in fields if steps[1:] == ("role",)), "")
        for steps, text, line in fields:
            if steps[1:] == ("how",):
                own = role == "ketenregisseur" or _audiences(fields) == {"professional"}
                yield Text("professionals" if own else "rollen", file, line, role, text)


def _records(file: Path) -> Iterator[list[tuple[nodes.Steps, str, int]]]:
    """The texts of each record of a list."""
    for _, entry in groupby(nodes.strings(file), key=lambda found: found[0][0]):
        yield list(entry)


def _audiences(fields: list[tuple[nodes.Steps, str, int]]) -> set[str]:
    return {text for steps, text, _ in fields if steps[1] == "audiences"}


def _yaml(group: str) -> Reader:
    """A reader of a file in which every value but a code is a text."""

    def texts(file: Path) -> Iterator[Text]:
        for steps, text, line in nodes.strings(file):
            if not _CODE.fullmatch(text):
                yield Text(group, file, line, ".".join(steps), text)

    return texts


def _table(group: str, columns: str, *texts: str, name: Sequence[str]) -> Reader:
    """A reader of tab-separated `columns`, of which `texts` are read by visitors and `name` says which line it is."""

    def cells(file: Path) -> Iterator[Text]:
        try:
            for row in rows(file, columns.split(), columns.split()):
                for column in texts:
                    if row[column]:
                        yield Text(group, file, row.line, " ".join(row[part] for part in name), row[column])
        except DataError as problem:
            raise SourceError(str(problem)) from None

    return cells


def _page(group: str) -> Reader:
    def texts(file: Path) -> Iterator[Text]:
        for text, line in markup.blocks(file):
            yield Text(group, file, line, "", text)

    return texts


def _script(file: Path) -> Iterator[Text]:
    for key, text, line in script.literals(file):
        yield Text("venster", file, line, key, text)


READERS = ("patient", "carer", "professional")

SOURCES: tuple[tuple[str, Reader], ...] = (
    ("domain.yml", _talk),
    (
        "actions/understood.tsv",
        _table("gesprek", "code value patient carer", "patient", "carer", name=["code", "value"]),
    ),
    ("actions/options.tsv", _table("gesprek", "need what asks", "what", "asks", name=["need"])),
    ("web/texts.yml", _yaml("venster")),
    ("widget/src/words.js", _script),
    ("widget/demo.html", _page("bladzijden")),
    ("web/site/templates/**/*.html", _page("bladzijden")),
    ("web/site/texts/*.yml", _yaml("bladzijden")),
    (
        "safety/texts.tsv",
        _table("gevaar", "id tier danger rules text question goes_on lines", "text", "question", name=["id"]),
    ),
    ("safety/topics/texts.tsv", _table("gevaar", "topic text", "text", name=["topic"])),
    ("safety/helplines.tsv", _table("gevaar", "key name phone url when verified_on", "when", name=["key"])),
    (
        "catalogue/wording.tsv",
        _table("redenen", "code value patient carer professional", *READERS, name=["code", "value"]),
    ),
    ("catalogue/seed/instruments/*.yml", _instruments),
    ("catalogue/seed/roles.yml", _roles),
    ("vocabulary/needs.tsv", _table("woordenlijst", "need bouwsteen title kinds", "title", name=["need"])),
    ("vocabulary/kinds.tsv", _table("woordenlijst", "kind title", "title", name=["kind"])),
    ("vocabulary/people.tsv", _table("woordenlijst", "group label title", "title", name=["label"])),
)
"""Where texts stand: a pattern below the checkout, and how its files are read."""

NAMES: tuple[tuple[str, frozenset[str]], ...] = (
    ("catalogue/seed/instruments/*.yml", frozenset({"title", "provider", "developer"})),
    ("catalogue/seed/partners.yml", frozenset({"name"})),
)
