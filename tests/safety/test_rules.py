"""The data of the room is checked when it is loaded, and an error names its place."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from safety.book import BOOK
from safety.rules import load
from safety.tsv import ROOM, DataError


@pytest.fixture
def room(tmp_path: Path) -> Path:
    for folder in ("patterns", "exceptions", "words"):
        shutil.copytree(ROOM / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize(
    ("file", "line", "message"),
    [
        (
            "patterns/violence.tsv",
            "violence.x\tD\tviolence\tfirm\tclears\t(slaat\t",
            "violence.tsv:\\d+: pattern: expected",
        ),
        ("patterns/violence.tsv", "violence.x\tE\tviolence\tfirm\tclears\tslaat\t", "violence.tsv:\\d+: tier is 'E'"),
        ("patterns/violence.tsv", "violence.x\tA\tviolence\tfirm\tclears\tslaat\t", "tier A does not go with"),
        ("patterns/violence.tsv", "Slaat!\tD\tviolence\tfirm\tclears\tslaat\t", "id 'Slaat!'"),
        ("patterns/violence.tsv", "violence.x\tD\tviolence\tfirm\tclears\t\t", "pattern is empty"),
        ("patterns/violence.tsv", "violence.x\tD\tviolence\thard\tclears\tslaat\t", "weight is 'hard'"),
        ("patterns/violence.tsv", "a\tb\tc\td\te\tf\tg\th", "8 columns, at most 7"),
        ("patterns/classes.tsv", "WIL\twens\t", "classes.tsv:\\d+: class WIL is defined twice"),
        ("exceptions/idiom.tsv", "idiom.x\tall\tall\tdood\t\t", "idiom.tsv:\\d+: scope is 'all'"),
        ("words/typos.tsv", "dood", "typos.tsv:\\d+: 'dood' is shorter than 5"),
        ("words/spelling.tsv", "ik||k\tik", "spelling.tsv:\\d+: an empty variant"),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(room: Path, file: str, line: str, message: str) -> None:
    with (room / file).open("a", encoding="utf-8") as data:
        data.write(line + "\n")
    with pytest.raises(DataError, match=message):
        load(room)


def test_a_wrong_header_is_refused(room: Path) -> None:
    (room / "patterns" / "child.tsv").write_text("id\tpattern\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"child.tsv:1: header must be"):
        load(room)


def test_a_file_in_another_encoding_is_refused(room: Path) -> None:
    (room / "patterns" / "child.tsv").write_bytes(b"id\ttier\xe9")
    with pytest.raises(DataError, match=r"child.tsv:1: is not UTF-8"):
        load(room)


def test_every_pattern_becomes_a_regular_expression() -> None:
    for patterns in (BOOK.rule_patterns, BOOK.idiom_patterns, BOOK.context_patterns):
        assert all(pattern.regex.pattern for pattern in patterns)


def test_every_exception_covers_rules_that_exist() -> None:
    ids = {rule.id for rule in BOOK.rules}
    heads = ids | {rule.split(".")[0] for rule in ids} | {"all", "soft", "like"}
    for exception in [*BOOK.idioms, *BOOK.contexts]:
        assert set(exception.covers) <= heads, exception.id
