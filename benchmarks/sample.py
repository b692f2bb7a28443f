"""A share of the training examples, the same for both pipelines, for who cannot wait hours for the default one."""

from __future__ import annotations

import re
from pathlib import Path

_EXAMPLE = re.compile(r"^    - ")


def sample(source: Path, target: Path, every: int) -> int:
    """Copy the examples in `source` to `target`, keeping each `every`-th line of a file; returns how many were kept.

    The first example of each block stays, so that no block and no label is left empty.
    """
    target.mkdir()
    kept = 0
    for file in sorted(source.glob("*.yml")):
        lines, number, first = [], 0, False
        for line in file.read_text(encoding="utf-8").splitlines():
            if not _EXAMPLE.match(line):
                lines.append(line)
                first = True
                continue
            if first or number % every == 0:
                lines.append(line)
                kept += 1
            number, first = number + 1, False
        (target / file.name).write_text("\n".join(lines) + "\n", encoding="utf-8")
    return kept
