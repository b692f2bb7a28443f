"""Make, change and remove roles and chain partners, so that two people at work never overwrite each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.chain import Partner, PartnerView, Role, RoleView
from catalogue.freshness import PUBLISHED
from catalogue.models import Instrument, InstrumentRegion


@dataclass(frozen=True)
class KeptRole:
    """A role as it is kept, with the name of the partner that fills it."""

    id: int
    view: RoleView
    partner: str | None
    version: int


@dataclass(frozen=True)
class KeptPartner:
    """A chain partner as it is kept."""

    view: PartnerView
    version: int


class ChangedError(Exception):
    """Somebody else changed it meanwhile; nothing was changed. `kept` is how it is now."""

    def __init__(self, kept: KeptRole | KeptPartner) -> None:
        super().__init__()
        self.kept = kept


class TakenError(Exception):
    """There is one like it already: the same role for the same people, or a partner of this slug."""


class UnknownPartnerError(Exception):
    """No chain partner has this slug."""


def roles(session: Session, region: str | None = None, role: str | None = None) -> list[KeptRole]:
    """All roles by region, the national ones last; of one region those with the national ones that fill its gaps."""
    asked = select(Role).order_by(Role.region.is_(None), Role.region, Role.role, Role.bouwsteen, Role.id)
    if region:
        asked = asked.where(or_(Role.region == region, Role.region.is_(None)))
    if role:
        asked = asked.where(Role.role == role)
    return [_role(row) for row in session.scalars(asked)]


def find_role(session: Session, role_id: int) -> KeptRole | None:
    """A role, or None when it is not there."""
    row = session.get(Role, role_id)
    return _role(row) if row else None


def add_role(session: Session, view: RoleView) -> KeptRole:
    """A new role. Raises TakenError, UnknownPartnerError."""
    return _fill_role(session, Role(), view)


def change_role(session: Session, role_id: int, view: RoleView, expected: int) -> KeptRole:
    """Change a role that has the `expected` version. Raises KeyError when it is gone, ChangedError, TakenError and
    UnknownPartnerError."""
    return _fill_role(session, _locked_role(session, role_id, expected), view)


def remove_role(session: Session, role_id: int, expected: int) -> None:
    """Take a role away. Raises KeyError when it is gone already, ChangedError."""
    session.delete(_locked_role(session, role_id, expected))
    session.flush()


def partners(session: Session, region: str | None = None) -> list[KeptPartner]:
    """All chain partners by name; of one region those that work there or everywhere."""
    found = [KeptPartner(row.view(), row.version) for row in session.scalars(select(Partner).order_by(Partner.name))]
    return [one for one in found if not region or not one.view.regions or region in one.view.regions]


def find_partner(session: Session, slug: str) -> KeptPartner | None:
    """A chain partner, or None when it is not there."""
    row = session.get(Partner, slug)
    return KeptPartner(row.view(), row.version) if row else None


def add_partner(session: Session, view: PartnerView) -> None:
    """A new chain partner. Raises TakenError when the slug is in use."""
    if session.get(Partner, view.slug):
        raise TakenError
    row = Partner()
    row.fill(view)
    session.add(row)
    session.flush()


def change_partner(session: Session, view: PartnerView, expected: int) -> None:
    """Change the partner of this slug that has the `expected` version. Raises KeyError, ChangedError."""
    row = session.scalar(select(Partner).where(Partner.slug == view.slug).with_for_update())
    if row is None:
        raise KeyError(view.slug)
    if row.version != expected:
        raise ChangedError(KeptPartner(row.view(), row.version))
    row.fill(view)
    session.flush()


@dataclass(frozen=True)
class OfInstruments:
    """The roles that follow from the instruments of a region: who carries them out, and who developed them."""

    providers: Sequence[str]
    developers: Sequence[str]


def of_instruments(session: Session, region: str) -> OfInstruments:
    """Uitvoerders and ontwikkelaars of what is published in a region, by name."""
    here = select(InstrumentRegion.slug).where(InstrumentRegion.value == region)
    found: list[list[str]] = []
    for column in (Instrument.provider, Instrument.developer):
        names = select(column).where(Instrument.slug.in_(here), Instrument.status == PUBLISHED, column.is_not(None))
        found.append([name for name in session.scalars(names.distinct().order_by(column)) if name])
    return OfInstruments(*found)


def _locked_role(session: Session, role_id: int, expected: int) -> Role:
    row = session.scalar(select(Role).where(Role.id == role_id).with_for_update(of=Role))
    if row is None:
        raise KeyError(role_id)
    if row.version != expected:
        raise ChangedError(_role(row))
    return row


def _fill_role(session: Session, row: Role, view: RoleView) -> KeptRole:
    if view.partner and session.get(Partner, view.partner) is None:
        raise UnknownPartnerError
    like = select(Role).where(Role.role == view.role)
    if any(other.view().key == view.key for other in session.scalars(like) if other is not row):
        raise TakenError
    row.fill(view)
    session.add(row)
    session.flush()
    session.refresh(row)
    return _role(row)


def _role(row: Role) -> KeptRole:
    return KeptRole(row.id, row.view(), row.partner.name if row.partner else None, row.version)
