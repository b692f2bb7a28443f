"""Count for a website what happens in its talks, in the transaction that keeps it (`web/partners/counts.py`).

1. A message that is sent again, an answer that is given again and a step back count nothing twice.
2. What counts once a talk stands in `Talk.counted`. Who comes back with a code to the same website goes on with the
   same talk, as far as counts go; on another website it is a talk of that one.
3. Talks on our own pages belong to no website, and are not counted here.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from vocabulary import needs
from web.conversations.demand import month_of
from web.conversations.models import Talk
from web.conversations.store import Answered, Begun
from web.partners import counts
from web.partners.counts import Happened
from web.slots import words

_ONCE = "website"
"""Where `Talk.counted` remembers what counts once a talk: 'gesprek', and labels of needs."""
_SPOKEN = "gesprek"


def count_opened(session: Session, talk_id: str, earlier: str | None, now: datetime) -> None:
    """Count a talk that was begun; `earlier` is the talk that goes on in it, when a code was used."""
    talk = session.get_one(Talk, talk_id)
    if talk.partner is None:
        return
    _go_on(session, talk, earlier)
    counts.add(session, talk.partner, month_of(now), [Happened("geopend")])


def count_message(session: Session, talk_id: str, begun: Begun, earlier: str | None, now: datetime) -> None:
    """Count a message that was kept; `earlier` is the talk that a code in it leads to."""
    talk = session.get_one(Talk, talk_id)
    if talk.partner is None or not begun.new:
        return
    _go_on(session, talk, earlier)
    happened = [Happened("bericht")]
    if _SPOKEN not in _once(talk):
        happened.append(Happened("gesprek"))
        _remember(talk, [_SPOKEN])
    counts.add(session, talk.partner, month_of(now), happened)


def count_answer(session: Session, talk_id: str, before: Mapping[str, Any], answered: Answered, now: datetime) -> None:
    """Count what an answer that was kept for the first time shows; `before` is the state of the talk before it."""
    talk = session.get_one(Talk, talk_id)
    if talk.partner is None:
        return
    kinds = {message["kind"] for message in answered.reply.messages}
    happened = [Happened("hulplijnen")] if "safety" in kinds else []
    if "cards" in kinds:
        happened.append(Happened("kaart"))
    if answered.state is not None:
        known = {*_once(talk), *_told(before)}
        told = [need for need in _told(answered.state) if need not in known]
        happened += [Happened("hulpvraag", need) for need in told]
        _remember(talk, told)
    counts.add(session, talk.partner, month_of(now), happened)


def _told(state: Mapping[str, Any]) -> list[str]:
    """The needs that were told plainly; what was only guessed is no question of anybody."""
    guessed = words(state.get("guessed"))
    return [need for need in words(state.get("needs")) if need in needs.load() and need not in guessed]


def _go_on(session: Session, talk: Talk, earlier: str | None) -> None:
    before = session.get(Talk, earlier) if earlier else None
    if before is not None and before.id != talk.id and before.partner == talk.partner:
        _remember(talk, _once(before))


def _once(talk: Talk) -> list[str]:
    return list((talk.counted or {}).get(_ONCE, ()))


def _remember(talk: Talk, more: list[str]) -> None:
    known = _once(talk)
    new = [one for one in more if one not in known]
    if new:
        talk.counted = {**(talk.counted or {}), _ONCE: [*known, *new]}
