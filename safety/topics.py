"""Subjects that are no alarm but deserve a warm answer of their own: grief and euthanasia (`topics/`)."""

from __future__ import annotations

from functools import lru_cache

from safety.book import BOOK
from safety.language import PatternError, compile_pattern
from safety.rules import Pattern
from safety.tsv import ROOM, rows
from safety.view import View, tokens_of


@lru_cache(maxsize=1)
def _texts() -> dict[str, str]:
    return {row["topic"]: row["text"] for row in rows(ROOM / "topics" / "texts.tsv", ("topic", "text"))}


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, Pattern], ...]:
    found: list[tuple[str, Pattern]] = []
    for row in rows(ROOM / "topics" / "patterns.tsv", ("topic", "pattern", "note"), ("note",)):
        if row["topic"] not in _texts():
            raise row.error(f"topic {row['topic']!r} has no text in texts.tsv")
        try:
            found.append((row["topic"], Pattern(compile_pattern(row["pattern"], BOOK.classes))))
        except PatternError as error:
            raise row.error(str(error)) from error
    return tuple(found)


def kind_word(text: str) -> str | None:
    """The subject that asks for a warm word ('rouw', 'euthanasie'), or None. The order of the file decides."""
    view = View(BOOK, tokens_of(BOOK, text))
    return next((topic for topic, pattern in _patterns() if view.holds(pattern)), None)


def topic_text(label: str) -> str:
    """The Dutch text for a subject; raises KeyError for an unknown one."""
    return _texts()[label]
