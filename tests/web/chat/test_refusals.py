"""What is refused, how it is said, and that nothing a visitor can send is a fault of the server."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor

pytestmark = pytest.mark.anyio


async def send(visitor: Visitor, content: bytes, kind: str = "application/json") -> Any:
    headers = {**visitor.headers, "content-type": kind}
    return await visitor.client.post("/api/v1/messages", content=content, headers=headers)


def is_problem(response: Any) -> bool:
    """Whether this is a whole problem in Dutch."""
    body = response.json()
    return (
        response.headers["content-type"] == "application/problem+json"
        and {"type", "title", "status", "detail"} <= set(body)
        and body["status"] == response.status_code
    )


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"{", "onjuiste-invoer"),
        (b"", "onjuiste-invoer"),
        (b"[]", "onjuiste-invoer"),
        (b"null", "onjuiste-invoer"),
        (b"[" * 8000, "onjuiste-invoer"),
        (b'{"id": "een"}', "onjuiste-invoer"),
        (b'{"id": "een", "text": "a", "choice": "b"}', "onjuiste-invoer"),
        (b'{"id": "", "text": "a"}', "onjuiste-invoer"),
        (b'{"id": "<script>", "text": "a"}', "onjuiste-invoer"),
        (b'{"id": 5, "text": ["a"]}', "onjuiste-invoer"),
        (b'{"id": "een", "text": " \\n\\t "}', "leeg-bericht"),
        (b'{"id": "een", "text": "\\u0000\\u200b/"}', "leeg-bericht"),
        (b'{"id": "een", "choice": "weet-ik-niet"}', "keuze-onbekend"),
        (b'{"id": "een", "choice": "talk:unknown"}', "keuze-onbekend"),
    ],
)
async def test_a_message_that_is_not_as_agreed_gets_a_clear_refusal(
    visitor: Visitor, engine: FakeEngine, content: bytes, word: str
) -> None:
    response = await send(visitor, content)
    assert response.status_code == 422
    assert is_problem(response)
    assert response.json()["type"] == word
    assert engine.asked == []


async def test_a_refusal_never_repeats_what_was_written(visitor: Visitor) -> None:
    response = await send(visitor, b'{"id": "een", "text": {"geheim": "mijn dagboek"}}')
    assert response.status_code == 422
    assert "dagboek" not in response.text
    assert response.json()["fields"] == ["text"]


async def test_only_json_is_read(visitor: Visitor) -> None:
    response = await send(visitor, b"text=hallo", "application/x-www-form-urlencoded")
    assert response.status_code == 415
    assert is_problem(response)


@pytest.mark.parametrize("size", [8_300, 100_000, 1_000_000, 6_000_000])
async def test_a_body_that_is_too_large_is_refused_kindly(visitor: Visitor, engine: FakeEngine, size: int) -> None:
    response = await send(visitor, json.dumps({"id": "een", "text": "a" * size}).encode())
    assert response.status_code == 413
    assert is_problem(response)
    assert engine.asked == []


@pytest.mark.parametrize("text", ["/restart", "//restart", " /restart", "\u200b/restart", "／restart"])
async def test_a_typed_command_is_only_text(visitor: Visitor, engine: FakeEngine, text: str) -> None:
    await visitor.say(text)
    assert engine.asked[0]["text"] == "restart"


@pytest.mark.parametrize(
    "text",
    ["👩‍👧‍👦 ik ben moe", "שלום", "a\u0301\u0301\u0301", "\ud83d", "x\x00y", "\r\n\tik", "ﷺ" * 1000, "💙" * 1000],
)
async def test_odd_characters_are_safe(visitor: Visitor, text: str) -> None:
    content = json.dumps({"id": "een", "text": text}, ensure_ascii="\ud83d" in text)
    response = await send(visitor, content.encode())
    assert response.status_code == 200
    await visitor.transcript()


async def test_a_thousand_characters_fit_and_one_more_does_not(visitor: Visitor) -> None:
    assert (await visitor.post(text="  " + "a" * 1000 + "  ")).status_code == 200
    assert (await visitor.post(text="a" * 1001)).status_code == 413


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/bestaat/niet", 404),
        ("GET", "/widget/../web/settings.py", 404),
        ("PUT", "/api/v1/messages", 405),
        ("GET", "/api/v1/instruments?limit=0", 422),
        ("GET", "/api/v1/instruments?offset=-1", 422),
        ("GET", "/api/v1/instruments?need=bestaat-niet", 422),
        ("GET", "/docs", 404),
    ],
)
async def test_every_error_is_a_problem(running: Gateway, method: str, path: str, status: int) -> None:
    response = await running.client.request(method, path)
    assert response.status_code == status
    assert is_problem(response)
    assert response.headers["x-content-type-options"] == "nosniff"


async def test_an_error_nobody_foresaw_is_told_without_its_words(
    running: Gateway, visitor: Visitor, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from web.conversations import store

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("de visitor schreef: mijn dagboek")

    monkeypatch.setattr(store, "begin", broken)
    response = await visitor.post(text="mijn dagboek")
    assert response.status_code == 500
    assert is_problem(response)
    assert "113" in response.json()["detail"]
    assert "dagboek" not in response.text + caplog.text
    assert "RuntimeError" in caplog.text


async def test_a_talk_may_send_ten_at_once_and_then_two_a_second(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(talk_rate=2, talk_burst=10)) as running:
        visitor = await running.visitor()
        answers = await asyncio.gather(*(visitor.post(text="hallo") for _ in range(14)))
        refused = [answer for answer in answers if answer.status_code == 429]
        assert 2 <= len(refused) <= 4
        assert all(is_problem(answer) and answer.headers["retry-after"] == "1" for answer in refused)
        await asyncio.sleep(1.1)
        assert (await visitor.post(text="hallo")).status_code == 200


async def test_an_address_may_send_ten_a_second_in_all(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(address_rate="10/minute")) as running:
        visitors = [await running.visitor() for _ in range(3)]
        answers = await asyncio.gather(*(visitors[n % 3].post(text="hallo") for n in range(12)))
        statuses = sorted(answer.status_code for answer in answers)
        assert statuses == [200] * 10 + [429] * 2
        assert all(int(answer.headers["retry-after"]) >= 1 for answer in answers if answer.status_code == 429)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
bodies = st.one_of(
    json_values,
    st.fixed_dictionaries({"id": st.just("een") | json_values}, optional={"text": json_values, "choice": json_values}),
).map(lambda value: json.dumps(value).encode())


async def test_whatever_is_posted_is_never_a_server_error(running: Gateway) -> None:
    visitor = await running.visitor()
    loop = asyncio.get_running_loop()

    @settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
    @given(bodies | st.binary(max_size=60), st.sampled_from(["/api/v1/messages", "/api/v1/sessions"]))
    def check(content: bytes, path: str) -> None:
        headers = {**visitor.headers, "content-type": "application/json"}
        posting = running.client.post(path, content=content, headers=headers)
        response = asyncio.run_coroutine_threadsafe(posting, loop).result(20)
        assert response.status_code < 500
        assert response.status_code < 300 or is_problem(response)

    await asyncio.to_thread(check)
