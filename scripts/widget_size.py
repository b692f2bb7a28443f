"""Print how much a visitor's phone loads for the widget, and fail when that is too much. `make check` does so.

What counts is the built file as it is committed and served, compressed as well as gzip can (`gzip -9`).
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

BUILT = Path(__file__).parent.parent / "widget" / "dist" / "wegwijs-chat.js"
LIMIT = 15 * 1024
"""Bytes."""


def main() -> int:
    """1 when there is no built file or it is too large, else 0."""
    if not BUILT.is_file():
        print(f"{BUILT.name} is not there: run `npm run build` in widget/", file=sys.stderr)
        return 1
    size = len(gzip.compress(BUILT.read_bytes(), 9))
    print(f"{BUILT.name}: {size:,} bytes gzip, of at most {LIMIT:,}")
    return 0 if size <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main())
