"""The tables of the staff: accounts, sessions, links to set a password, and the audit log."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import JSON, CheckConstraint, ForeignKey, MetaData, SmallInteger, String
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from catalogue.base import Moment
from web.staff.people import Colleague, Role


class Base(DeclarativeBase):
    """The tables of the desk; those of the catalogue and of talks stand apart."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


class Account(Base):
    """Somebody who works at the desk. An account is stopped, never deleted: the audit log speaks of it.

    `email` is kept in lower case, so that one address is one account however it is typed. Without `password_hash`
    nobody can log in: the link to set a password was not used yet.
    """

    __tablename__ = "staff"
    __table_args__ = (
        CheckConstraint("email = lower(email)", name="email"),
        CheckConstraint(
            "role IN ('medewerker', 'beheerder', 'kwaliteitsbewaker', 'ketenregisseur', 'casusregisseur')", name="role"
        ),
        CheckConstraint(
            "bouwsteen IS NULL OR (role = 'kwaliteitsbewaker' AND bouwsteen BETWEEN 1 AND 7)", name="bouwsteen"
        ),
    )

    id: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    email: Mapped[str] = mapped_column(String(120), unique=True)
    password_hash: Mapped[str | None] = mapped_column(String(200))
    role: Mapped[str] = mapped_column(String(20))
    regions: Mapped[list[str]] = mapped_column(JSON)
    bouwsteen: Mapped[int | None] = mapped_column(SmallInteger)
    active: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_login_at: Mapped[datetime | None] = mapped_column(Moment)

    def colleague(self) -> Colleague:
        """Who this is, for the pages."""
        return Colleague(self.id, self.name, self.email, Role(self.role), tuple(self.regions), self.bouwsteen)


class StaffSession(Base):
    """A browser in which somebody is logged in. Its token is known only to that browser; here stands the SHA-256."""

    __tablename__ = "staff_sessions"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    csrf: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime] = mapped_column(Moment)
    last_seen_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class PasswordLink(Base):
    """A link with which somebody sets a password, once. One at a time for each account; only its SHA-256 is kept."""

    __tablename__ = "staff_links"

    staff_id: Mapped[str] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    expires_at: Mapped[datetime] = mapped_column(Moment, index=True)


class AuditLine(Base):
    """Append-only (the database itself refuses to change or delete a line): who did what at the desk, and to what."""

    __tablename__ = "staff_audit"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    who: Mapped[str] = mapped_column(String(80), index=True)
    staff_id: Mapped[str | None] = mapped_column(String(16))
    event: Mapped[str] = mapped_column(String(60), index=True)
    subject: Mapped[str] = mapped_column(String(200))
