"""What somebody may not want in an instrument ('niet voor mij, want ...'), with the words a visitor reads for it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from vocabulary.tables import TableError, read

FILE = Path(__file__).with_name("avoid.tsv")


@cache
def load(path: Path = FILE) -> dict[str, str]:
    """Dutch wording by code, in the order of the file. Raises TableError on a broken line."""
    codes: dict[str, str] = {}
    for line, row in read(path, ("code", "title")):
        if row["code"] in codes:
            raise TableError(path, line, f"code {row['code']!r} stands here twice")
        codes[row["code"]] = row["title"]
    return codes
