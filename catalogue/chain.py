"""The chain behind the instruments: partners, and who fills which role in which region (000, 'De rollen')."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import CheckConstraint, ForeignKey, Index, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue import texts
from catalogue.base import Base
from catalogue.fields import Fields, Raw
from catalogue.problems import RecordError, Where
from vocabulary import conditions, municipalities, people

ROLES = ("ketenregisseur", "informatiepunt", "casusregisseur", "kwaliteitsbewaker")
GUARD = "kwaliteitsbewaker"
"""The one role that is laid for each bouwsteen apart."""


@dataclass(frozen=True)
class PartnerView:
    """A chain partner's record. No regions means the whole country."""

    slug: str
    name: str
    description: str
    url: str | None = None
    regions: tuple[str, ...] = ()


@dataclass(frozen=True)
class RoleView:
    """Who fills a role: a partner by slug, or `how` says in a visitor's words where to ask. No region is national."""

    role: str
    how: str
    source: str
    region: str | None = None
    own_word: str | None = None
    partner: str | None = None
    bouwsteen: int | None = None
    url: str | None = None
    phone: str | None = None
    audiences: tuple[str, ...] = ()
    condition: str | None = None
    """The one illness the role is laid for; none means every illness."""

    @property
    def key(self) -> tuple[str, str, int, tuple[str, ...], str]:
        """What makes a role one and the same at the next import."""
        return (
            self.role,
            self.region or "",
            self.bouwsteen or 0,
            tuple(sorted(self.audiences)),
            self.condition or "",
        )


class PartnerRegion(Base):
    """A municipality a partner works in."""

    __tablename__ = "partner_region"
    __table_args__ = (Index(None, "value", "slug"),)
    slug: Mapped[str] = mapped_column(ForeignKey("partners.slug", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str] = mapped_column(String(60), primary_key=True)


class Partner(Base):
    """An organisation of the chain."""

    __tablename__ = "partners"
    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(160))
    description: Mapped[str] = mapped_column(String(600))
    url: Mapped[str | None] = mapped_column(String(500))
    version: Mapped[int] = mapped_column(server_default="1")
    """Goes up at every change, so that who edits notices that somebody else did too."""
    regions: Mapped[list[PartnerRegion]] = relationship(
        cascade="all, delete-orphan", order_by=PartnerRegion.value, lazy="selectin"
    )

    def fill(self, view: PartnerView) -> None:
        """Take over a whole record."""
        self.slug, self.name, self.description, self.url = view.slug, view.name, view.description, view.url
        self.version = (self.version or 0) + 1
        kept = {item.value: item for item in self.regions}
        self.regions = [kept.get(name) or PartnerRegion(value=name) for name in sorted(view.regions)]

    def view(self) -> PartnerView:
        """The whole record, detached from the database; regions by name."""
        return PartnerView(
            self.slug, self.name, self.description, self.url, tuple(sorted(item.value for item in self.regions))
        )


class RoleAudience(Base):
    """An audience a role is there for; none means everybody."""

    __tablename__ = "role_audience"
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str] = mapped_column(String(40), primary_key=True)


class Role(Base):
    """Who fills a role of the chain in a region, or nationally when the region is empty."""

    __tablename__ = "roles"
    __table_args__ = (
        CheckConstraint(f"role IN {ROLES}", name="role"),
        CheckConstraint("bouwsteen BETWEEN 1 AND 7", name="bouwsteen"),
        Index(None, "role", "region"),
    )
    id: Mapped[int] = mapped_column(primary_key=True)
    role: Mapped[str] = mapped_column(String(20))
    region: Mapped[str | None] = mapped_column(String(60))
    own_word: Mapped[str | None] = mapped_column(String(80))
    partner_slug: Mapped[str | None] = mapped_column(ForeignKey("partners.slug", ondelete="RESTRICT"), index=True)
    bouwsteen: Mapped[int | None] = mapped_column(SmallInteger)
    url: Mapped[str | None] = mapped_column(String(500))
    phone: Mapped[str | None] = mapped_column(String(30))
    how: Mapped[str] = mapped_column(String(600))
    source: Mapped[str] = mapped_column(String(300))
    condition: Mapped[str | None] = mapped_column(String(60))
    version: Mapped[int] = mapped_column(server_default="1")
    """Goes up at every change, so that who edits notices that somebody else did too."""
    audiences: Mapped[list[RoleAudience]] = relationship(
        cascade="all, delete-orphan", order_by=RoleAudience.value, lazy="selectin"
    )
    partner: Mapped[Partner | None] = relationship(lazy="joined")

    def fill(self, view: RoleView) -> None:
        """Take over a whole record."""
        self.role, self.region, self.own_word, self.bouwsteen = view.role, view.region, view.own_word, view.bouwsteen
        self.partner_slug, self.url, self.phone = view.partner, view.url, view.phone
        self.how, self.source, self.condition = view.how, view.source, view.condition
        self.version = (self.version or 0) + 1
        kept = {item.value: item for item in self.audiences}
        self.audiences = [kept.get(label) or RoleAudience(value=label) for label in sorted(view.audiences)]

    def view(self) -> RoleView:
        """The whole record, detached from the database."""
        return RoleView(
            role=self.role,
            region=self.region,
            own_word=self.own_word,
            partner=self.partner_slug,
            bouwsteen=self.bouwsteen,
            url=self.url,
            phone=self.phone,
            how=self.how,
            source=self.source,
            audiences=tuple(item.value for item in self.audiences),
            condition=self.condition,
        )


def parse_partner(raw: Raw, where: Where | None = None) -> PartnerView:
    """Read a raw partner. Raises RecordError with every problem found."""
    take = Fields(raw, where or Where())
    take.only(("slug", "name", "description", "url", "regions"))
    view = PartnerView(
        slug=take.checked("slug", texts.slug, required=True) or "",
        name=take.text("name", 160, required=True) or "",
        description=take.text("description", 600, required=True) or "",
        url=take.checked("url", texts.https_url),
        regions=tuple(sorted(take.labels("regions", municipalities.names()))),
    )
    if take.problems:
        raise RecordError(sorted(take.problems))
    return view


def parse_role(raw: Raw, where: Where | None = None) -> RoleView:
    """Read a raw role. Raises RecordError with every problem found."""
    take = Fields(raw, where or Where())
    take.only(tuple(RoleView.__dataclass_fields__))
    view = RoleView(
        role=take.choice("role", ROLES, required=True) or "",
        region=take.choice("region", municipalities.names()),
        own_word=take.text("own_word", 80),
        partner=take.checked("partner", texts.slug),
        bouwsteen=take.number("bouwsteen", 1, 7),
        url=take.checked("url", texts.https_url),
        phone=take.checked("phone", texts.phone),
        how=take.text("how", 600, required=True) or "",
        source=take.text("source", 300, required=True) or "",
        audiences=tuple(sorted(take.labels("audiences", people.audiences()))),
        condition=take.choice("condition", conditions.load()),
    )
    if (view.role == GUARD) != (view.bouwsteen is not None) and view.role:
        take.wrong("bouwsteen", f"hoort bij een {GUARD}, en alleen daarbij")
    if take.problems:
        raise RecordError(sorted(take.problems))
    return view
