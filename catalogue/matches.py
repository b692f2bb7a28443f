"""The flat index that search reads: one row for each need × audience × region × condition × carer group.

The lists of an instrument live in association tables (`models.py`); joining five of them to filter 100,000
instruments is too slow for a talk. Here an empty string stands for 'national', 'every illness', 'every carer' and
'audience not known', so that each class of equal rank is one range of the primary key, read in order and cut off
after a few rows. The rows follow from the record alone and are rewritten at every flush (docs/decisions/0004).
"""

from __future__ import annotations

from datetime import date
from itertools import product

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, SmallInteger, String, Table

from catalogue.avoid import FAR, NEAR_SOME, bits_of, mask
from catalogue.base import Base
from catalogue.freshness import PUBLISHED, fresh_until
from catalogue.record import InstrumentView
from vocabulary.people import CARERS

TWINS = {"mantelzorger": "naaste", "naaste": "mantelzorger"}
"""Three of four carers do not call themselves one (domain.md): what serves the one serves the other, exact first."""
_SECOND = 10_000_000
"""Added to the rank of a row that serves the audience less exactly; more than twice any day number."""
_LAST_DAY = date.max.toordinal()
OLDEST = 200
"""Upper age that stands for 'no upper age'."""

match_table = Table(
    "instrument_match",
    Base.metadata,
    Column("need", String(40), primary_key=True),
    Column("audience", String(40), primary_key=True),
    Column("region", String(60), primary_key=True),
    Column("condition", String(60), primary_key=True),
    Column("carer_group", String(60), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False),
    Column("slug", String(80), ForeignKey("instruments.slug", ondelete="CASCADE"), primary_key=True),
    Column("kind", String(40), nullable=False),
    Column("person", Boolean, nullable=False),
    Column("no_referral", Boolean, nullable=False),
    Column("asks", SmallInteger, nullable=False),
    Column("age_min", SmallInteger, nullable=False),
    Column("age_max", SmallInteger, nullable=False),
    Column("valid_from", Date, nullable=False),
    Column("valid_to", Date, nullable=False),
    Index(None, "slug"),
    sqlite_with_rowid=False,
)


def rank(exact: bool, fresh: date, alone: bool) -> int:
    """Order within a class: exact audience first, then what stays verified longest, then what is for them alone."""
    return (0 if exact else _SECOND) + 2 * (_LAST_DAY - fresh.toordinal()) + (not alone)


def read_rank(value: int) -> tuple[bool, int, bool]:
    """Turn a rank back into (exact audience, last day on which the record counts as verified, for them alone).

    The day is an ordinal (`date.toordinal`): this is done for every row that is read.
    """
    days, others = divmod(value % _SECOND, 2)
    return value < _SECOND, _LAST_DAY - days, not others


def served(view: InstrumentView) -> dict[str, bool]:
    """The audiences an instrument serves, with whether it names them; '' is 'audience not known'.

    Somebody of whom nothing is known first gets what serves patients and carers alike, and never what is for
    professionals only.
    """
    own = set(view.audiences)
    audiences = dict.fromkeys(view.audiences, True)
    for audience in own & CARERS:
        audiences.setdefault(TWINS[audience], False)
    if own - {"professional"}:
        audiences[""] = "patient" in own and bool(own & CARERS)
    return audiences


def rows_for(view: InstrumentView) -> list[dict[str, object]]:
    """The rows of one instrument; none while it is not published."""
    if view.status != PUBLISHED:
        return []
    fresh = fresh_until(view)
    # Whoever is shown what is bound to a municipality lives there, so it is not far.
    asks = bits_of(view) & ~mask((FAR, NEAR_SOME), anywhere=True) if view.regions else bits_of(view)
    same: dict[str, object] = {
        "slug": view.slug,
        "kind": view.instrument_kind,
        "person": view.leads_to_a_person,
        "no_referral": view.needs_no_referral,
        "asks": asks,
        "age_min": view.age_min or 0,
        "age_max": OLDEST if view.age_max is None else view.age_max,
        "valid_from": view.valid_from or date.min,
        "valid_to": view.valid_to or date.max,
    }
    bounds = (view.regions or ("",), view.conditions or ("",), view.carer_groups or ("",))
    places = product(view.needs, served(view).items(), *bounds)
    return [
        {
            **same,
            "need": need,
            "audience": audience,
            "region": region,
            "condition": condition,
            "carer_group": group,
            "rank": rank(exact, fresh, _alone(view, audience)),
        }
        for need, (audience, exact), region, condition, group in places
    ]


def _alone(view: InstrumentView, audience: str) -> bool:
    """Whether it is for this audience and nobody else; carers are one audience by two names."""
    return set(view.audiences) <= (CARERS if audience in CARERS else {audience})
