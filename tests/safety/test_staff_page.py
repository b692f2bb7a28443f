"""The page for staff holds all that is in the data, in words they can read."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from safety.cards import COLUMNS as CARD_COLUMNS
from safety.helplines import help_lines
from safety.rules import EXCEPTION_COLUMNS, RULE_COLUMNS
from safety.staff_page import PAGE, page
from safety.tsv import ROOM, DataError, Row, rows

TEXT = PAGE.read_text(encoding="utf-8")
CARDS = list(rows(ROOM / "texts.tsv", CARD_COLUMNS))
TOPICS = list(rows(ROOM / "topics" / "patterns.tsv", ("topic", "pattern", "note"), ("note",)))


def lines_of(folder: str, columns: tuple[str, ...]) -> list[Row]:
    paths = [path for path in sorted((ROOM / folder).glob("*.tsv")) if path.stem != "classes"]
    return [row for path in paths for row in rows(path, columns, ("note", "unless"))]


RULES = lines_of("patterns", RULE_COLUMNS)
EXCEPTIONS = lines_of("exceptions", EXCEPTION_COLUMNS)


def pattern_rows() -> list[str]:
    """The lines of all tables with patterns, without their heads."""
    tables = re.findall(r"^\| wat iemand schrijft \|.*\n\|[ -|]+\n((?:\|.*\n)+)", TEXT, flags=re.MULTILINE)
    return [line for table in tables for line in table.splitlines()]


def test_the_page_is_made_from_the_present_data() -> None:
    assert page() == TEXT, "run: python -m safety.staff_page"


def test_every_rule_and_every_exception_has_its_place() -> None:
    missing = {row["id"] for row in RULES + EXCEPTIONS if f"(`{row['id']}`)\n" not in TEXT}
    assert missing == set()


def test_every_pattern_has_its_line() -> None:
    assert len(pattern_rows()) == len(RULES) + len(EXCEPTIONS) + len(TOPICS)


@pytest.mark.parametrize("card", CARDS, ids=lambda card: str(card["id"]))
def test_every_card_stands_there_as_the_visitor_sees_it(card: Row) -> None:
    assert f"(`{card['id']}`)" in TEXT
    assert f"> {card['text']}\n" in TEXT
    assert f"> **{card['question']}**\n" in TEXT


def test_every_help_line_stands_there_with_its_number() -> None:
    assert all(f"| {line.name} | {line.phone or '–'} |" in TEXT for line in help_lines())


def test_no_sign_of_the_pattern_language_is_left_for_staff_to_puzzle_over() -> None:
    assert [line for line in pattern_rows() if re.search(r"[~<>{}^$;]|!\(", line)] == []
    glossary = TEXT.partition("\n## Woordgroepen\n")[2]
    assert not re.search(r"[~<>{}^$;]|!\(", glossary)


def test_every_group_of_words_that_is_named_is_explained_once() -> None:
    glossary = TEXT.partition("\n## Woordgroepen\n")[2].partition("\n|")[2]
    explained = re.findall(r"^\| ([A-ZË][^|]+) \|", glossary, flags=re.MULTILINE)
    capitals = re.compile(r"\b[A-ZË]{2,}\b")
    assert set(capitals.findall("\n".join(pattern_rows()) + glossary)) <= set(capitals.findall(" ".join(explained)))
    assert len(explained) == len(set(explained))


def test_every_link_on_the_page_leads_somewhere() -> None:
    seen: dict[str, int] = {}
    anchors: set[str] = set()
    for title in re.findall(r"^#+ (.+)$", TEXT, flags=re.MULTILINE):
        anchor = "".join(sign for sign in title.lower().replace(" ", "-") if sign.isalnum() or sign in "-_")
        anchors.add(f"{anchor}-{seen[anchor]}" if anchor in seen else anchor)
        seen[anchor] = seen.get(anchor, 0) + 1
    assert set(re.findall(r"\]\(#([^)]+)\)", TEXT)) <= anchors


def test_no_name_for_staff_is_left_over_from_what_is_gone() -> None:
    ids = {row["id"] for row in RULES + EXCEPTIONS}
    covered = {each.strip() for row in EXCEPTIONS for each in row["covers"].split(",")}
    names = {row["id"] for row in rows(ROOM / "staff" / "names.tsv", ("id", "name", "explanation"), ("explanation",))}
    assert names <= ids | {each.partition(".")[0] for each in ids} | covered


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        (
            "patterns/violence.tsv",
            "violence.new\tD\tviolence\tfirm\tclears\tslaat\t",
            r"violence.tsv:\d+: violence.new has no name .* staff/names.tsv",
        ),
        (
            "exceptions/idiom.tsv",
            "idiom.death\tsentence\tself.new\tdood\t\t",
            r"idiom.tsv:\d+: self.new has no name .* staff/names.tsv",
        ),
        ("patterns/classes.tsv", "NIEUW\twens\t", r"classes.tsv:\d+: NIEUW has no name .* staff/groups.tsv"),
        (
            "texts.tsv",
            "new.card\tA\tself\tnew\ttekst\tvraag\tja\t113",
            r"texts.tsv:\d+: new.card has no name .* staff/cards",
        ),
    ],
)
def test_what_has_no_name_for_staff_is_refused_with_its_place(
    tmp_path: Path, file: str, line: str, message: str
) -> None:
    room = tmp_path / "safety"
    shutil.copytree(ROOM, room, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    with (room / file).open("a", encoding="utf-8") as data:
        data.write(line + "\n")
    with pytest.raises(DataError, match=message):
        page(room)
