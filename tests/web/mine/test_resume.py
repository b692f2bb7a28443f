"""Coming back with a code: the same knowledge, none of the words, and no way to guess."""

from __future__ import annotations

import re
import sqlite3
from typing import Any

import httpx
import pytest

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor, all_text
from tests.web.mine.conftest import MARIA, YVONNE, answering, key_of

pytestmark = pytest.mark.anyio

KEPT = {name: value for name, value in MARIA.items() if name != "bouwsteen"}
RESUMED = {"intent": "begin", "entities": {"resumed": "ja"}}
UNKNOWN = "K7D-4TM-9RXW"


async def code_for(running: Gateway, key: str) -> str:
    """A new code for the talk with this key, as its page shows it."""
    shown = await running.client.post(f"/mijn/{key}/code")
    assert shown.status_code == 200, shown.text
    found = re.search(r'class="code">([^<]+)<', shown.text)
    assert found
    return found[1]


async def resume(running: Gateway, code: str) -> httpx.Response:
    return await running.client.post("/api/v1/sessions", json={"partner": None, "resume": code})


@pytest.fixture
async def code(running: Gateway, visitor: Visitor, engine: FakeEngine) -> str:
    return await code_for(running, await key_of(visitor, engine, MARIA, "Mijn man Piet dwaalt 's nachts"))


async def test_a_code_is_shown_once_with_how_to_use_it(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, MARIA)
    before = await running.client.get(f"/mijn/{key}/code")
    assert "Maak mijn code" in before.text
    assert 'class="code"' not in before.text
    shown = await running.client.post(f"/mijn/{key}/code")
    assert re.search(r'class="code">[0-9A-Z]{3}-[0-9A-Z]{3}-[0-9A-Z]{4}<', shown.text)
    assert "wegwijs.test/terug" in shown.text
    assert 'class="code"' not in (await running.client.get(f"/mijn/{key}/code")).text


async def test_a_code_begins_a_new_talk_that_knows_what_the_old_one_knew(
    running: Gateway, visitor: Visitor, engine: FakeEngine, code: str
) -> None:
    begun = await resume(running, code.lower().replace("-", " "))
    assert begun.status_code == 201
    assert begun.json()["session"] != visitor.session
    assert engine.turns[-1]["payload"] == RESUMED
    # Nothing told how sure it was who the visitor is, so it is not.
    assert engine.turns[-1]["state"] == {**KEPT, "audience_sure": False}
    headers = {"authorization": f"Bearer {begun.json()['token']}"}
    so_far = await running.client.get("/api/v1/messages", headers=headers)
    assert so_far.json()["understood"]["condition"] == "dementie"
    assert "Piet" not in so_far.text


async def test_a_code_works_again_and_then_leads_to_what_was_said_last(
    running: Gateway, engine: FakeEngine, code: str
) -> None:
    begun = (await resume(running, code)).json()
    later = {**MARIA, "region": "Delft"}
    await key_of(Visitor(running.client, begun["token"], begun["session"], []), engine, later)
    await resume(running, code)
    assert engine.turns[-1]["state"]["region"] == "Delft"


async def test_a_new_code_replaces_the_old_one(
    running: Gateway, visitor: Visitor, engine: FakeEngine, code: str
) -> None:
    new = await code_for(running, await key_of(visitor, engine, MARIA))
    assert (await resume(running, code)).json()["type"] == "code-onbekend"
    assert (await resume(running, new)).status_code == 201


@pytest.mark.parametrize("typed", [UNKNOWN, "boom-zee-kast", "", "123", "’; DROP TABLE talks; --"])
async def test_a_code_that_nobody_gave_is_not_known(running: Gateway, code: str, typed: str) -> None:
    refused = await resume(running, typed)
    assert (refused.status_code, refused.json()["type"]) == (404, "code-onbekend")


async def test_the_code_of_an_erased_talk_is_not_known(running: Gateway, visitor: Visitor, code: str) -> None:
    await running.client.delete("/api/v1/sessions/current", headers=visitor.headers)
    assert (await resume(running, code)).status_code == 404


async def test_nobody_can_guess_a_code(settings_for: SettingsFor, engine: FakeEngine) -> None:
    async with gateway.running(settings_for(wrong_code_rate="3/hour")) as running:
        visitor = await running.visitor()
        code = await code_for(running, await key_of(visitor, engine, MARIA))
        assert [(await resume(running, UNKNOWN)).status_code for _ in range(4)] == [404, 404, 404, 429]
        assert (await resume(running, code)).status_code == 429, "not even with the right one"
        assert (await running.client.post("/terug", data={"code": code})).status_code == 429
        told = await visitor.post(text=f"mijn code is {code}")
        assert (told.status_code, told.json()["type"]) == (429, "te-snel")
        assert "Beurt" not in all_text(await visitor.say("ik ben moe")), "an ordinary message is answered as ever"


async def test_right_codes_are_not_counted(settings_for: SettingsFor, engine: FakeEngine) -> None:
    async with gateway.running(settings_for(wrong_code_rate="1/hour")) as running:
        code = await code_for(running, await key_of(await running.visitor(), engine, MARIA))
        assert {(await resume(running, code)).status_code for _ in range(5)} == {201}


@pytest.mark.parametrize("said", ["{}", "mijn code is {}", "Mijn code: {}."])
async def test_a_code_typed_in_a_talk_brings_the_old_one_back(
    running: Gateway, engine: FakeEngine, code: str, said: str
) -> None:
    second = await running.visitor()
    await key_of(second, engine, {**YVONNE, "audience": None, "region": None}, "ik ben somber")
    engine.answer = answering(MARIA)
    response = await second.post(text=said.format(code), id="een")
    assert response.status_code == 200
    turn = engine.turns[-1]
    assert turn["payload"] == RESUMED
    assert "text" not in turn or turn["text"] is None
    state: dict[str, Any] = turn["state"]
    assert (state["audience"], state["region"]) == ("mantelzorger", "Rotterdam"), "what was not said today comes back"
    assert state["condition"] == "diabetes type 1", "what was said today stays"
    assert state["needs"][:2] == YVONNE["needs"]
    again = await second.post(text=said.format(code), id="een")
    assert again.text == response.text


async def test_a_code_typed_in_a_talk_is_never_kept(running: Gateway, engine: FakeEngine, code: str) -> None:
    second = await running.visitor()
    await second.say(code)
    await second.say(f"mijn code is {UNKNOWN}")
    said = [item["text"] for item in await second.transcript() if item["from"] == "visitor"]
    assert said == ["[code]", "[code]"]
    connection = sqlite3.connect(running.settings.database_url.removeprefix("sqlite:///"))
    dump = "\n".join(connection.iterdump())
    connection.close()
    for typed in (code, UNKNOWN):
        assert typed not in dump
        assert typed.replace("-", "") not in dump
    assert not any(code in str(turn) or UNKNOWN in str(turn) for turn in engine.turns)


async def test_an_unknown_code_in_a_talk_is_told_so(running: Gateway, visitor: Visitor) -> None:
    assert "Deze code ken ik niet" in all_text(await visitor.say(f"mijn code is {UNKNOWN}"))


@pytest.mark.parametrize("said", ["Ik kom nooit", "0612345678", "mijn code is weg"])
async def test_what_only_looks_like_a_code_is_answered_as_ever(
    running: Gateway, visitor: Visitor, engine: FakeEngine, said: str
) -> None:
    await visitor.say(said)
    assert engine.asked[-1]["text"] == said


async def test_when_the_engine_is_silent_what_came_back_is_kept(
    running: Gateway, engine: FakeEngine, code: str
) -> None:
    second = await running.visitor()
    engine.status = 500
    answer = await second.say(code)
    assert answer["understood"]["condition"] == "dementie"
    engine.status = 200
    engine.answer = answering(MARIA)
    await second.say("hallo")
    assert engine.asked[-1]["state"]["region"] == "Rotterdam"


async def test_the_page_for_codes_gives_the_chat_with_the_code(running: Gateway, code: str) -> None:
    empty = await running.client.get("/terug")
    assert "<script" not in empty.text
    back = await running.client.post("/terug", data={"code": f" {code.lower()} "})
    assert back.status_code == 200
    assert f'<wegwijs-chat resume="{code}">' in back.text
    assert "script-src 'self'" in back.headers["content-security-policy"]
    assert back.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [("", 422, "Typ eerst je code."), (UNKNOWN, 404, "Deze code ken ik niet."), ('"><b>', 404, "Deze code")],
)
async def test_a_wrong_code_is_told_at_the_field(
    running: Gateway, visitor: Visitor, typed: str, status: int, said: str
) -> None:
    back = await running.client.post("/terug", data={"code": typed})
    assert back.status_code == status
    assert re.search(rf'id="code-fout">{re.escape(said)}', back.text)
    assert 'aria-invalid="true"' in back.text
    assert "<b>" not in back.text


async def test_without_a_database_the_code_is_not_called_wrong(settings_for: SettingsFor) -> None:
    gone = "postgresql+psycopg://niemand@127.0.0.1:1/weg"
    async with gateway.running(settings_for(database_url=gone)) as running:
        back = await running.client.post("/terug", data={"code": UNKNOWN})
        assert back.status_code == 503
        assert "storing" in back.text
        refused = await resume(running, UNKNOWN)
        assert (refused.status_code, refused.json()["type"]) == (503, "niet-bereikbaar")


async def test_a_code_works_on_postgres(settings_for: SettingsFor, engine: FakeEngine, postgres_url: str) -> None:
    upgrade(postgres_url)
    async with gateway.running(settings_for(database_url=postgres_url)) as running:
        code = await code_for(running, await key_of(await running.visitor(), engine, MARIA))
        assert (await resume(running, code)).status_code == 201
        assert (await (await running.visitor()).post(text=code)).status_code == 200
        assert engine.turns[-1]["state"]["condition"] == "dementie"
