"""Talks of this week and of other weeks, with what staff and visitors said of them, and their digests."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from catalogue.search import today_here
from tests.web.staff.login import in_database
from tests.web.talk_desk.transcripts import lay_in, said
from web.conversations import digests
from web.conversations.models import Feedback
from web.review import quality
from web.review.models import TalkReview, TurnNote, TurnTag, TurnVerdict

HOME = "/bureau/kwaliteit"
EXPORT = f"{HOME}/uitvoeren"
_NUMBERS = itertools.count(1)

Verdict = tuple[str, bool | str | None]
"""Who judged the first message, and what: True is 'goed', else what it should have been."""


def began(weeks_ago: int = 0) -> datetime:
    """A moment in this week or one before; never in the future, for as far as a Monday morning lets it."""
    return quality.weeks(today_here(), weeks_ago + 1)[-1].begins + timedelta(minutes=next(_NUMBERS) % 50)


@dataclass(frozen=True)
class Laid:
    """A talk with all that belongs to it. Verdicts, the tag and the note are at its first message."""

    messages: tuple[dict[str, Any], ...] = ()
    weeks_ago: int = 0
    partner: str | None = None
    verdicts: Sequence[Verdict] = ()
    tag: str | None = None
    note: str | None = None
    reviewed: bool = False
    followed_after: timedelta | None = None
    score: int | None = None
    remark: str | None = None
    slug: str = ""
    redacted: str = "names"


def put(database_url: str, *messages: dict[str, Any], times: int = 1, **more: Any) -> list[str]:
    """Keep a talk with these messages, so many times over; gives the ids."""
    return put_all(database_url, [Laid(messages, **more)] * times)


def put_all(database_url: str, talks: Iterable[Laid]) -> list[str]:
    """Keep talks, and make their digests; gives their ids."""

    def work(session: Session) -> list[str]:
        made = [_lay(session, talk) for talk in talks]
        session.flush()
        digests.make_due(session, 1000)
        return made

    return in_database(database_url, work)


def _lay(session: Session, laid: Laid) -> str:
    at = began(laid.weeks_ago)
    talk_id = lay_in(session, laid.messages or [said("Ik kan niet meer", "respijtzorg")], laid.partner, at)
    later = at + timedelta(hours=1)
    place: dict[str, Any] = {"talk_id": talk_id, "seq": 1, "at": later}
    for who, judged in laid.verdicts:
        verdict, need = ("goed", None) if judged is True else ("anders", judged or None)
        session.add(TurnVerdict(**place, staff_id=who, who=f"Collega {who}", verdict=verdict, need=need))
    if laid.tag:
        session.add(TurnTag(**place, tag=laid.tag, who="Collega Anna"))
    if laid.note:
        session.add(TurnNote(**place, staff_id="anna", who="Collega Anna", text=laid.note))
    if laid.reviewed or laid.followed_after is not None:
        followed = None if laid.followed_after is None else at + laid.followed_after
        reviewed = later if laid.reviewed else None
        session.add(TalkReview(talk_id=talk_id, reviewed_at=reviewed, reviewed_name="Anna", followed_at=followed))
    if laid.score is not None:
        given = {"score": laid.score, "note": laid.remark, "redacted": laid.redacted}
        session.add(Feedback(talk_id=talk_id, slug=laid.slug, at=at, **given))
    return talk_id
