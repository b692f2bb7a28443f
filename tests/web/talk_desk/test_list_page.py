"""The page with the list of talks: what it shows and what never, its filters that are kept, and who may see it."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from tests.web.staff.login import colleague, csrf_of, enter, in_database, make_account
from tests.web.talk_desk.digested import add_talk, digest_all, typed
from web.staff.models import AuditLine
from web.staff.people import Role
from web.talk_desk import listing, saved

pytestmark = pytest.mark.anyio

HOME = "/bureau/gesprekken"
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
CARER = {
    "audience": "mantelzorger",
    "condition": "dementie",
    "region": "Ermelo",
    "needs": ["respijtzorg", "lotgenoten"],
}


def lay(url: str, *said: dict[str, object], **more: object) -> str:
    """Keep a talk with its digest."""

    def work(session: Session) -> str:
        talk = add_talk(session, *said, **({"at": NOW} | more))  # type: ignore[arg-type]
        digest_all(session)
        return talk

    return in_database(url, work)


def plain(html: str) -> str:
    """The words of a page."""
    return " ".join(re.sub(r"<[^>]+>", " ", html.split("<main")[1]).split())


async def test_a_row_tells_what_a_talk_is_about_and_what_stands_out(running: Gateway) -> None:
    url = running.settings.database_url
    put_website(url, key="zorg", name="Zorggroep")
    lost = typed("wartaal van een bezoeker", 0.2, parse={"fallback": True})
    danger = typed("ik wil niet meer", danger="self", danger_tier="A")
    review = {"assigned_to": "x", "assigned_name": "Bea"}
    talk = lay(url, lost, lost, danger, understood=CARER, partner="zorg", review=review, scores=[1])
    async with await colleague(running) as client:
        answer = await client.get(HOME)
    told = plain(answer.text)
    assert f'href="{HOME}/{talk}?' in answer.text
    for words in (
        *("20-11-2026 13:00 De zorg even overdragen", "ook: ", "mantelzorger · dementie · Ermelo", "Zorggroep"),
        *("Gevaar voor het eigen leven", "2 keer achter elkaar niet begrepen", "bezoeker: hielp niet"),
        *("weinig zekerheid: 20%", "nog na te kijken", "Bea kijkt ernaar", "1 gesprek"),
    ):
        assert words in told
    assert "opgevolgd" not in told.split("Let op")[1]


async def test_the_list_shows_no_word_of_a_visitor_and_notes_nothing_as_read(running: Gateway) -> None:
    url = running.settings.database_url
    lay(url, typed("pimpelpaars is mijn verdriet"))
    async with await colleague(running) as client:
        for query in ("", "?woorden=verdriet"):
            told = plain((await client.get(HOME + query)).text)
            assert "1 gesprek" in told
            assert "pimpelpaars" not in told
    read = select(func.count()).select_from(AuditLine).where(AuditLine.event == "gesprek gelezen")
    assert in_database(url, lambda session: session.scalar(read)) == 0


async def test_who_has_a_region_does_not_see_that_other_talks_exist(running: Gateway) -> None:
    url = running.settings.database_url
    put_website(url, key="ermelo", name="Ermelo helpt", region="Ermelo")
    put_website(url, key="putten", name="Putten helpt", region="Putten")
    lay(url, typed(), partner="putten", tags=["geheim"])
    mine = lay(url, typed(), partner="ermelo")
    async with await colleague(running, regions=["Ermelo"]) as client:
        page = (await client.get(HOME)).text
        assert re.findall(rf'href="{HOME}/(\w{{32}})\?', page) == [mine]
        assert "Putten helpt" not in page
        assert "geheim" not in page
        assert "Onze eigen pagina" not in page
        assert "Geen gesprek past" in plain((await client.get(f"{HOME}?website=putten")).text)


@pytest.mark.parametrize("role", [Role.KWALITEITSBEWAKER, Role.KETENREGISSEUR])
async def test_who_may_not_read_talks_gets_no_list(running: Gateway, role: Role) -> None:
    number = 3 if role is Role.KWALITEITSBEWAKER else None
    async with await colleague(running, role, bouwsteen=number) as client:
        assert (await client.get(HOME)).status_code == 403
        token = csrf_of((await client.get("/bureau/wachtwoord")).text)
        for rest in ("/filters", "/filters/weg"):
            assert (await client.post(HOME + rest, data={"csrf": token})).status_code == 403


async def test_each_filter_that_is_on_can_be_taken_away(running: Gateway) -> None:
    lay(running.settings.database_url, typed(sure=0.2), understood=CARER)
    async with await colleague(running) as client:
        page = (await client.get(f"{HOME}?gemeente=Ermelo&zekerheid=30&volgorde=oudste")).text
    assert (
        f'href="{HOME}?zekerheid=30&amp;volgorde=oudste"' in page
        or f'href="{HOME}?volgorde=oudste&amp;zekerheid=30"' in page
    )
    assert "Gemeente: Ermelo" in plain(page)
    assert "Zekerheid, hooguit: 30" in plain(page)
    assert "Volgorde: " not in plain(page)


async def test_a_wrong_filter_is_told_at_its_field_and_stays(running: Gateway) -> None:
    async with await colleague(running) as client:
        answer = await client.get(f"{HOME}?zekerheid=veel&gemeente=Ermelo")
    assert answer.status_code == 422
    told = plain(answer.text)
    assert "Zekerheid, hooguit: vul een getal in van 0 tot en met 100" in told
    assert 'value="veel"' in answer.text
    assert "Gemeente: Ermelo" in told
    assert "Geen gesprek past" not in told


async def test_an_empty_list_says_what_to_do(running: Gateway) -> None:
    async with await colleague(running) as client:
        assert "Er is nog geen gesprek" in plain((await client.get(HOME)).text)
        assert "zoek met minder woorden" in plain((await client.get(f"{HOME}?woorden=weg")).text)
        strange = await client.get(HOME, params={"woorden": "\0'\"<script>)(*", "verder": "%00", "label": "\0x"})
        assert strange.status_code == 200
        assert "<script>)" not in strange.text


async def test_beyond_a_thousand_nobody_counts_and_pages_follow(
    running: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    monkeypatch.setattr(listing, "MOST_COUNTED", 4)
    url = running.settings.database_url
    for number in range(5):
        lay(url, typed(), at=NOW - timedelta(minutes=number))
    async with await colleague(running) as client:
        seen, address = [], f"{HOME}?volgorde=nieuwste"
        for _ in range(3):
            page = (await client.get(address)).text
            assert "Meer dan 1.000 gesprekken" in plain(page)
            seen += re.findall(r"20-11-2026 (\d\d:\d\d)", page)
            if found := re.search(r'rel="next" href="([^"]+)"', page):
                address = found[1].replace("&amp;", "&")
    assert seen == ["13:00", "12:59", "12:58", "12:57", "12:56"]
    assert "Naar het begin" in plain(page)


async def test_a_filter_is_kept_used_replaced_and_dropped_by_its_owner_alone(running: Gateway) -> None:
    url = running.settings.database_url
    anna = make_account(url)
    async with await enter(running, anna) as client, await colleague(running) as other:
        token = csrf_of((await client.get(f"{HOME}?gevaar=open")).text)

        async def keep(name: str, query: str) -> str:
            answer = await client.post(f"{HOME}/filters", data={"csrf": token, "naam": name, "query": query})
            assert answer.status_code == 303, answer.text
            return answer.headers["location"]

        assert await keep("Mijn werk", "gevaar=open&onzin=1") == f"{HOME}?gevaar=open"
        assert await keep("mijn WERK", "van_wie=ik") == f"{HOME}?van_wie=ik"
        page = (await client.get(HOME)).text
        assert "mijn WERK" in page
        assert page.count('name="nummer"') == 1
        number = re.search(r'name="nummer" value="(\d+)"', page)
        assert number
        theirs = (await other.get(f"{HOME}?gevaar=open")).text
        assert "mijn WERK" not in theirs
        drop = {"nummer": number[1], "query": "gevaar=open"}
        await other.post(f"{HOME}/filters/weg", data={"csrf": csrf_of(theirs), **drop})
        assert "mijn WERK" in (await client.get(HOME)).text
        gone = await client.post(f"{HOME}/filters/weg", data={"csrf": token, **drop})
        assert gone.headers["location"] == f"{HOME}?gevaar=open"
        assert "mijn WERK" not in (await client.get(HOME)).text


@pytest.mark.parametrize(
    ("name", "query", "why"),
    [
        ("", "gevaar=open", "geef dit filter een naam"),
        ("Leeg", "", "er is niets om te bewaren"),
        ("x" * 61, "gevaar=ja", "60"),
    ],
    ids=["no-name", "nothing", "long"],
)
async def test_a_filter_that_cannot_be_kept_stays_as_it_was_typed(
    running: Gateway, name: str, query: str, why: str
) -> None:
    async with await colleague(running) as client:
        token = csrf_of((await client.get(f"{HOME}?gevaar=open")).text)
        answer = await client.post(f"{HOME}/filters", data={"csrf": token, "naam": name, "query": query})
    assert answer.status_code == 422
    assert why in plain(answer.text)
    assert f'value="{name}"' in answer.text
    assert f'name="query" value="{query}"' in answer.text


async def test_nobody_keeps_more_filters_than_can_be_overseen(
    running: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(saved, "MOST", 1)
    async with await colleague(running) as client:
        token = csrf_of((await client.get(f"{HOME}?gevaar=open")).text)
        for name, status in (("een", 303), ("twee", 422), ("een", 303)):
            sent = {"csrf": token, "naam": name, "query": "gevaar=open"}
            assert (await client.post(f"{HOME}/filters", data=sent)).status_code == status
