"""One text that a visitor can read, and where an editor finds it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_RUNNING = re.compile(r"[.!?…][\"'’”)]*(?:\s|$)")


@dataclass(frozen=True)
class Text:
    """A text with its group (a row of floors.tsv), its file, line and name (of a response, a slug, a key)."""

    group: str
    file: Path
    line: int
    name: str
    text: str

    @property
    def running(self) -> bool:
        """Whether these are sentences; a title or a button is not, and a score of a few words would say nothing."""
        return _RUNNING.search(self.text) is not None


class SourceError(ValueError):
    """A file with texts is absent or is not as it should be; the message names the file and, where known, the line."""
