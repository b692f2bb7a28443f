"""What a provider would like to be different, kept until the desk decides: take it over, change it first, or decline.

1. A provider proposes for its own instruments only, and only what it knows best (FOR_CHANGE, FOR_NEW). Everything else
   in what it sends is left as it is. Whose an instrument is, is looked at when proposing and again when accepting.
2. What was changed since the provider looked is brought together with the proposal; where both changed the same field
   nothing is written, and somebody looks (`ClashError`).
3. A proposal is decided once: the UPDATE that decides it counts only while it is open.

The caller commits, and rolls back when an error comes out.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import CursorResult, func, select, update
from sqlalchemy.orm import Session

from catalogue import texts
from catalogue.editing.fields import CHANNELS, changes, flat, folded, keep_order, kept, restored
from catalogue.editing.history import as_of
from catalogue.editing.merge import Merged, merge
from catalogue.editing.rows import ProposalRow
from catalogue.editing.store import Kept, create, find, save
from catalogue.freshness import PUBLISHED
from catalogue.models import Instrument
from catalogue.problems import Problem, RecordError
from catalogue.provider_names import key, tidy
from catalogue.record import VERIFY_EVERY, InstrumentView, as_dict, parse_record
from catalogue.search import today_here
from catalogue.slugs import free_slug, slug_of

FOR_CHANGE: Final = (
    *("title", "summary", "bouwstenen", "needs", "audiences", "conditions", "age_min", "age_max", "carer_groups"),
    *("regions", "languages", "cost", "access", *CHANNELS, "valid_from", "valid_to"),
)
"""What a provider may propose of its own instrument: what it offers, to whom and how. The bouwstenen go with the needs.

Not: what it is called in addresses (slug), whose it is, whether it is shown (status), that it was verified, on what
source, of what kind it is, and whether experts by experience do it. These are for the information point to judge.
"""
FOR_NEW: Final = (*FOR_CHANGE, "instrument_kind", "developer")
"""What a provider may fill in of a new instrument."""
OPEN: Final = "open"
ACCEPTED: Final = ("aanvaard", "gewijzigd aanvaard")
DECLINED: Final = "afgewezen"
WITHDRAWN: Final = "ingetrokken"
RETIRED: Final = "ingetrokken"
"""The status of an instrument that a provider says is no more; the other one is the state of a proposal taken back."""
MOST_OPEN: Final = 20
"""Open proposals of one provider at a time."""
MOST_SHOWN: Final = 200
LONGEST_WORDS: Final = 600
"""Characters of a note and of a reason."""


@dataclass(frozen=True)
class Proposal:
    """A record as a provider would have it. `base` is what it began with, None when the instrument is new.

    `reason` is for the provider to read; `decided_by` is not.
    """

    id: str
    provider: str
    slug: str
    view: InstrumentView
    base: InstrumentView | None
    base_version: int | None
    note: str | None
    state: str
    created_at: datetime
    decided_at: datetime | None
    decided_by: str | None
    reason: str | None

    @property
    def is_open(self) -> bool:
        """Whether nobody decided about it yet."""
        return self.state == OPEN


class NotTheirsError(Exception):
    """The instrument belongs to another provider."""


class NothingProposedError(Exception):
    """Nothing would become different."""


class TooManyError(Exception):
    """The provider has MOST_OPEN open proposals already."""


class DecidedError(Exception):
    """Somebody decided something else about the proposal; `proposal` tells what."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(proposal.state)
        self.proposal = proposal


class ClashError(Exception):
    """The record changed since, in the same fields; there `merged` holds what is proposed. `kept` is what stands."""

    def __init__(self, merged: Merged, kept: Kept) -> None:
        super().__init__(", ".join(conflict.field for conflict in merged.conflicts))
        self.merged, self.kept = merged, kept


def is_theirs(view: InstrumentView, provider: str) -> bool:
    """Whether the instrument is of this provider; capitals and blanks do not count."""
    return key(view.provider) == key(provider)


def propose(
    session: Session,
    provider: str,
    slug: str | None,
    view: InstrumentView,
    base_version: int | None,
    note: str | None,
    now: datetime,
) -> Proposal:
    """Keep a proposal: to change `slug`, seen at `base_version`; without a slug a new instrument.

    Raises KeyError when there is no such instrument, NotTheirsError, NothingProposedError, TooManyError, and
    RecordError with every problem of the record; that of the note stands at `note`.
    """
    words = _words("note", note)
    base, version = (None, None) if slug is None else _base(session, provider, slug, base_version)
    record = _new(session, provider, view) if base is None else _changed(base, view)
    return _keep(session, provider, record, base, version, words, now)


def propose_end(
    session: Session, provider: str, slug: str, base_version: int | None, note: str | None, now: datetime
) -> Proposal:
    """Keep a proposal to retire `slug`, seen at `base_version`, because it is no more.

    Raises KeyError, NotTheirsError, NothingProposedError when it is retired already, TooManyError and RecordError.
    """
    words = _words("note", note)
    base, version = _base(session, provider, slug, base_version)
    return _keep(session, provider, replace(base, status=RETIRED), base, version, words, now)


def find_proposal(session: Session, proposal_id: str) -> Proposal | None:
    """One proposal as it stands now."""
    row = session.get(ProposalRow, proposal_id, populate_existing=True)
    return _proposal(row) if row else None


def open_proposals(session: Session) -> list[Proposal]:
    """What waits for the desk, longest waiting first, at most MOST_SHOWN."""
    rows = select(ProposalRow).where(ProposalRow.state == OPEN).order_by(ProposalRow.created_at, ProposalRow.id)
    return _proposals(session.scalars(rows.limit(MOST_SHOWN)))


def decided_proposals(session: Session) -> list[Proposal]:
    """What was decided, newest first, at most MOST_SHOWN."""
    rows = select(ProposalRow).where(ProposalRow.state != OPEN)
    return _proposals(session.scalars(rows.order_by(ProposalRow.created_at.desc()).limit(MOST_SHOWN)))


def of_provider(session: Session, provider: str) -> list[Proposal]:
    """What a provider proposed, newest first, at most MOST_SHOWN."""
    rows = select(ProposalRow).where(ProposalRow.provider_key == key(provider))
    return _proposals(session.scalars(rows.order_by(ProposalRow.created_at.desc()).limit(MOST_SHOWN)))


def outcome(session: Session, proposal: Proposal) -> tuple[Merged, Kept | None]:
    """What accepting the proposal as it is would make, and what is kept now (None for a new instrument).

    Raises KeyError when the instrument is gone, and NotTheirsError when it went to another provider since.
    """
    if proposal.base is None:
        return Merged(proposal.view, ()), None
    current = find(session, proposal.slug)
    if current is None:
        raise KeyError(proposal.slug)
    if not is_theirs(current.view, proposal.provider):
        raise NotTheirsError
    return merge(proposal.base, proposal.view, current.view), current


def accept(
    session: Session,
    proposal_id: str,
    *,
    by: str,
    now: datetime,
    changed: InstrumentView | None = None,
    reason: str | None = None,
    expected: int | None = None,
) -> Kept:
    """Take a proposal over: as it is, or as a colleague `changed` it, looking at version `expected`.

    Accepting is verifying: the record counts as verified today by `by`, unless it is retired. Accepting again changes
    nothing and gives what is kept. Raises KeyError (no such proposal, or the instrument is gone), DecidedError,
    NotTheirsError, ClashError when it was accepted as it is and collides, ConflictError when it was changed and
    somebody else saved since `expected`, and RecordError.
    """
    words = _words("reason", reason)
    proposal = _there(session, proposal_id)
    if not proposal.is_open:
        return _accepted(session, proposal)
    merged, current = outcome(session, proposal)
    if changed is None and current and merged.conflicts:
        raise ClashError(merged, current)
    as_proposed = changed is None or (changed == merged.view and not merged.conflicts)
    view = changed or merged.view
    if not _decide(session, proposal_id, ACCEPTED[0 if as_proposed else 1], by, now, words):
        return _accepted(session, _there(session, proposal_id))
    if view.status != RETIRED:  # what is no more, nobody verified
        view = replace(view, verified_on=today_here(now), verified_by=tidy(by)[:120])
    if current is None:
        view = replace(view, slug=_free(session, view.title))
        session.execute(update(ProposalRow).where(ProposalRow.id == proposal_id).values(slug=view.slug))
        return create(session, view, by=by, now=now, what="voorstel aanvaard")
    seen = current.version if expected is None else expected
    return save(session, replace(view, slug=proposal.slug), by=by, now=now, what="voorstel aanvaard", expected=seen)


def decline(session: Session, proposal_id: str, *, by: str, now: datetime, reason: str) -> Proposal:
    """Decline a proposal with a reason for the provider. Doing so again changes nothing.

    Raises KeyError, DecidedError, and RecordError at `reason` when it is empty, too long or no plain text.
    """
    words = _words("reason", reason)
    if words is None:
        raise RecordError([Problem("", 0, "reason", "moet ingevuld zijn")])
    return _close(session, proposal_id, DECLINED, by, now, words)


def withdraw(session: Session, proposal_id: str, provider: str, now: datetime) -> Proposal:
    """Take back one's own proposal; doing so again changes nothing. Raises KeyError, NotTheirsError, DecidedError."""
    proposal = _there(session, proposal_id)
    if key(proposal.provider) != key(provider):
        raise NotTheirsError
    return _close(session, proposal_id, WITHDRAWN, f"aanbieder: {proposal.provider}", now, None)


def _keep(
    session: Session,
    provider: str,
    record: InstrumentView,
    base: InstrumentView | None,
    version: int | None,
    words: str | None,
    now: datetime,
) -> Proposal:
    if base == record:
        raise NothingProposedError
    waiting = select(func.count()).where(ProposalRow.provider_key == key(provider), ProposalRow.state == OPEN)
    if (session.scalar(waiting) or 0) >= MOST_OPEN:
        raise TooManyError
    row = ProposalRow(
        id=secrets.token_hex(16),
        provider=tidy(provider),
        provider_key=key(provider),
        slug=record.slug,
        record=kept(record),
        base=kept(base) if base else None,
        base_version=version,
        note=words,
        state=OPEN,
        created_at=now,
    )
    session.add(row)
    session.flush()
    return _proposal(row)


def _base(session: Session, provider: str, slug: str, version: int | None) -> tuple[InstrumentView, int]:
    """The record the provider looked at; what stands now when that can no longer be told."""
    current = find(session, slug)
    if current is None:
        raise KeyError(slug)
    if not is_theirs(current.view, provider):
        raise NotTheirsError
    seen = None if version is None else as_of(session, slug, version)
    return (current.view, current.version) if seen is None or version is None else (seen, version)


def _changed(base: InstrumentView, view: InstrumentView) -> InstrumentView:
    typed = flat(view)
    record = keep_order(folded({**flat(base), **{name: typed[name] for name in FOR_CHANGE}}), base)
    return parse_record(as_dict(record)) if changes(base, record) else base


def _new(session: Session, provider: str, view: InstrumentView) -> InstrumentView:
    """The record as it would be when accepted: published, so that what is missing for that is told now."""
    typed = flat(view)
    rest: dict[str, Any] = {
        **dict.fromkeys(name for name in typed if name not in FOR_NEW),
        "slug": _free(session, view.title),
        "provider": tidy(provider),
        "by_experts_by_experience": False,
        "status": PUBLISHED,
        "verify_every": VERIFY_EVERY,
        "source": f"voorstel van {tidy(provider)}",
    }
    return parse_record(as_dict(folded({**typed, **rest})))


def _free(session: Session, title: str) -> str:
    begin = slug_of(title)
    return free_slug(title, set(session.scalars(select(Instrument.slug).where(Instrument.slug.startswith(begin)))))


def _there(session: Session, proposal_id: str) -> Proposal:
    proposal = find_proposal(session, proposal_id)
    if proposal is None:
        raise KeyError(proposal_id)
    return proposal


def _accepted(session: Session, proposal: Proposal) -> Kept:
    current = find(session, proposal.slug)
    if proposal.state not in ACCEPTED:
        raise DecidedError(proposal)
    if current is None:
        raise KeyError(proposal.slug)
    return current


def _close(session: Session, proposal_id: str, state: str, by: str, now: datetime, words: str | None) -> Proposal:
    decided = _decide(session, proposal_id, state, by, now, words)
    proposal = _there(session, proposal_id)
    if not decided and proposal.state != state:
        raise DecidedError(proposal)
    return proposal


def _decide(session: Session, proposal_id: str, state: str, by: str, now: datetime, words: str | None) -> bool:
    """Close a proposal; False when somebody did so already."""
    result = session.execute(
        update(ProposalRow)
        .where(ProposalRow.id == proposal_id, ProposalRow.state == OPEN)
        .values(state=state, decided_at=now, decided_by=by, reason=words)
        .execution_options(synchronize_session=False)
    )
    assert isinstance(result, CursorResult)
    return result.rowcount == 1


def _words(field: str, typed: str | None) -> str | None:
    """A note or reason as plain text. Raises RecordError at its field."""
    if not typed or not typed.strip():
        return None
    try:
        return texts.plain(typed, LONGEST_WORDS)
    except ValueError as problem:
        raise RecordError([Problem("", 0, field, str(problem))]) from None


def _proposals(rows: Iterable[ProposalRow]) -> list[Proposal]:
    return [_proposal(row) for row in rows]


def _proposal(row: ProposalRow) -> Proposal:
    return Proposal(
        id=row.id,
        provider=row.provider,
        slug=row.slug,
        view=restored(row.record),
        base=restored(row.base) if row.base else None,
        base_version=row.base_version,
        note=row.note,
        state=row.state,
        created_at=row.created_at,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        reason=row.reason,
    )
