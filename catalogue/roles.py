"""Find who fills a role of the chain for somebody: in their own municipality, else nationally."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.chain import Role
from catalogue.matches import TWINS
from vocabulary.conditions import with_groups


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
    session: Session,
    role: str,
    region: str | None,
    audience: str | None,
    bouwsteen: int | None = None,
    conditions: Sequence[str | None] = (),
) -> Contact | None:
    """The best contact for a role: local before national, then for just this illness, then for just this audience.

    `conditions` are the illnesses of the person who is ill, the first counting most; None among them says nothing. A
    role that is laid for one illness is only given to who has it, never to who has another or has not said. `bouwsteen`
    chooses among the kwaliteitsbewakers. None when nobody fills the role for them.
    """
    illnesses = _illnesses(conditions)
    query = select(Role).where(
        Role.role == role,
        or_(Role.region.is_(None), Role.region == region),
        or_(Role.condition.is_(None), Role.condition.in_(illnesses)),
    )
    if bouwsteen is not None:
        query = query.where(Role.bouwsteen == bouwsteen)
    fitting = [(fit, one) for one in session.scalars(query) if (fit := _fit(one, audience)) is not None]
    if not fitting:
        return None

    def order(pair: tuple[int, Role]) -> tuple[bool, int, int, int]:
        fit, one = pair
        away = illnesses.index(one.condition) if one.condition else len(illnesses)
        return one.region is None, away, fit, one.id

    _, best = min(fitting, key=order)
    return Contact(
        role=best.role,
        own_word=best.own_word,
        name=best.partner.name if best.partner else None,
        phone=best.phone,
        url=best.url or (best.partner.url if best.partner else None),
        region=best.region,
        text=best.how,
    )


def _illnesses(conditions: Sequence[str | None]) -> tuple[str, ...]:
    """The illnesses and the groups above them, nearest first: every illness itself before the group of any."""
    chains = [with_groups(name.strip()) for name in conditions if name]
    return tuple(dict.fromkeys(name for step in zip_longest(*chains) for name in step if name))


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
