"""The table of findings: one row for each instrument whose link was checked."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from catalogue.base import Base, Moment


class LinkFinding(Base):
    """What the last check of an instrument's web address found.

    `ok` is False when the link counts as broken, moved or not allowed. `failing_since` is the first of an unbroken row
    of failures: a site that is silent once fails, but is not broken yet.
    """

    __tablename__ = "link_findings"

    slug: Mapped[str] = mapped_column(ForeignKey("instruments.slug", ondelete="CASCADE"), primary_key=True)
    url: Mapped[str] = mapped_column(String(500))
    checked_at: Mapped[datetime] = mapped_column(Moment, index=True)
    ok: Mapped[bool] = mapped_column(index=True)
    code: Mapped[str] = mapped_column(String(20))
    message: Mapped[str] = mapped_column(String(700))
    failing_since: Mapped[datetime | None] = mapped_column(Moment)
