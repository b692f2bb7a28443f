"""What templates do with a value before it is shown: addresses that are safe to follow, days as people write them."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

MONTHS = (
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
)
_WEB = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)
_PHONE = re.compile(r"\+?[\d\s()-]+")


def web(value: object) -> str | None:
    """A web address, or None for anything else: no other kind of link ever stands on a page."""
    return value if isinstance(value, str) and _WEB.fullmatch(value) else None


def bare(value: str) -> str:
    """A web address as one reads it aloud: without https:// and www., for on paper."""
    return re.sub(r"^https?://(www\.)?", "", value, flags=re.IGNORECASE).rstrip("/")


def tel(value: object) -> str | None:
    """The address that calls a number; None when there is no number in it."""
    if not isinstance(value, str) or not _PHONE.fullmatch(value.strip()):
        return None
    digits = re.sub(r"[^\d+]", "", value)
    return f"tel:{digits}" if len(digits) > 2 else None


def day(value: date | str) -> str:
    """3 maart 2026; what is no day is shown as it is."""
    if isinstance(value, str):
        try:
            value = date.fromisoformat(value)
        except ValueError:
            return str(value)
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


ALL: dict[str, Callable[..., object]] = {"web": web, "bare": bare, "tel": tel, "day": day}
