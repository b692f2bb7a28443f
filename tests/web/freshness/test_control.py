"""What needs a look stands on its list; what was looked at leaves it; links are checked in the background."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from catalogue.links import findings
from catalogue.links.checker import FINE, MISSING, Checker, Outcome
from catalogue.search import Situation, search, today_here
from tests.common.instruments import view
from tests.web.gateway import Gateway, until
from tests.web.providers.public import NOW, do, kept, make
from tests.web.staff.login import colleague, csrf_of
from web.staff.people import Role

pytestmark = pytest.mark.anyio

DAY = timedelta(days=1)


@pytest.fixture
def url(database_url: str) -> str:
    today = today_here()
    make(
        database_url,
        view("fris", verified_on=today),
        view("oud", verified_on=today - 400 * DAY),
        view("oud-ede", verified_on=None, regions=["Ede"]),
        view("voorbij", verified_on=today, valid_to=today - DAY),
        view("bijna", verified_on=today, valid_to=today + 3 * DAY),
    )

    def broken(session: Session) -> None:
        findings.keep(session, "https://www.voorbeeld.nl/hulp", ["fris"], MISSING, NOW)

    do(database_url, broken)
    return database_url


@pytest.mark.parametrize(
    ("name", "there", "absent"),
    [
        ("verouderd", ["oud", "oud-ede"], ["fris", "voorbij"]),
        ("verlopen", ["voorbij"], ["oud", "bijna"]),
        ("link", ["fris"], ["oud"]),
        ("nooit-getoond", ["fris", "oud"], ["voorbij"]),
        ("loopt-af", ["bijna"], ["voorbij", "oud"]),
    ],
)
async def test_each_list_holds_what_belongs_there(
    running: Gateway, url: str, name: str, there: list[str], absent: list[str]
) -> None:
    client = await colleague(running, Role.KETENREGISSEUR)
    page = (await client.get(f"/bureau/controle?lijst={name}")).text
    for slug in there:
        assert f'href="/bureau/aanbod/{slug}"' in page
    for slug in absent:
        assert f'href="/bureau/aanbod/{slug}"' not in page
    assert "Controleer alle links" not in page  # who only reads gets no buttons


async def test_what_was_looked_at_leaves_the_list_as_far_as_it_is_theirs(running: Gateway, url: str) -> None:
    client = await colleague(running, Role.MEDEWERKER, regions=("Ede",))
    page = (await client.get("/bureau/controle?lijst=verouderd")).text
    form = {"csrf": csrf_of(page), "lijst": "verouderd", "pagina": "1", "slug": ["oud", "oud-ede"]}
    answer = await client.post("/bureau/controle/nagekeken", data=form)
    assert "valt buiten jouw regio" in answer.text
    assert kept(url, "oud-ede").view.verified_on == today_here()
    assert kept(url, "oud").version == 1


async def test_links_are_checked_in_the_background(running: Gateway, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def check(_self: Checker, _url: str) -> Outcome:
        return FINE

    monkeypatch.setattr(Checker, "check", check)
    client = await colleague(running)
    token = csrf_of((await client.get("/bureau/controle")).text)
    answer = await client.post("/bureau/controle/links", data={"csrf": token, "lijst": "link"})
    assert answer.status_code == 303

    async def done() -> bool:
        return "De controle is klaar" in (await client.get("/bureau/controle?lijst=link")).text

    await until(done, 20)
    page = (await client.get("/bureau/controle?lijst=link")).text
    assert "4 links bekeken, 0 niet in orde" in page
    assert "Deze lijst is leeg" in page


async def test_stale_comes_last_and_says_so_and_expired_is_gone(running: Gateway, url: str) -> None:
    hits = do(url, lambda session: search(session, Situation(needs=("somberheid",), audience="patient"), limit=9))
    slugs = [hit.instrument.slug for hit in hits]
    assert "voorbij" not in slugs
    assert slugs.index("fris") < slugs.index("oud")
    assert {hit.instrument.slug: hit.stale for hit in hits}["oud"]
