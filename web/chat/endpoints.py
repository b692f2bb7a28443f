"""The chat API (contract 2): begin a talk, send a message, read the talk, erase it.

The order of checks for a message is fixed: token, size, rate, the same message again, what was written. Whatever is
refused, a text that speaks of danger still gets the safety card.
"""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse
from pydantic import BaseModel, ValidationError

from web import safety_check
from web.chat import origins
from web.chat.messages import Understood
from web.chat.normalise import normalise
from web.chat.origins import StoppedError
from web.chat.schemas import Answer, NewMessage, NewSession, Session, Transcript
from web.chat.service import ChatService
from web.chat.static_answers import StaticAnswers
from web.chat.talks import Talks
from web.chat.turn import Incoming
from web.conversations import codes
from web.conversations.resuming import Resuming, TooManyWrongError
from web.conversations.store import Line, Reply, Snapshot
from web.database import UnavailableError
from web.limits import body
from web.limits.address import address_of
from web.limits.rates import AddressRate, PartnerRate, TalkRate
from web.partners.record import Partner
from web.partners.registry import Registry, UnknownYetError
from web.problems import Problem, describe, fields_of
from web.settings import Settings
from web.texts import Texts

M = TypeVar("M", bound=BaseModel)


@dataclass(frozen=True)
class Chat:
    """What the endpoints work with; the composition root fills it in."""

    settings: Settings
    texts: Texts
    talks: Talks
    service: ChatService
    static: StaticAnswers
    partners: Registry
    resuming: Resuming
    addresses: AddressRate
    talk_rate: TalkRate
    partner_rate: PartnerRate


def router(chat: Chat) -> APIRouter:
    """The endpoints of the chat API."""
    routes = APIRouter(prefix="/api/v1", tags=["Gesprek"])

    @routes.post(
        "/sessions",
        status_code=201,
        response_model=Session,
        summary="Begin a talk",
        responses=describe(403, 404, 408, 413, 415, 422, 429, 500, 503),
        openapi_extra=_body_of(NewSession),
    )
    async def begin(request: Request) -> JSONResponse:
        asked = _valid(NewSession, await _json(request, chat.settings.body_limit, optional=True))
        wait = await chat.addresses.wait_for("sessions", address_of(request))
        if wait:
            raise Problem("te-snel", retry_after=wait)
        partner = _partner_to_begin(chat, asked.partner)
        origins.check(request, partner)
        if partner is not None:
            wait = await chat.partner_rate.wait_for(
                "sessions", partner.key, partner.talks_per_minute, address_of(request)
            )
            if wait:
                raise Problem("te-druk", retry_after=wait)
        kept = await _kept(chat, request, asked.resume) if asked.resume is not None else None
        opened = await chat.service.open(partner, kept)
        begun = {"session": opened.talk, "token": opened.token}
        return JSONResponse({**begun, "messages": opened.messages, "understood": opened.understood}, 201)

    @routes.post(
        "/messages",
        response_model=Answer,
        summary="Say something, or choose",
        responses=describe(401, 403, 408, 409, 413, 415, 422, 429, 500, 503),
        openapi_extra={**_body_of(NewMessage), **_SECURED},
    )
    async def say(request: Request) -> JSONResponse:
        token = _token(request)
        if not body.is_json(request):
            raise Problem("geen-json")
        incoming, broken = _incoming(await _received(request, chat.settings.body_limit))
        with chat.service.present():
            reply = await _reply(chat, request, token, incoming, broken)
        return JSONResponse({"messages": reply.messages, "understood": reply.understood})

    @routes.get(
        "/messages",
        response_model=Transcript,
        summary="The talk so far",
        responses=describe(401, 403, 429, 500, 503),
        openapi_extra=_SECURED,
    )
    async def so_far(request: Request) -> JSONResponse:
        snapshot = await _known(chat, request)
        try:
            lines = await chat.talks.transcript(snapshot.talk)
        except UnavailableError:
            raise Problem("niet-bereikbaar", retry_after=5) from None
        understood = Understood.of(snapshot.state).model_dump()
        return JSONResponse({"session": snapshot.talk, "messages": _items(lines), "understood": understood})

    @routes.delete(
        "/sessions/current",
        status_code=204,
        summary="Erase the talk everywhere",
        responses=describe(401, 403, 429, 500, 503),
        openapi_extra=_SECURED,
    )
    async def erase(request: Request) -> Response:
        # What is still kept can still be erased, also when the talk itself is over.
        snapshot = await _known(chat, request, ended_too=True)
        try:
            await chat.talks.erase(snapshot.talk)
        except UnavailableError:
            raise Problem("niet-bereikbaar", retry_after=5) from None
        return Response(status_code=204)

    return routes


async def _reply(chat: Chat, request: Request, token: str, incoming: Incoming, broken: Problem | None) -> Reply:
    known = chat.talks.known(token)
    if known is not None and not broken and len(incoming.text or "") <= chat.settings.text_limit:
        _partner_of(chat, request, known, incoming)

        async def usual() -> Reply:
            return await _usual_reply(chat, request, token, incoming, None)

        urgent = await chat.service.urgently(known, incoming, usual)
        if urgent is not None:
            return urgent
    return await _usual_reply(chat, request, token, incoming, broken)


async def _usual_reply(chat: Chat, request: Request, token: str, incoming: Incoming, broken: Problem | None) -> Reply:
    try:
        snapshot = await chat.talks.find(token, incoming.client_id, incoming.text or "")
        return await _answer(chat, request, snapshot, incoming, broken)
    except UnavailableError:
        if broken:
            raise broken from None
        return chat.service.not_kept(incoming.text)


async def _answer(
    chat: Chat, request: Request, snapshot: Snapshot, incoming: Incoming, broken: Problem | None
) -> Reply:
    partner = _partner_of(chat, request, snapshot, incoming)
    wait = await chat.addresses.wait_for("messages", address_of(request))
    if wait:
        problem = Problem("te-snel", retry_after=wait)
        return await chat.service.refuse(snapshot, incoming, problem, chat.texts.too_busy, keep=False)
    wait = chat.talk_rate.wait_for(snapshot.talk)
    if wait:
        problem = Problem("te-snel", retry_after=wait)
        return await chat.service.refuse(snapshot, incoming, problem, chat.texts.too_busy, keep=not broken)
    if partner is not None:
        most = partner.messages_per_minute
        wait = await chat.partner_rate.wait_for("messages", partner.key, most, address_of(request))
        if wait:
            problem = Problem("te-druk", retry_after=wait)
            return await chat.service.refuse(snapshot, incoming, problem, chat.texts.too_busy, keep=False)
    if broken:
        return await chat.service.refuse(snapshot, incoming, broken, chat.texts.too_long, keep=False)
    if snapshot.answered is not None:
        return snapshot.answered
    incoming = chat.service.read(incoming)
    if incoming.text is not None and len(incoming.text) > chat.settings.text_limit:
        problem = Problem("te-groot")
        return await chat.service.refuse(snapshot, incoming, problem, chat.texts.too_long, keep=True)
    heard = codes.in_message(incoming.text) if incoming.text is not None else None
    if heard is not None:
        return await _answer_code(chat, request, snapshot, incoming, heard)
    return await chat.service.answer(snapshot, incoming)


async def _answer_code(
    chat: Chat, request: Request, snapshot: Snapshot, incoming: Incoming, heard: codes.Heard
) -> Reply:
    """The answer to a message that may be a code: what it leads to, or that it is not known, or an ordinary answer."""
    try:
        kept = await chat.resuming.find(heard.code, address_of(request))
    except TooManyWrongError as error:
        if heard.surely:
            raise Problem("te-snel", retry_after=error.seconds) from None
        kept = None
    if kept is not None:
        return await chat.service.answer(snapshot, replace(incoming, kept=kept))
    if heard.surely:
        return await chat.service.unknown_code(snapshot, incoming)
    return await chat.service.answer(snapshot, incoming)


async def _kept(chat: Chat, request: Request, typed: str) -> codes.Kept:
    try:
        kept = await chat.resuming.find(typed, address_of(request))
    except TooManyWrongError as error:
        raise Problem("te-snel", retry_after=error.seconds) from None
    except UnavailableError:
        raise Problem("niet-bereikbaar", retry_after=5) from None
    if kept is None:
        raise Problem("code-onbekend")
    return kept


def _incoming(received: body.Body) -> tuple[Incoming, Problem | None]:
    """The message in a body; one that is too large or not as agreed comes with the problem and what text it has."""
    if received.too_large:
        text = normalise(body.text_of_large(received.content))
        return Incoming("", text=text or None), Problem("te-groot")
    try:
        message = _valid(NewMessage, _parsed(received.content))
    except Problem as problem:
        text = normalise(body.text_of_large(received.content))
        return Incoming("", text=text or None), problem
    return Incoming(message.id, message.text, message.choice), None


def _partner_to_begin(chat: Chat, key: str | None) -> Partner | None:
    if key is None:
        return None
    try:
        partner = chat.partners.get(key)
    except UnknownYetError:
        raise Problem("niet-bereikbaar", retry_after=5) from None
    if partner is None:
        raise Problem("partner-onbekend")
    if not partner.on:
        raise Problem("partner-weg", messages=[chat.static.help_lines()])
    return partner


def _partner_of(chat: Chat, request: Request, snapshot: Snapshot, incoming: Incoming) -> Partner | None:
    """The partner of a talk, which this page may use. Raises Problem, with the card when there is danger."""
    try:
        partner = origins.partner_of(chat.partners, snapshot.partner)
    except UnknownYetError:
        return None  # who began the talk was allowed to; a visitor does not suffer from a list that is late
    except StoppedError:
        raise Problem("partner-weg", messages=[*_card(snapshot, incoming), chat.static.help_lines()]) from None
    if not origins.allowed(request, partner):
        raise Problem("niet-toegestaan", messages=_card(snapshot, incoming))
    return partner


def _card(snapshot: Snapshot, incoming: Incoming) -> list[dict[str, Any]]:
    finding = safety_check.look(incoming.text, snapshot.earlier) if incoming.text else None
    return safety_check.messages_for(finding) if finding else []


async def _known(chat: Chat, request: Request, *, ended_too: bool = False) -> Snapshot:
    token = _token(request)
    wait = await chat.addresses.wait_for("reads", address_of(request))
    if wait:
        raise Problem("te-snel", retry_after=wait)
    try:
        snapshot = await chat.talks.find(token, ended_too=ended_too)
    except UnavailableError:
        raise Problem("niet-bereikbaar", retry_after=5) from None
    # A partner that is gone, or a list that is late, must not stop a visitor from reading or erasing the talk.
    with contextlib.suppress(StoppedError, UnknownYetError):
        origins.check(request, origins.partner_of(chat.partners, snapshot.partner))
    return snapshot


def _items(lines: list[Line]) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = []
    for line in lines:
        if line.text is not None:
            kind = "choice" if line.by_button else "text"
            items.append({"from": "visitor", "seq": line.seq, "kind": kind, "text": line.text})
        items += [{"from": "assistant", "seq": line.seq, **message} for message in line.reply]
    return items


def _token(request: Request) -> str:
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Problem("geen-sleutel")
    return token.strip()


async def _received(request: Request, limit: int) -> body.Body:
    try:
        return await body.read(request, limit)
    except TimeoutError:
        raise Problem("te-traag", headers={"Connection": "close"}) from None


async def _json(request: Request, limit: int, *, optional: bool = False) -> Any:
    received = await _received(request, limit)
    if optional and not received.content:
        return {}
    if not body.is_json(request):
        raise Problem("geen-json")
    if received.too_large:
        raise Problem("te-groot")
    return _parsed(received.content)


def _parsed(content: bytes) -> Any:
    try:
        return body.parse(content)
    except ValueError:
        raise Problem("onjuiste-invoer") from None


def _valid(model: type[M], value: Any) -> M:
    try:
        return model.model_validate(value)
    except ValidationError as error:
        raise Problem("onjuiste-invoer", fields=fields_of(error.errors())) from None


def _body_of(model: type[BaseModel]) -> dict[str, Any]:
    schema = {"$ref": f"#/components/schemas/{model.__name__}"}
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


_SECURED: dict[str, Any] = {"security": [{"talk": []}]}
