"""`/bureau/contactvragen/{id}`: one request, with everything that was done with it. Each look goes in the audit log."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from fastapi import Request
from fastapi.responses import Response
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.roles import contact_for
from catalogue.search import today_here
from web import safety_check
from web.conversations import contact_requests
from web.conversations.contact_requests import Details
from web.conversations.models import ContactRequest, RequestStep
from web.conversations.sealed import Seal, UnreadableError
from web.request_desk import acts, handing, inbox, rhythms, scope, words, working_days
from web.request_desk.terms import Terms
from web.staff import audit
from web.staff.desk import Desk, Visit
from web.staff.people import Colleague, Role
from web.staff.words import moment

HOME = "/bureau/contactvragen"


@dataclass(frozen=True)
class RequestDesk:
    """What the pages about requests are made with. `mails`: colleagues are mailed."""

    desk: Desk
    seal: Seal
    terms: Terms
    mails: bool


@dataclass(frozen=True)
class Sent:
    """A form that was not done: what was typed, what is wrong with it, and what is said above."""

    typed: Mapping[str, str] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    trouble: str = ""
    status: int = 200


@dataclass(frozen=True)
class _Step:
    row: RequestStep
    note: str | None
    """None when there is none; empty when it cannot be read."""


@dataclass(frozen=True)
class _Found:
    row: ContactRequest
    details: Details | None
    steps: Sequence[_Step]
    own_word: str | None
    receivers: Sequence[Colleague]


async def show(
    tools: RequestDesk, visit: Visit, request_id: str, template: str, sent: Sent | None = None, *, told: str = ""
) -> Response:
    """A page about one request. Raises GoneError."""
    sent, now = sent or Sent(), datetime.now(UTC)
    found = await tools.desk.write(lambda session: _look(session, tools.seal, visit.who, request_id, now))
    row, details = found.row, found.details
    danger = row.danger
    if details is not None and not danger:
        danger = await asyncio.to_thread(safety_check.speaks_of_danger, details.words)
    return tools.desk.page(
        visit,
        template,
        status=sent.status,
        one=row,
        details=details,
        steps=found.steps,
        receivers=[(one.id, _with_regions(one)) for one in found.receivers],
        asked_for=words.role_in_words(row.role, found.own_word),
        watcher=found.own_word or "casusregisseur",
        danger=danger,
        signs=inbox.signs_of(row, tools.terms, now),
        due=tools.terms.due(row),
        erased_on=tools.terms.erased_on(row),
        kept_days=tools.terms.kept,
        reach_days=contact_requests.REACHABLE_AFTER.days,
        may_take=acts.may_take(row, visit.who),
        named=handing.named_in_consent(row),
        is_open=row.status in contact_requests.OPEN,
        rhythms=list(rhythms.RHYTHMS.items()),
        rhythm_words=rhythms.RHYTHMS,
        today=today_here(now),
        first_day=working_days.after(today_here(now), 5),
        typed=sent.typed,
        errors=sent.errors,
        trouble=sent.trouble,
        told=words.DONE.get(told),
        moment=moment,
        bound=visit.who.role is Role.CASUSREGISSEUR,
    )


def gone(tools: RequestDesk, visit: Visit) -> Response:
    """The page for a request that is not there (any more), or is not theirs to see."""
    return tools.desk.page(visit, "bureau/contactvragen/weg.html", status=404)


def told_of(request: Request) -> str:
    """The word in the address that says what was just done."""
    return request.query_params.get("gedaan", "")


def _look(session: Session, seal: Seal, who: Colleague, request_id: str, now: datetime) -> _Found:
    row = scope.find(session, request_id, who)
    audit.note(session, who, "contactvraag gelezen", row.id, now)
    kept = session.scalars(select(RequestStep).where(RequestStep.request_id == row.id).order_by(RequestStep.id.desc()))
    # A region can have a word of its own for who keeps watch.
    watcher = contact_for(session, "casusregisseur", row.region, None) if row.region else None
    return _Found(
        row,
        _details(row, seal),
        [_Step(step, _opened(step.note, seal)) for step in kept],
        watcher.own_word if watcher and watcher.region else None,
        scope.casusregisseurs(session, row),
    )


def _details(row: ContactRequest, seal: Seal) -> Details | None:
    try:
        return contact_requests.details_of(row, seal)
    except UnreadableError:
        return None


def _opened(note: str | None, seal: Seal) -> str | None:
    try:
        return None if note is None else seal.open(note)
    except UnreadableError:
        return ""


def _with_regions(one: Colleague) -> str:
    return f"{one.name} ({', '.join(one.regions)})" if one.regions else one.name
