"""Links with which a provider reports changes to its own instruments, and when a provider was last written to.

A link is a secret of 32 random bytes. Only its SHA-256 is kept, so that who reads the database cannot use it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import Enum

from sqlalchemy import String, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Mapped, Session, mapped_column

from catalogue.base import Base, Moment
from catalogue.provider_names import key, tidy
from catalogue.tokens import hash_of, new_token

MAIL_PAUSE = timedelta(days=30)
"""Nobody is written to twice within this time."""
CLAIM = timedelta(hours=1)
"""So long somebody who is writing to a provider keeps others from it. Whoever breaks off before it was noted that the
mail went out (the process is killed) keeps the provider unmailed no longer than this; then it is written to again."""


class ProviderLink(Base):
    """A link of a provider; with a slug it reaches that instrument alone."""

    __tablename__ = "provider_links"

    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    provider: Mapped[str] = mapped_column(String(160))
    provider_key: Mapped[str] = mapped_column(String(320), index=True)
    slug: Mapped[str | None] = mapped_column(String(80))
    created_by: Mapped[str] = mapped_column(String(160))
    created_at: Mapped[datetime] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)
    revoked_at: Mapped[datetime | None] = mapped_column(Moment)


class ProviderMail(Base):
    """When a provider was last written to, till when somebody is doing so now, and since when it wants no mail."""

    __tablename__ = "provider_mails"

    provider_key: Mapped[str] = mapped_column(String(320), primary_key=True)
    sent_at: Mapped[datetime | None] = mapped_column(Moment)
    claimed_until: Mapped[datetime | None] = mapped_column(Moment)
    stopped_at: Mapped[datetime | None] = mapped_column(Moment)


class Mailing(Enum):
    """Whether a provider may be written to now."""

    MAY = "may"
    BUSY = "busy"
    LATELY = "lately"
    STOPPED = "stopped"


def new_link(session: Session, provider: str, *, by: str, now: datetime, days: int, slug: str | None = None) -> str:
    """Make a link that works for so many days and give its token, which cannot be read back later. No commit."""
    token = new_token()
    session.add(
        ProviderLink(
            token_hash=hash_of(token),
            provider=tidy(provider),
            provider_key=key(provider),
            slug=slug,
            created_by=by,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
    )
    session.flush()
    return token


def find_link(session: Session, token: str, now: datetime) -> ProviderLink | None:
    """The link of a token, when it still works."""
    link = session.get(ProviderLink, hash_of(token))
    return link if link and link.revoked_at is None and now < link.expires_at else None


def revoke(session: Session, provider: str, now: datetime) -> int:
    """End every working link of a provider at once; how many there were."""
    working = (
        ProviderLink.provider_key == key(provider),
        ProviderLink.revoked_at.is_(None),
        ProviderLink.expires_at > now,
    )
    ended = session.execute(update(ProviderLink).where(*working).values(revoked_at=now))
    return int(ended.rowcount)  # type: ignore[attr-defined]


def revoke_token(session: Session, token: str, now: datetime) -> None:
    """End one link."""
    session.execute(update(ProviderLink).where(ProviderLink.token_hash == hash_of(token)).values(revoked_at=now))


def working_until(session: Session, now: datetime) -> dict[str, datetime]:
    """The providers (by `provider_names.key`) with a link that works, and till when the longest of them does."""
    rows = session.execute(
        select(ProviderLink.provider_key, ProviderLink.expires_at)
        .where(ProviderLink.revoked_at.is_(None), ProviderLink.expires_at > now)
        .order_by(ProviderLink.expires_at)
    )
    return dict(rows.all())


def claim_mail(session: Session, provider: str, now: datetime) -> Mailing:
    """Take the right to write to a provider now, for as long as CLAIM; MAY when it is yours. No commit.

    Then comes `mailed`, or `not_mailed`. The pause is counted from what went out, never from what was tried.
    """
    row = _mail(session, provider)
    if row.stopped_at:
        return Mailing.STOPPED
    if row.sent_at and now - row.sent_at < MAIL_PAUSE:
        return Mailing.LATELY
    if row.claimed_until and now < row.claimed_until:
        return Mailing.BUSY
    row.claimed_until = now + CLAIM
    session.flush()
    return Mailing.MAY


def mailed(session: Session, provider: str, now: datetime) -> None:
    """The mail went out. No commit."""
    row = _mail(session, provider)
    row.sent_at, row.claimed_until = now, None


def not_mailed(session: Session, provider: str) -> None:
    """The mail did not go out; anybody may try again. No commit."""
    _mail(session, provider).claimed_until = None


def stop_mail(session: Session, provider: str, now: datetime | None) -> None:
    """A provider wants no more mail since `now`; with None it does again."""
    _mail(session, provider).stopped_at = now


def mails(session: Session, providers: Iterable[str]) -> dict[str, ProviderMail]:
    """What is known of mail to these providers, by `provider_names.key`."""
    rows = session.scalars(select(ProviderMail).where(ProviderMail.provider_key.in_({key(one) for one in providers})))
    return {row.provider_key: row for row in rows}


def _mail(session: Session, provider: str) -> ProviderMail:
    """The row of a provider, made when there is none, and nobody else's till the end of the transaction."""
    name = key(provider)
    row = session.get(ProviderMail, name, with_for_update=True)
    if row is not None:
        return row
    try:
        with session.begin_nested():
            session.add(ProviderMail(provider_key=name, sent_at=None, claimed_until=None, stopped_at=None))
    except IntegrityError:  # somebody else made it a moment ago
        pass
    return session.get_one(ProviderMail, name, with_for_update=True)
