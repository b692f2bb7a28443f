"""All sentences of a run, of needs and of danger; the first line of a file tells which of the two it holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from wegwijs.evaluation import danger, lines, read
from wegwijs.evaluation.danger import DangerRow
from wegwijs.evaluation.read import Row


@dataclass(frozen=True)
class Sentences:
    """What is measured in one run, in the order of the files."""

    needs: list[Row] = field(default_factory=list)
    danger: list[DangerRow] = field(default_factory=list)


def read_all(paths: Iterable[Path]) -> Sentences:
    """The sentences of all files. Raises TableError on a file that has neither format or holds a broken line."""
    found = Sentences()
    for path in paths:
        table = lines.read(path, read.COLUMNS, *danger.FORMATS)
        if table.columns == read.COLUMNS:
            found.needs.extend(read.rows_of(table))
        else:
            found.danger.extend(danger.rows_of(table))
    return found
