"""Help lines are dated, and a stale one is noticed."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from safety.helplines import help_lines, overdue, read_help_lines
from safety.tsv import DataError

HEADER = "key\tname\tphone\turl\twhen\tverified_on\n"


def test_a_line_is_overdue_on_the_ninety_first_day() -> None:
    oldest = min(line.verified_on for line in help_lines())
    assert overdue(oldest + timedelta(days=90)) == []
    assert overdue(oldest + timedelta(days=91)) != []


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("a\tA\tabc\thttps://a.nl\tnu\t2026-11-01", "lines.tsv:2: phone"),
        ("a\tA\t113\thttp://a.nl\tnu\t2026-11-01", "lines.tsv:2: url"),
        ("a\tA\t113\thttps://a.nl\tnu\tgisteren", "lines.tsv:2: verified_on"),
        ("a\t\t113\thttps://a.nl\tnu\t2026-11-01", "lines.tsv:2: name is empty"),
        (
            "a\tA\t113\thttps://a.nl\tnu\t2026-11-01\na\tA\t113\thttps://a.nl\tnu\t2026-11-01",
            "lines.tsv:3: a stands twice",
        ),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(tmp_path: Path, line: str, message: str) -> None:
    path = tmp_path / "lines.tsv"
    path.write_text(HEADER + line + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=message):
        read_help_lines(path)


def test_a_line_may_have_no_number_of_its_own() -> None:
    gp = next(line for line in help_lines() if line.name == "Je eigen huisarts")
    assert gp.phone == ""
    assert gp.verified_on >= date(2026, 11, 1)
