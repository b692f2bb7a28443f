"""What happens in talks on a website is counted in the transaction that keeps it: nothing twice, nothing elsewhere."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import Answer, FakeEngine, canary_or, says
from tests.web.gateway import Gateway, Visitor
from tests.web.partners.websites import put_website
from web.database import engine_for
from web.partners.models import WebsiteCount

pytestmark = pytest.mark.anyio

ORIGIN = "https://www.haven.example"
CARD = {
    "custom": {
        "kind": "cards",
        "cards": [{"instrument": "lijn", "title": "De lijn", "summary": "Bellen.", "instrument_kind": "lotgenoten"}],
    }
}


def needs(turn: Answer, *heard: str, guessed: tuple[str, ...] = (), cards: bool = False) -> Answer:
    """An answer after which these needs are known, the latest first."""
    said = says("Dank je wel.", state={**turn["state"], "needs": list(heard), "guessed": list(guessed)})
    return {**said, "messages": [*said["messages"], *([CARD] if cards else [])]}


def hears(*heard: str, **more: Any) -> Any:
    return canary_or(lambda turn: needs(turn, *heard, **more))


@pytest.fixture(params=["sqlite", "postgres"])
async def running(
    request: pytest.FixtureRequest, settings_for: SettingsFor, engine: FakeEngine
) -> AsyncIterator[Gateway]:
    url = str(request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres_url"))
    upgrade(url)
    put_website(url, key="haven", origins=[ORIGIN])
    put_website(url, key="zee")
    async with gateway.running(settings_for(database_url=url)) as running:
        yield running


def counted(running: Gateway, website: str = "haven") -> dict[str, int]:
    """What stands in the counts of a website, by subject (and label)."""
    engine = engine_for(running.settings.database_url)
    with Session(engine) as session:
        rows = session.scalars(select(WebsiteCount).where(WebsiteCount.website == website)).all()
    engine.dispose()
    return {f"{row.subject}:{row.label}".rstrip(":"): row.count for row in rows}


async def code_of(running: Gateway, visitor: Visitor, engine: FakeEngine) -> str:
    """A code with which this talk can be taken up again."""
    usual = engine.answer
    engine.answer = canary_or(lambda turn: says("Hier.", state=turn["state"]) | LINKS)
    answer = await visitor.say("Ik wil dit bewaren")
    engine.answer = usual
    link = next(message for message in answer["messages"] if message["kind"] == "links")["links"][0]["url"]
    page = await running.client.post(link)
    assert page.status_code == 200, page.text
    return page.text.split('<p class="code">')[1].split("<")[0].strip()


LINKS = {"messages": [{"text": "Hier."}, {"custom": {"kind": "links", "links": ["code"]}}]}


async def test_each_thing_is_counted_where_it_happened(running: Gateway, engine: FakeEngine) -> None:
    silent = await running.visitor("haven", ORIGIN)
    assert counted(running) == {"geopend": 1}
    visitor = await running.visitor("haven", ORIGIN)
    engine.answer = hears("lotgenoten")
    await visitor.say("Ik zoek lotgenoten")
    engine.answer = hears("respijtzorg", "lotgenoten", cards=True)
    await visitor.say("En iemand die het overneemt")
    elsewhere, ours = await running.visitor("zee"), await running.visitor()
    await elsewhere.say("hallo")
    await ours.say("hallo")
    assert counted(running) == {
        "geopend": 2,
        "gesprek": 1,
        "bericht": 2,
        "hulpvraag:lotgenoten": 1,
        "hulpvraag:respijtzorg": 1,
        "kaart": 1,
    }
    assert silent.session != visitor.session
    assert counted(running, "zee")["bericht"] == 1
    engine.answer = hears("lotgenoten")
    await visitor.say("Ik wil niet meer leven")
    assert counted(running)["hulplijnen"] == 1


async def test_the_same_message_again_counts_once(running: Gateway, engine: FakeEngine) -> None:
    visitor = await running.visitor("haven", ORIGIN)
    engine.answer = hears("lotgenoten", cards=True)
    same = str(uuid.uuid4())
    answers = await asyncio.gather(*(visitor.post(id=same, text="Ik zoek lotgenoten") for _ in range(10)))
    assert {answer.status_code for answer in answers} == {200}
    assert counted(running) == {"geopend": 1, "gesprek": 1, "bericht": 1, "hulpvraag:lotgenoten": 1, "kaart": 1}


async def test_a_need_counts_once_a_talk_and_a_guess_only_when_it_was_said(
    running: Gateway, engine: FakeEngine
) -> None:
    visitor = await running.visitor("haven", ORIGIN)
    for heard, guessed in (
        (["somberheid"], ("somberheid",)),
        (["lotgenoten", "somberheid"], ("somberheid",)),
        ([], ()),  # a step back
        (["somberheid", "lotgenoten"], ()),
        (["lotgenoten", "somberheid"], ()),
        (["verzonnen"], ()),
    ):
        engine.answer = hears(*heard, guessed=guessed)
        await visitor.say("en nu?")
    found = counted(running)
    assert {name: amount for name, amount in found.items() if name.startswith("hulpvraag")} == {
        "hulpvraag:lotgenoten": 1,
        "hulpvraag:somberheid": 1,
    }


@pytest.mark.parametrize("typed", [False, True], ids=["at the start", "in the talk"])
async def test_a_talk_that_is_taken_up_again_on_the_same_website_is_no_new_talk(
    running: Gateway, engine: FakeEngine, typed: bool
) -> None:
    visitor = await running.visitor("haven", ORIGIN)
    engine.answer = hears("lotgenoten")
    await visitor.say("Ik zoek lotgenoten")
    code = await code_of(running, visitor, engine)
    engine.answer = canary_or(lambda turn: says("Welkom terug.", state=turn["state"]))
    again = await resumed(running, "haven", None if typed else code)
    if typed:
        await again.say(code)
    engine.answer = hears("lotgenoten", "somberheid")
    await again.say("Ik ben ook somber")
    assert counted(running) == {
        "geopend": 2,
        "gesprek": 1,
        "bericht": 4 if typed else 3,
        "hulpvraag:lotgenoten": 1,
        "hulpvraag:somberheid": 1,
    }


async def test_on_another_website_it_is_a_talk_of_that_one_with_only_what_was_asked_there(
    running: Gateway, engine: FakeEngine
) -> None:
    visitor = await running.visitor("haven", ORIGIN)
    engine.answer = hears("lotgenoten")
    await visitor.say("Ik zoek lotgenoten")
    code = await code_of(running, visitor, engine)
    engine.answer = canary_or(lambda turn: says("Welkom terug.", state=turn["state"]))
    again = await resumed(running, "zee", code)
    engine.answer = hears("somberheid", "lotgenoten")
    await again.say("Ik ben ook somber")
    assert counted(running, "zee") == {"geopend": 1, "gesprek": 1, "bericht": 1, "hulpvraag:somberheid": 1}


async def resumed(running: Gateway, website: str, code: str | None) -> Visitor:
    response = await running.client.post("/api/v1/sessions", json={"partner": website, "resume": code})
    assert response.status_code == 201, response.text
    begun = response.json()
    return Visitor(running.client, begun["token"], begun["session"], begun["messages"])


async def test_erasing_a_talk_takes_nothing_off_and_adds_nothing(running: Gateway, engine: FakeEngine) -> None:
    visitor = await running.visitor("haven", ORIGIN)
    await visitor.say("hallo")
    before = counted(running)
    erased = await running.client.delete("/api/v1/sessions/current", headers=visitor.headers)
    assert erased.status_code == 204
    assert counted(running) == before


async def test_an_answer_without_the_engine_counts_the_message_and_its_help_lines(
    running: Gateway, engine: FakeEngine
) -> None:
    visitor = await running.visitor("haven", ORIGIN)
    engine.status = 500
    await visitor.say("Ik zoek lotgenoten")
    await visitor.say("Ik wil niet meer leven")
    assert counted(running) == {"geopend": 1, "gesprek": 1, "bericht": 2, "hulplijnen": 1}


async def test_a_request_for_contact_counts_once_however_often_its_form_is_sent(
    running: Gateway, engine: FakeEngine
) -> None:
    visitor = await running.visitor("haven", ORIGIN)
    engine.answer = canary_or(lambda turn: says("Hier.", state=turn["state"]) | FORM)
    answer = await visitor.say("Ik wil een mens spreken")
    link = next(message for message in answer["messages"] if message["kind"] == "links")["links"][0]["url"]
    page = await running.client.get(link)
    fields = {**hidden(page), "samenvatting": "Bel mij.", "telefoon": "06 12345678", "akkoord": "ja"}
    for number in ("06 12345678", "06 12345678", "06 87654321"):
        sent = await running.client.post(link, data={**fields, "telefoon": number})
        assert sent.status_code == 303, sent.text
    assert counted(running)["contact"] == 1


FORM = {"messages": [{"text": "Hier."}, {"custom": {"kind": "links", "links": ["contact"]}}]}


def hidden(page: httpx.Response) -> dict[str, str]:
    """The hidden fields of a form."""
    parts = page.text.split('type="hidden" name="')[1:]
    return {part.split('"')[0]: part.split('value="')[1].split('"')[0] for part in parts}
