"""The catalogue for everybody: published records, whole, filtered, a page at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy.orm import Session

from catalogue.database import engine_for
from catalogue.record import FIELDS
from tests.common.instruments import store, view
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
