"""The weights follow from the examples alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from safety.book import BOOK
from safety.examples import examples, files
from safety.learn import fingerprint, learn, write
from safety.resemblance import Resemblance
from safety.tsv import DataError

LINES = [
    ("ik wil dood", "self"),
    ("ik wil koffie", "none"),
    ("hij wil dood", "other"),
    ("hij slaat mij", "violence"),
] * 5


def test_the_same_examples_give_the_same_table(tmp_path: Path) -> None:
    write(tmp_path / "a.tsv", LINES, learn(LINES))
    write(tmp_path / "b.tsv", LINES, learn(LINES))
    assert (tmp_path / "a.tsv").read_bytes() == (tmp_path / "b.tsv").read_bytes()


def test_what_was_learned_is_recognised(tmp_path: Path) -> None:
    write(tmp_path / "w.tsv", LINES, learn(LINES))
    table = Resemblance(tmp_path / "w.tsv", BOOK.classes)
    scores = table.scores(["ik", "wil", "dood"])
    assert max(scores, key=lambda kind: scores[kind]) == "self"
    assert sum(table.scores(["ik", "wil", "koffie"]).values()) < 0.5


def test_held_lines_are_not_learned_from(tmp_path: Path) -> None:
    path = tmp_path / "lines.tsv"
    path.write_text("text\tlabel\tkind\tstyle\tsplit\na\tself\tx\ty\tdev\nb\tnone\tx\ty\theld\n", encoding="utf-8")
    assert examples([path]) == [("a", "self")]


def test_a_folder_without_examples_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="no example sentences"):
        files(tmp_path)


def test_an_unknown_label_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "lines.tsv"
    path.write_text("text\tlabel\tkind\tstyle\tsplit\na\tzelf\tx\ty\tdev\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"lines.tsv:2: label is 'zelf'"):
        examples([path])


def test_the_fingerprint_does_not_depend_on_the_order() -> None:
    assert fingerprint(LINES) == fingerprint(LINES[::-1])
    assert fingerprint(LINES) != fingerprint(LINES[1:])


@pytest.mark.parametrize(
    ("line", "message"), [("dood\tx\t1\t2", "w.tsv:1: a weight"), ("dood\t1", "w.tsv:1: 1 weights")]
)
def test_a_damaged_table_is_refused_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    (tmp_path / "w.tsv").write_text(line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        Resemblance(tmp_path / "w.tsv", BOOK.classes)
