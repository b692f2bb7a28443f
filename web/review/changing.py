"""The way to a talk that staff are about to change something of: held, within what they may see, digested anew."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from web.conversations import digests
from web.conversations.models import Talk, Turn
from web.review import scope
from web.staff.desk import RefusedError
from web.staff.people import Colleague


def held(session: Session, talk_id: str, who: Colleague) -> Talk:
    """The talk, held until the transaction ends; its digest is made anew. Raises RefusedError, also when it was erased.

    The talk is held before anything of it, as who answers a visitor does: so that neither waits for the other for ever.
    """
    session.scalar(select(Talk.id).where(Talk.id == talk_id).with_for_update())
    talk = scope.find(session, talk_id, who)
    digests.mark(session, talk_id)
    return talk


def message(session: Session, talk_id: str, seq: int, who: Colleague) -> Turn:
    """A message of the visitor, with its talk held. Raises RefusedError."""
    held(session, talk_id, who)
    turn = session.get(Turn, (talk_id, seq))
    if turn is None or turn.text is None:
        raise RefusedError("niet-gevonden")
    return turn
