"""The chat as a page that a website shows in an iframe."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator

import pytest

from safety import help_lines
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website

pytestmark = pytest.mark.anyio

ORIGINS = ["https://www.haven.example", "https://haven.example"]


@pytest.fixture
async def haven(settings_for: SettingsFor) -> AsyncIterator[Gateway]:
    settings = settings_for()
    put_website(settings.database_url, key="haven", name="Haven & co", origins=ORIGINS)
    put_website(settings.database_url, key="uit", name="Uit", origins=ORIGINS, on=False)
    put_website(settings.database_url, key="nergens", name="Nergens")
    async with gateway.running(settings) as running:
        yield running


def framed_by(headers: dict[str, str]) -> list[str]:
    """Who may show a page inside one of theirs."""
    found = re.search(r"frame-ancestors ([^;]*)", headers["content-security-policy"])
    assert found
    return found.group(1).split()


async def test_only_the_websites_of_the_partner_may_show_it(haven: Gateway) -> None:
    response = await haven.client.get("/insluiten/haven")
    assert response.status_code == 200
    assert framed_by(dict(response.headers)) == ORIGINS
    assert "x-frame-options" not in response.headers
    assert '<wegwijs-chat partner="haven" mode="page">' in response.text


async def test_without_websites_nobody_may(haven: Gateway) -> None:
    assert framed_by(dict((await haven.client.get("/insluiten/nergens")).headers)) == ["'none'"]


async def test_it_is_as_safe_as_our_own_page_and_may_dictate(haven: Gateway) -> None:
    framed = (await haven.client.get("/insluiten/nergens")).headers
    own = (await haven.client.get("/")).headers
    assert framed["content-security-policy"] == own["content-security-policy"]
    assert framed["permissions-policy"] == own["permissions-policy"]
    assert "microphone=(self)" in framed["permissions-policy"]
    assert framed["cache-control"] == "no-store"
    assert framed["referrer-policy"] == "no-referrer"
    assert "set-cookie" not in framed


@pytest.mark.parametrize(
    ("key", "status", "title", "ancestors"),
    [
        ("weg", 404, "Deze chat ken ik niet", ["'none'"]),
        ("HAVEN", 404, "Deze chat ken ik niet", ["'none'"]),
        ("%00%3Cscript%3E", 404, "Deze chat ken ik niet", ["'none'"]),
        ("uit", 200, "De chat is hier uit", ORIGINS),
    ],
)
async def test_where_there_is_no_chat_stands_whom_to_call(
    haven: Gateway, key: str, status: int, title: str, ancestors: list[str]
) -> None:
    response = await haven.client.get(f"/insluiten/{key}")
    assert response.status_code == status
    assert f"<h1>{title}</h1>" in response.text
    assert framed_by(dict(response.headers)) == ancestors
    assert "<wegwijs-chat" not in response.text
    assert "<script" not in response.text
    for line in help_lines():
        assert line.name in response.text
    assert 'href="tel:112"' in response.text


async def test_a_chat_that_cannot_begin_says_where_to_go_on_every_website(settings_for: SettingsFor) -> None:
    gone = "postgresql+psycopg://niemand@127.0.0.1:1/weg"
    async with gateway.running(settings_for(database_url=gone)) as running:
        response = await running.client.get("/insluiten/haven")
        assert response.status_code == 503
        assert framed_by(dict(response.headers)) == ["*"]
        assert 'href="tel:113"' in response.text
        assert response.headers["retry-after"] == "5"


async def test_who_asks_too_often_still_reads_whom_to_call(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(address_rate="1/hour")) as running:
        await running.client.get("/insluiten/weg")
        response = await running.client.get("/insluiten/weg")
        assert response.status_code == 429
        assert int(response.headers["retry-after"]) > 0
        assert 'href="tel:112"' in response.text
