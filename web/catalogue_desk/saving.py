"""Save what somebody typed, also when somebody else saved in the meantime: neither loses work.

1. What the two changed in different fields is brought together and kept.
2. Where both changed the same field nothing is kept; who typed last sees both and chooses, field by field.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from catalogue.editing import history, store
from catalogue.editing.fields import flat, folded, keep_order
from catalogue.editing.merge import Conflict, Merged, merge
from catalogue.editing.store import Kept
from catalogue.problems import RecordError
from catalogue.record import InstrumentView
from web.instrument_form import errors_of
from web.staff.audit import note
from web.staff.people import Colleague


@dataclass(frozen=True)
class Saved:
    """It is kept; `together` says whether changes of somebody else were brought in, since the version that was open."""

    kept: Kept
    together: bool


@dataclass(frozen=True)
class Clash:
    """Both changed the same fields; nothing is kept. `merged` holds mine there, `kept` is what stands now."""

    merged: Merged
    kept: Kept
    base: InstrumentView | None


@dataclass(frozen=True)
class Unfit:
    """Both changes together make no right record; nothing is kept."""

    view: InstrumentView
    kept: Kept
    errors: dict[str, str]


@dataclass(frozen=True)
class Barred:
    """The record, as it is or as it would become, is not this colleague's to change; nothing is kept."""


@dataclass(frozen=True)
class Typed:
    """What was sent: the record, the version that was open, and fields of which the other's value was chosen."""

    view: InstrumentView
    version: int
    theirs: Collection[str] = ()


def save(session: Session, typed: Typed, who: Colleague, now: datetime) -> Saved | Clash | Unfit | Barred:
    """Keep what was typed. Raises KeyError when there is no such record, ConflictError when it changes right now."""
    kept = store.find(session, typed.view.slug)
    if kept is None:
        raise KeyError(typed.view.slug)
    base = kept.view if kept.version == typed.version else history.as_of(session, kept.view.slug, typed.version)
    merged = _merged(base, _mine(typed, base or kept.view), kept.view)
    if merged.conflicts:
        return Clash(merged, kept, base)
    if not all(who.may_change(view.bouwstenen, view.regions) for view in (kept.view, merged.view)):
        return Barred()
    try:
        now_kept = store.save(session, merged.view, by=who.name, now=now, expected=kept.version)
    except RecordError as error:
        return Unfit(merged.view, kept, errors_of(error))
    if now_kept.version != kept.version:
        note(session, who, "aanbod gewijzigd", kept.view.slug, now)
    return Saved(now_kept, together=kept.version != typed.version)


def _mine(typed: Typed, base: InstrumentView) -> InstrumentView:
    """What was typed, with what it began with wherever the other's value was chosen."""
    began = flat(base)
    values = {name: began[name] if name in typed.theirs else value for name, value in flat(typed.view).items()}
    return keep_order(folded(values), base)


def _merged(base: InstrumentView | None, mine: InstrumentView, theirs: InstrumentView) -> Merged:
    """Both changes together. When it is not known what both began with, every difference is for a human to judge."""
    if base is not None:
        return merge(base, mine, theirs)
    one, other = flat(mine), flat(theirs)
    differing = (name for name in one if one[name] != other[name])
    return Merged(mine, tuple(Conflict(name, None, one[name], other[name]) for name in differing))
