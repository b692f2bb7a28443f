"""Whatever stands in a table, it is read whole or refused with the name of the file and the line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vocabulary.tables import TableError, read

COLUMNS = ("need", "title")
HEADER = "need\ttitle\n"
CELL = (
    st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters="#"), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)


def _table(folder: Path, content: str | bytes) -> Path:
    path = folder / "woorden.tsv"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("content", "line", "problem"),
    [
        (b"", 1, "first line must name the columns need, title"),
        (b"title\tneed\n", 1, "first line"),
        (b"need;title\nrust;Rust\n", 1, "first line"),
        (b"need\ttitle\textra\n", 1, "first line"),
        (b"need\ttitle\nrust\n", 2, "1 columns where 2 are expected"),
        (b"need\ttitle\nrust\tRust\n\n# uitleg\nrust\tRust\tte veel\n", 5, "3 columns where 2 are expected"),
        (b"need\ttitle\nrust\tz\xe9\n", 1, "not UTF-8"),
    ],
)
def test_a_broken_table_is_refused_by_file_and_line(tmp_path: Path, content: bytes, line: int, problem: str) -> None:
    with pytest.raises(TableError, match=rf"^woorden\.tsv, line {line}: .*{problem}"):
        read(_table(tmp_path, content), COLUMNS)


def test_a_table_that_is_gone_is_told_by_name(tmp_path: Path) -> None:
    with pytest.raises(TableError, match=r"^weg\.tsv, line 1: the file does not exist"):
        read(tmp_path / "weg.tsv", COLUMNS)


def test_remarks_and_empty_lines_are_passed_over_and_lines_keep_their_numbers(tmp_path: Path) -> None:
    path = _table(tmp_path, HEADER + "# uitleg\n\n rust \t Even rust \n")
    assert read(path, COLUMNS) == [(4, {"need": "rust", "title": "Even rust"})]


@settings(deadline=None)
@given(rows=st.lists(st.tuples(CELL, CELL), max_size=6))
def test_what_an_editor_wrote_is_what_is_read(
    rows: list[tuple[str, str]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = _table(tmp_path_factory.getbasetemp(), HEADER + "".join(f"{need}\t{title}\n" for need, title in rows))
    assert read(path, COLUMNS) == [
        (number, {"need": need, "title": title}) for number, (need, title) in enumerate(rows, start=2)
    ]


@settings(deadline=None)
@given(
    content=st.binary(max_size=60)
    | st.text("need\ttile#\n\r é", max_size=60).map(lambda rest: (HEADER + rest).encode())
)
def test_any_bytes_are_read_or_refused(content: bytes, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = _table(tmp_path_factory.getbasetemp(), content)
    try:
        records = read(path, COLUMNS)
    except TableError as refused:
        assert re.match(r"woorden\.tsv, line \d+: .", str(refused))
    else:
        assert all(tuple(record) == COLUMNS and number > 1 for number, record in records)
