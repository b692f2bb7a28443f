"""All that stands on the page of quality: read in one go, summed, and in the words that this colleague may see."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy.orm import Session

from web.quality_desk import asking, tables
from web.quality_desk.asking import Asking
from web.quality_desk.showing import TOO_FEW, Cell, Shower, days_of, duration
from web.quality_desk.tables import Table
from web.review import quality, quality_rows
from web.review.quality import ENOUGH, Agreement, FollowUp, Message
from web.staff.people import Colleague

Facts = Sequence[tuple[str, Cell]]
"""Figures that stand on their own: what each is, and the figure."""

_NONE_YET = Cell(TOO_FEW, small=True)
_STRENGTHS = (
    (0.8, "bijna altijd"),
    (0.6, "goed"),
    (0.4, "redelijk"),
    (0.2, "matig"),
    (0.0, "gering"),
)
"""How Landis and Koch (1977) call a kappa above these."""


@dataclass(frozen=True)
class Figures:
    """The tables and figures of the page, in its order."""

    talks: Table
    right_by_label: Table
    right_by_week: Table
    mistaken: Table
    agreement: Facts
    danger: Facts
    feedback: Sequence[Table]


def read(session: Session, who: Colleague, looked: Asking, today: date) -> Figures:
    """The figures about the talks that this colleague may count."""
    show = Shower.of(who, looked)
    whose = asking.whose(session, who, looked.website)
    weeks = quality.weeks(today, looked.weeks)
    judged = quality.messages(quality_rows.judgements(session, whose, weeks))
    scores = quality_rows.feedback(session, whose, weeks)
    of_label = [one for one in judged if looked.label in {"", one.understood}]
    about = tables.named(looked.label) if looked.label else "alles samen"
    alarms = quality.follow_up(quality_rows.alarms(session, whose, weeks))
    return Figures(
        talks=tables.talks(show, weeks, quality_rows.talks(session, whose, weeks)),
        right_by_label=tables.right_by_label(show, weeks, quality.right_by_label(judged), who.bouwsteen),
        right_by_week=tables.right_by_week(
            show, weeks, quality.right_by_week(of_label), f"In één keer goed, per week: {about}"
        ),
        mistaken=tables.mistaken(show, weeks, quality.mistaken(judged)),
        agreement=_agreement(show, quality.agreement(judged)),
        danger=[
            ("Nu nog niet opgevolgd", show.count(quality_rows.open_alarms(session, whose), gevaar="open")),
            ("Gesprekken met een gevaarsignaal", show.count(alarms.talks, **days_of(weeks), gevaar="ja")),
            *_follow_up(show, alarms),
            ("Gevaar dat de assistent miste", _missed(show, judged)),
        ],
        feedback=[
            tables.feedback(
                show,
                weeks,
                {(week, score): count for (whole, week, score), count in scores.items() if whole is of_talks},
                of_talks=of_talks,
            )
            for of_talks in (True, False)
        ],
    )


def _agreement(show: Shower, found: Agreement) -> Facts:
    return [
        ("Berichten met twee of meer oordelen", show.count(found.twice)),
        ("Iedereen zegt hetzelfde", show.part(found.agreed, found.twice)),
        ("Kappa van Cohen", _kappa(show, found)),
    ]


def _kappa(show: Shower, found: Agreement) -> Cell:
    """A figure follows from exact counts, so who sees tens reads only how strong it is."""
    if found.twice < ENOUGH or found.kappa is None:
        return _NONE_YET
    strength = next((word for least, word in _STRENGTHS if found.kappa > least), "niet meer dan bij toeval")
    return Cell(f"{found.kappa:.2f} ({strength})".replace(".", ",") if show.exact else strength)


def _follow_up(show: Shower, found: FollowUp) -> Facts:
    return [
        ("Daarvan opgevolgd", show.part(found.followed, found.talks)),
        ("Tijd tot opvolgen, het midden", _time(show, found, found.median)),
        ("Tijd tot opvolgen, het langst", _time(show, found, found.slowest)),
    ]


def _time(show: Shower, found: FollowUp, time: timedelta | None) -> Cell:
    return Cell(duration(time)) if time is not None and show.shown(found.followed) else _NONE_YET


def _missed(show: Shower, judged: Sequence[Message]) -> Cell:
    return show.count(sum(one.missed_danger for one in judged))
