"""What is wrong with a record or file, said in Dutch because staff of the information point read it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to put right: in which file, on which line (0 = unknown), in which field, and what."""

    file: str
    line: int
    field: str
    message: str

    def __str__(self) -> str:
        place = ", ".join(part for part in (self.file, f"regel {self.line}" if self.line else "", self.field) if part)
        return f"{place}: {self.message}" if place else self.message


@dataclass(frozen=True)
class Where:
    """Where a record stands: its file, its first line, and the line of each of its fields when these are known."""

    file: str = ""
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)

    def problem(self, name: str, message: str) -> Problem:
        """A problem with the field `name` ('channels.url' stands on its own line when that is known)."""
        line = self.lines.get(name) or self.lines.get(name.partition(".")[0]) or self.line
        return Problem(self.file, line, name, message)


class RecordError(ValueError):
    """One or more problems; nothing was taken over. `problems` holds them all, in the order of files and lines."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
