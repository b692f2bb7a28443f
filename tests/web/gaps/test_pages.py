"""The pages of gaps, as colleagues see them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy.orm import Session

from catalogue.base import Base
from catalogue.database import upgrade
from catalogue.search import Situation, today_here
from tests.common.instruments import store, view
from tests.web.gateway import Gateway
from tests.web.staff.login import colleague
from vocabulary import needs
from web.conversations.models import Demand
from web.database import engine_for
from web.gaps import figures, supply
from web.gaps.asking import Asking
from web.instrument_form import begun
from web.instrument_form.showing import empty
from web.staff.people import Role

pytestmark = pytest.mark.anyio

MONTH = today_here().strftime("%Y-%m")


@contextmanager
def writing(url: str) -> Iterator[Session]:
    engine = engine_for(url)
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        yield session
    engine.dispose()


def asked(need: str, amount: int, **changes: Any) -> Demand:
    known = {"region": "Utrecht", "audience": "mantelzorger", "condition": "borstkanker"}
    zero = {"nothing_fitting": 0, "nothing_local": 0, "nothing_liked": 0}
    usual = {"month": MONTH, "need": need, "bouwsteen": needs.bouwsteen_of(need), "asked": amount}
    return Demand(**(usual | known | zero | changes))


async def test_what_was_asked_stands_in_tens_and_small_counts_do_not(running: Gateway) -> None:
    with writing(running.settings.database_url) as session:
        session.add_all([asked("respijtzorg", 47, nothing_fitting=23, nothing_local=4), asked("somberheid", 7)])
    client = await colleague(running)
    page = (await client.get("/bureau/hiaten")).text
    assert "40–49" in page
    assert "20–29" in page
    assert "minder dan 10" in page
    assert ">47<" not in page
    assert page.index("De zorg even overdragen") < page.index("Je somber of bang voelen")


async def test_a_kwaliteitsbewaker_begins_at_the_own_bouwsteen_and_can_look_further(running: Gateway) -> None:
    client = await colleague(running, Role.KWALITEITSBEWAKER, bouwsteen=4)
    page = (await client.get("/bureau/hiaten")).text
    assert "/bureau/hiaten/zelf_aan_de_slag?" in page
    assert "/bureau/hiaten/respijtzorg?" not in page
    assert "/bureau/hiaten/respijtzorg?" in (await client.get("/bureau/hiaten?bouwsteen=alle")).text


async def test_the_missing_kind_leads_to_a_form_that_is_filled_in(running: Gateway) -> None:
    client = await colleague(running)
    page = (await client.get("/bureau/hiaten/respijtzorg?regio=Texel&doelgroep=mantelzorger")).text
    assert "alleen landelijk" in page or "ontbreekt" in page
    assert "/bureau/aanbod/nieuw?need=respijtzorg&amp;kind=vervangende_zorg&amp;audience=mantelzorger" in page


async def test_who_may_not_write_is_not_sent_to_a_form(running: Gateway) -> None:
    client = await colleague(running, Role.KETENREGISSEUR)
    page = await client.get("/bureau/hiaten/respijtzorg")
    assert page.status_code == 200
    assert "/bureau/aanbod/nieuw" not in page.text


async def test_the_file_holds_what_the_page_holds(running: Gateway) -> None:
    with writing(running.settings.database_url) as session:
        session.add(asked("respijtzorg", 47, nothing_fitting=23))
    client = await colleague(running)
    got = await client.get("/bureau/hiaten.csv?regio=Utrecht")
    assert got.headers["content-type"].startswith("text/csv")
    assert "respijtzorg;De zorg even overdragen;40–49;20–29;55" in got.text
    assert "47" not in got.text
    assert not any(cell[:1] in "=+-@|%\t" for line in got.text.splitlines() for cell in line.split(";") if cell)


@pytest.mark.parametrize(
    "path", ["/bureau/hiaten", "/bureau/hiaten.csv", "/bureau/hiaten/lotgenoten", "/bureau/verwijskaart"]
)
async def test_nobody_looks_without_logging_in(running: Gateway, path: str) -> None:
    assert (await running.client.get(path)).status_code == 303


async def test_what_makes_no_sense_in_an_address_counts_as_not_given(running: Gateway) -> None:
    client = await colleague(running)
    odd = "maanden=9999999999&bouwsteen=12&regio=<script>&doelgroep=koning&ziekte='--"
    got = await client.get(f"/bureau/hiaten?{odd}")
    assert got.status_code == 200
    assert "<script>" not in got.text
    assert (await client.get("/bureau/hiaten/bestaat-niet")).status_code == 404


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_filters_and_periods_choose_what_is_summed(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url" if kind == "postgres" else "database_url")
    upgrade(url)
    with writing(url) as session:
        session.add_all(
            [
                asked("respijtzorg", 20, nothing_local=20),
                asked("respijtzorg", 30, region="", condition="kanker"),
                asked("respijtzorg", 40, audience="patient", condition="copd"),
                asked("respijtzorg", 90, month=figures.first_month(today_here(), 6)),
            ]
        )

    def tens(**changes: Any) -> tuple[int, int, int]:
        row = next(row for row in figures.rows(session, Asking(**changes), today_here()) if row.need == "respijtzorg")
        return row.asked.tens, row.placed.tens, row.nothing_local.tens

    with writing(url) as session:
        assert tens() == (9, 6, 2)
        assert tens(months=12)[0] == 18
        assert tens(region="Utrecht") == (6, 6, 2)
        assert tens(audience="patient")[0] == 4
        assert tens(condition="kanker")[0] == 5
        assert tens(bouwsteen=3)[0] == 9
        assert [row for row in figures.rows(session, Asking(bouwsteen=2), today_here()) if row.asked.known] == []


@pytest.mark.parametrize("kind", ["sqlite", "postgres"])
def test_the_kind_that_is_missing_is_the_finding(kind: str, request: pytest.FixtureRequest) -> None:
    url = request.getfixturevalue("postgres_url") if kind == "postgres" else "sqlite://"
    if kind == "postgres":
        upgrade(url)
    engine = engine_for(url)
    if kind == "sqlite":
        Base.metadata.create_all(engine)
    with Session(engine) as session:
        store(
            session,
            view("lees", needs=["overzicht_hulp"]),
            view("kanker", needs=["overzicht_hulp"], conditions=["kanker"], regions=["Utrecht"]),
            view("zeist", needs=["overzicht_hulp"], instrument_kind="contactpersoon", regions=["Zeist"]),
        )
        situation = Situation(("overzicht_hulp",), "patient", ("borstkanker",), "Utrecht")
        found = supply.kinds_for(session, "overzicht_hulp", situation, view().verified_on or today_here())
        assert [(one.kind, one.state("Utrecht"), one.total, one.local) for one in found] == [
            ("contactpersoon", "ontbreekt", 0, 0),
            ("informatie_advies", "aanwezig", 2, 1),
        ]
        assert supply.nearby(session, situation, view().verified_on or today_here()) == {"overzicht_hulp": 1}
    engine.dispose()


async def test_a_card_of_nowhere_says_at_the_field_what_is_wrong(running: Gateway) -> None:
    client = await colleague(running)
    got = await client.get("/bureau/verwijskaart?regio=Nergens&ziekte=iets")
    assert got.status_code == 422
    assert "Kies een gemeente uit de lijst." in got.text
    assert "Kies een ziekte uit de lijst, of elke ziekte." in got.text


def test_the_form_of_a_missing_kind_is_filled_in_with_labels_alone() -> None:
    told = {"need": "respijtzorg", "kind": "vervangende_zorg", "region": "Texel", "condition": "<b>", "audience": "x"}
    form = begun(told)
    assert (form["needs"], form["instrument_kind"], form["regions"]) == (["respijtzorg"], "vervangende_zorg", "Texel")
    assert (form["conditions"], form["audiences"]) == ("", [])
    assert begun({}) == empty()
