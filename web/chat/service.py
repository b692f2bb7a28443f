"""The talk from the gateway's side: begin it, answer a message once, refuse one, and never let a card wait."""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
import uuid
from collections.abc import Callable, Coroutine, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import Any

from web import safety_check
from web.chat import own_point
from web.chat.engine import EngineClient, EngineError
from web.chat.mapping import TalkPages, to_contract
from web.chat.messages import Understood
from web.chat.normalise import normalise
from web.chat.static_answers import StaticAnswers
from web.chat.talks import Talks
from web.chat.traffic import BusyError, Traffic
from web.chat.turn import CODE, RESUMED, Incoming, Prepared, Turns, said_of, since, without_dead_ends
from web.conversations import codes, store, website_counts
from web.conversations.codes import Kept
from web.conversations.store import Answered, Reply, Said, Snapshot
from web.database import Database, UnavailableError
from web.partners.record import FindOwnPoint, Partner
from web.problems import Problem
from web.settings import Settings
from web.texts import Texts

log = logging.getLogger(__name__)

_CARD_WITHIN = 0.2
"""Seconds after which a card no longer waits for the rest of its answer, when it is crowded (at most 0.3, p99)."""


@dataclass(frozen=True)
class Opened:
    """A talk that has begun, and its token, which is known nowhere else."""

    talk: str
    token: str
    messages: list[dict[str, Any]]
    understood: dict[str, Any]


class ChatService:
    """Begins and continues talks."""

    def __init__(
        self,
        settings: Settings,
        texts: Texts,
        database: Database,
        talks: Talks,
        engine: EngineClient,
        static: StaticAnswers,
        find_own_point: FindOwnPoint,
        on_kept: Callable[[], None] = lambda: None,
    ) -> None:
        self._settings, self._texts, self._database, self._talks = settings, texts, database, talks
        self._engine, self._static = engine, static
        self._traffic = Traffic(settings.engine_concurrency, settings.queue_length)
        self._turns = Turns(settings, texts, database, talks, engine, static, find_own_point, self._traffic, on_kept)
        self._running: dict[tuple[str, str], asyncio.Task[Reply]] = {}
        self._later: set[asyncio.Task[Reply]] = set()
        self._present = 0

    async def open(self, partner: Partner | None, kept: Kept | None = None) -> Opened:
        """Begin a talk, with what is known already when a code was used.

        When the engine is silent the planned opening is given; when nothing is kept, that is said.
        """
        begun = time.monotonic()
        talk, token, page_key = uuid.uuid4().hex, secrets.token_urlsafe(32), store.new_page_key()
        first: dict[str, Any] = partner.first_state() if partner else {}
        payload: dict[str, Any] = {"intent": "begin", "entities": {}}
        if kept is not None:
            # What the visitor said goes before what the website is about.
            first, payload = codes.merged(first, kept.state), RESUMED
        try:
            async with self._traffic.slot(self._settings.engine_timeout / 2):
                point = partner.information_point if partner else None
                answer = await self._engine.turn(talk, payload=payload, state=own_point.given(first, point))
            messages, minted = to_contract(answer.messages, TalkPages(page_key, self._texts.links))
            state, outcome = own_point.taken(answer.state), "engine"
            if not messages:
                raise EngineError("nothing to say")
        except (BusyError, EngineError):
            messages, minted, state, outcome = self._static.opening(), (), dict(first), "static"
        if partner and partner.greeting:
            messages = [{"kind": "text", "text": partner.greeting}, *messages]
        answered = Answered(
            Reply(messages, Understood.of(state).model_dump()), state, None, outcome, since(begun), minted
        )
        now, expires = self._talks.times()

        def work(session: Any) -> None:
            store.create(
                session,
                talk=talk,
                token=token,
                partner=partner.key if partner else None,
                opening=answered,
                now=now,
                expires=expires,
                page_key=page_key,
            )
            website_counts.count_opened(session, talk, kept.talk if kept else None, now)
            if kept is not None:
                codes.move(session, kept.code, talk)

        try:
            await self._database.write(work)
        except UnavailableError:
            messages = [*without_dead_ends(messages), self._static.notice(self._texts.not_kept)]
        else:
            self._talks.remember(token, Snapshot(talk, partner.key if partner else None, expires, state))
        return Opened(talk, token, messages, answered.reply.understood)

    def read(self, incoming: Incoming) -> Incoming:
        """The message made safe to work with. Raises Problem when nothing is left of it."""
        if incoming.text is None:
            return incoming
        text = normalise(incoming.text)
        if not text:
            raise Problem("leeg-bericht")
        return replace(incoming, text=text)

    async def answer(self, snapshot: Snapshot, incoming: Incoming) -> Reply:
        """Answer a message; one that was answered before gets the same answer, one that is being answered now too."""
        if snapshot.answered is not None:
            return snapshot.answered
        key = (snapshot.talk, incoming.client_id)
        task = self._running.get(key)
        if task is None:
            # A task of its own: a visitor who goes away in mid-turn finds the answer when coming back.
            task = asyncio.create_task(self._turns.take(snapshot, incoming))
            self._running[key] = task
            task.add_done_callback(lambda done: self._forget(key, done))
        return await asyncio.shield(task)

    def _forget(self, key: tuple[str, str], done: asyncio.Task[Reply]) -> None:
        self._running.pop(key, None)
        if not done.cancelled():
            done.exception()  # it was told to whoever asked; nobody may be left to hear it

    async def refuse(
        self, snapshot: Snapshot, incoming: Incoming, problem: Problem, notice: str, *, keep: bool
    ) -> Reply:
        """Refuse a message, unless it speaks of danger: then the card is the answer, with a notice of the refusal."""
        text = incoming.text or ""
        finding = safety_check.look(text, snapshot.earlier) if text else None
        if finding is None:
            raise problem
        messages = [*safety_check.messages_for(finding), self._static.notice(notice)]
        reply = Reply(messages, Understood.of(snapshot.state).model_dump())
        if not keep:
            return reply
        prepared = Prepared(said_of(incoming.client_id, text, finding), text, None, finding)
        return await self._turns.keep_refused(snapshot.talk, prepared, reply)

    async def unknown_code(self, snapshot: Snapshot, incoming: Incoming) -> Reply:
        """The answer to a message that can only be a code, but leads nowhere."""
        said = [{"kind": "text", "text": self._texts.problems["code-onbekend"].detail}]
        prepared = Prepared(Said(incoming.client_id, CODE), None, None, None)
        reply = Reply(said, Understood.of(snapshot.state).model_dump())
        return await self._turns.keep_refused(snapshot.talk, prepared, reply)

    def not_kept(self, text: str | None) -> Reply:
        """The answer when the database is silent: the card if there is danger, the honest notice, people to call."""
        return self._turns.not_kept(safety_check.look(text) if text else None)

    # A text that speaks of danger, while many others wait

    @contextmanager
    def present(self) -> Iterator[None]:
        """Counts a message that is being handled."""
        self._present += 1
        try:
            yield
        finally:
            self._present -= 1

    def crowded(self) -> bool:
        """Whether so many messages are being handled that a card must not wait in the row."""
        return self._present > self._settings.engine_concurrency

    async def urgently(
        self, known: Snapshot, incoming: Incoming, usual: Callable[[], Coroutine[Any, Any, Reply]]
    ) -> Reply | None:
        """The answer to a text that speaks of danger: the usual one, or the card alone as soon as that takes too long.

        None when there is no danger, or the same message is being answered already. A card that was given alone is
        what is kept as the answer, in the background.
        """
        key = (known.talk, incoming.client_id)
        if incoming.text is None or key in self._running:
            return None
        text = normalise(incoming.text)
        finding = safety_check.look(text)
        if finding is None:
            return None
        prepared = Prepared(said_of(incoming.client_id, text, finding), text, None, finding)
        card = Reply(prepared.card, Understood.of(known.state).model_dump())
        if self.crowded():
            self._in_background(self._turns.card_alone(known.talk, prepared, time.monotonic()))
            return card
        task = self._in_background(usual())
        await asyncio.wait({task}, timeout=_CARD_WITHIN)
        if task.done() or not self.crowded():
            return await asyncio.shield(task)
        self._turns.card_given.add(key)
        task.add_done_callback(lambda _: self._turns.card_given.discard(key))
        return card

    def _in_background(self, work: Coroutine[Any, Any, Reply]) -> asyncio.Task[Reply]:
        task = asyncio.create_task(work)
        self._later.add(task)
        task.add_done_callback(self._was_later)
        return task

    def _was_later(self, done: asyncio.Task[Reply]) -> None:
        self._later.discard(done)
        if not done.cancelled() and (error := done.exception()) is not None and not isinstance(error, Problem):
            log.error("a message with its card could not be kept: %s", type(error).__name__)
