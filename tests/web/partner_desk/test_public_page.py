"""Who has a link to a website sees its code, whether it was seen and its own figures; nobody else sees anything."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape
from typing import Any

import httpx
import pytest
from sqlalchemy.orm import Session

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.partner_desk.conftest import ZORGGROEP, lay, see
from tests.web.staff.login import in_database
from web.conversations.demand import month_of
from web.partners import counts, links
from web.partners.counts import Happened
from web.partners.models import Website

pytestmark = pytest.mark.anyio

NOW = datetime.now(UTC)


def link(url: str, website: str = "zorggroep") -> str:
    """The path of the page of a website."""
    return "/website/" + in_database(url, lambda session: links.new_link(session, website, by="proef", now=NOW))


def count(url: str, website: str, *happened: Happened, times: int) -> None:
    def work(session: Session) -> None:
        counts.add(session, website, month_of(NOW), [one for one in happened for _ in range(times)])

    in_database(url, work)


def text_of(answer: httpx.Response) -> str:
    """What a page says, as one line of text."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


async def shown(running: Gateway, path: str) -> str:
    answer = await running.client.get(path)
    assert answer.status_code == 200, answer.text
    return text_of(answer)


async def test_the_page_gives_the_code_of_each_way_with_what_a_strict_policy_needs(
    running: Gateway, database_url: str
) -> None:
    lay(database_url)
    page = await shown(running, link(database_url))
    ours = running.settings.public_address
    assert page.count('<wegwijs-chat partner="zorggroep"') == 3
    assert page.count('integrity="sha384-') == 3
    assert f"script-src {ours}; connect-src {ours};" in page
    assert f'<iframe src="{ours}/insluiten/zorggroep"' in page
    assert f"frame-src {ours};" in page


async def test_who_wants_the_newest_gets_code_without_a_checksum(running: Gateway, database_url: str) -> None:
    lay(database_url)
    page = await shown(running, link(database_url) + "?versie=nieuwste")
    assert "integrity=" not in page
    assert f'src="{running.settings.public_address}/widget/wegwijs-chat.js"' in page


async def test_the_page_says_where_it_was_seen_and_where_not(running: Gateway, database_url: str) -> None:
    lay(database_url)
    path = link(database_url)
    assert "Nog niet gezien op zorggroep.nl, huisarts.zorggroep.nl." in await shown(running, path)
    see(database_url, ZORGGROEP["origins"][0])
    see(database_url, "https://test.elders.nl", allowed=False)
    page = await shown(running, path)
    assert "Nog niet gezien op huisarts.zorggroep.nl." in page
    assert "De chat staat ook op https://test.elders.nl. Daar mag hij nog niet staan" in page


async def test_a_website_without_addresses_or_that_is_off_says_so(running: Gateway, database_url: str) -> None:
    lay(database_url, origins=[], on=False)
    page = await shown(running, link(database_url))
    assert "De chat staat nu uit." in page
    assert "De chat mag nog op geen enkele website staan." in page


async def test_figures_are_those_of_this_website_and_of_no_other(running: Gateway, database_url: str) -> None:
    lay(database_url)
    lay(database_url, key="zee", name="Zorg aan Zee")
    count(database_url, "zorggroep", Happened("geopend"), Happened("hulpvraag", "respijtzorg"), times=23)
    mine, theirs = link(database_url), link(database_url, "zee")
    before = await shown(running, mine)
    assert before.count("20–29") == 2
    count(database_url, "zorggroep", Happened("geopend"), Happened("hulpvraag", "respijtzorg"), times=6)
    assert await shown(running, mine) == before
    count(database_url, "zee", Happened("geopend"), Happened("hulpvraag", "lotgenoten"), times=57)
    assert await shown(running, mine) == before
    other = await shown(running, theirs)
    assert "50–59" in other
    assert "20–29" not in other


async def test_what_happened_less_than_ten_times_reads_as_what_never_did(running: Gateway, database_url: str) -> None:
    lay(database_url)
    path = link(database_url)
    nothing = await shown(running, path)
    count(database_url, "zorggroep", Happened("contact"), Happened("hulpvraag", "somberheid"), times=9)
    assert await shown(running, path) == nothing
    assert nothing.count("minder dan 10") >= 6


async def test_the_page_is_kept_by_nobody_and_its_address_told_to_nobody(running: Gateway, database_url: str) -> None:
    lay(database_url)
    answer = await running.client.get(link(database_url))
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "set-cookie" not in answer.headers


async def test_a_link_that_is_none_or_was_ended_or_whose_website_is_gone_shows_nothing(
    running: Gateway, database_url: str
) -> None:
    lay(database_url)
    lay(database_url, key="zee", name="Zorg aan Zee")
    ended, gone = link(database_url), link(database_url, "zee")
    in_database(database_url, lambda session: links.revoke(session, "zorggroep", NOW))
    in_database(database_url, lambda session: session.delete(session.get_one(Website, "zee")))
    for path in (ended, gone, "/website/x", "/website/" + "x" * 43, "/website/" + "x" * 500, "/website/%00"):
        answer = await running.client.get(path)
        assert answer.status_code == 404, path
        assert "Deze link werkt niet meer" in answer.text
        assert "Zorg" not in answer.text.replace("Zorgen", "")


async def test_neither_one_address_nor_one_link_may_ask_without_end(
    settings_for: SettingsFor, database_url: str
) -> None:
    lay(database_url)
    path = link(database_url)
    async with gateway.running(settings_for(provider_rate="3/minute")) as running:
        answers: list[Any] = [await running.client.get(path) for _ in range(4)]
        assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
        assert int(answers[-1].headers["retry-after"]) > 0


async def test_a_silent_database_is_told(settings_for: SettingsFor) -> None:
    gone = settings_for(database_url="postgresql+psycopg://niemand@127.0.0.1:1/weg")
    async with gateway.running(gone) as running:
        answer = await running.client.get("/website/" + "x" * 43)
        assert answer.status_code == 503
        assert "Er is een storing" in answer.text
