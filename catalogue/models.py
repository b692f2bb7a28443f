"""The tables of the catalogue: instruments with their lists, chain partners and roles."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any, Self

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String, delete, event, insert
from sqlalchemy.orm import Mapped, Session, UOWTransaction, declared_attr, mapped_column, relationship

from catalogue import freshness
from catalogue.base import Base
from catalogue.chain import Partner, PartnerRegion, Role, RoleAudience
from catalogue.editing.rows import ProposalRow, RevisionRow
from catalogue.import_rows import ImportRow, ImportRun
from catalogue.links.models import LinkFinding
from catalogue.lists.models import ChainPlan, ChainPlanRegion, ChainRow
from catalogue.matches import match_table, rows_for
from catalogue.provider_links import ProviderLink, ProviderMail
from catalogue.record import Channels, InstrumentView

__all__ = [
    "LISTS",
    "Base",
    "ChainPlan",
    "ChainPlanRegion",
    "ChainRow",
    "ImportRow",
    "ImportRun",
    "Instrument",
    "InstrumentAudience",
    "InstrumentBouwsteen",
    "InstrumentCarerGroup",
    "InstrumentCondition",
    "InstrumentLanguage",
    "InstrumentNeed",
    "InstrumentRegion",
    "LinkFinding",
    "Partner",
    "PartnerRegion",
    "ProposalRow",
    "ProviderLink",
    "ProviderMail",
    "RevisionRow",
    "Role",
    "RoleAudience",
]


class _Item:
    """One value of a list of an instrument, with its place in that list."""

    slug: Mapped[str] = mapped_column(
        ForeignKey("instruments.slug", ondelete="CASCADE"), primary_key=True, sort_order=-1
    )
    position: Mapped[int] = mapped_column(SmallInteger, sort_order=1)

    @classmethod
    def of(cls, value: object) -> Self:
        """An item with this value, its place still to be given."""
        return cls(**{"value": value})


class _Label(_Item):
    value: Mapped[str] = mapped_column(String(60), primary_key=True)

    @declared_attr.directive
    def __table_args__(cls) -> tuple[Index]:  # noqa: N805 - SQLAlchemy calls it with the class
        return (Index(None, "value", "slug"),)


class InstrumentBouwsteen(_Item, Base):
    """A bouwsteen (1 to 7) the instrument belongs to."""

    __tablename__ = "instrument_bouwsteen"
    __table_args__ = (Index(None, "value", "slug"),)
    value: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)


class InstrumentNeed(_Label, Base):
    """A need the instrument answers."""

    __tablename__ = "instrument_need"


class InstrumentAudience(_Label, Base):
    """An audience the instrument is made for."""

    __tablename__ = "instrument_audience"


class InstrumentCondition(_Label, Base):
    """An illness the instrument is bound to; none means every illness."""

    __tablename__ = "instrument_condition"


class InstrumentCarerGroup(_Label, Base):
    """A group of carers the instrument is bound to; none means every carer."""

    __tablename__ = "instrument_carer_group"


class InstrumentRegion(_Label, Base):
    """A municipality the instrument is bound to; none means national."""

    __tablename__ = "instrument_region"


class InstrumentLanguage(_Label, Base):
    """A language the instrument is offered in."""

    __tablename__ = "instrument_language"


def _list(kind: type[_Item]) -> Any:
    return relationship(kind, cascade="all, delete-orphan", order_by=kind.position, lazy="selectin")


class Instrument(Base):
    """An instrument of the chain: the record of contract 3 as rows. Read with `view`.

    Written by `editing/store.py`, which keeps `version` and the history; `fill` alone keeps neither.
    """

    __tablename__ = "instruments"
    __table_args__ = (
        CheckConstraint("status IN ('concept', 'gepubliceerd', 'ingetrokken')", name="status"),
        CheckConstraint("age_min <= age_max", name="ages"),
        CheckConstraint("valid_from <= valid_to", name="validity"),
        Index(None, "status", "title"),
        Index(None, "title", "slug"),
        Index(None, "provider", "title"),
    )

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    title: Mapped[str] = mapped_column(String(120))
    summary: Mapped[str] = mapped_column(String(600))
    instrument_kind: Mapped[str] = mapped_column(String(40))
    age_min: Mapped[int | None] = mapped_column(SmallInteger)
    age_max: Mapped[int | None] = mapped_column(SmallInteger)
    cost: Mapped[str | None] = mapped_column(String(120))
    access: Mapped[str] = mapped_column(String(40))
    url: Mapped[str | None] = mapped_column(String(500))
    phone: Mapped[str | None] = mapped_column(String(30))
    email: Mapped[str | None] = mapped_column(String(120))
    address: Mapped[str | None] = mapped_column(String(200))
    provider: Mapped[str] = mapped_column(String(160))
    developer: Mapped[str | None] = mapped_column(String(160))
    by_experts_by_experience: Mapped[bool]
    status: Mapped[str] = mapped_column(String(20))
    verified_on: Mapped[date | None]
    verified_by: Mapped[str | None] = mapped_column(String(120))
    verify_every: Mapped[int] = mapped_column(SmallInteger)
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    source: Mapped[str] = mapped_column(String(300))
    version: Mapped[int] = mapped_column(default=1, server_default="1")

    bouwstenen: Mapped[list[InstrumentBouwsteen]] = _list(InstrumentBouwsteen)
    needs: Mapped[list[InstrumentNeed]] = _list(InstrumentNeed)
    audiences: Mapped[list[InstrumentAudience]] = _list(InstrumentAudience)
    conditions: Mapped[list[InstrumentCondition]] = _list(InstrumentCondition)
    carer_groups: Mapped[list[InstrumentCarerGroup]] = _list(InstrumentCarerGroup)
    regions: Mapped[list[InstrumentRegion]] = _list(InstrumentRegion)
    languages: Mapped[list[InstrumentLanguage]] = _list(InstrumentLanguage)

    def is_visible(self, today: date) -> bool:
        """Whether a visitor may see it today: published, begun and not expired."""
        return freshness.is_visible(self, today)

    def is_stale(self, today: date) -> bool:
        """Whether it has gone unverified for longer than its own term."""
        return freshness.is_stale(self, today)

    def fill(self, view: InstrumentView) -> None:
        """Take over a whole record. The slug is set once and never changes."""
        for name in SCALARS:
            setattr(self, name, getattr(view, name))
        for name in CHANNELS:
            setattr(self, name, getattr(view.channels, name))
        for name, kind in LISTS.items():
            values, items = getattr(view, name), getattr(self, name)
            if tuple(item.value for item in items) != values:
                kept = {item.value: item for item in items}
                items[:] = [kept.get(value) or kind.of(value) for value in values]
                for position, item in enumerate(items):
                    item.position = position

    def view(self) -> InstrumentView:
        """The whole record, detached from the database."""
        values: dict[str, Any] = {name: getattr(self, name) for name in SCALARS}
        for name in LISTS:
            values[name] = tuple(item.value for item in getattr(self, name))
        channels = Channels(**{name: getattr(self, name) for name in CHANNELS})
        return InstrumentView(**values, channels=channels)


LISTS: dict[str, type[_Label | InstrumentBouwsteen]] = {
    "bouwstenen": InstrumentBouwsteen,
    "needs": InstrumentNeed,
    "audiences": InstrumentAudience,
    "conditions": InstrumentCondition,
    "carer_groups": InstrumentCarerGroup,
    "regions": InstrumentRegion,
    "languages": InstrumentLanguage,
}
"""The lists of a record and the table each is kept in."""
CHANNELS = tuple(field.name for field in fields(Channels))
SCALARS = tuple(field.name for field in fields(InstrumentView) if field.name not in {*LISTS, "channels"})


@event.listens_for(Session, "after_flush")
def _rewrite_matches(session: Session, _context: UOWTransaction) -> None:
    """Keep the search index in step with every instrument that this flush wrote, whoever wrote it."""
    written = [thing for thing in (*session.new, *session.dirty) if isinstance(thing, Instrument)]
    if not written:
        return
    session.execute(delete(match_table).where(match_table.c.slug.in_([instrument.slug for instrument in written])))
    rows = [row for instrument in written for row in rows_for(instrument.view())]
    if rows:
        session.execute(insert(match_table), rows)
