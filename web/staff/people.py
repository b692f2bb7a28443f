"""Who works at the desk, and what each may do (000, 'De rollen'; roles of the desk in docs/handleiding-bureau.md)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What somebody is at the desk."""

    MEDEWERKER = "medewerker"
    BEHEERDER = "beheerder"
    KWALITEITSBEWAKER = "kwaliteitsbewaker"
    KETENREGISSEUR = "ketenregisseur"
    CASUSREGISSEUR = "casusregisseur"


class Right(StrEnum):
    """What can be done at the desk."""

    LEZEN = "lezen"
    """See the catalogue, the lists of the chain, the gaps and the card of referrals."""
    SCHRIJVEN = "schrijven"
    """Change, publish, verify and withdraw instruments; decide about proposals; write to providers."""
    INVOEREN = "invoeren"
    """Bring in many records at once."""
    KETEN = "keten"
    """Change roles and the fill-in lists of a chain."""
    GESPREKKEN = "gesprekken"
    """Read the talks of visitors, say how they were understood, propose and approve examples to learn from."""
    CONTACT = "contact"
    """Read and answer requests for contact; a casusregisseur only those that were handed to them."""
    CIJFERS = "cijfers"
    """See figures about talks, never a talk."""
    MODELLEN = "modellen"
    """Train the assistant with approved examples, put a model live and take it back."""
    BEHEER = "beheer"
    """Make and stop accounts, change the websites of partners, read the audit log."""


GRANTS: dict[Role, frozenset[Right]] = {
    Role.MEDEWERKER: frozenset(
        {
            *(Right.LEZEN, Right.SCHRIJVEN, Right.INVOEREN, Right.KETEN),
            *(Right.GESPREKKEN, Right.CONTACT, Right.CIJFERS),
        }
    ),
    Role.BEHEERDER: frozenset(Right),
    Role.KWALITEITSBEWAKER: frozenset({Right.LEZEN, Right.SCHRIJVEN, Right.KETEN, Right.CIJFERS}),
    Role.KETENREGISSEUR: frozenset({Right.LEZEN, Right.KETEN, Right.CIJFERS}),
    Role.CASUSREGISSEUR: frozenset({Right.LEZEN, Right.CONTACT}),
}


@dataclass(frozen=True)
class Colleague:
    """Somebody of the staff. No regions means every region; only a kwaliteitsbewaker has a bouwsteen (1 to 7)."""

    id: str
    name: str
    email: str
    role: Role
    regions: tuple[str, ...] = ()
    bouwsteen: int | None = None

    def may(self, right: Right) -> bool:
        """Whether the role grants this right at all; which records it reaches is for the two below."""
        return right in GRANTS[self.role]

    @property
    def unbound(self) -> bool:
        """Whether every record is theirs to change, of any region and bouwsteen."""
        return self.may(Right.SCHRIJVEN) and self.role is not Role.KWALITEITSBEWAKER and not self.regions

    def may_change(self, bouwstenen: Collection[int], regions: Collection[str]) -> bool:
        """Whether this record, with these bouwstenen and regions (none: national), is theirs to change.

        A kwaliteitsbewaker changes what belongs to the own bouwsteen. Who has regions changes what lies in those alone:
        what serves the whole country, or a neighbour too, is for colleagues without that bound.
        """
        if not self.may(Right.SCHRIJVEN):
            return False
        if self.role is Role.KWALITEITSBEWAKER and self.bouwsteen not in bouwstenen:
            return False
        return not self.regions or (bool(regions) and set(regions) <= set(self.regions))

    def may_change_lists(self, regions: Collection[str], bouwsteen: int | None = None) -> bool:
        """Whether the fill-in lists of a chain in these regions, of one bouwsteen or in general, are theirs."""
        if not self.may(Right.KETEN):
            return False
        if self.role is Role.KWALITEITSBEWAKER and self.bouwsteen != bouwsteen:
            return False
        return not self.regions or bool(set(regions) & set(self.regions))
