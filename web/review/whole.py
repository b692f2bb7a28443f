"""What staff do with a whole talk: whose it is, that it was looked through, that somebody saw to a danger in it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from web.conversations.models import Talk
from web.partners import store
from web.review import changing, wording
from web.review.models import TalkReview
from web.staff import accounts
from web.staff.people import Colleague, Right
from web.staff.websites import sees


class ConflictError(Exception):
    """A colleague was first; the message says in Dutch what they did."""


def of_talk(session: Session, talk_id: str) -> TalkReview:
    """What was done with a talk; an empty one when nothing was."""
    return session.get(TalkReview, talk_id) or TalkReview(talk_id=talk_id)


def may_see(session: Session, talk: Talk) -> Sequence[Colleague]:
    """The colleagues to whom this talk can be given, by name."""
    active = [account.colleague() for account in accounts.all_accounts(session) if account.active]
    website = store.find(session, talk.partner) if talk.partner else None
    partner = website.partner if website else None
    return [one for one in active if one.may(Right.GESPREKKEN) and sees(one, partner)]


def assign(session: Session, talk_id: str, who: Colleague, to: str | None, was: str | None) -> None:
    """Give a talk to a colleague, or to nobody. `was`: whose it was on the page of who decides.

    Raises RefusedError, ConflictError when it is somebody else's meanwhile, KeyError when `to` may not see the talk.
    """
    talk = changing.held(session, talk_id, who)
    review = _kept(session, talk_id)
    if review.assigned_to not in (was, to):
        now = review.assigned_name or "niemand meer"
        raise ConflictError(f"Intussen kijkt {now} naar dit gesprek. Er is niets gewijzigd.")
    named = {one.id: one.name for one in may_see(session, talk)}
    review.assigned_to, review.assigned_name = (to, named[to]) if to else (None, None)


def reviewed(session: Session, talk_id: str, who: Colleague, now: datetime | None) -> None:
    """Mark a talk as looked through, or (`now` is None) not any more. Who was first stays. Raises RefusedError."""
    changing.held(session, talk_id, who)
    review = _kept(session, talk_id)
    if now is None:
        review.reviewed_at = review.reviewed_by = review.reviewed_name = None
    elif review.reviewed_at is None:
        review.reviewed_at, review.reviewed_by, review.reviewed_name = now, who.id, who.name


def followed(session: Session, talk_id: str, who: Colleague, how: str, was: str, now: datetime) -> None:
    """Write down how a danger was seen to. `was`: the moment of what stood there on the page, '' for nothing.

    Raises RefusedError, WordingError, and ConflictError when a colleague wrote something down meanwhile.
    """
    said = wording.note(how)
    changing.held(session, talk_id, who)
    review = _kept(session, talk_id)
    if mark_of(review) != was:
        raise ConflictError(f"Intussen schreef {review.followed_name} op wat er is gedaan. Lees dat eerst.")
    review.followed_at, review.followed_by, review.followed_name, review.followed_how = now, who.id, who.name, said


def mark_of(review: TalkReview) -> str:
    """Which follow-up a page shows; empty when there is none."""
    return review.followed_at.isoformat() if review.followed_at else ""


def _kept(session: Session, talk_id: str) -> TalkReview:
    review = session.get(TalkReview, talk_id)
    if review is None:
        review = TalkReview(talk_id=talk_id)
        session.add(review)
    return review
