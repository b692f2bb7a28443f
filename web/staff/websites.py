"""Which websites somebody at the desk sees, and with them what happens there."""

from __future__ import annotations

from sqlalchemy.orm import Session

from web.partners import store
from web.partners.record import Partner
from web.staff.people import Colleague


def sees(who: Colleague, partner: Partner | None) -> bool:
    """Who has regions sees the websites of those alone; a website without a region, our own page and a website that is
    gone (None) are for colleagues without."""
    return not who.regions or (partner is not None and partner.region in who.regions)


def seen_by(session: Session, who: Colleague) -> list[Partner]:
    """The websites that this colleague sees."""
    return [kept.partner for kept in store.everything(session) if sees(who, kept.partner)]
