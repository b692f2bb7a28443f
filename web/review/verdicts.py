"""What reviewers say of how a message was understood: right, or what it should have been.

A verdict is about a text that was typed and that staff can read: what was tapped needs no understanding. Each reviewer
has one verdict on a message; those of others stay beside it.
"""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from vocabulary import bouwstenen, conditions, needs, people
from web.conversations.models import Turn
from web.conversations.store import NAMES
from web.review import changing
from web.review.models import TurnVerdict
from web.staff.desk import RefusedError
from web.staff.people import Colleague

Verdict = Literal["goed", "anders"]

_BESIDES_NEEDS = {
    needs.CRISIS: "Gevaar (crisis)",
    "mens_spreken": "Een mens spreken",
    "buiten_bereik": "Buiten bereik: iets wat wij niet doen",
    "groet": "Groet",
    "bevestigen": "Ja",
    "ontkennen": "Nee",
    "weet_niet": "Weet ik niet",
    "bedankt": "Bedankt",
    "stoppen": "Stoppen",
    "opnieuw": "Opnieuw beginnen",
    "wie_ben_jij": "Wie ben jij?",
    "privacy": "Vraag over privacy",
    "gegevens_wissen": "Gegevens wissen",
    "klacht": "Klacht",
}
LABELS: dict[str, str] = {need.label: need.title for need in needs.load().values()} | _BESIDES_NEEDS
"""What a message can be corrected to: each label of contract 1, in words for staff. Needs first, by bouwsteen."""


def groups() -> list[tuple[str, list[tuple[str, str]]]]:
    """What can be chosen, as (label, words): needs by bouwsteen, then what goes before needs, then small talk."""
    by_bouwsteen = [
        (f"{one.number}. {one.name}", [need.label for need in needs.load().values() if need.bouwsteen == one.number])
        for one in bouwstenen.load().values()
    ]
    named = [*by_bouwsteen, ("Gevaar en andere wegen", list(needs.OTHER)), ("Gewoon gesprek", list(needs.SMALL_TALK))]
    return [(name, [(label, LABELS[label]) for label in labels]) for name, labels in named]


def judge(
    session: Session,
    talk_id: str,
    seq: int,
    who: Colleague,
    verdict: Verdict,
    now: datetime,
    need: str | None = None,
    bouwsteen: int | None = None,
    audience: str | None = None,
    condition: str | None = None,
) -> None:
    """Keep what somebody says of a message, in place of what they said before.

    `need` None with 'anders': nothing should have been understood. The bouwsteen follows the need unless it is given.
    Raises RefusedError when there is no such text for this colleague, ValueError for what is not in the vocabulary.
    """
    _refuse_unknown(need, bouwsteen, audience, condition)
    turn = changing.message(session, talk_id, seq, who)
    if not can_be_judged(turn):
        raise RefusedError("niet-gevonden")
    said = {"need": need, "bouwsteen": bouwsteen or needs.bouwsteen_of(need)}
    said |= {"audience": audience, "condition": condition}
    if verdict == "goed":
        said = dict.fromkeys(said)
    session.merge(TurnVerdict(talk_id=talk_id, seq=seq, staff_id=who.id, who=who.name, verdict=verdict, at=now, **said))


def can_be_judged(turn: Turn) -> bool:
    """Whether this is a text that was typed, and that staff can read."""
    return turn.text is not None and turn.choice is None and turn.redacted == NAMES


def of_talk(session: Session, talk_id: str) -> dict[int, list[TurnVerdict]]:
    """All verdicts on a talk by the number of the message, the oldest first."""
    found: dict[int, list[TurnVerdict]] = {}
    wanted = select(TurnVerdict).where(TurnVerdict.talk_id == talk_id)
    for one in session.scalars(wanted.order_by(TurnVerdict.seq, TurnVerdict.at, TurnVerdict.staff_id)):
        found.setdefault(one.seq, []).append(one)
    return found


def _refuse_unknown(need: str | None, bouwsteen: int | None, audience: str | None, condition: str | None) -> None:
    known = (
        (need, LABELS),
        (bouwsteen, bouwstenen.load()),
        (audience, people.audiences()),
        (condition, conditions.load()),
    )
    for value, among in known:
        if value is not None and value not in among:
            raise ValueError("not in the vocabulary")
