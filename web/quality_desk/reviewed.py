"""Reviewed talks, read to be taken away: words that were searched for names, labels, and what staff said of them.

Never in it: a message that was not searched for names yet, the visitor's own words before that, addresses of the
visitor's own pages, who of the staff said something, or the id of the talk. `gesprek` is the mark that an erased talk
keeps in the log, so that who has an export can take out what was erased since.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeVar

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session

from vocabulary import needs
from web.conversations import patterns
from web.conversations.contact_requests import origin_of
from web.conversations.demand import HOME
from web.conversations.digests import confidence_of, fell_back, tier_of
from web.conversations.models import Feedback, Talk, Turn
from web.conversations.store import NAMES
from web.review import opinions
from web.review.models import TalkReview, TurnNote, TurnTag, TurnVerdict
from web.review.quality import begin_of
from web.review.quality_rows import Whose

Record = dict[str, Any]
"""A talk as docs/gesprekken-export.md describes it."""

_OfMessage = TypeVar("_OfMessage", TurnVerdict, TurnTag, TurnNote)


@dataclass(frozen=True)
class Wanted:
    """Which talks: those whose last message was on these days, and that were reviewed."""

    first: date
    last: date
    whose: Whose


def count(session: Session, wanted: Wanted) -> int:
    """How many talks that is."""
    return session.scalar(select(func.count()).select_from(_chosen(wanted).subquery())) or 0


def ids(session: Session, wanted: Wanted) -> list[str]:
    """These talks, the oldest first."""
    return list(session.scalars(_chosen(wanted).order_by(Talk.last_at, Talk.id)))


def read(session: Session, talks: Sequence[str], whose: Whose) -> list[tuple[str, Record]]:
    """The records of talks by id, in this order; one that was erased meanwhile is passed over."""
    found = {
        talk.id: talk for talk in session.scalars(select(Talk).where(Talk.id.in_(talks), whose.among(Talk.partner)))
    }
    reviews = {one.talk_id: one for one in session.scalars(select(TalkReview).where(TalkReview.talk_id.in_(found)))}
    turns: dict[str, list[Turn]] = defaultdict(list)
    for turn in session.scalars(select(Turn).where(Turn.talk_id.in_(found), Turn.seq > 0).order_by(Turn.seq)):
        turns[turn.talk_id].append(turn)
    scores: dict[str, list[Feedback]] = defaultdict(list)
    for score in session.scalars(select(Feedback).where(Feedback.talk_id.in_(found)).order_by(Feedback.slug)):
        scores[score.talk_id].append(score)
    verdicts = _by_message(session, select(TurnVerdict).where(TurnVerdict.talk_id.in_(found)).order_by(TurnVerdict.at))
    tags = _by_message(session, select(TurnTag).where(TurnTag.talk_id.in_(found)).order_by(TurnTag.tag))
    notes = _by_message(session, select(TurnNote).where(TurnNote.talk_id.in_(found)).order_by(TurnNote.id))
    return [
        (
            talk,
            _head(found[talk], reviews.get(talk))
            | {
                "waardering": [_score(score) for score in scores[talk]],
                "berichten": [
                    _message(turn)
                    | {
                        "oordelen": [_verdict(one) for one in verdicts[talk, turn.seq]],
                        "labels": [one.tag for one in tags[talk, turn.seq]],
                        "notities": [patterns.redact(one.text) for one in notes[talk, turn.seq]],
                    }
                    for turn in turns[talk]
                    if turn.redacted == NAMES
                ],
                "weggelaten": sum(turn.redacted != NAMES for turn in turns[talk]),
            },
        )
        for talk in talks
        if talk in found
    ]


def _chosen(wanted: Wanted) -> Select[str]:
    looked = select(TalkReview.talk_id).where(TalkReview.talk_id == Talk.id, TalkReview.reviewed_at.is_not(None))
    judged = select(TurnVerdict.talk_id).where(TurnVerdict.talk_id == Talk.id)
    return select(Talk.id).where(
        Talk.last_at >= begin_of(wanted.first),
        Talk.last_at < begin_of(wanted.last + timedelta(days=1)),
        wanted.whose.among(Talk.partner),
        or_(looked.exists(), judged.exists()),
    )


def _by_message(session: Session, query: Select[_OfMessage]) -> dict[tuple[str, int], list[_OfMessage]]:
    found: dict[tuple[str, int], list[_OfMessage]] = defaultdict(list)
    for one in session.scalars(query):
        found[one.talk_id, one.seq].append(one)
    return found


def _head(talk: Talk, review: TalkReview | None) -> Record:
    return {
        "gesprek": origin_of(talk.id),
        "laatste_bericht": talk.last_at.astimezone(HOME).date().isoformat(),
        "website": talk.partner,
        "nagekeken": bool(review and review.reviewed_at),
        "gevaar_opgevolgd": bool(review and review.followed_at),
    }


def _message(turn: Turn) -> Record:
    parse = turn.parse
    return {
        "nummer": turn.seq,
        "tekst": turn.text,
        "aangetikt": turn.choice is not None,
        "begrepen": parse
        and {
            "als": parse.get("intent"),
            "zekerheid": confidence_of(parse),
            "niet_begrepen": fell_back(parse),
            "hulpvragen": [one["need"] for one in parse.get("needs") or [] if one.get("need") in needs.load()],
            "feiten": parse.get("facts") or {},
        },
        "gevaar": tier_of(turn),
        "antwoord": [shown for message in turn.reply or [] if (shown := _answer(message))],
    }


def _answer(message: Record) -> Record | None:
    """What was answered, without what only a widget needs; a kind that is not known here is left out."""
    match message:
        case {"kind": "text" | "notice", "text": str(text)}:
            return {"tekst": text}
        case {"kind": "choices", "choices": list(choices)}:
            return {"knoppen": [one.get("label") for one in choices]}
        case {"kind": "cards", "cards": list(cards)}:
            return {"aanbod": [one.get("instrument") for one in cards]}
        case {"kind": "safety", "text": str(text)}:
            return {"kaart_bij_gevaar": text}
        case {"kind": "contact", "role": str(role)}:
            return {"contact": role}
        case _:
            return None


def _verdict(verdict: TurnVerdict) -> Record:
    return {
        "oordeel": verdict.verdict,
        "hulpvraag": verdict.need,
        "bouwsteen": verdict.bouwsteen,
        "doelgroep": verdict.audience,
        "ziekte": verdict.condition,
    }


def _score(score: Feedback) -> Record:
    return {
        "aanbod": score.slug or None,
        "score": opinions.WORDS[score.score],
        "toelichting": score.note if score.redacted == NAMES else None,
    }
