"""Count what visitors ask for and what they are shown, in the transaction that keeps the answer.

`shown_counts`: how often an instrument was shown, once a talk. `demand`: one row for each need, month and what was
known of region, audience and illness. Its figures:

asked: suggestions were due for the need (shown, or looked for in vain) · nothing_fitting: nothing that was shown in the
talk answers the need itself, or only what the visitor does not want · nothing_local: the municipality is known and
nothing that answers the need is bound to it · nothing_liked: the visitor said that what was shown does not fit.

1. Only labels of the vocabulary are counted, never words of a visitor; no row leads to a talk.
2. What a talk added stands in `Talk.counted` until the talk is erased: a step back, a message that is sent again and
   coming back with a code count nothing twice. The same need counts again when something new was told.
3. A need counts when it had a place: three cards answer the three needs in front, one card the first.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from catalogue.avoid import avoided_in
from catalogue.reading import read_views
from catalogue.record import InstrumentView
from vocabulary import conditions, municipalities, needs, people
from web import tallies
from web.conversations.models import Demand, ShownCount, Talk
from web.conversations.store import Answered
from web.slots import word, words

PLACES = 3
"""Suggestions at a time, and so needs that one turn can answer."""
SAID_NO = "ask_why_not"
"""Begins the name of the text that is said to who says that nothing fits."""
NONE_FOUND = "cards_none:"
HOME = ZoneInfo("Europe/Amsterdam")


class Asked(NamedTuple):
    """What was asked for: a need, with what was known ('' is nothing)."""

    need: str
    region: str
    audience: str
    condition: str


@dataclass
class _Counted:
    """What of a talk was counted: needs with the month of the count, those that came last, those refused; slugs."""

    asked: dict[Asked, str] = field(default_factory=dict)
    last: list[Asked] = field(default_factory=list)
    refused: list[Asked] = field(default_factory=list)
    shown: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> _Counted:
        if not kept or "asked" not in kept:
            return cls()
        return cls(
            asked={Asked(*key): month for month, *key in kept["asked"]},
            last=[Asked(*key) for key in kept["last"]],
            refused=[Asked(*key) for key in kept["refused"]],
            shown=list(kept["shown"]),
        )

    def kept(self) -> dict[str, Any]:
        return {
            "asked": [[month, *key] for key, month in self.asked.items()],
            "last": [list(key) for key in self.last],
            "refused": [list(key) for key in self.refused],
            "shown": self.shown,
        }


def count_turn(session: Session, talk_id: str, before: Mapping[str, Any], answered: Answered, now: datetime) -> None:
    """Count one turn of a talk, which must still be there. `before` is the state of the talk before the turn."""
    after = before if answered.state is None else answered.state
    slugs = _slugs(answered.reply.messages)
    no, due = _said_no(before, after), _due(before, after, len(slugs))
    if not (slugs or due or no):
        return
    talk = session.get_one(Talk, talk_id)
    counted, month = _Counted.of(talk.counted), month_of(now)
    if no:
        _count_refused(session, counted)
    seen = {*words(before.get("shown")), *counted.shown}
    _count_shown(session, [slug for slug in slugs if slug not in seen], month)
    counted.shown += [slug for slug in slugs if slug not in seen]
    if due:
        told = _told(due, after)
        new = [one for one in told if one not in counted.asked]
        if new:
            views = list(read_views(session, sorted({*seen, *slugs})).values())
            _count_asked(session, new, views, words(after.get("avoid")), month)
        counted.last = told
        counted.asked |= dict.fromkeys(new, month)
    talk.counted = {**(talk.counted or {}), **counted.kept()}


def count_form(session: Session, state: Mapping[str, Any], slugs: Sequence[str], now: datetime) -> None:
    """Count the suggestions of the form; of the visitor nothing is kept.

    `state` holds what was understood, under the names it has in the state of a talk.
    """
    month = month_of(now)
    _count_shown(session, slugs, month)
    views = list(read_views(session, sorted(slugs)).values())
    asked = words(state.get("needs"))[: len(slugs) or PLACES]
    _count_asked(session, _told(asked, state), views, words(state.get("avoid")), month)


def shown_slugs() -> Select[str]:
    """The slugs of all instruments that were ever shown to a visitor."""
    return select(ShownCount.slug).distinct()


def month_of(now: datetime) -> str:
    """The month it is in the Netherlands, as '2026-06'."""
    return now.astimezone(HOME).strftime("%Y-%m")


def _slugs(messages: Iterable[Mapping[str, Any]]) -> list[str]:
    cards = [card for message in messages if message["kind"] == "cards" for card in message["cards"]]
    return list(dict.fromkeys(card["instrument"] for card in cards))


def _due(before: Mapping[str, Any], after: Mapping[str, Any], cards: int) -> Sequence[str]:
    """The needs for which this turn was to show something, as far as they had a place."""
    asked = words(after.get("needs"))
    if cards:
        # A carer who is ill too gets the last card for the other side of it.
        return asked[: cards - 1 if after.get("both") and cards == PLACES else cards]
    told_so = any(said.startswith(NONE_FOUND) for said in _new(before, after, "said"))
    emptied = bool(before.get("offered")) and after.get("offered") == [] and after.get("phase") == "kaarten"
    return asked[:PLACES] if told_so or emptied else ()


def _said_no(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether the visitor said that none of the suggestions fits: the assistant asks why, or what would fit better.

    Also when a reason was given at once ('niet via internet', 'geen therapie') in answer to 'does anything fit?'.
    """
    if before.get("phase") != "kaarten" or not before.get("offered") or _new(before, after, "liked"):
        return False
    if any(said.startswith(SAID_NO) for said in _new(before, after, "said")):
        return True
    if before.get("question") not in {"past", "welke"}:
        return False
    return after.get("question") == "nodig" or bool(_new(before, after, "avoid") or _new(before, after, "refused"))


def _new(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> list[str]:
    known = words(before.get(name))
    return [one for one in words(after.get(name)) if one not in known]


def _told(asked: Iterable[str], state: Mapping[str, Any]) -> list[Asked]:
    """What was asked for with what is known, in labels of the vocabulary alone."""

    def known(name: str, labels: Collection[str]) -> str:
        value = word(state.get(name))
        return value if value in labels and value is not None else ""

    region = known("region", municipalities.names())
    audience, condition = known("audience", people.audiences()), known("condition", conditions.load())
    return [Asked(need, region, audience, condition) for need in asked if need in needs.load()]


def _count_asked(
    session: Session, asked: Sequence[Asked], views: Sequence[InstrumentView], avoid: Sequence[str], month: str
) -> None:
    """Count what was asked for; `views` is all that was shown for it until now."""
    rows = []
    for one in asked:
        fitting = [view for view in views if one.need in view.needs and not avoided_in(view, avoid, one.region or None)]
        local = any(one.region in view.regions for view in fitting)
        rows.append(
            {
                **one._asdict(),
                "month": month,
                "bouwsteen": needs.bouwsteen_of(one.need),
                "asked": 1,
                "nothing_fitting": int(not fitting),
                "nothing_local": int(bool(one.region) and not local),
                "nothing_liked": 0,
            }
        )
    figures = ("asked", "nothing_fitting", "nothing_local", "nothing_liked")
    tallies.add(session, Demand, sorted(rows, key=lambda row: str(row["need"])), figures)


def _count_refused(session: Session, counted: _Counted) -> None:
    """Count the needs that came last as refused, in the month in which they were asked for, each once a talk."""
    for one in counted.last:
        if one in counted.asked and one not in counted.refused:
            key = [getattr(Demand, name) == value for name, value in one._asdict().items()]
            session.execute(
                update(Demand)
                .where(Demand.month == counted.asked[one], *key)
                .values(nothing_liked=Demand.nothing_liked + 1)
                .execution_options(synchronize_session=False)
            )
            counted.refused.append(one)


def _count_shown(session: Session, slugs: Iterable[str], month: str) -> None:
    rows = [{"slug": slug, "month": month, "amount": 1} for slug in sorted(set(slugs))]
    tallies.add(session, ShownCount, rows, ("amount",))
