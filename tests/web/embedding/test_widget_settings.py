"""What the widget is told about the website it stands on, and which websites are told so."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from safety import help_lines
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from vocabulary import needs

pytestmark = pytest.mark.anyio

ORIGIN = "https://www.haven.example"
POINT = {"name": "Informatiepunt Haven", "phone": "010 123 45 67", "url": "https://haven.example/vraag", "text": "Bel."}


@pytest.fixture
async def haven(settings_for: SettingsFor) -> AsyncIterator[Gateway]:
    """A gateway with the websites of a partner that uses everything, and of one that is off."""
    settings = settings_for()
    put_website(
        settings.database_url,
        key="haven",
        name="Zorggroep Haven",
        origins=[ORIGIN, "http://localhost:8080"],
        theme="huisstijl",
        heading="Vraag het Wegwijs",
        privacy_url="https://www.haven.example/privacy",
        only_paths=["/zorg/*"],
        not_paths=["/zorg/spoed"],
        information_point=POINT,
    )
    put_website(settings.database_url, key="uit", name="Uit", origins=[ORIGIN], on=False)
    put_website(settings.database_url, key="nergens", name="Nergens")
    async with gateway.running(settings) as running:
        yield running


async def asked(running: Gateway, origin: str | None = ORIGIN, **parameters: str) -> Any:
    headers = {"origin": origin} if origin else {}
    return await running.client.get("/api/v1/widget", params=parameters, headers=headers)


async def test_a_website_gets_its_own_settings(haven: Gateway) -> None:
    response = await asked(haven, partner="haven", mode="bubble", v="0123456789ab")
    assert response.status_code == 200
    assert response.headers["cache-control"] == "no-store"
    assert response.headers["access-control-allow-origin"] == "*"
    assert "set-cookie" not in response.headers
    found = response.json()
    lines, titles, drawings = (found.pop(name) for name in ("help_lines", "titles", "pictograms"))
    assert found == {
        "name": "Zorggroep Haven",
        "on": True,
        "theme": "huisstijl",
        "heading": "Vraag het Wegwijs",
        "privacy_url": "https://www.haven.example/privacy",
        "only_paths": ["/zorg/*"],
        "not_paths": ["/zorg/spoed"],
        "information_point": POINT,
    }
    assert [line["name"] for line in lines] == [line.name for line in help_lines()]
    assert {"112", "113"} <= {line["phone"] for line in lines}
    assert set(needs.load()) <= set(titles)
    assert all(set(drawing) == {"lines", "labels"} for drawing in drawings)
    assert drawings


async def test_our_own_page_needs_no_partner(haven: Gateway) -> None:
    response = await asked(haven, gateway.HOST)
    assert response.status_code == 200
    found = response.json()
    assert (found["name"], found["on"], found["theme"]) == (None, True, "wegwijs")
    assert found["help_lines"]


@pytest.mark.parametrize(
    ("partner", "origin", "status", "word"),
    [
        ("haven", ORIGIN, 200, None),
        ("haven", "http://localhost:8080", 200, None),
        ("haven", None, 200, None),
        ("haven", gateway.HOST, 200, None),
        ("haven", "https://haven.example", 403, "niet-toegestaan"),
        ("haven", "https://www.haven.example:8443", 403, "niet-toegestaan"),
        ("haven", "null", 403, "niet-toegestaan"),
        ("haven", "https://[", 403, "niet-toegestaan"),
        ("nergens", ORIGIN, 403, "niet-toegestaan"),
        ("nergens", gateway.HOST, 200, None),
        (None, ORIGIN, 403, "niet-toegestaan"),
        ("weg", ORIGIN, 404, "partner-onbekend"),
        ("../x", ORIGIN, 404, "partner-onbekend"),
        ("x" * 65, ORIGIN, 422, "onjuiste-invoer"),
    ],
)
async def test_only_a_website_on_the_list_is_told(
    haven: Gateway, partner: str | None, origin: str | None, status: int, word: str | None
) -> None:
    response = await asked(haven, origin, **({"partner": partner} if partner else {}))
    assert response.status_code == status
    if word:
        assert response.json()["type"] == word
        # The makers of the website read in their own page why.
        assert response.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("wrong", [{"mode": "raar"}, {"v": "0123"}, {"v": "0123456789AB"}, {"v": "0123456789ab\n"}])
async def test_what_no_widget_asks_is_refused(haven: Gateway, wrong: dict[str, str]) -> None:
    assert (await asked(haven, partner="haven", **wrong)).status_code == 422


async def test_a_website_that_is_off_is_told_so(haven: Gateway) -> None:
    assert (await asked(haven, partner="uit")).json()["on"] is False


async def test_while_nobody_knows_the_partners_that_is_said(settings_for: SettingsFor) -> None:
    gone = "postgresql+psycopg://niemand@127.0.0.1:1/weg"
    async with gateway.running(settings_for(database_url=gone)) as running:
        response = await asked(running, partner="haven")
        assert response.status_code == 503
        assert response.json()["type"] == "niet-bereikbaar"
        assert response.headers["retry-after"] == "5"
        own = await asked(running, None)
        assert own.status_code == 200
        assert own.json()["information_point"] is None
        assert own.json()["help_lines"]


async def test_one_address_may_not_ask_without_end(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(address_rate="2/hour")) as running:
        statuses = [(await asked(running, None)).status_code for _ in range(4)]
        assert statuses == [200, 200, 429, 429]
