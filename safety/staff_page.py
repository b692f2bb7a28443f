"""Makes docs/gevaarsignalen.md, the page on which staff read what counts as danger: python -m safety.staff_page.

Everything on it comes from the data of this room; `staff/` holds the words around it and the Dutch names.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from pathlib import Path
from string import Template

from safety.cards import COLUMNS as CARD_COLUMNS
from safety.contents import with_contents
from safety.helplines import read_help_lines
from safety.readable import Reader
from safety.rules import EXCEPTION_COLUMNS, RULE_COLUMNS
from safety.staff_names import Names, subject
from safety.tsv import ROOM, Row, rows

PAGE = ROOM.parent / "docs" / "gevaarsignalen.md"
_DANGERS = {
    "self": "Signalen: het eigen leven",
    "other": "Signalen: het leven van een ander",
    "violence": "Signalen: geweld en onveiligheid",
}
_WEIGHTS = {"certain": "zeker", "firm": "stevig", "soft": "zacht", "hint": "vermoeden"}
_DENIALS = {"clears": "neemt het weg", "part": "hoort erbij"}
_SCOPES = {"sentence": "de zin", "message": "het hele bericht"}
_COVERS = {"all": "alle signalen", "soft": "zachte signalen"}
_RULE_TABLE = "| wat iemand schrijft | trede | zekerheid | ‘niet’ |\n| --- | --- | --- | --- |"
_EXCEPTION_TABLE = "| wat iemand schrijft | behalve als er ook staat |\n| --- | --- |"

_TOPIC_TABLE = "| wat iemand schrijft |\n| --- |"


class _Page:
    """The parts of the page, each as lines of Markdown."""

    def __init__(self, room: Path) -> None:
        self._room = room
        self._names = Names(room / "staff")
        self._lines = read_help_lines(room / "helplines.tsv")
        self._cards = self._names.ordered_cards(list(rows(room / "texts.tsv", CARD_COLUMNS)))
        classes = list(self._read("patterns/classes", ("class", "members", "note")))
        self._members = {row["class"]: row["members"] for row in classes}
        self._groups = self._names.groups(classes)
        self._reader = Reader(self._groups)

    def _read(self, name: str, columns: Sequence[str]) -> Iterator[Row]:
        return rows(self._room / f"{name}.tsv", columns, ("note", "unless"))

    def _ordered(self, folder: str, columns: Sequence[str]) -> list[Row]:
        files = sorted(path.stem for path in (self._room / folder).glob("*.tsv") if path.stem != "classes")
        return self._names.ordered_rules([row for file in files for row in self._read(f"{folder}/{file}", columns)])

    def _headed(self, found: Iterable[Row]) -> Iterator[tuple[str, list[Row]]]:
        """The lines by id, each with its heading; before the first of a subject comes that of the subject."""
        above = ""
        for rule, group in groupby(found, key=lambda row: row["id"]):
            lines = list(group)
            name, explanation = self._names.rule(lines[0], subject(rule))
            title, more = self._names.rule(lines[0], rule)
            heading = f"### {name}\n{explanation}\n"
            below = f"{more}\n" if more and rule != subject(rule) else ""
            yield f"{heading if heading != above else ''}\n#### {title} (`{rule}`)\n{below}", lines
            above = heading

    def dangers(self) -> Iterator[str]:
        """Every pattern, by danger and subject."""
        found = self._ordered("patterns", RULE_COLUMNS)
        for danger, title in _DANGERS.items():
            yield f"\n## {title}"
            for heading, lines in self._headed(row for row in found if row["danger"] == danger):
                yield f"{heading}\n{_RULE_TABLE}"
                for row in lines:
                    words = self._reader.text(row["pattern"])
                    yield f"| {words} | {row['tier']} | {_WEIGHTS[row['weight']]} | {_DENIALS[row['denial']]} |"

    def _reach(self, row: Row) -> str:
        """What an exception takes away, and where."""
        if row["scope"] == "words":
            return "Deze woorden tellen niet mee. De rest van het bericht telt wel."
        covers = [each.strip() for each in row["covers"].split(",")]
        named = [_COVERS.get(each) or f"{self._names.rule(row, each)[0]} (`{each}`)" for each in covers]
        return f"**Geldt voor:** {_SCOPES[row['scope']]}. **Telt dan niet meer:** {', '.join(named)}."

    def exceptions(self) -> Iterator[str]:
        """What only looks like danger, by subject."""
        for heading, lines in self._headed(self._ordered("exceptions", EXCEPTION_COLUMNS)):
            yield heading.rstrip("\n")
            for reach, alike in groupby(lines, key=self._reach):
                yield f"\n{reach}\n\n{_EXCEPTION_TABLE}"
                for row in alike:
                    unless = self._reader.text(row["unless"]) if row["unless"] else "–"
                    yield f"| {self._reader.text(row['pattern'])} | {unless} |"

    def _whom(self, row: Row) -> str:
        """The help lines of a card."""
        lines = [self._lines[key.strip()] for key in row["lines"].split(",")]
        return " · ".join(
            each.name if each.phone in ("", each.name) else f"{each.name} ({each.phone})" for each in lines
        )

    def tiers(self) -> Iterator[str]:
        """One line for each card."""
        for row in self._cards:
            name, meaning = self._names.card(row)
            yield f"| **{row['tier']}** | {name} | {meaning} | {self._whom(row)} |"

    def cards(self) -> Iterator[str]:
        """Each card as the visitor sees it."""
        for row in self._cards:
            yield f"\n### Trede {row['tier']}: {self._names.card(row)[0]} (`{row['id']}`)"
            if row["rules"] != "*":
                yield f"Bij signalen waarvan de code begint met `{row['rules']}`.\n"
            yield f"> {row['text']}\n>\n> **{row['question']}**\n>\n> Hulplijnen: {self._whom(row)}"

    def lines(self) -> Iterator[str]:
        """The help lines, with the day on which somebody checked them."""
        for line in self._lines.values():
            yield f"| {line.name} | {line.phone or '–'} | {line.when} | {line.url or '–'} | {line.verified_on} |"

    def topics(self) -> Iterator[str]:
        """The subjects with a warm answer of their own."""
        patterns = list(self._read("topics/patterns", ("topic", "pattern", "note")))
        for row in self._read("topics/texts", ("topic", "text")):
            yield f"\n### {row['topic'].capitalize()}: het antwoord\n> {row['text']}\n\n{_TOPIC_TABLE}"
            yield from (
                f"| {self._reader.text(each['pattern'])} |" for each in patterns if each["topic"] == row["topic"]
            )

    def glossary(self) -> list[str]:
        """The groups of words that the parts before named, and those named in them."""
        found: dict[str, str] = {}
        while left := self._reader.named - found.keys():
            found |= {name: " / ".join(self._reader.options(self._members[name])) for name in left}
        return sorted(f"| {self._groups[name].upper()} | {words} |" for name, words in found.items())


def page(room: Path = ROOM) -> str:
    """The page as Markdown; raises DataError that names file and line where a name for staff is missing."""
    made = _Page(room)
    # The glossary last: it holds what the others named.
    parts = (made.tiers, made.cards, made.lines, made.dangers, made.exceptions, made.topics, made.glossary)
    texts = {part.__name__: "\n".join(part()).strip() for part in parts}
    return with_contents(Template((room / "staff" / "page.md").read_text("utf-8")).safe_substitute(texts))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.stdout.write(f"{PAGE.name}: written\n")
