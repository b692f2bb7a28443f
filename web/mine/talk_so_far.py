"""What is taken from the talk itself: the visitor's own words, and the reasons that were given with a card."""

from __future__ import annotations

from collections.abc import Sequence

from web.conversations.store import Line

_MOST = 5
_LONGEST = 180
"""Characters of one message: the sheet is a reminder, the whole talk can be had apart."""
_FEWEST_WORDS = 3
"""'Ja' and 'nee hoor' say nothing on paper."""


def own_words(lines: Sequence[Line]) -> list[str]:
    """What the visitor typed, as far as it is still kept. What spoke of danger is left out.

    A sheet lies on a table: who lives in the same house can read it.
    """
    typed = [line.text.strip() for line in lines if line.text and not line.by_button and not _danger(line)]
    telling = [text for text in typed if len(text.split()) >= _FEWEST_WORDS]
    return [_short(text) for text in dict.fromkeys(telling)][:_MOST]


def reasons(lines: Sequence[Line]) -> dict[str, list[str]]:
    """The reasons for each instrument, by slug, as they were last given in the talk."""
    found: dict[str, list[str]] = {}
    for line in lines:
        for message in line.reply:
            for card in message.get("cards", []) if message.get("kind") == "cards" else []:
                found[card["instrument"]] = list(card.get("reasons", []))
    return found


def _danger(line: Line) -> bool:
    return any(message.get("kind") == "safety" for message in line.reply)


def _short(text: str) -> str:
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST].rpartition(' ')[0] or text[:_LONGEST]} …"
