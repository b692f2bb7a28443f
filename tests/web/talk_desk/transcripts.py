"""Talks in the database of a test, as the chat would have kept them, and what staff do with them over HTTP."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.staff.login import csrf_of, in_database
from web.conversations.contact_requests import origin_of
from web.conversations.models import Talk, Turn
from web.staff.models import AuditLine

HOME = "/bureau/gesprekken"
BEGAN = datetime(2026, 6, 1, 12, 0, 0, tzinfo=UTC)
CARD: dict[str, Any] = {
    "instrument": "mantelzorglijn",
    "title": "Mantelzorglijn",
    "summary": "Bel met iemand die luistert.",
    "reasons": ["Omdat je zorgt voor een ander.", "Je kunt meteen bellen."],
    "provider": "MantelzorgNL",
}
SAFETY: dict[str, Any] = {
    "kind": "safety",
    "danger": "self",
    "text": "Bel 113, dag en nacht.",
    "lines": [{"name": "113 Zelfmoordpreventie", "phone": "113", "url": "https://www.113.nl", "when": "dag en nacht"}],
}


def said(text: str, need: str | None = None, sure: float = 0.9, **more: Any) -> dict[str, Any]:
    """A typed text that was understood, as columns of `Turn`; without a need it was not understood."""
    heard = [{"need": need, "confidence": sure}] if need else []
    facts = more.pop("facts", {})
    parse = {"intent": need, "confidence": sure, "needs": heard, "fallback": need is None, "facts": facts}
    return {"text": text, "parse": parse | {"danger": None}} | more


def lay(database_url: str, *messages: dict[str, Any], partner: str | None = None, began: datetime = BEGAN) -> str:
    """Keep a talk with these messages of a visitor after its opening; gives its id."""
    return in_database(database_url, lambda session: lay_in(session, messages, partner, began))


def lay_in(session: Session, messages: Sequence[dict[str, Any]], partner: str | None, began: datetime) -> str:
    """The same in a transaction with more."""
    talk_id = uuid.uuid4().hex
    session.add(
        Talk(
            **{"id": talk_id, "token_hash": talk_id * 2, "page_key": "geheime-sleutel-" + talk_id[:8]},
            **{"partner": partner, "state": {}, "turns": len(messages), "created_at": began},
            **{"last_at": began, "expires_at": began + timedelta(days=1)},
        )
    )
    session.flush()
    opening = [{"kind": "text", "text": "Hallo, ik ben een computer."}]
    session.add(Turn(talk_id=talk_id, seq=0, redacted="names", reply=opening, created_at=began, outcome="engine"))
    for number, message in enumerate(messages, 1):
        usual = {
            "client_id": f"bericht-{number}",
            "redacted": "names",
            "reply": [{"kind": "text", "text": "Dat klinkt zwaar."}],
            "outcome": "engine",
            "milliseconds": 120 + number,
            "created_at": began + timedelta(seconds=30 * number),
        }
        session.add(Turn(talk_id=talk_id, seq=number, **(usual | message)))
    session.flush()
    return talk_id


def log_of(database_url: str, talk_id: str) -> list[str]:
    """What the audit log tells of a talk, in order."""

    def work(session: Session) -> Sequence[str]:
        wanted = select(AuditLine.event).where(AuditLine.subject == origin_of(talk_id)).order_by(AuditLine.id)
        return session.scalars(wanted).all()

    return list(in_database(database_url, work))


def place(talk_id: str, rest: str = "") -> str:
    """The address of a talk, or of something below it."""
    return f"{HOME}/{talk_id}{rest}"


async def send(client: httpx.AsyncClient, talk_id: str, rest: str, **fields: str) -> httpx.Response:
    """Send a form of the page of a talk, as the browser would that has the page open."""
    page = await client.get(HOME.removesuffix("/gesprekken"))
    return await client.post(place(talk_id, rest), data={"csrf": csrf_of(page.text), **fields})
