"""`/wegwijzer`: the questions of the talk as one plain form, without JavaScript, and its results. Nothing is kept.

1. What was posted is read for danger, before anything that can fail, wait or refuse; the card then stands on top.
2. Size, kind and rate are checked as in the chat API; a refusal is a page on which the answers still stand.
3. Typed words are understood by the engine within its time; without it the ticked answers count, and that is said.
4. The catalogue is searched as the talk does it, with the same reasons.
5. When the page has gone out, what was asked and suggested is counted by month (`web/conversations/demand.py`).

The form is posted, because what somebody tells about their health must not stand in an address or a log.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from starlette.background import BackgroundTask

from catalogue.search import Situation
from safety import Finding, HelpLine, help_lines
from web import safety_check
from web.catalogue_door import CatalogueDoor, CatalogueSilentError
from web.conversations import demand
from web.database import Database, UnavailableError
from web.limits import body
from web.limits.address import address_of
from web.limits.rates import AddressRate
from web.site.render import page
from web.wegwijzer import answers as posted
from web.wegwijzer import questions as asked
from web.wegwijzer import reading, results, words
from web.wegwijzer.answers import Answers, Clean
from web.wegwijzer.reading import Understand, Understood
from web.wegwijzer.talk_texts import TalkTexts

log = logging.getLogger(__name__)

BODY_FACTOR = 3
"""A character in a posted form takes up to three times the bytes it takes in the API's JSON."""

LISTENING = "De Luisterlijn"
"""The help line (safety/helplines.tsv) for who wants to talk with somebody now."""


@dataclass(frozen=True)
class Wegwijzer:
    """What the form works with; the composition root fills it in."""

    catalogue: CatalogueDoor
    database: Database
    """Where counts are kept."""
    addresses: AddressRate
    understand: Understand
    clean: Clean
    body_limit: int
    """Bytes of a message of the chat API."""
    text_limit: int
    """Characters of somebody's own words."""
    danger_patience: float
    """Seconds that a page with a safety card waits for the engine."""


def router(tools: Wegwijzer) -> APIRouter:
    """The form and its results. Raises TextsError when its words are not as they should be."""
    routes = APIRouter(include_in_schema=False)
    pages = _Pages(tools)

    @routes.get("/wegwijzer")
    async def form(request: Request) -> Response:
        if wait := await tools.addresses.wait_for("reads", address_of(request)):
            return pages.refusal("te-snel", Answers(), None, retry_after=wait)
        return pages.form()

    @routes.post("/wegwijzer")
    async def answer(request: Request) -> Response:
        try:
            received = await body.read(request, BODY_FACTOR * tools.body_limit)
        except TimeoutError:
            return pages.refusal("te-traag", Answers(), None)
        is_form = request.headers.get("content-type", "").partition(";")[0].strip().lower() == posted.FORM
        try:
            given = posted.read(received.content, pages.questions, tools.clean) if is_form else None
        except ValueError:
            given = None
        text = given.typed if given else posted.text_of(received.content, tools.clean)
        finding = safety_check.look(text) if text else None
        if received.too_large:
            return pages.refusal("te-groot", given or Answers(), finding)
        if given is None:
            return pages.refusal("onleesbaar", Answers(), finding)
        if wait := await tools.addresses.wait_for("wegwijzer", address_of(request)):
            return pages.refusal("te-snel", given, finding, retry_after=wait)
        return await pages.results(given, finding)

    return routes


class _Pages:
    """Draws the form, alone, below results, or below what went wrong."""

    def __init__(self, tools: Wegwijzer) -> None:
        self._tools = tools
        self._words = words.load()
        talk = TalkTexts()
        self.questions = asked.load(self._words, talk)
        self._talk = {
            "emergency": talk.said("opening_emergency"),
            "slecht": talk.said("heard_bad"),
            "goed": talk.said("heard_good"),
            "medical": talk.said("buiten_bereik"),
            "local_none": talk.said("cards_local_none", "region"),
            "none": talk.said("cards_none"),
        }

    def form(self) -> Response:
        """The empty form."""
        return self._page("wegwijzer.html", Answers())

    def refusal(
        self, word: str, given: Answers, finding: Finding | None, *, retry_after: int | None = None
    ) -> Response:
        """What went wrong, with the safety card if there is danger, and the form as it was filled in."""
        trouble = self._words.troubles[word]
        headers = {} if retry_after is None else {"retry-after": str(retry_after)}
        return self._page(
            "wegwijzer.html", given, status=trouble.status, headers=headers, trouble=trouble, safety=_cards(finding)
        )

    async def results(self, given: Answers, finding: Finding | None) -> Response:
        """What was understood and what may help."""
        tools = self._tools
        seconds = tools.danger_patience if finding else None
        understood = await reading.understand(given, tools.understand, tools.text_limit, seconds)
        situation = understood.situation
        if finding is None and understood.danger is not None:
            finding = safety_check.alarm(understood.danger)
        other = self._words.result.more_other
        try:
            found = await tools.catalogue.read(
                lambda session: results.find(session, situation, self.questions.need_labels, other)
            )
        except CatalogueSilentError:
            return self.refusal("niet-bereikbaar", given, finding)
        contact = await tools.catalogue.information_point_for(
            situation.audience, situation.region, situation.conditions
        )
        response = self._page(
            "wegwijzer_resultaat.html",
            given,
            errors=self._errors(understood, finding),
            safety=_cards(finding),
            notes=self._notes(given, understood, finding),
            told=given != Answers(),
            rows=results.rows(given, situation, self.questions, self._words.result.rows),
            found=found,
            nothing_near=self._nothing_near(situation.region, found.first),
            contact=contact,
            listening=_listening([*found.first, *([contact] if contact else [])]),
        )
        # Nobody waits for a count.
        response.background = BackgroundTask(self._count, situation, [card["instrument"] for card in found.first])
        return response

    async def _count(self, situation: Situation, slugs: Sequence[str]) -> None:
        state = {
            "needs": list(situation.needs),
            "audience": situation.audience,
            "condition": next(iter(situation.conditions), None),
            "region": situation.region,
            "avoid": sorted(situation.avoid),
        }
        now = datetime.now(UTC)
        try:
            await self._tools.database.write(lambda session: demand.count_form(session, state, slugs, now))
        except UnavailableError:
            log.warning("the form: what was suggested could not be counted")

    def _page(self, template: str, given: Answers, **values: Any) -> Response:
        usual: dict[str, Any] = {"errors": {}, "safety": [], "trouble": None}
        return page(
            template,
            w=self._words,
            talk=self._talk,
            q=self.questions,
            given=given,
            text_limit=self._tools.text_limit,
            **(usual | values),
        )

    def _errors(self, understood: Understood, finding: Finding | None) -> dict[str, str]:
        said = {name: getattr(self._words.remarks, remark) for name, remark in understood.remarks.items()}
        if finding:
            # Who told of danger was heard: the card says so, and nothing below it says otherwise.
            said.pop("woorden", None)
        return said

    def _notes(self, given: Answers, understood: Understood, finding: Finding | None) -> list[str]:
        """What is said before the results: first how it goes, then what could not be read."""
        said = [self._talk.get(given.hoe), understood.topic, self._talk["medical"] if understood.medical else None]
        return list(dict.fromkeys(note for note in (*said, *self._errors(understood, finding).values()) if note))

    def _nothing_near(self, region: str | None, cards: Sequence[dict[str, Any]]) -> str | None:
        """Said when a place is known but nothing was found there, as in the talk."""
        if region is None or not cards or any(card["region"] for card in cards):
            return None
        return self._talk["local_none"].format(region=region)


def _cards(finding: Finding | None) -> list[dict[str, Any]]:
    """The safety cards; the question that follows one in a talk cannot be answered on a page."""
    said = safety_check.messages_for(finding) if finding else []
    return [message for message in said if message["kind"] == "safety"]


def _listening(shown: Sequence[dict[str, Any]]) -> list[HelpLine]:
    """Who listens day and night, whatever it is about; nobody when their number stands on the page already."""
    numbers = {one["phone"] for one in shown}
    return [line for line in help_lines() if line.name == LISTENING and line.phone not in numbers]
