"""`/bureau/gesprekken/bewaren`: how long things are kept, and proof that what is past its time is erased."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from web.conversations import codes, retention
from web.conversations.cleaning import EVERY, Cleaning
from web.conversations.models import RetentionRun
from web.staff.desk import Desk
from web.staff.people import Right
from web.staff.words import moment
from web.talk_desk.way import HOME

KINDS: dict[str, tuple[str, str]] = {
    "raw_texts": ("bericht in eigen woorden", "berichten in eigen woorden"),
    "talks": ("gesprek", "gesprekken"),
    "requests": ("contactvraag", "contactvragen"),
    "codes": ("code", "codes"),
}
"""How one and several of a kind are called (`retention.Deleted`)."""
_LATE = EVERY + timedelta(hours=2)


def router(desk: Desk, cleaning: Cleaning) -> APIRouter:
    """The page with the terms and the runs."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(HOME + "/bewaren")
    async def kept(request: Request) -> Response:
        visit = await desk.visit(request, Right.GESPREKKEN)
        now = datetime.now(UTC)
        runs = await desk.read(lambda session: retention.runs(session, now))
        return desk.page(
            visit,
            "bureau/gesprekken/bewaren.html",
            raw_days=cleaning.raw_days,
            redacted_days=cleaning.redacted_days,
            code_days=codes.LIFETIME.days,
            next_at=moment(cleaning.next_at),
            late=not any(run.trouble is None and run.at > now - _LATE for run in runs),
            rows=[(moment(run.at), run.trouble, erased(run)) for run in runs],
            days=retention.SHOWN_ALL.days,
        )

    return routes


def erased(run: RetentionRun) -> list[str]:
    """What a run erased, in words: '3 gesprekken'. A kind without a name of its own is told by its key."""
    told = []
    for kind, amount in run.amounts.items():
        if amount:
            one, several = KINDS.get(kind, (kind, kind))
            told.append(f"{amount} {one if amount == 1 else several}")
    return told
