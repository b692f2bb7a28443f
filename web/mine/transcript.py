"""The whole talk to keep: one file that is read without the internet, as a web page or as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from web.conversations.store import Line
from web.site.content import Words


class TranscriptWords(Words):
    """`texts/gesprek.yml`."""

    title: str
    lead: str
    began: str
    saved: str
    visitor: str
    assistant: str
    choices: str
    links: str
    why: str
    by: str
    phone: str
    web: str
    now_title: str
    now: list[str]
    file_name: str = Field(pattern=r"^[a-z0-9-]+$")


@dataclass(frozen=True)
class Part:
    """One thing that was shown: a heading, paragraphs, and a list below a line of its own. All of it plain text."""

    title: str | None = None
    paragraphs: tuple[str, ...] = ()
    intro: str | None = None
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Entry:
    """What one of the two said in a turn."""

    visitor: bool
    parts: tuple[Part, ...]


def entries(lines: Sequence[Line], words: TranscriptWords) -> list[Entry]:
    """The talk in order, with everything that was shown in it."""
    found: list[Entry] = []
    for line in lines:
        if line.text:
            found.append(Entry(True, (Part(paragraphs=(line.text,)),)))
        shown = tuple(part for message in line.reply for part in _parts(message, words))
        if shown:
            found.append(Entry(False, shown))
    return found


def _parts(message: dict[str, Any], words: TranscriptWords) -> list[Part]:
    match message["kind"]:
        case "text" | "notice":
            return [Part(paragraphs=(message["text"],))]
        case "choices":
            return [Part(intro=words.choices, items=tuple(choice["label"] for choice in message["choices"]))]
        case "links":
            return [Part(intro=words.links, items=tuple(link["label"] for link in message["links"]))]
        case "safety":
            lines = (
                f"{line['name']}: {_joined(line['phone'], line['url'], line['when'])}" for line in message["lines"]
            )
            return [Part(paragraphs=(message["text"],), items=tuple(lines))]
        case "cards":
            return [_card(card, words) for card in message["cards"]]
        case "contact":
            return [_contact(message, words)]
    return []


def _card(card: dict[str, Any], words: TranscriptWords) -> Part:
    facts = ((words.by, card.get("provider")), (words.phone, card.get("phone")), (words.web, card.get("url")))
    paragraphs = (card.get("summary"), *(f"{name} {value}" for name, value in facts if value))
    reasons = tuple(card.get("reasons", ()))
    return Part(card["title"], tuple(filter(None, paragraphs)), words.why if reasons else None, reasons)


def _contact(contact: dict[str, Any], words: TranscriptWords) -> Part:
    facts = ((words.phone, contact.get("phone")), (words.web, contact.get("url")))
    paragraphs = (contact.get("text"), contact.get("name"), *(f"{name} {value}" for name, value in facts if value))
    return Part(contact.get("title"), tuple(filter(None, paragraphs)))


def _joined(*parts: str) -> str:
    return " · ".join(filter(None, parts))


def plain(found: Sequence[Entry], words: TranscriptWords, began: str, saved: str) -> str:
    """The talk as text, a blank line between what one and the other said."""
    head = f"{words.title}\n{words.began} {began}. {words.saved} {saved}.\n\n{words.lead}"
    said = [
        f"{words.visitor if entry.visitor else words.assistant}:\n" + "\n\n".join(map(_plain_part, entry.parts))
        for entry in found
    ]
    foot = "\n".join([words.now_title, *(f"- {line}" for line in words.now)])
    return "\n\n\n".join([head, *said, foot]) + "\n"


def _plain_part(part: Part) -> str:
    rows = [part.title, *part.paragraphs, part.intro, *(f"- {item}" for item in part.items)]
    return "\n".join(row for row in rows if row)
