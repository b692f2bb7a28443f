"""The check as the command and the test both run it: all texts of a checkout against the tables of this room."""

from __future__ import annotations

from pathlib import Path

from readability import avoid, floors
from wegwijs.readability import allowed
from wegwijs.readability.collect import collect, names
from wegwijs.readability.gate import Outcome, check


def check_all(root: Path) -> Outcome:
    """Measure every text below `root`. Raises SourceError on texts and TableError on tables that cannot be read."""
    return check(collect(root), floors.load(), avoid.load(), names(root), allowed.load())
