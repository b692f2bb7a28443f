"""A release is held up by help lines that nobody checked for 90 days, and not by anything else today."""

from __future__ import annotations

from datetime import timedelta

import pytest
from typer.testing import CliRunner

from safety import help_lines
from wegwijs import cli
from wegwijs.cli import app
from wegwijs.release import hindrances

LAST_CHECK = min(line.verified_on for line in help_lines())


def test_on_the_day_of_checking_nothing_stands_in_the_way() -> None:
    assert list(hindrances(LAST_CHECK)) == []


def test_a_help_line_not_checked_for_90_days_is_named_with_its_number() -> None:
    found = list(hindrances(LAST_CHECK + timedelta(days=91)))
    assert any("113" in line for line in found)


def test_the_command_fails_while_something_stands_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "today_here", lambda: LAST_CHECK + timedelta(days=365))
    result = CliRunner().invoke(app, ["release-check"])
    assert result.exit_code == 1
    assert "Hulplijn" in result.stderr
