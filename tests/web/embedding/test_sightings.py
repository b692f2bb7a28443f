"""Where the chat was seen: enough to tell the makers of a website whether it works, and never a page or a visitor."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from web.database import Database
from web.embedding.sightings import MOST_STRANGERS, Mode, Sightings
from web.partners.models import Sighting, Website
from web.partners.record import Partner

pytestmark = pytest.mark.anyio

ORIGIN = "https://www.haven.example"
HAVEN: dict[str, Any] = {"key": "haven", "name": "Haven", "origins": [ORIGIN]}


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(params=["sqlite", "postgres"])
async def database(request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    url: str = request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres_url")
    upgrade(url)
    put_website(url, **HAVEN)
    made = Database(url)
    yield made
    made.close()


async def seen(database: Database) -> list[Sighting]:
    return await database.read(lambda session: list(session.scalars(select(Sighting).order_by(Sighting.origin))))


async def test_the_last_time_and_way_are_kept_of_each_website(database: Database) -> None:
    clock, partner = Clock(), Partner(**HAVEN)
    sightings = Sightings(database, clock)
    begun = datetime.now(UTC)
    sightings.note(partner, ORIGIN, "inline", "")
    sightings.note(partner, "https://elders.example", "inline", "")
    await sightings.close()
    clock.now += 61
    sightings.note(partner, ORIGIN, "bubble", "0123456789ab")
    await sightings.close()
    elsewhere, own = await seen(database)
    assert (own.origin, own.allowed, own.mode, own.widget) == (ORIGIN, True, "bubble", "0123456789ab")
    assert begun - timedelta(seconds=1) <= own.first_at < own.last_at
    assert (elsewhere.origin, elsewhere.allowed) == ("https://elders.example", False)


async def test_the_same_is_written_at_most_once_a_minute(database: Database) -> None:
    clock, partner = Clock(), Partner(**HAVEN)
    sightings = Sightings(database, clock)
    modes: tuple[Mode, ...] = ("inline", "bubble", "page")
    for mode in modes:
        sightings.note(partner, ORIGIN, mode, "")
        await sightings.close()
        clock.now += 25
    (own,) = await seen(database)
    assert own.mode == "inline"


async def test_a_website_that_is_put_on_the_list_is_seen_at_once(database: Database) -> None:
    sightings = Sightings(database, Clock())
    sightings.note(Partner(key="haven", name="Haven"), ORIGIN, "inline", "")
    await sightings.close()
    sightings.note(Partner(**HAVEN), ORIGIN, "inline", "")
    await sightings.close()
    (own,) = await seen(database)
    assert own.allowed


async def test_of_websites_that_are_not_on_the_list_the_latest_twenty_are_kept(database: Database) -> None:
    sightings, partner = Sightings(database, Clock()), Partner(**HAVEN)
    sightings.note(partner, ORIGIN, "inline", "")
    for number in range(MOST_STRANGERS + 5):
        sightings.note(partner, f"https://w{number:02}.example", "inline", "")
        await sightings.close()
    kept = await seen(database)
    assert len(kept) == MOST_STRANGERS + 1
    assert [one.origin for one in kept if one.allowed] == [ORIGIN]
    assert kept[0].origin == "https://w05.example"


@pytest.mark.parametrize("origin", ["null", "", "file://", "https://a.nl/pad", "https://" + "a" * 400, "https://A.nl"])
async def test_what_is_no_website_is_not_kept(database: Database, origin: str) -> None:
    sightings = Sightings(database)
    sightings.note(Partner(**HAVEN), origin, "inline", "")
    await sightings.close()
    assert await seen(database) == []


async def test_a_website_that_was_just_taken_away_costs_nothing(database: Database) -> None:
    await database.write(lambda session: session.delete(session.get_one(Website, "haven")))
    sightings = Sightings(database)
    sightings.note(Partner(**HAVEN), ORIGIN, "inline", "")
    await sightings.close()
    assert await seen(database) == []


async def test_a_flood_of_invented_websites_waits_for_nothing_and_is_not_kept() -> None:
    gone = Database("postgresql+psycopg://niemand@127.0.0.1:1/weg")
    sightings, partner = Sightings(gone), Partner(**HAVEN)
    for number in range(1000):
        sightings.note(partner, f"https://w{number}.example", "inline", "")
    assert len(sightings._writing) <= 20
    await sightings.close()
    gone.close()


@pytest.fixture
async def haven(settings_for: SettingsFor) -> AsyncIterator[Gateway]:
    settings = settings_for()
    put_website(settings.database_url, **HAVEN)
    async with gateway.running(settings) as running:
        yield running


async def found(running: Gateway, amount: int) -> list[tuple[str, bool, str, str]]:
    """What the gateway kept, when there is that much of it."""
    database = Database(running.settings.database_url)

    async def enough() -> bool:
        return len(await seen(database)) >= amount

    await gateway.until(enough)
    kept = [(one.origin, one.allowed, one.mode, one.widget) for one in await seen(database)]
    database.close()
    return kept


async def test_a_page_that_asks_for_its_settings_was_seen(haven: Gateway) -> None:
    for origin in (ORIGIN, "https://elders.example", gateway.HOST):
        parameters = {"partner": "haven", "mode": "bubble", "v": "0123456789ab"}
        await haven.client.get("/api/v1/widget", params=parameters, headers={"origin": origin})
    assert await found(haven, 2) == [
        ("https://elders.example", False, "bubble", "0123456789ab"),
        (ORIGIN, True, "bubble", "0123456789ab"),
    ]


async def test_of_a_page_that_shows_the_frame_no_path_is_kept(haven: Gateway) -> None:
    frame = {"sec-fetch-dest": "iframe"}
    await haven.client.get("/insluiten/haven", headers={"referer": f"{ORIGIN}/ik-ben-ziek?zoek=kanker", **frame})
    for passed_over in ("https://[", "", f"{gateway.HOST}/bureau", "about:blank"):
        await haven.client.get("/insluiten/haven", headers={"referer": passed_over, **frame})
    followed = {"referer": "https://zoek.example/", "sec-fetch-dest": "document"}
    await haven.client.get("/insluiten/haven", headers=followed)
    await haven.client.get("/insluiten/haven", headers={"referer": "https://oud.example/"})
    assert await found(haven, 2) == [("https://oud.example", False, "frame", ""), (ORIGIN, True, "frame", "")]
