"""The help lines: dated data, so that a number nobody checked for long is noticed before a release."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from safety.model import HelpLine
from safety.tsv import ROOM, rows

MAX_AGE = timedelta(days=90)
_PHONE = re.compile(r"\d[\d -]*")
_COLUMNS = ("key", "name", "phone", "url", "when", "verified_on")


def read_help_lines(path: Path) -> dict[str, HelpLine]:
    """Help lines by key; raises DataError that names file and line."""
    found: dict[str, HelpLine] = {}
    for row in rows(path, _COLUMNS, may_be_empty=("phone", "url")):
        if row["key"] in found:
            raise row.error(f"{row['key']} stands twice")
        if row["phone"] and not _PHONE.fullmatch(row["phone"]):
            raise row.error(f"phone {row['phone']!r} is not a number")
        if row["url"] and not row["url"].startswith("https://"):
            raise row.error(f"url {row['url']!r} must begin with https://")
        try:
            verified = date.fromisoformat(row["verified_on"])
        except ValueError as error:
            raise row.error(f"verified_on {row['verified_on']!r} is not a date (2026-11-01)") from error
        found[row["key"]] = HelpLine(row["name"], row["phone"], row["url"], row["when"], verified)
    return found


@lru_cache(maxsize=1)
def by_key() -> dict[str, HelpLine]:
    """The help lines of this room by their key."""
    return read_help_lines(ROOM / "helplines.tsv")


def help_lines() -> tuple[HelpLine, ...]:
    """All help lines, for the opening message and for the static help page."""
    return tuple(by_key().values())


def overdue(today: date) -> list[HelpLine]:
    """Help lines that nobody checked in the 90 days before `today`; a release must have none."""
    return [line for line in help_lines() if today - line.verified_on > MAX_AGE]
