"""The tables of imports that wait for a yes: the file as it was judged, row by row, and what became of each row."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.base import Base, Moment

STATES = ("lezen", "wacht", "bezig", "klaar")
"""Being read, waiting for a yes, being written, done."""


class ImportRun(Base):
    """One file that somebody brought. `rights` is what that person might do when it was judged."""

    __tablename__ = "imports"
    __table_args__ = (CheckConstraint(f"status IN {STATES}", name="status"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    account: Mapped[str] = mapped_column(String(64))
    by: Mapped[str] = mapped_column(String(200))
    rights: Mapped[str] = mapped_column(String(2000))
    created_at: Mapped[datetime] = mapped_column(Moment, index=True)
    file_name: Mapped[str] = mapped_column(String(120))
    notes: Mapped[list[str]] = mapped_column(JSON)
    status: Mapped[str] = mapped_column(String(10), index=True)


class ImportRow(Base):
    """One row of the file: what it would do, the record it would become, and what came of it (`outcome`)."""

    __tablename__ = "import_rows"
    __table_args__ = (Index(None, "import_id", "sort", "outcome", "number"),)

    import_id: Mapped[str] = mapped_column(ForeignKey("imports.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sort: Mapped[str] = mapped_column(String(12))
    slug: Mapped[str] = mapped_column(String(80))
    title: Mapped[str] = mapped_column(String(120))
    record: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    version: Mapped[int | None]
    troubles: Mapped[list[list[str]]] = mapped_column(JSON)
    differences: Mapped[list[list[str]]] = mapped_column(JSON)
    outcome: Mapped[str | None] = mapped_column(String(12))
