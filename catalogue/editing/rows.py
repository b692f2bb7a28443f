"""The tables of changes: what was changed by whom, and what providers propose."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.base import Base, Moment

STATES = ("open", "aanvaard", "gewijzigd aanvaard", "afgewezen", "ingetrokken")
"""What may become of a proposal; the desk and the provider read these words."""


class RevisionRow(Base):
    """One change of one instrument. The slug is no foreign key: history stays when an instrument goes."""

    __tablename__ = "instrument_revisions"
    __table_args__ = (Index(None, "slug", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80))
    version: Mapped[int]
    at: Mapped[datetime] = mapped_column(Moment, index=True)
    by: Mapped[str] = mapped_column(String(200))
    what: Mapped[str] = mapped_column(String(60))
    changes: Mapped[dict[str, list[Any]]] = mapped_column(JSON)


class ProposalRow(Base):
    """A record as a provider would have it, and what the desk decided. Without `base` it is a new instrument.

    `provider_key` is the provider's name without differences in capitals and blanks.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint(f"state IN {STATES}", name="state"),
        Index(None, "state", "created_at"),
        Index(None, "provider_key", "state"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    provider: Mapped[str] = mapped_column(String(160))
    provider_key: Mapped[str] = mapped_column(String(320))
    slug: Mapped[str] = mapped_column(String(80), index=True)
    record: Mapped[dict[str, Any]] = mapped_column(JSON)
    base: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    base_version: Mapped[int | None]
    note: Mapped[str | None] = mapped_column(String(600))
    state: Mapped[str] = mapped_column(String(20))
    created_at: Mapped[datetime] = mapped_column(Moment)
    decided_at: Mapped[datetime | None] = mapped_column(Moment)
    decided_by: Mapped[str | None] = mapped_column(String(200))
    reason: Mapped[str | None] = mapped_column(String(600))
