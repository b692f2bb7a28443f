"""One turn of a talk: keep the message, ask the engine, keep and give the answer.

1. What was written is read for danger, before anything that can fail or must wait.
2. The message is kept, redacted, the raw words apart.
3. One turn at a time goes to the engine, with the state of the talk; when it gives nothing, a planned answer is given.
4. The answer is kept and given. A safety card comes first in it, and comes whatever else is wrong.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy.exc import IntegrityError

from safety import Finding
from web import safety_check
from web.chat import own_point
from web.chat.engine import EngineClient, EngineError
from web.chat.mapping import STATIC_PAYLOADS, TalkPages, to_contract
from web.chat.messages import Understood
from web.chat.static_answers import StaticAnswers
from web.chat.talks import Talks
from web.chat.traffic import BusyError, Traffic
from web.conversations import codes, demand, feedback, patterns, store, website_counts
from web.conversations.codes import Kept
from web.conversations.store import Answered, Minted, Reply, Said, Snapshot, TalkGoneError
from web.database import Database, UnavailableError
from web.partners.record import FindOwnPoint
from web.problems import Problem
from web.settings import Settings
from web.texts import Texts

log = logging.getLogger(__name__)

RESUMED: dict[str, Any] = {"intent": "begin", "entities": {"resumed": "ja"}}
"""What the engine is told when a visitor came back with a code: the state it gets with it is that of then."""
CODE = "[code]"
"""What stands in the record in place of a code: who reads a talk must not be able to use it."""
RETRY_SOON = 2
"""Seconds a client is asked to wait when it is busy."""


@dataclass(frozen=True)
class Incoming:
    """What a visitor sent: a text or the id of a choice. `kept` is what it leads to when the text is just a code."""

    client_id: str
    text: str | None = None
    choice: str | None = None
    kept: Kept | None = None


@dataclass(frozen=True)
class Prepared:
    """A message that was read: what to keep, what to ask the engine, what danger there is."""

    said: Said
    text: str | None
    payload: dict[str, Any] | None
    finding: Finding | None
    kept: Kept | None = None

    @property
    def card(self) -> list[dict[str, Any]]:
        """The safety card and its question; nothing when there is no danger."""
        return safety_check.messages_for(self.finding) if self.finding else []


class Turns:
    """Takes turns of talks."""

    def __init__(
        self,
        settings: Settings,
        texts: Texts,
        database: Database,
        talks: Talks,
        engine: EngineClient,
        static: StaticAnswers,
        find_own_point: FindOwnPoint,
        traffic: Traffic,
        on_kept: Callable[[], None],
    ) -> None:
        self._settings, self._texts, self._database, self._talks = settings, texts, database, talks
        self._engine, self._static, self._own_point = engine, static, find_own_point
        self._traffic, self._on_kept = traffic, on_kept
        self.card_given: set[tuple[str, str]] = set()
        """Messages whose card was already given: what the engine still says to them comes too late."""

    async def take(self, snapshot: Snapshot, incoming: Incoming) -> Reply:
        """The answer to a message. Raises Problem."""
        begun = time.monotonic()
        prepared = await self._prepare(snapshot, incoming)
        patience = self._settings.engine_timeout / 2
        if prepared.finding is not None:
            # A card does not wait for another turn of the same talk, nor for a queue.
            patience = min(0.2, patience)
            if self._traffic.crowded:
                return await self.card_alone(snapshot.talk, prepared, begun)
        elif self._traffic.full:
            raise Problem("te-druk", retry_after=RETRY_SOON)
        try:
            async with self._traffic.talk(snapshot.talk, patience):
                return await self._locked_turn(snapshot.talk, prepared, begun)
        except BusyError:
            if prepared.finding is not None:
                return await self.card_alone(snapshot.talk, prepared, begun)
            raise Problem("te-druk", retry_after=RETRY_SOON) from None

    async def _prepare(self, snapshot: Snapshot, incoming: Incoming) -> Prepared:
        if incoming.kept is not None:
            return Prepared(Said(incoming.client_id, CODE), None, RESUMED, None, incoming.kept)
        if incoming.text is not None:
            finding = safety_check.look(incoming.text, snapshot.earlier)
            return Prepared(said_of(incoming.client_id, incoming.text, finding), incoming.text, None, finding)
        assert incoming.choice is not None
        chosen = await self._chosen(snapshot.talk, incoming.choice)
        said = Said(incoming.client_id, chosen.label, choice=chosen.id)
        return Prepared(said, None, chosen.payload, None)

    async def _chosen(self, talk: str, choice: str) -> Minted:
        if choice in STATIC_PAYLOADS:
            return Minted(choice, self._texts.static_choices[choice], STATIC_PAYLOADS[choice])
        found = await self._database.read(lambda session: store.choice(session, talk, choice))
        if found is None:
            raise Problem("keuze-onbekend")
        return found

    async def _begin(self, talk: str, prepared: Prepared) -> store.Begun:
        now, expires = self._talks.times()
        said = prepared.said

        def work(session: Any) -> store.Begun:
            kept = said if said.raw is None else replace(said, text=patterns.redact(said.raw))
            begun = store.begin(session, talk, kept, now, expires)
            website_counts.count_message(session, talk, begun, prepared.kept.talk if prepared.kept else None, now)
            return replace(begun, state=feedback.given(session, talk, begun.state))

        try:
            return await self._database.write(work, urgent=prepared.finding is not None)
        except TalkGoneError:
            raise Problem("sessie-onbekend", messages=prepared.card) from None
        except IntegrityError:  # another process is answering the same message
            raise Problem("loopt-al", retry_after=1, messages=prepared.card) from None

    async def _locked_turn(self, talk: str, prepared: Prepared, begun: float) -> Reply:
        try:
            kept = await self._begin(talk, prepared)
        except UnavailableError:
            return self.not_kept(prepared.finding)
        if kept.answered is not None:
            return kept.answered
        if prepared.said.raw is not None:
            self._on_kept()
        if prepared.kept is not None:
            kept = replace(kept, state=codes.merged(kept.state, prepared.kept.state))
        answered, erased = await self._ask(talk, prepared, kept, begun)
        if (talk, prepared.said.client_id) in self.card_given:
            answered, erased = self._card_of(prepared, kept.state, begun), False
        if erased:
            return await self._answer_erased(talk, answered)
        if prepared.kept is not None and answered.state is None:
            # The engine was silent: what came back is known all the same.
            answered = replace(answered, state=kept.state)
        return await self._keep(talk, kept.seq, answered, before=kept.state, used=prepared.kept)

    async def _ask(self, talk: str, prepared: Prepared, kept: store.Begun, begun: float) -> tuple[Answered, bool]:
        """The engine's answer with the safety card before it, or what is planned in its place."""
        finding, limit, state = prepared.finding, self._settings.engine_timeout, kept.state
        point = self._own_point(kept.partner)
        try:
            wait = limit / 2 if finding is None else self._settings.danger_patience
            async with self._traffic.slot(wait):
                left = limit - (time.monotonic() - begun) if finding is None else self._settings.danger_patience
                answer = await self._engine.turn(
                    talk,
                    text=prepared.text,
                    payload=prepared.payload,
                    state=own_point.given(state, point),
                    danger=finding.danger if finding else None,
                    timeout=max(left, 0.5),
                    patient=finding is None,
                )
            messages, minted = to_contract(answer.messages, TalkPages(kept.page_key, self._texts.links))
            if not messages:
                raise EngineError("nothing to say")
        except (EngineError, BusyError) as failure:
            if isinstance(failure, BusyError) and finding is None:
                raise
            messages = safety_check.messages_for(finding) if finding else await self._static.apology(state, point)
            reply = Reply(messages, Understood.of(state).model_dump())
            return Answered(reply, None, None, "static" if finding is None else "card", since(begun)), False
        if finding is None and answer.parse is not None and answer.parse.danger is not None:
            finding = safety_check.alarm(answer.parse.danger)
        if finding is not None:
            messages = [*safety_check.messages_for(finding), *messages]
            answer.state["danger_answer"] = safety_check.goes_on(finding)
        answer.state = own_point.taken(answer.state)
        reply = Reply(messages, Understood.of(answer.state).model_dump())
        parse = answer.parse.model_dump() if answer.parse else None
        return Answered(reply, answer.state, parse, "engine", since(begun), minted), answer.erase

    async def _keep(
        self, talk: str, seq: int, answered: Answered, *, before: dict[str, Any], used: Kept | None = None
    ) -> Reply:
        """Keep the answer with what was told of the talk itself, and count what it shows; `before` is the state of the
        talk before this turn.
        """
        now, _ = self._talks.times()

        def work(session: Any) -> None:
            first = store.finish(session, talk, seq, answered)
            demand.count_turn(session, talk, before, answered, now)
            if first:
                website_counts.count_answer(session, talk, before, answered, now)
                feedback.keep_turn(session, talk, seq, before, answered.state or before, now)
            if used is not None:
                codes.move(session, used.code, talk)

        try:
            await self._database.write(work)
        except UnavailableError:
            said = [*without_dead_ends(answered.reply.messages), self._static.notice(self._texts.not_kept)]
            return replace(answered.reply, messages=said)
        except TalkGoneError:
            safety = [message for message in answered.reply.messages if message["kind"] == "safety"]
            raise Problem("sessie-onbekend", messages=safety) from None
        return answered.reply

    async def _answer_erased(self, talk: str, answered: Answered) -> Reply:
        try:
            await self._talks.erase(talk)
        except UnavailableError:
            raise Problem("niet-bereikbaar") from None
        return Reply(without_dead_ends(answered.reply.messages), Understood().model_dump())

    async def card_alone(self, talk: str, prepared: Prepared, begun: float) -> Reply:
        """The safety card at once, without the engine."""
        assert prepared.finding is not None
        try:
            kept = await self._begin(talk, prepared)
            if kept.answered is not None:
                return kept.answered
            self._on_kept()
            return await self._keep(talk, kept.seq, self._card_of(prepared, kept.state, begun), before=kept.state)
        except UnavailableError:
            return self.not_kept(prepared.finding)

    @staticmethod
    def _card_of(prepared: Prepared, state: dict[str, Any], begun: float) -> Answered:
        return Answered(Reply(prepared.card, Understood.of(state).model_dump()), None, None, "card", since(begun))

    async def keep_refused(self, talk: str, prepared: Prepared, reply: Reply) -> Reply:
        """Keep a message that got no turn, with what was answered."""
        try:
            kept = await self._begin(talk, prepared)
            if kept.answered is not None:
                return kept.answered
            self._on_kept()
            return await self._keep(talk, kept.seq, Answered(reply, None, None, "refused", 0), before=kept.state)
        except UnavailableError:
            return self.not_kept(prepared.finding)

    def not_kept(self, finding: Finding | None) -> Reply:
        """The answer when nothing can be kept: the card if there is danger, the honest notice, people to call."""
        card = safety_check.messages_for(finding) if finding else []
        said = [*card, self._static.notice(self._texts.not_kept)]
        if finding is None:
            said.append(self._static.help_lines())
        return Reply(said, Understood().model_dump())


def said_of(client_id: str, text: str, finding: Finding | None) -> Said:
    """A typed text for the record; what is kept as `text` is redacted just before it is written."""
    if finding is None:
        return Said(client_id, "", raw=text)
    return Said(client_id, "", raw=text, danger=finding.danger, danger_tier=finding.tier, danger_rule=finding.rule)


def without_dead_ends(messages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Buttons and pages of what was not kept would lead nowhere."""
    return [message for message in messages if message["kind"] not in {"choices", "links"}]


def since(begun: float) -> int:
    """Milliseconds since a moment of `time.monotonic`."""
    return round((time.monotonic() - begun) * 1000)
