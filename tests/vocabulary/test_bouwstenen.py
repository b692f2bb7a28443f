"""The seven bouwstenen are those of the domain page, each with plain words for whoever talks with Wegwijs."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocabulary import bouwstenen, needs
from vocabulary.tables import TableError

NAMES = {
    1: "Bewustwording",
    2: "Preventie en (vroeg)signalering",
    3: "Toeleiden en uitvoeren interventies",
    4: "Ondersteuning zelfmanagement",
    5: "Nazorg en monitoring casus",
    6: "Opleiden, richtlijnen en handreikingen",
    7: "Onderzoek en monitoring",
}
"""The table 'Building blocks' of the domain page."""
WHOLE = "".join(f"{number}\t{name}\tTitel {number}\n" for number, name in NAMES.items())


def _bouwstenen(folder: Path, rows: str) -> Path:
    path = folder / "blokken.tsv"
    path.write_text("nr\tname\ttitle\n" + rows, encoding="utf-8")
    return path


def test_the_bouwstenen_are_the_seven_of_the_domain() -> None:
    assert {number: found.name for number, found in bouwstenen.load().items()} == NAMES
    assert all(number == found.number for number, found in bouwstenen.load().items())


def test_every_need_has_a_bouwsteen_that_can_be_told_in_plain_words() -> None:
    assert {need.bouwsteen for need in needs.load().values()} == set(bouwstenen.load())


def test_a_visitor_never_reads_the_words_of_the_chain() -> None:
    titles = [found.title for found in bouwstenen.load().values()]
    assert all(0 < len(title) <= 40 and title[0].isupper() for title in titles)
    assert len(set(titles)) == len(titles)
    assert not set(titles) & set(NAMES.values())
    assert not [title for title in titles for word in ("interventie", "monitoring", "zelfmanagement") if word in title]


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        ("8\tRust\tRust\n", 2, "nr must be 1 to 7, not '8'"),
        ("een\tRust\tRust\n", 2, "nr must be 1 to 7"),
        ("\tRust\tRust\n", 2, "nr must be 1 to 7"),
        ("1\t\tRust\n", 2, "name"),
        ("1\tRust\t\n", 2, "title"),
        ("1\tRust\n", 2, "2 columns where 3"),
        (WHOLE + "# nog eens\n3\tRust\tRust\n", 10, "bouwsteen 3 stands here twice"),
        (WHOLE.replace("7\tOnderzoek en monitoring\tTitel 7\n", ""), 7, "bouwsteen 7 is missing"),
        ("", 1, "bouwsteen 1, 2, 3, 4, 5, 6, 7 is missing"),
    ],
)
def test_a_broken_bouwsteen_is_refused_by_file_and_line(tmp_path: Path, rows: str, line: int, problem: str) -> None:
    with pytest.raises(TableError, match=rf"^blokken\.tsv, line {line}: .*{problem}"):
        bouwstenen.load(_bouwstenen(tmp_path, rows))
