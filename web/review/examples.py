"""Examples to learn from: proposed by one of the staff, approved by another, taken back by anybody who sees them.

What was not approved goes with its talk: the row is bound to the talk until then.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from vocabulary.needs import OTHER, SMALL_TALK, load
from web.review.models import Example
from web.review.scope import websites_of, within
from web.staff.audit import note
from web.staff.desk import RefusedError
from web.staff.people import Colleague

PROPOSED, APPROVED, DECLINED = "voorgesteld", "goedgekeurd", "afgewezen"
LONGEST = 300
"""Characters of an example; a longer one is a story, and stories point to people."""


class SecondPersonError(Exception):
    """Who proposed an example cannot decide about it too."""


class DecidedError(Exception):
    """Somebody decided about it, or took it back, a moment earlier."""


def learnable() -> frozenset[str]:
    """Every label that the engine can learn from an example."""
    return frozenset({*load(), *SMALL_TALK, *OTHER})


def propose(
    session: Session, who: Colleague, *, text: str, label: str, talk_id: str, partner: str | None, now: datetime
) -> int:
    """Keep a sentence until a colleague decides; gives its number.

    Raises ValueError on a label that cannot be learned, and on a text that is empty or too long.
    """
    words = " ".join(text.split())
    if label not in learnable() or not 0 < len(words) <= LONGEST:
        raise ValueError("an example is a short text with a label of the contract")
    made = Example(
        talk_id=talk_id,
        partner=partner,
        text=words,
        label=label,
        status=PROPOSED,
        proposed_by=who.id,
        proposed_name=who.name,
        proposed_at=now,
    )
    session.add(made)
    session.flush()
    note(session, who, "voorbeeld voorgesteld", _subject(made), now)
    return made.id


def waiting(session: Session, websites: frozenset[str] | None) -> Sequence[Example]:
    """What waits for a decision, of the talks of these websites (`scope.websites_of`), oldest first."""
    return _listed(session, PROPOSED, websites)


def declined(session: Session, websites: frozenset[str] | None, proposer: str) -> Sequence[Example]:
    """What colleagues did not approve of somebody's proposals: the reason is for who proposed it."""
    return [one for one in _listed(session, DECLINED, websites) if one.proposed_by == proposer]


def approved(session: Session, websites: frozenset[str] | None = None) -> Sequence[Example]:
    """What the next training learns from; without `websites` all of it."""
    return _listed(session, APPROVED, websites)


def decide(session: Session, example_id: int, who: Colleague, approved: bool, reason: str, now: datetime) -> None:
    """Approve or decline what waits. An approved example leads to no talk any more.

    Raises SecondPersonError when it is the proposer, DecidedError when it waits no more, and RefusedError when it is
    not there for this colleague.
    """
    example = find(session, example_id, who)
    if example.proposed_by == who.id:
        raise SecondPersonError
    if example.status != PROPOSED:
        raise DecidedError
    example.status = APPROVED if approved else DECLINED
    example.decided_by, example.decided_name, example.decided_at = who.id, who.name, now
    example.reason = reason or None
    if approved:
        example.talk_id = None
    note(session, who, "voorbeeld goedgekeurd" if approved else "voorbeeld afgewezen", _subject(example), now)


def take_back(session: Session, example_id: int, who: Colleague, now: datetime) -> None:
    """Delete an approved example, or an own proposal: the next training goes without it.

    Raises DecidedError for a proposal of somebody else, and RefusedError when it is not there for this colleague.
    """
    example = find(session, example_id, who)
    if example.status != APPROVED and example.proposed_by != who.id:
        raise DecidedError
    note(session, who, "voorbeeld teruggenomen", _subject(example), now)
    session.delete(example)


def find(session: Session, example_id: int, who: Colleague) -> Example:
    """An example that this colleague may see, held until the work is done. Raises RefusedError."""
    mine = within(Example.partner, websites_of(session, who))
    example = session.scalar(select(Example).where(Example.id == example_id, mine).with_for_update())
    if example is None:
        raise RefusedError("niet-gevonden")
    return example


def _listed(session: Session, status: str, websites: frozenset[str] | None) -> Sequence[Example]:
    query = select(Example).where(Example.status == status, within(Example.partner, websites))
    return session.scalars(query.order_by(Example.proposed_at, Example.id)).all()


def _subject(example: Example) -> str:
    """How an example stands in the audit log: never its words."""
    return f"voorbeeld {example.id}, {example.label}"
