"""Find who fills a role of the chain for somebody: in their own municipality, else nationally."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.chain import Role
from catalogue.matches import TWINS


@dataclass(frozen=True)
class Contact:
    """Somebody to turn to: the role, the region's own word for it, who it is, how to reach them, in plain words."""

    role: str
    own_word: str | None
    name: str | None
    phone: str | None
    url: str | None
    region: str | None
    text: str


def contact_for(
    session: Session, role: str, region: str | None, audience: str | None, bouwsteen: int | None = None
) -> Contact | None:
    """The best contact for a role, local before national, for this audience before for everybody.

    `bouwsteen` chooses among the kwaliteitsbewakers. None when nobody fills the role for this audience.
    """
    query = select(Role).where(Role.role == role, or_(Role.region.is_(None), Role.region == region)).order_by(Role.id)
    if bouwsteen is not None:
        query = query.where(Role.bouwsteen == bouwsteen)
    fitting = [(fit, one) for one in session.scalars(query) if (fit := _fit(one, audience)) is not None]
    if not fitting:
        return None
    _, best = min(fitting, key=lambda pair: (pair[1].region is None, pair[0], pair[1].id))
    return Contact(
        role=best.role,
        own_word=best.own_word,
        name=best.partner.name if best.partner else None,
        phone=best.phone,
        url=best.url or (best.partner.url if best.partner else None),
        region=best.region,
        text=best.how,
    )


def _fit(role: Role, audience: str | None) -> int | None:
    """How well a role suits an audience (0 is best), or None when it is not for them.

    Whoever has not said who they are gets what is for everybody, else what is for visitors, never for professionals.
    """
    own = {item.value for item in role.audiences}
    if audience is None:
        return 0 if not own else (1 if own - {"professional"} else None)
    if audience in own:
        return 0
    if TWINS.get(audience) in own:
        return 1
    return None if own else 2
