"""The tables of the registry: websites, links for their makers, where the chat was seen, what was counted, versions."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, MetaData, String, Text
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from catalogue.base import Moment


class Base(DeclarativeBase):
    """The tables of the registry; they lead to no talk and to no visitor."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Website(Base):
    """One website. `record` is the whole of `record.Partner`; `version` counts its changes, so that two colleagues who
    edit at once do not overwrite each other."""

    __tablename__ = "websites"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    changed_at: Mapped[datetime] = mapped_column(Moment, index=True)
    changed_by: Mapped[str] = mapped_column(String(200))


class WebsiteLink(Base):
    """A secret link with which the makers of one website see its page without logging in; only its SHA-256 is kept."""

    __tablename__ = "website_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    website: Mapped[str] = mapped_column(ForeignKey("websites.key", ondelete="CASCADE"), index=True)
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str] = mapped_column(String(200))
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class Sighting(Base):
    """The chat was asked for on a website: on one that may, or on one that is not on the list."""

    __tablename__ = "website_sightings"

    website: Mapped[str] = mapped_column(ForeignKey("websites.key", ondelete="CASCADE"), primary_key=True)
    origin: Mapped[str] = mapped_column(String(300), primary_key=True)
    allowed: Mapped[bool]
    mode: Mapped[str] = mapped_column(String(12))
    widget: Mapped[str] = mapped_column(String(32))
    first_at: Mapped[datetime] = mapped_column(Moment)
    last_at: Mapped[datetime] = mapped_column(Moment)


class WebsiteCount(Base):
    """How often something happened in the talks of one website in one month; never words of a visitor."""

    __tablename__ = "website_counts"
    __table_args__ = (CheckConstraint("count >= 0", name="count"),)

    website: Mapped[str] = mapped_column(String(64), primary_key=True)
    month: Mapped[str] = mapped_column(String(7), primary_key=True)
    subject: Mapped[str] = mapped_column(String(24), primary_key=True)
    label: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]


class WidgetVersion(Base):
    """A widget that this service once served: a page with its checksum keeps working when there is a newer one."""

    __tablename__ = "widget_versions"

    digest: Mapped[str] = mapped_column(String(64), primary_key=True)
    content: Mapped[str] = mapped_column(Text)
    served_at: Mapped[datetime] = mapped_column(Moment)
