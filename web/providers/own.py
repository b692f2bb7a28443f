"""What a provider sees of its own: its published instruments, and what became of its proposals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue import asking, proposals, provider_links
from catalogue.editing import store
from catalogue.editing.differences import differences
from catalogue.editing.store import Kept
from catalogue.freshness import PUBLISHED, is_expired, is_stale
from catalogue.models import Instrument
from catalogue.proposals import Proposal
from catalogue.provider_names import key
from catalogue.search import today_here
from web.providers.link_door import ClosedError, Guest

MOST = 200
"""Instruments on one page."""
_STATES = {"open": "wacht op een medewerker", "gewijzigd aanvaard": "aanvaard, met een aanpassing"}


@dataclass(frozen=True)
class Own:
    """An instrument of the provider. `stale`: it was not verified for too long; `expired`: visitors do not see it."""

    kept: Kept
    stale: bool
    expired: bool


@dataclass(frozen=True)
class Asked:
    """A proposal of the provider in words: what it is, when it came, how it stands, and the reason of the desk."""

    proposal: Proposal
    sent_on: date
    ends: bool
    state: str
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Overview:
    """All that stands on the first page."""

    own: list[Own]
    asked: list[Asked]
    mail_stopped: bool


def overview(session: Session, guest: Guest, today: date) -> Overview:
    """What this guest may see."""
    rows = select(Instrument).where(
        Instrument.provider.in_(asking.spellings(session, guest.provider)), Instrument.status == PUBLISHED
    )
    if guest.slug:
        rows = rows.where(Instrument.slug == guest.slug)
    own = [
        Own(Kept(view, row.version), is_stale(view, today), is_expired(view, today))
        for row in session.scalars(rows.order_by(Instrument.title, Instrument.slug).limit(MOST))
        for view in (row.view(),)
    ]
    made = [
        one for one in proposals.of_provider(session, guest.provider) if guest.slug is None or one.slug == guest.slug
    ]
    mail = provider_links.mails(session, [guest.provider]).get(key(guest.provider))
    return Overview(own, [_asked(one) for one in made], bool(mail and mail.stopped_at))


def one(session: Session, guest: Guest, slug: str) -> Kept:
    """An instrument that this guest may change. Raises ClosedError: whose it is, is not told."""
    kept = store.find(session, slug)
    wrong = guest.slug is not None and slug != guest.slug
    if wrong or kept is None or kept.view.status != PUBLISHED or not proposals.is_theirs(kept.view, guest.provider):
        raise ClosedError("niet-van-jou", 404)
    return kept


def _asked(proposal: Proposal) -> Asked:
    ends = proposal.view.status == proposals.RETIRED
    changed = (
        tuple(one.label for one in differences(proposal.base, proposal.view)) if proposal.base and not ends else ()
    )
    state = _STATES.get(proposal.state, proposal.state)
    return Asked(proposal, today_here(proposal.created_at), ends, state, changed)
