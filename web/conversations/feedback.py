"""What visitors thought of a talk, or of an instrument that was shown in it: a score, and a note if they wish.

1. One score for a talk ('' as slug) and one for each instrument in it; a new one takes the place of the old.
2. The counts by month (`FeedbackCount`) follow each score and outlive the talks; old ones are folded.
3. A note is redacted as a message is: patterns before it is kept, names a moment later. It is the visitor's note on the
   service: what speaks of danger in it is answered where it was written, and told to staff.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from web import tallies
from web.conversations import digests, patterns, store
from web.conversations.demand import month_of
from web.conversations.models import Feedback, FeedbackCount, Talk, Turn
from web.slots import word

TALK = ""
"""The slug of a score for the talk as a whole."""
SCORES = (1, 2, 3)
_SAME_NOTE = timedelta(hours=1)
"""Who shortens a note does it at once; later the same note may be a new cry for help."""
QUESTIONS = frozenset({"waardering", "toelichting"})
"""The engine's questions about the talk, as they stand in its slot `question`."""
NEVER = "niet"
"""What the engine is told in the slot `feedback` of a talk in which danger was heard: it may not ask."""


@dataclass(frozen=True)
class Alarm:
    """Danger that was heard in a note: its tier (A to D), and when."""

    tier: str
    at: datetime


def given(session: Session, talk_id: str, state: dict[str, Any]) -> dict[str, Any]:
    """The state for the engine: after danger nobody is asked whether it helped, and a question about it is dropped.

    The engine does not know of each danger: the card may have been given without it.
    """
    asked, open_now = state.get("feedback"), state.get("question") in QUESTIONS
    if asked is not None and not open_now:
        return state
    danger = session.scalar(select(Turn.seq).where(Turn.talk_id == talk_id, Turn.danger.is_not(None)).limit(1))
    if danger is None:
        return state
    return {**state, "feedback": asked or NEVER, **({"question": None} if open_now else {})}


def keep_turn(
    session: Session, talk_id: str, seq: int, before: Mapping[str, Any], after: Mapping[str, Any], now: datetime
) -> None:
    """Keep what this turn told of the talk as a whole; `before` and `after` are the states around it."""
    score = word(after.get("feedback"))
    if score != before.get("feedback") and score in {str(one) for one in SCORES}:
        rate(session, talk_id, TALK, int(score or ""), now)
    if after.get("noted") is True and before.get("noted") is not True:
        turn = session.get_one(Turn, (talk_id, seq))
        if turn.text:
            _annotate(session, talk_id, TALK, turn.text, turn.redacted)


def rate(session: Session, talk_id: str, slug: str, score: int, now: datetime) -> None:
    """Keep a score and count it; one that was given before is counted no more. Raises TalkGoneError, ValueError."""
    if score not in SCORES:
        raise ValueError(score)
    _hold(session, talk_id)
    known = session.get(Feedback, (talk_id, slug))
    changes = {(month_of(now), score): 1}
    if known is None:
        session.add(Feedback(talk_id=talk_id, slug=slug, score=score, note=None, redacted=store.NAMES, at=now))
    elif known.score == score:
        return
    else:
        changes[month_of(known.at), known.score] = -1
        known.score, known.at = score, now
    rows = [{"slug": slug, "month": at, "score": one, "amount": changes[at, one]} for at, one in sorted(changes)]
    tallies.add(session, FeedbackCount, rows, ("amount",))
    digests.mark(session, talk_id)


def annotate(
    session: Session, talk_id: str, slug: str, raw: str, alarm: Alarm | None = None, told: Alarm | None = None
) -> bool:
    """Keep a note beside a score, in place of an older one; False when there is no score. Raises TalkGoneError.

    `alarm` and `told` as in `tell_danger`.
    """
    _hold(session, talk_id)
    kept = _annotate(session, talk_id, slug, patterns.redact(raw), store.PATTERNS)
    if kept and alarm:
        tell_danger(session, talk_id, slug, alarm, told)
    return kept


def tell_danger(session: Session, talk_id: str, slug: str, alarm: Alarm, told: Alarm | None = None) -> Alarm | None:
    """Tell staff of danger in a note, kept or not; it stays theirs to see to, whatever note comes after.

    `told`: the alarm that this same note gave when it could not be kept: whoever saw to that has seen to this, unless
    it is graver now. Gives the alarm that stands; None when there is no score to put it with. Raises TalkGoneError.
    """
    _hold(session, talk_id)
    session.flush()
    known = session.get(Feedback, (talk_id, slug))
    if known is None:
        return None
    if told and told.at == known.danger_at and told.tier <= alarm.tier and alarm.at - told.at < _SAME_NOTE:
        return told
    known.danger, known.danger_at = min(known.danger or alarm.tier, alarm.tier), alarm.at
    digests.mark(session, talk_id)
    return alarm


def of_talk(session: Session, talk_id: str) -> dict[str, Feedback]:
    """What the visitor said of a talk, by slug."""
    return {one.slug: one for one in session.scalars(select(Feedback).where(Feedback.talk_id == talk_id))}


def awaiting_names(session: Session, most: int) -> Sequence[tuple[str, str, str]]:
    """Notes in which names were not searched for yet: (talk, slug, note)."""
    waiting = select(Feedback.talk_id, Feedback.slug, Feedback.note).where(
        Feedback.redacted == store.PATTERNS, Feedback.note.is_not(None)
    )
    return [(talk, slug, str(note)) for talk, slug, note in session.execute(waiting.limit(most))]


def keep_redacted(session: Session, talk_id: str, slug: str, before: str, text: str) -> None:
    """Replace a note by the one without names, unless the visitor wrote another one meanwhile."""
    session.execute(
        update(Feedback)
        .where(Feedback.talk_id == talk_id, Feedback.slug == slug, Feedback.note == before)
        .values(note=text, redacted=store.NAMES)
    )


def clean(session: Session, before: datetime) -> None:
    """Let go of notes from before a moment in which names were never searched for: nobody may ever read them."""
    session.execute(
        update(Feedback)
        .where(Feedback.redacted == store.PATTERNS, Feedback.at < before)
        .values(note=None, redacted=store.NAMES)
        .execution_options(synchronize_session=False)
    )


def fold(session: Session, oldest: str) -> None:
    """Keep counts older than a month in tens, and nothing under ten."""
    tallies.fold(session, FeedbackCount, FeedbackCount.amount, FeedbackCount.month < oldest)


def _hold(session: Session, talk_id: str) -> None:
    """Two scores for one talk at the same moment wait for each other: neither is counted twice."""
    if session.scalar(select(Talk.id).where(Talk.id == talk_id).with_for_update()) is None:
        raise store.TalkGoneError


def _annotate(session: Session, talk_id: str, slug: str, text: str, redacted: str) -> bool:
    session.flush()
    known = session.get(Feedback, (talk_id, slug))
    if known is None:
        return False
    known.note, known.redacted = text, redacted
    digests.mark(session, talk_id)
    return True
