"""One event for a calendar (RFC 5545). A writer of our own: the library for it is not among the locked requirements,
and one event with six properties needs two rules, escaping (3.3.11) and folding at 75 octets (3.1).
"""

from __future__ import annotations

from datetime import UTC, date, datetime

_MOST_OCTETS = 75
_HOUR = "T100000"
"""Ten in the morning wherever the calendar is: a time without a zone 'floats' (3.3.5), so no zone has to be told."""


def escaped(text: str) -> str:
    """A value of type TEXT; control characters but for the end of a line have no place in it."""
    text = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(char for char in text if char >= " " and char != "\x7f")


def folded(line: str) -> str:
    """A line in pieces of at most 75 octets, each but the first after a space, none broken inside a character."""
    pieces, piece, octets = [], "", 0
    for char in line:
        size = len(char.encode())
        if octets + size > _MOST_OCTETS:
            pieces.append(piece)
            piece, octets = "", 1  # the space that begins every next piece counts too
        piece, octets = piece + char, octets + size
    return "\r\n ".join([*pieces, piece])


def event(uid: str, day: date, title: str, text: str, now: datetime) -> str:
    """A calendar with one reminder on a day, a quarter of an hour, that does not make anybody look busy."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Wegwijs//Herinnering//NL",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{uid}",
        f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART:{day:%Y%m%d}{_HOUR}",
        "DURATION:PT15M",
        f"SUMMARY:{escaped(title)}",
        f"DESCRIPTION:{escaped(text)}",
        "CLASS:PRIVATE",
        "TRANSP:TRANSPARENT",
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        f"DESCRIPTION:{escaped(title)}",
        "TRIGGER:PT0S",
        "END:VALARM",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{folded(line)}\r\n" for line in lines)
