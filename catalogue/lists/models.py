"""The tables of the fill-in lists: a plan (one ketenaanpak) and the rows of all its lists."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, SmallInteger, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from catalogue.base import Base, Moment


class ChainPlanRegion(Base):
    """A municipality of a plan."""

    __tablename__ = "chain_plan_region"
    plan_id: Mapped[int] = mapped_column(ForeignKey("chain_plans.id", ondelete="CASCADE"), primary_key=True)
    value: Mapped[str] = mapped_column(String(60), primary_key=True)


class ChainPlan(Base):
    """One ketenaanpak."""

    __tablename__ = "chain_plans"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    national: Mapped[bool]
    """Whether the lists of instruments hold what serves the whole country too."""
    version: Mapped[int]
    """Goes up when the name, the municipalities or `national` change; rows have their own stamp."""
    actions_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the list of actions was last changed ('voor het laatst geüpdatet op')."""
    regions: Mapped[list[ChainPlanRegion]] = relationship(
        cascade="all, delete-orphan", order_by=ChainPlanRegion.value, lazy="selectin"
    )


class ChainRow(Base):
    """A row of one list of a plan; bouwsteen 0 is a list of the whole chain. `cells` holds texts by column."""

    __tablename__ = "chain_rows"
    __table_args__ = (CheckConstraint("bouwsteen BETWEEN 0 AND 7", name="bouwsteen"),)
    plan_id: Mapped[int] = mapped_column(ForeignKey("chain_plans.id", ondelete="CASCADE"), primary_key=True)
    list: Mapped[str] = mapped_column(String(20), primary_key=True)
    bouwsteen: Mapped[int] = mapped_column(SmallInteger, primary_key=True, autoincrement=False)
    key: Mapped[str] = mapped_column(String(32), primary_key=True)
    position: Mapped[int]
    cells: Mapped[dict[str, str]] = mapped_column(JSON)
    saved_at: Mapped[datetime] = mapped_column(Moment)
    saved_by: Mapped[str] = mapped_column(String(120))
