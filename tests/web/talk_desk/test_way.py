"""From one talk to the next: what was asked of the list stays in each link and form, and each look is written down."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from sqlalchemy.orm import Session

from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from tests.web.staff.login import colleague, csrf_of, in_database
from tests.web.talk_desk.digested import add_talk, digest_all, typed
from tests.web.talk_desk.transcripts import HOME, log_of

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ASKED = "woorden=moe+%26+op&na_te_kijken=ja&volgorde=aandacht"


def lay(url: str, number: int, partner: str | None = None) -> list[str]:
    """Keep talks with their digests, each an hour older; the first asks for attention."""

    def work(session: Session) -> list[str]:
        lost = typed("moe en op", parse={"fallback": True})
        made = [add_talk(session, lost, lost, at=NOW, partner=partner)]
        for hours in range(1, number):
            made.append(add_talk(session, typed("moe en op"), at=NOW - timedelta(hours=hours), partner=partner))
        digest_all(session)
        return made

    return in_database(url, work)


def link(page: str, words: str) -> str | None:
    """Where the first link with these words leads."""
    for href, inner in re.findall(r'<a [^>]*href="([^"]+)"[^>]*>(.*?)</a>', page, re.DOTALL):
        if words in inner:
            return unescape(href)
    return None


async def opened(client: httpx.AsyncClient, talk: str, query: str = ASKED) -> tuple[str, str]:
    """The address and the page of a talk, through its link in the list."""
    page = await client.get(f"{HOME}?{query}")
    assert page.status_code == 200
    found = re.search(rf'href="({HOME}/{talk}[^"]*)"', page.text)
    assert found
    address = unescape(found[1])
    return address, (await client.get(address)).text


async def test_the_links_go_through_the_list_in_its_order_and_back_to_it(running: Gateway) -> None:
    talks = lay(running.settings.database_url, 3)
    async with await colleague(running) as client:
        _, page = await opened(client, talks[0])
        seen = []
        for _ in talks:
            back = link(page, "Terug naar de lijst")
            assert back
            assert parse_qs(urlsplit(back).query) == parse_qs(ASKED)
            seen.append(re.findall(rf'action="{HOME}/(\w+)/nagekeken', page)[0])
            following = link(page, "Volgend gesprek")
            if following is None:
                break
            page = (await client.get(following)).text
        assert seen == talks
        assert "Hierna komt geen gesprek meer in deze lijst." in page
        back = link(page, "Vorig gesprek")
        assert back
        assert back.startswith(f"{HOME}/{talks[1]}?")
        assert link((await client.get(f"{HOME}/{talks[0]}?{ASKED}")).text, "Vorig gesprek") is None


async def test_back_to_the_list_is_the_same_question_and_the_same_page(running: Gateway) -> None:
    talks = lay(running.settings.database_url, 53)
    async with await colleague(running) as client:
        first = (await client.get(f"{HOME}?{ASKED}")).text
        following = link(first, "Volgende")
        assert following
        second = (await client.get(following)).text
        address = re.search(rf'href="({HOME}/{talks[51]}[^"]*)"', second)
        assert address
        page = (await client.get(unescape(address[1]))).text
        back = link(page, "Terug naar de lijst")
        assert back
        assert parse_qs(urlsplit(back).query) == parse_qs(urlsplit(following).query)
        before = link(page, "Vorig gesprek")
        assert before
        assert parse_qs(urlsplit(before).query)["verder"] == parse_qs(urlsplit(following).query)["verder"]


async def test_a_talk_that_was_just_looked_through_leads_to_the_next(running: Gateway) -> None:
    url = running.settings.database_url
    talks = lay(url, 3)
    async with await colleague(running) as client:
        address, page = await opened(client, talks[0])
        action = re.search(rf'action="({HOME}/{talks[0]}/nagekeken[^"]*)"', page)
        assert action
        done = await client.post(unescape(action[1]), data={"csrf": csrf_of(page), "nagekeken": "ja"})
        assert done.headers["location"] == address, "it comes back on the same way"
        in_database(url, digest_all)
        assert f"{HOME}/{talks[0]}" not in (await client.get(f"{HOME}?{ASKED}")).text, "it is in the list no more"
        following = link((await client.get(address)).text, "Volgend gesprek")
        assert following
        assert urlsplit(following).path == f"{HOME}/{talks[1]}"


async def test_every_form_and_link_of_a_talk_keeps_the_way(running: Gateway) -> None:
    talk = lay(running.settings.database_url, 2)[0]
    async with await colleague(running) as client:
        address, page = await opened(client, talk)
        way = urlsplit(address).query
        assert parse_qs(way) | {"plek": []} == parse_qs(ASKED) | {"plek": []}
        main = page.split("<main")[1]
        own = [unescape(one) for one in re.findall(rf'(?:action|href)="({HOME}/{talk}[^"]*)"', main)]
        assert len(own) > 8
        assert {urlsplit(one).query for one in own} == {way}
        for rest, fields in (
            ("/bericht/1/oordeel", {"oordeel": "goed"}),
            ("/bericht/1/label", {"label": "moe"}),
            ("/bericht/1/opmerking", {"opmerking": "Let op."}),
            ("/toewijzen", {"aan": "", "was": ""}),
        ):
            done = await client.post(f"{HOME}/{talk}{rest}?{way}", data={"csrf": csrf_of(page), **fields})
            assert urlsplit(done.headers["location"]).query == way, rest
        refused = await client.post(f"{HOME}/{talk}/bericht/1/label?{way}", data={"csrf": csrf_of(page), "label": ""})
        assert refused.status_code == 422
        assert link(refused.text, "Volgend gesprek")
        example = (await client.get(f"{HOME}/{talk}/bericht/1/voorbeeld?{way}")).text
        assert link(example, "Terug naar bericht 1") == f"{address}#bericht-1"
        assert unescape(example).count(f'action="{HOME}/{talk}/bericht/1/voorbeeld?{way}"') == 1


async def test_only_the_talk_that_is_opened_is_written_down_as_read(running: Gateway) -> None:
    url = running.settings.database_url
    talks = lay(url, 2)
    async with await colleague(running) as client:
        _, page = await opened(client, talks[0])
        assert [log_of(url, one) for one in talks] == [["gesprek gelezen"], []]
        await client.get(str(link(page, "Volgend gesprek")))
        assert [log_of(url, one) for one in talks] == [["gesprek gelezen"], ["gesprek gelezen"]]


async def test_no_way_leads_to_a_talk_of_another_region(running: Gateway) -> None:
    url = running.settings.database_url
    put_website(url, key="ermelo", name="Ermelo helpt", region="Ermelo")
    put_website(url, key="putten", name="Putten helpt", region="Putten")
    mine, theirs = lay(url, 1, "ermelo")[0], lay(url, 2, "putten")
    async with await colleague(running, regions=["Ermelo"]) as client:
        for query in (ASKED, "", "website=putten", "plek=4_20261120T130000.000000_99"):
            page = (await client.get(f"{HOME}/{mine}?{query}")).text
            assert not [one for one in theirs if one in page], query


@pytest.mark.parametrize("query", ["", "plek=x", "gedaan=voorgesteld"])
async def test_who_came_through_no_list_finds_the_way_to_all_talks(running: Gateway, query: str) -> None:
    talk = lay(running.settings.database_url, 2)[0]
    async with await colleague(running) as client:
        page = (await client.get(f"{HOME}/{talk}?{query}")).text
    assert link(page, "Alle gesprekken") == HOME
    assert link(page, "Volgend gesprek") is None


@pytest.mark.parametrize("query", ["zekerheid=veel", "van=gisteren&plek=0_20261120T130000.000000_1"])
async def test_a_filter_that_cannot_be_hides_no_talk(running: Gateway, query: str) -> None:
    talk = lay(running.settings.database_url, 2)[0]
    async with await colleague(running) as client:
        answer = await client.get(f"{HOME}/{talk}?{query}")
    assert answer.status_code == 200
    assert link(answer.text, "Terug naar de lijst") == f"{HOME}?{query.partition('&')[0]}"
    assert link(answer.text, "Volgend gesprek") is None
