"""Secret links with which the makers of one website see its page (`/website/<token>`) without logging in.

A link is a secret of 32 random bytes. Only its SHA-256 is kept, so that who reads the database cannot use it. It works
until the desk ends it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from catalogue.tokens import hash_of, new_token
from web.partners.models import WebsiteLink

LONGEST = 100
"""Characters of a token at most; what is longer is none."""


def new_link(session: Session, website: str, *, by: str, now: datetime) -> str:
    """Make a link to the page of a website and give its token, which cannot be read back later."""
    token = new_token()
    session.add(WebsiteLink(token_hash=hash_of(token), website=website, made_at=now, made_by=by))
    session.flush()
    return token


def find_link(session: Session, token: str) -> str | None:
    """The key of the website a token leads to; None when it is none, or was ended."""
    link = session.get(WebsiteLink, hash_of(token)) if len(token) <= LONGEST else None
    return link.website if link and link.revoked_at is None else None


def working(session: Session, website: str) -> Sequence[WebsiteLink]:
    """The links of a website that work, the newest first."""
    return session.scalars(
        select(WebsiteLink)
        .where(WebsiteLink.website == website, WebsiteLink.revoked_at.is_(None))
        .order_by(WebsiteLink.made_at.desc(), WebsiteLink.token_hash)
    ).all()


def revoke(session: Session, website: str, now: datetime) -> int:
    """End every working link of a website at once; tells how many there were."""
    ended = (
        update(WebsiteLink)
        .where(WebsiteLink.website == website, WebsiteLink.revoked_at.is_(None))
        .values(revoked_at=now)
        .returning(WebsiteLink.token_hash)
        .execution_options(synchronize_session=False)
    )
    return len(session.execute(ended).all())
