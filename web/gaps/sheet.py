"""Fit the card of referrals on one sheet of A4: what matters most first, and what is left out is counted.

Paper cannot be asked how long a text will be, so lines are estimated, a little too long rather than too short: the
styles of `verwijskaart.css` and the figures here belong together, and a test prints cards in a real browser.

1. Every need has its row, also when there is nothing for it. 2. Then each need gets the best nearby, or else the best
of the country; then the best of the country beside it; then a second of each, as long as the sheet has room.
3. What stands on the card for an earlier need is only named again, with its number.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

from catalogue.roles import Contact
from web.gaps.referral import Line, Material, Offer
from web.site.filters import bare

ROOM = 82
"""Lines of text below the heading of the sheet, contacts included."""
IN_A_CELL = 50
"""Characters on a line of a cell with instruments."""
IN_A_TITLE = 21
ACROSS = 125
"""Characters on a line over the whole sheet."""
NEARBY, COUNTRY = 2, 2
"""The most that one need gets in either column."""
ROW_EDGE = 0.4
"""What the space between two rows takes, in lines."""


@dataclass(frozen=True)
class Entry:
    """An instrument in a cell, with its number on the card; `again` when its details stand at an earlier need."""

    number: int
    offer: Offer
    again: bool


@dataclass(frozen=True)
class SheetRow:
    """A need on the sheet, and how many instruments for it did not fit."""

    line: Line
    local: tuple[Entry, ...]
    national: tuple[Entry, ...]
    left_out: int


@dataclass(frozen=True)
class Sheet:
    """The card as it is printed."""

    rows: tuple[SheetRow, ...]
    contacts: tuple[Contact, ...]

    @property
    def shown(self) -> int:
        """How many instruments stand on the card."""
        return len({entry.offer.slug for row in self.rows for entry in (*row.local, *row.national)})

    @property
    def left_out(self) -> int:
        """How many times something was left out."""
        return sum(row.left_out for row in self.rows)


def fit(material: Material) -> Sheet:
    """The fullest sheet that stays within its room."""
    room = ROOM - sum(_contact_lines(contact) for contact in material.contacts)
    chosen: list[list[Offer]] = [[] for _ in material.lines]
    for place, offer in _in_order(material.lines):
        wider = [[*offers, offer] if number == place else offers for number, offers in enumerate(chosen)]
        if _length(material.lines, wider) <= room:
            chosen = wider
    return Sheet(tuple(_rows(material.lines, chosen)), material.contacts)


def _in_order(lines: Sequence[Line]) -> Iterator[tuple[int, Offer]]:
    """What may go on the sheet, most wanted first, with the row it goes into."""
    local = [[offer for offer in line.offers if offer.local] for line in lines]
    national = [[offer for offer in line.offers if not offer.local] for line in lines]
    given: set[tuple[int, str]] = set()
    first = [(near or far)[:1] for near, far in zip(local, national)]
    rounds = [first, [far[:1] for far in national], [near[:NEARBY] for near in local]]
    for one in (*rounds, [far[:COUNTRY] for far in national]):
        for place, offers in enumerate(one):
            for offer in offers:
                if (place, offer.slug) not in given:
                    given.add((place, offer.slug))
                    yield place, offer


def _rows(lines: Sequence[Line], chosen: Sequence[Sequence[Offer]]) -> Iterator[SheetRow]:
    numbers: dict[str, int] = {}
    for line, offers in zip(lines, chosen):
        # Kept in the order of the search, whatever the order in which they found a place.
        entries = []
        for offer in (offer for offer in line.offers if offer in offers):
            again = offer.slug in numbers
            entries.append(Entry(numbers.setdefault(offer.slug, len(numbers) + 1), offer, again))
        local = tuple(entry for entry in entries if entry.offer.local)
        national = tuple(entry for entry in entries if not entry.offer.local)
        yield SheetRow(line, local, national, max(0, line.total - len(entries)))


def _length(lines: Sequence[Line], chosen: Sequence[Sequence[Offer]]) -> float:
    return sum(
        ROW_EDGE
        + max(
            1 + len(row.line.title) // IN_A_TITLE + (row.left_out > 0),
            sum(map(_entry_lines, row.local)) or 1,
            sum(map(_entry_lines, row.national)) or 1,
        )
        for row in _rows(lines, chosen)
    )


def _entry_lines(entry: Entry) -> int:
    offer = entry.offer
    if entry.again:
        return ceil((len(offer.title) + 3) / IN_A_CELL)
    named = len(offer.title) + len(offer.provider) + 6
    details = len(offer.phone or "") + len(bare(offer.url or "")) + len(offer.access) + len(" · 30-12-2026 · verouderd")
    return ceil(named / IN_A_CELL) + ceil((details + 6) / IN_A_CELL)


def _contact_lines(contact: Contact) -> int:
    words = (contact.own_word, contact.name, contact.phone, bare(contact.url or ""), contact.text)
    return ceil((len(contact.role) + sum(len(word or "") + 3 for word in words)) / ACROSS)
