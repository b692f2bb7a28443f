"""A round along the links writes what it found, and blames no site for a network of our own that is down."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.links import findings
from catalogue.links.checker import FINE, MISSING, NO_NAME, SLOW, Checker, Outcome
from catalogue.links.models import LinkFinding
from catalogue.search import today_here
from tests.common.instruments import view
from tests.web.gateway import Gateway, until
from tests.web.providers.public import NOW, do, make
from tests.web.staff.login import colleague, csrf_of
from web.database import Database
from web.freshness import link_round
from web.staff.jobs import Progress

pytestmark = pytest.mark.anyio

Answers = Callable[[Mapping[str, Outcome]], None]


@pytest.fixture
def answers(monkeypatch: pytest.MonkeyPatch) -> Answers:
    """What is found at the site of each instrument; a site without an answer is silent."""

    def set_(by_slug: Mapping[str, Outcome]) -> None:
        def check(_self: Checker, url: str) -> Outcome:
            return by_slug.get(url.removeprefix("https://").partition(".")[0], SLOW)

        monkeypatch.setattr(Checker, "check", check)

    return set_


def sites(url: str, amount: int) -> list[str]:
    slugs = [f"s{number}" for number in range(amount)]
    make(url, *(view(slug, url=f"https://{slug}.voorbeeld-{slug}.nl/", verified_on=today_here()) for slug in slugs))
    return slugs


async def round_of(url: str) -> Progress:
    database, progress = Database(url), Progress("proef", datetime.now(UTC))
    try:
        await link_round.work(database, Checker(), 0)(progress)
    finally:
        database.close()
    return progress


def found(url: str) -> dict[str, tuple[str, bool]]:
    def work(session: Session) -> dict[str, tuple[str, bool]]:
        return {row.slug: (row.code, row.ok) for row in session.scalars(select(LinkFinding))}

    return do(url, work)


async def test_when_nothing_can_be_reached_nothing_is_written_and_earlier_findings_stay(
    database_url: str, answers: Answers
) -> None:
    slugs = sites(database_url, 5)
    do(database_url, lambda session: findings.keep(session, "https://s0.voorbeeld-s0.nl/", ["s0"], MISSING, NOW))
    for silence in (SLOW, NO_NAME, NO_NAME):
        answers(dict.fromkeys(slugs, silence))
        assert (await round_of(database_url)).trouble == link_round.DOWN
    assert found(database_url) == {"s0": ("niet gevonden", False)}


async def test_a_round_in_which_more_than_half_is_silent_stops_before_the_end(
    database_url: str, answers: Answers
) -> None:
    slugs = sites(database_url, 60)
    answers({"s0": FINE, "s1": MISSING, **dict.fromkeys(slugs[2:], NO_NAME)})
    progress = await round_of(database_url)
    assert progress.trouble == link_round.DOWN
    assert 20 <= progress.done < 60
    # Side by side: a site that answers may still wait when the round stops. None that is silent is kept.
    assert found(database_url).items() <= {"s0": ("ok", True), "s1": ("niet gevonden", False)}.items()


async def test_some_silent_sites_are_written_at_the_end(database_url: str, answers: Answers) -> None:
    slugs = sites(database_url, 6)
    answers({**dict.fromkeys(slugs, FINE), "s1": NO_NAME, "s2": SLOW})
    progress = await round_of(database_url)
    assert (progress.trouble, progress.done) == (None, 6)
    assert found(database_url)["s1"] == ("dns", False)
    assert found(database_url)["s2"] == ("tijd", True)  # broken only when it is found again
    await round_of(database_url)
    assert found(database_url)["s2"] == ("tijd", False)


async def test_the_desk_says_that_the_network_is_down(running: Gateway, database_url: str, answers: Answers) -> None:
    sites(database_url, 3)
    answers({})
    client = await colleague(running)
    token = csrf_of((await client.get("/bureau/controle")).text)
    await client.post("/bureau/controle/links", data={"csrf": token, "lijst": "link"})

    async def told() -> bool:
        return link_round.DOWN in (await client.get("/bureau/controle?lijst=link")).text

    await until(told, 20)
    assert "Deze lijst is leeg" in (await client.get("/bureau/controle?lijst=link")).text


async def test_pressing_twice_starts_one_round(
    running: Gateway, database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    sites(database_url, 2)
    visited: list[str] = []
    go = threading.Event()

    def check(_self: Checker, url: str) -> Outcome:
        visited.append(url)
        go.wait(20)
        return FINE

    monkeypatch.setattr(Checker, "check", check)
    client = await colleague(running)
    token = csrf_of((await client.get("/bureau/controle")).text)
    for _ in range(2):
        answer = await client.post("/bureau/controle/links", data={"csrf": token, "lijst": "link"})
        assert answer.status_code == 303
    page = (await client.get("/bureau/controle")).text
    go.set()
    assert "De controle loopt" in page
    assert "Controleer alle links" not in page

    async def done() -> bool:
        return "De controle is klaar" in (await client.get("/bureau/controle")).text

    await until(done, 20)
    assert len(visited) == 2
