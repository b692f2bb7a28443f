"""Whose talks somebody at the desk sees: those that began on the websites of the own regions.

Who has no regions sees every talk. A talk that began on our own page, on a website that is gone, or on one without a
region is for colleagues without that bound. Of another region it is as if a talk were not there.
"""

from __future__ import annotations

from sqlalchemy import ColumnElement, false, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from web.conversations.models import Talk
from web.staff.desk import RefusedError
from web.staff.people import Colleague
from web.staff.websites import seen_by

OWN_PAGE = "-"
"""In the place of a website's key: talks that began on our own page."""


def websites_of(session: Session, who: Colleague) -> frozenset[str] | None:
    """The keys of the websites whose talks this colleague sees; None when that is every talk."""
    if not who.regions:
        return None
    return frozenset(partner.key for partner in seen_by(session, who))


def website_options(session: Session, who: Colleague) -> list[tuple[str, str]]:
    """What can be chosen as a website, as (key, name): our own page for who sees that, and the websites."""
    own = [] if who.regions else [(OWN_PAGE, "Onze eigen pagina")]
    return [*own, *((partner.key, partner.name) for partner in seen_by(session, who))]


def within(column: InstrumentedAttribute[str | None], websites: frozenset[str] | None) -> ColumnElement[bool]:
    """The condition that keeps a query to the talks of these websites; `column` holds the key of a talk's website."""
    if websites is None:
        return true()
    return column.in_(sorted(websites)) if websites else false()


def find(session: Session, talk_id: str, who: Colleague) -> Talk:
    """A talk that this colleague may see. Raises RefusedError, also when it is somebody else's to see."""
    websites = websites_of(session, who)
    talk = session.scalar(select(Talk).where(Talk.id == talk_id, within(Talk.partner, websites)))
    if talk is None:
        raise RefusedError("niet-gevonden")
    return talk
