"""Read what a visitor wrote for danger, and turn a finding into messages. Needs nothing but `safety/`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from safety import TIER_OF_ALARM, Finding, card, detect, help_lines, prepare


def look(text: str, earlier: Sequence[str] = ()) -> Finding | None:
    """The danger in a text, read together with the visitor's texts before it; None when there is none."""
    return detect(text, earlier=tuple(earlier))


def speaks_of_danger(text: str) -> bool:
    """Whether there is a sign of danger in a text, whatever it is."""
    return look(text) is not None


def warm_up() -> None:
    """Let the detector do its work of the first time before a visitor waits for it."""
    prepare()
    help_lines()


def alarm(danger: Literal["self", "other", "violence"]) -> Finding:
    """The finding for an alarm that the engine raised by itself."""
    return Finding(TIER_OF_ALARM[danger], danger, "engine")


def messages_for(finding: Finding) -> list[dict[str, Any]]:
    """The safety card and then its calm question, as messages of contract 2."""
    said = card(finding)
    found: list[dict[str, Any]] = [
        {"kind": "safety", "danger": said.danger, "text": said.text, "lines": [_line(line) for line in said.lines]}
    ]
    if said.question:
        found.append({"kind": "text", "text": said.question})
    return found


def goes_on(finding: Finding) -> str:
    """The bare answer ('ja' or 'nee') to the card's question that means that the danger goes on."""
    return card(finding).goes_on


def help_text(heading: str) -> str:
    """All help lines as plain text, one a line below a heading."""
    rows = [
        f"{line.name}: {' of '.join(part for part in (line.phone, line.url) if part)} ({line.when})"
        for line in help_lines()
    ]
    return "\n".join([heading, *rows])


def lines() -> list[dict[str, str]]:
    """All help lines: name, phone, url and when; a line without a number has an empty one."""
    return [_line(line) for line in help_lines()]


def _line(line: Any) -> dict[str, str]:
    return {"name": line.name, "phone": line.phone, "url": line.url, "when": line.when}
