"""On the pages of a talk on a website its own people are those to turn to, and what it told is not put in a mouth."""

from __future__ import annotations

from collections.abc import AsyncIterator
from html import unescape
from typing import Any

import pytest

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway
from tests.web.mine.conftest import YVONNE, key_of
from tests.web.partners.websites import put_website

pytestmark = pytest.mark.anyio

POINT: dict[str, Any] = {
    "name": "Steunpunt Haven",
    "phone": "010 123 45 67",
    "url": "https://www.haven.example/steun",
    "text": "Bel gerust, op werkdagen.",
}


@pytest.fixture
async def running(settings_for: SettingsFor) -> AsyncIterator[Gateway]:
    settings = settings_for()
    put_website(settings.database_url, key="haven", information_point=POINT)
    async with gateway.running(settings) as running:
        yield running


async def page(running: Gateway, path: str) -> str:
    found = await running.client.get(path)
    assert found.status_code == 200, found.text
    return unescape(found.text)


async def test_the_sheet_and_the_form_name_them_wherever_the_visitor_lives(
    running: Gateway, engine: FakeEngine
) -> None:
    key = await key_of(await running.visitor("haven"), engine, YVONNE)
    sheet = await page(running, f"/mijn/{key}/overzicht")
    assert all(str(part) in sheet for part in (POINT["name"], POINT["phone"], POINT["text"]))
    form = await page(running, f"/mijn/{key}/contact?rol=informatiepunt")
    assert "Op de website waar je vandaan komt, is dat Steunpunt Haven." in form
    assert "en Steunpunt Haven. Niemand anders" in form
    one_person = await page(running, f"/mijn/{key}/contact?rol=casusregisseur")
    assert POINT["name"] not in one_person


async def test_a_talk_on_our_own_pages_has_the_region_s_own(running: Gateway, engine: FakeEngine) -> None:
    key = await key_of(await running.visitor(), engine, YVONNE)
    for path in ("overzicht", "contact?rol=informatiepunt"):
        assert POINT["name"] not in await page(running, f"/mijn/{key}/{path}")


async def test_what_only_the_website_told_is_not_shown_as_said(running: Gateway, engine: FakeEngine) -> None:
    said = await key_of(await running.visitor("haven"), engine, YVONNE)
    told = {**YVONNE, "presumed": ["region", "condition", "audience"]}
    presumed = await key_of(await running.visitor("haven"), engine, told)
    for path, words in (
        ("overzicht", "diabetes type 1"),
        ("overzicht", "Goeree-Overflakkee"),
        ("voorbereiden", "diabetes type 1"),
        ("contact", "Ik woon in de gemeente Goeree-Overflakkee"),
        ("contact", "Ik heb te maken met diabetes type 1"),
    ):
        assert words in await page(running, f"/mijn/{said}/{path}")
        assert words not in _without_cards(await page(running, f"/mijn/{presumed}/{path}"))


def _without_cards(shown: str) -> str:
    """A page up to its suggestions: those may well name the town in which they are."""
    return shown.split('id="helpt"')[0]
