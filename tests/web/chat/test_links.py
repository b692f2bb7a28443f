"""Links to the pages of a talk: the engine names them, the gateway makes the addresses."""

from __future__ import annotations

import logging
import sqlite3
from typing import Any

import pytest

from tests.web.fake_engine import Answer, FakeEngine, canary_or, says
from tests.web.gateway import Gateway, Visitor, kinds
from web.chat.mapping import PAGES
from web.texts import LinkLabels

pytestmark = pytest.mark.anyio


def offers(links: Any) -> Answer:
    """An answer of the engine that offers these pages."""
    return {
        **says("Dit kun je meenemen."),
        "messages": [{"text": "Kijk."}, {"custom": {"kind": "links", "links": links}}],
    }


async def test_names_of_pages_become_links_of_this_talk_in_order(visitor: Visitor, engine: FakeEngine) -> None:
    engine.answer = lambda _: offers(["code", "overzicht", "herinnering"])
    answer = await visitor.say("bedankt")
    links = answer["messages"][1]["links"]
    assert [link["label"] for link in links] == [
        "Een code om later verder te praten",
        "Mijn overzicht",
        "Zet een herinnering in je agenda",
    ]
    key = links[0]["url"].split("/")[2]
    assert len(key) >= 22
    assert [link["url"] for link in links] == [
        f"/mijn/{key}/{page}" for page in ("code", "overzicht", "herinnering.ics")
    ]
    assert key not in (visitor.token, visitor.session)


async def test_the_key_is_the_same_in_the_opening_and_in_every_turn(running: Gateway, engine: FakeEngine) -> None:
    engine.answer = canary_or(lambda _: offers(["overzicht"]))
    visitor = await running.visitor()
    other = await running.visitor()
    said = [await visitor.say("een"), await visitor.say("twee")]
    mine = {message["url"] for answer in said for message in answer["messages"][1]["links"]}
    assert mine == {visitor.opening[1]["links"][0]["url"]}
    assert mine != {other.opening[1]["links"][0]["url"]}


async def test_the_links_come_back_with_the_talk(visitor: Visitor, engine: FakeEngine) -> None:
    engine.answer = lambda _: offers(["overzicht"])
    answer = await visitor.say("bedankt")
    shown = [item for item in await visitor.transcript() if item["kind"] == "links"]
    assert shown == [{"from": "assistant", "seq": 1, **answer["messages"][1]}]


async def test_a_page_that_does_not_exist_is_left_out_and_logged(
    visitor: Visitor, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    engine.answer = lambda _: offers(["overzicht", "geheim", 3, "overzicht", "../../code"])
    with caplog.at_level(logging.ERROR):
        answer = await visitor.say("bedankt")
    assert [link["label"] for link in answer["messages"][1]["links"]] == ["Mijn overzicht"]
    assert "a page that does not exist" in caplog.text


@pytest.mark.parametrize("links", [[], ["geheim"], "overzicht", None, {"overzicht": 1}])
async def test_no_links_is_no_message(visitor: Visitor, engine: FakeEngine, links: Any) -> None:
    engine.answer = lambda _: offers(links)
    assert kinds(await visitor.say("bedankt")) == ["text"]


async def test_no_links_are_given_to_what_was_not_kept(visitor: Visitor, engine: FakeEngine) -> None:
    engine.answer = lambda _: {**offers(["overzicht"]), "erase": True}
    assert kinds(await visitor.say("wis alles")) == ["text"]


async def test_the_key_is_not_kept_in_the_audit_log(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    engine.answer = lambda _: offers(["overzicht"])
    key = (await visitor.say("bedankt"))["messages"][1]["links"][0]["url"].split("/")[2]
    await running.client.delete("/api/v1/sessions/current", headers=visitor.headers)
    connection = sqlite3.connect(running.settings.database_url.removeprefix("sqlite:///"))
    kept = "\n".join(connection.iterdump())
    connection.close()
    assert key not in kept


def test_every_page_has_a_label() -> None:
    assert set(PAGES) == set(LinkLabels.model_fields)
