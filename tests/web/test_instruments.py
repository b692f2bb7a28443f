"""The catalogue for everybody: published records, whole, filtered, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from sqlalchemy.orm import Session

from catalogue.database import engine_for
from catalogue.editing.store import save
from catalogue.record import FIELDS
from catalogue.transfer.hsds import service_id
from tests.common.instruments import store, view
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway

pytestmark = pytest.mark.anyio


@pytest.fixture
def filled(database_url: str) -> Iterator[str]:
    """A catalogue with a few instruments."""
    engine = engine_for(database_url)
    with Session(engine) as session:
        store(
            session,
            view("a-logeren", title="A logeren", needs=["respijtzorg"], instrument_kind="vervangende_zorg"),
            view("b-kanker", title="B 100% steun", conditions=["kanker"], audiences=["patient"]),
            view("c-rotterdam", title="C Rotterdam", regions=["Rotterdam"]),
            view("d-oud", title="D oud", valid_to=date(2020, 1, 1)),
            view("e-concept", title="E concept", status="concept"),
            view("f-later", title="F later", valid_from=date(2999, 1, 1)),
        )
        session.commit()
    engine.dispose()
    yield database_url


async def slugs(running: Gateway, question: str) -> list[str]:
    response = await running.client.get(f"/api/v1/instruments?{question}")
    assert response.status_code == 200, response.text
    found = response.json()
    assert found["total"] == len(found["items"])
    return [item["slug"] for item in found["items"]]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("", ["a-logeren", "b-kanker", "c-rotterdam"]),
        ("need=respijtzorg", ["a-logeren"]),
        ("bouwsteen=3", ["a-logeren"]),
        ("kind=vervangende_zorg", ["a-logeren"]),
        ("audience=mantelzorger", ["a-logeren", "c-rotterdam"]),
        ("condition=borstkanker", ["a-logeren", "b-kanker", "c-rotterdam"]),
        ("condition=dementie", ["a-logeren", "c-rotterdam"]),
        ("region=Rotterdam", ["a-logeren", "b-kanker", "c-rotterdam"]),
        ("region=Ede", ["a-logeren", "b-kanker"]),
        ("q=ROTTERDAM", ["c-rotterdam"]),
        ("q=100%25", ["b-kanker"]),
        ("q=100_", []),
        ("q=steun+b", ["b-kanker"]),
        ("q='; DROP TABLE instruments", []),
    ],
)
async def test_filters_choose(filled: str, running: Gateway, question: str, expected: list[str]) -> None:
    assert await slugs(running, question) == expected


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("carer_group=jonge+mantelzorger", ["a-logeren", "b-kanker", "c-rotterdam"]),
        ("language=tr", []),
        ("language=nl&access=zelf+aanmelden", ["a-logeren", "b-kanker", "c-rotterdam"]),
        ("free=true", []),
        ("free=false&provider=Voorbeeld", ["a-logeren", "b-kanker", "c-rotterdam"]),
        ("provider=Niemand", []),
        ("updated_since=2026-01-01", []),
    ],
)
async def test_more_filters_choose(filled: str, running: Gateway, question: str, expected: list[str]) -> None:
    assert await slugs(running, question) == expected


@pytest.mark.parametrize(
    "question",
    [
        "language=klingon",
        "access=geen",
        "q=%00",
        "updated_since=0001-01-01",
        "updated_since=9999-12-31",
        "free=soms",
        "limit=5000",
        "page=0",
    ],
)
async def test_a_question_that_makes_no_sense_is_refused(filled: str, running: Gateway, question: str) -> None:
    path = "hsds/services" if question.startswith("page") else "instruments"
    assert (await running.client.get(f"/api/v1/{path}?{question}")).status_code == 422


async def test_one_instrument_is_found_by_its_slug_unless_nobody_may_see_it(filled: str, running: Gateway) -> None:
    assert (await running.client.get("/api/v1/instruments/b-kanker")).json()["title"] == "B 100% steun"
    for slug in ("e-concept", "d-oud", "f-later", "weg"):
        assert (await running.client.get(f"/api/v1/instruments/{slug}")).status_code == 404


@pytest.mark.parametrize("path", ["instruments", "instruments/c-rotterdam", "hsds/services"])
async def test_who_has_it_already_gets_no_body_until_something_changes(
    filled: str, running: Gateway, path: str
) -> None:
    first = await running.client.get(f"/api/v1/{path}")
    assert first.headers["cache-control"] == "public, max-age=60"
    known = {"if-none-match": f'"iets", {first.headers["etag"]}'}
    again = await running.client.get(f"/api/v1/{path}", headers=known)
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    other = await running.client.get(f"/api/v1/{path}?limit=1&page=2", headers=known)
    assert other.status_code == 200
    engine = engine_for(filled)
    with Session(engine) as session, session.begin():
        save(session, view("c-rotterdam", title="C nieuw", regions=["Rotterdam"]), by="Ank", now=datetime.now(UTC))
    engine.dispose()
    assert (await running.client.get(f"/api/v1/{path}", headers=known)).status_code == 200


async def test_links_lead_to_the_pages_before_and_after(filled: str, running: Gateway) -> None:
    first = await running.client.get("/api/v1/instruments?limit=1&audience=mantelzorger")
    following = await running.client.get(first.links["next"]["url"])
    assert [item["slug"] for item in following.json()["items"]] == ["c-rotterdam"]
    assert "next" not in following.links
    assert (await running.client.get(following.links["prev"]["url"])).json() == first.json()


async def test_any_page_may_read_it_and_talks_stay_with_partners(filled: str, running: Gateway) -> None:
    origin = {"origin": "https://elders.example"}
    for path in ("instruments", "instruments/c-rotterdam", "hsds/services"):
        found = await running.client.get(f"/api/v1/{path}", headers=origin)
        assert found.headers["access-control-allow-origin"] == "*"
        assert "access-control-allow-credentials" not in found.headers
    asked = origin | {"access-control-request-method": "GET", "access-control-request-headers": "if-none-match"}
    assert (await running.client.options("/api/v1/instruments", headers=asked)).status_code == 204
    assert (await running.client.options("/api/v1/messages", headers=asked)).status_code == 403
    assert "access-control-allow-origin" not in (await running.client.get("/api/v1/messages", headers=origin)).headers


async def test_the_name_of_a_colleague_is_not_told(database_url: str, running: Gateway) -> None:
    engine = engine_for(database_url)
    with Session(engine) as session, session.begin():
        store(
            session,
            view("a", verified_by="Jannie de Vries"),
            view("b", verified_by="Voorbeeld"),
            view("c", verified_by="aanbieder: Piet Bakker"),
            view("d", verified_by=None),
        )
    engine.dispose()
    found = await running.client.get("/api/v1/instruments")
    told = [item["verified_by"] for item in found.json()["items"]]
    assert told == ["informatiepunt", "Voorbeeld", "Voorbeeld", None]
    services = await running.client.get("/api/v1/hsds/services")
    assert "Jannie" not in found.text + services.text
    assert "Piet" not in found.text + services.text


async def test_services_come_in_the_pages_of_hsds(filled: str, running: Gateway) -> None:
    page = (await running.client.get("/api/v1/hsds/services?per_page=2&page=2")).json()
    assert (page["total_items"], page["total_pages"], page["last_page"], page["size"]) == (3, 2, True, 1)
    (service,) = page["contents"]
    one = (await running.client.get(f"/api/v1/hsds/services/{service['id']}")).json()
    assert one == service
    hidden = await running.client.get(f"/api/v1/hsds/services/{service_id('e-concept')}")
    assert hidden.status_code == 404
    assert (await running.client.get("/api/v1/hsds")).json()["version"] == "3.0"


async def test_one_address_cannot_ask_without_end(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(address_rate="2/minute")) as started:
        found = [await started.client.get("/api/v1/instruments") for _ in range(3)]
    assert [one.status_code for one in found] == [200, 200, 429]
    assert int(found[2].headers["retry-after"]) > 0


async def test_pages_follow_each_other(filled: str, running: Gateway) -> None:
    response = await running.client.get("/api/v1/instruments?limit=2&offset=2")
    assert response.json()["total"] == 3
    assert [item["slug"] for item in response.json()["items"]] == ["c-rotterdam"]


async def test_an_item_is_the_whole_record(filled: str, running: Gateway) -> None:
    response = await running.client.get("/api/v1/instruments?need=respijtzorg")
    (item,) = response.json()["items"]
    assert set(item) == set(FIELDS)
    assert item["verified_on"] == "2026-06-01"
    assert item["channels"] == {
        "url": "https://www.voorbeeld.nl/hulp",
        "phone": None,
        "email": None,
        "address": None,
    }
    json.dumps(item)
