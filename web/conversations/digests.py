"""A digest of each talk for the desk: what can be listed, sorted and filtered, and the words it can be found by.

1. Whatever happens to a talk marks it, in the same transaction (`mark`).
2. The background work takes talks that were marked and makes their digests anew (`make_due`, `digest_worker.py`).
3. A digest follows from the record alone, so it can always be made again.
4. A talk with something broken in its record is listed too, with all that can be read, its danger above all.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import column, delete, func, select, table, update
from sqlalchemy.orm import Session

from catalogue.base import Moment
from safety import TIER_OF_ALARM
from vocabulary import conditions, municipalities, needs, people
from web.conversations import words
from web.conversations.models import DigestNeed, Feedback, Talk, TalkDigest, Turn
from web.problems import place_of
from web.slots import word
from web.slots import words as labels_in

log = logging.getLogger(__name__)

LOW_CONFIDENCE = 0.5
"""Below this the desk is asked to look; below 0.35 the engine itself says that it did not understand."""
LOW_SCORE = 1
MISSED_TIER = "A"
"""Of a danger that was missed nobody can tell any more how acute it was: it is taken for the gravest."""
IN_A_ROW = 2
DANGER, NOT_UNDERSTOOD, DISLIKED, UNSURE, NOTHING = range(5)
"""The order of work (`TalkDigest.attention`)."""

_UNDERSTOOD_BESIDES = frozenset({"vertelt_feit", "vraag", "begin"})
"""Intents that are no label of contract 1 and are understood all the same."""
_REVIEWS = table(
    "talk_reviews",  # a table of the review, which stands above this room
    column("talk_id"),
    column("assigned_to"),
    column("reviewed_at", Moment),
    column("followed_at", Moment),
)
_PLAIN = (Turn.seq, Turn.text, Turn.redacted, Turn.choice, Turn.danger, Turn.danger_tier, Turn.created_at)
"""What of a message is no JSON, in which anything can stand."""
_BROKEN = (ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
_VERDICTS = table("turn_verdicts", column("talk_id"), column("seq"), column("need"), column("at", Moment))


class Reviewed(Protocol):
    """What of a review counts (`TalkReview`)."""

    @property
    def assigned_to(self) -> str | None: ...
    @property
    def reviewed_at(self) -> datetime | None: ...
    @property
    def followed_at(self) -> datetime | None: ...


@dataclass(frozen=True)
class Digest:
    """The values of a `TalkDigest`, and every need that was heard in the talk."""

    talk_id: str
    partner: str | None
    region: str | None
    audience: str | None
    condition: str | None
    need: str | None
    bouwsteen: int | None
    turns: int
    fallbacks: int
    fallbacks_in_row: int
    confidence: float | None
    danger: str | None
    danger_at: datetime | None
    followed_at: datetime | None
    feedback: int | None
    attention: int
    reviewed_at: datetime | None
    assigned_to: str | None
    started_at: datetime
    last_at: datetime
    needs: tuple[str, ...]

    def values(self) -> dict[str, Any]:
        """The columns of `TalkDigest`, without its number."""
        return {one.name: getattr(self, one.name) for one in fields(self) if one.name != "needs"}


def mark(session: Session, talk_id: str) -> None:
    """Something happened to this talk that its digest does not know yet."""
    session.execute(
        update(Talk).where(Talk.id == talk_id).values(undigested=True).execution_options(synchronize_session="fetch")
    )


def digest(
    talk: Talk,
    turns: Sequence[Turn],
    review: Reviewed | None,
    feedback: Iterable[Feedback],
    missed: Mapping[int, datetime] | None = None,
) -> Digest:
    """The digest of a talk; `turns` are in order of number, the opening among them or not.

    `missed`: messages of which a reviewer said that they speak of danger, and since when; that counts as a danger where
    there was no alarm (`web/review/dangers.py`).

    A review, or that somebody saw to a danger, counts until something new happens: who went on with a talk may need
    somebody again.
    """
    said = [turn for turn in turns if turn.seq > 0]
    typed = [turn for turn in said if turn.choice is None and turn.parse is not None]
    alarms = [(tier, turn.created_at) for turn in said if (tier := tier_of(turn))]
    alarms += [
        (MISSED_TIER, (missed or {})[turn.seq]) for turn in said if turn.seq in (missed or {}) and not tier_of(turn)
    ]
    scores = list(feedback)
    alarms += [(one.danger, one.danger_at) for one in scores if one.danger and one.danger_at]
    last = max([talk.last_at, *(one.at for one in scores)])
    followed = _since(review.followed_at if review else None, max((at for _, at in alarms), default=None))
    reviewed = _since(review.reviewed_at if review else None, last)
    known = _understood(talk, turns)
    heard = tuple(dict.fromkeys(need for turn in turns for need in _needs(turn.understood)))
    fallbacks, row = _fallbacks(said)
    confidence = min((sure for turn in typed if (sure := confidence_of(turn.parse or {})) is not None), default=None)
    score = min((one.score for one in scores), default=None)
    danger = min((tier for tier, _ in alarms), default=None)
    need = next(iter(known["needs"]), None)
    if danger and not followed:
        attention = DANGER
    elif reviewed:
        attention = NOTHING
    elif row >= IN_A_ROW:
        attention = NOT_UNDERSTOOD
    elif score is not None and score <= LOW_SCORE:
        attention = DISLIKED
    elif confidence is not None and confidence < LOW_CONFIDENCE:
        attention = UNSURE
    else:
        attention = NOTHING
    return Digest(
        talk_id=talk.id,
        partner=talk.partner,
        region=known["region"],
        audience=known["audience"],
        condition=known["condition"],
        need=need,
        bouwsteen=needs.bouwsteen_of(need),
        turns=len(said),
        fallbacks=fallbacks,
        fallbacks_in_row=row,
        confidence=confidence,
        danger=danger,
        danger_at=min((at for _, at in alarms), default=None),
        followed_at=followed,
        feedback=score,
        attention=attention,
        reviewed_at=reviewed,
        assigned_to=review.assigned_to if review else None,
        started_at=talk.created_at,
        last_at=talk.last_at,
        needs=heard,
    )


def make_due(session: Session, most: int) -> int:
    """Make the digests of at most so many talks that were marked; how many there were.

    A talk that is being spoken in at this moment is passed over until a moment later: no answer waits for a digest.
    """
    due = session.scalars(
        select(Talk.id).where(Talk.undigested).order_by(Talk.last_at).limit(most).with_for_update(skip_locked=True)
    ).all()
    for talk_id in due:
        for read in (_whole, _readable):
            try:
                with session.begin_nested():
                    _make(session, *read(session, talk_id))
                break
            except _BROKEN as error:
                # Something unexpected in one record must not keep it, or all others, from the desk.
                log.error("a record of a talk is broken: %s at %s", type(error).__name__, place_of(error))
    session.execute(update(Talk).where(Talk.id.in_(due)).values(undigested=False))
    return len(due)


def _whole(session: Session, talk_id: str) -> tuple[Talk, Sequence[Turn]]:
    talk = session.scalars(select(Talk).where(Talk.id == talk_id)).one()
    return talk, session.scalars(select(Turn).where(Turn.talk_id == talk_id).order_by(Turn.seq)).all()


def _readable(session: Session, talk_id: str) -> tuple[Talk, Sequence[Turn]]:
    """A talk and its turns with only what can be read of them; they are no part of the session."""
    about = select(Talk.id, Talk.partner, Talk.created_at, Talk.last_at).where(Talk.id == talk_id)
    talk, turns = Talk(**session.execute(about).one()._mapping, state={}), []
    for row in session.execute(select(*_PLAIN).where(Turn.talk_id == talk_id).order_by(Turn.seq)):
        turn = Turn(**row._mapping)
        with suppress(*_BROKEN):
            whole = session.scalars(select(Turn).where(Turn.talk_id == talk_id, Turn.seq == turn.seq)).one()
            turn.danger_tier = tier_of(whole)
            digest(talk, [whole], None, ())
            turn.reply, turn.understood, turn.parse = whole.reply, whole.understood, whole.parse
        turns.append(turn)
    return talk, turns


def _make(session: Session, talk: Talk, turns: Sequence[Turn]) -> None:
    review: Any = session.execute(select(_REVIEWS).where(_REVIEWS.c.talk_id == talk.id)).one_or_none()
    feedback = session.scalars(select(Feedback).where(Feedback.talk_id == talk.id)).all()
    crisis = select(_VERDICTS.c.seq, func.min(_VERDICTS.c.at, type_=Moment)).where(
        _VERDICTS.c.talk_id == talk.id, _VERDICTS.c.need == needs.CRISIS
    )
    missed = dict(session.execute(crisis.group_by(_VERDICTS.c.seq)).all())
    made = digest(talk, turns, review, feedback, missed)
    kept = session.scalar(select(TalkDigest).where(TalkDigest.talk_id == talk.id))
    if kept is None:
        kept = TalkDigest(**made.values())
        session.add(kept)
        session.flush()
    else:
        for name, value in made.values().items():
            setattr(kept, name, value)
    known = set(session.scalars(select(DigestNeed.need).where(DigestNeed.number == kept.number)))
    session.execute(
        delete(DigestNeed).where(DigestNeed.number == kept.number, DigestNeed.need.in_(known - {*made.needs}))
    )
    session.add_all(
        DigestNeed(number=kept.number, need=need, bouwsteen=needs.bouwsteen_of(need))
        for need in made.needs
        if need not in known
    )
    words.put(session, kept.number, turns)


def _since(done: datetime | None, last: datetime | None) -> datetime | None:
    """When something was done, unless more happened afterwards."""
    return None if done is None or (last is not None and done < last) else done


def tier_of(turn: Turn) -> str | None:
    """How grave the danger in a message is. An alarm that the engine raised has no tier of its own in the record."""
    if turn.danger_tier:
        return turn.danger_tier
    # A danger must be seen beside whatever else is wrong with the record.
    parse = turn.parse if isinstance(turn.parse, Mapping) else {}
    said = turn.reply if isinstance(turn.reply, list) else []
    cards = [card for card in said if isinstance(card, Mapping) and card.get("kind") == "safety"]
    alarm = turn.danger or parse.get("danger") or next((card.get("danger") for card in cards), None)
    return TIER_OF_ALARM.get(str(alarm), "B") if alarm or cards else None


def _understood(talk: Talk, turns: Sequence[Turn]) -> dict[str, Any]:
    """What was understood at the end, in labels of the vocabulary alone."""
    last = next((turn.understood for turn in reversed(turns) if turn.understood), None) or talk.state
    known: dict[str, Any] = {"needs": _needs(last)}
    for name, labels in (
        ("region", municipalities.names()),
        ("audience", people.audiences()),
        ("condition", conditions.load()),
    ):
        value = word(last.get(name))
        known[name] = value if value in labels else None
    return known


def _needs(understood: Mapping[str, Any] | None) -> tuple[str, ...]:
    return tuple(need for need in labels_in((understood or {}).get("needs")) if need in needs.load())


def _fallbacks(said: Sequence[Turn]) -> tuple[int, int]:
    """How often a typed text was not understood, and the longest row. A tap ends a row, a message without a parse (the
    engine was silent) tells nothing."""
    amount = row = longest = 0
    for turn in said:
        if turn.choice is not None:
            row = 0
        elif turn.parse is not None:
            row = row + 1 if fell_back(turn.parse) else 0
            amount += row > 0
            longest = max(longest, row)
    return amount, longest


def fell_back(parse: Mapping[str, Any]) -> bool:
    if "fallback" in parse:
        return bool(parse["fallback"])
    intent = parse.get("intent")
    labels = {*needs.load(), *needs.SMALL_TALK, *needs.OTHER, *_UNDERSTOOD_BESIDES}
    return intent not in labels


def confidence_of(parse: Mapping[str, Any]) -> float | None:
    """How sure the engine was of what it took the message for: the need in front, or what else it was."""
    sure = parse.get("confidence")
    if sure is None:
        sure = next((one.get("confidence") for one in parse.get("needs") or []), None)
    return float(sure) if sure is not None else None
