"""A file at the desk: every row is judged, nothing is written before the yes, and then all of it once."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy.orm import Session

from catalogue.database import engine_for
from catalogue.editing.store import create, save
from catalogue.import_rows import ImportRun
from catalogue.models import Instrument
from tests.catalogue.table_files import as_csv, as_xlsx, row
from tests.common.hostile import VALUES
from tests.common.instruments import view
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.intake.conftest import Desk, numbers
from tests.web.staff.login import colleague
from web.staff.models import AuditLine
from web.staff.people import Role

pytestmark = pytest.mark.anyio
NOW = datetime(2026, 6, 1, tzinfo=UTC)


@pytest.fixture
async def desk(running: Gateway) -> Desk:
    return Desk(await colleague(running))


async def test_nothing_is_written_until_somebody_says_yes(desk: Desk, amount: Callable[[], int]) -> None:
    page = await desk.bring(as_csv([row(slug="een"), row(slug="twee")]))
    assert "Er is nog niets veranderd" in page.text
    assert numbers(page.text) == {"Met fouten": 0, "Gewijzigd": 0, "Nieuw": 2, "Ongewijzigd": 0}
    assert amount() == 0
    said = await desk.say(page.url.path, "ja")
    assert said.status_code == 303
    assert "2 toegevoegd, 0 gewijzigd" in await desk.finished(page.url.path)
    assert amount() == 2


async def test_a_second_click_does_nothing_twice(desk: Desk, amount: Callable[[], int], database_url: str) -> None:
    address = await desk.brought(row(slug="een"))
    await desk.say(address, "ja")
    await desk.say(address, "ja")
    await desk.finished(address)
    await desk.say(address, "ja")
    assert "1 toegevoegd" in await desk.finished(address)
    engine = engine_for(database_url)
    with Session(engine) as session:
        assert session.get_one(Instrument, "een").version == 1
        lines = session.query(AuditLine).filter(AuditLine.event == "ingevoerd").all()
        assert [line.subject for line in lines] == ["aanbod.csv (1 records)"]
    engine.dispose()


async def test_rows_with_errors_are_only_left_out_when_somebody_chooses_so(
    desk: Desk, amount: Callable[[], int]
) -> None:
    address = await desk.brought(row(slug="goed"), row(slug="fout", url="javascript:alert(1)"))
    refused = await desk.say(address, "ja")
    assert refused.status_code == 422
    assert "Kies of de regels met fouten weggelaten worden" in refused.text
    assert amount() == 0
    await desk.say(address, "ja", zonder_fouten="ja")
    await desk.finished(address)
    assert amount() == 1


async def test_who_says_no_leaves_nothing_behind(desk: Desk, amount: Callable[[], int]) -> None:
    address = await desk.brought(row(slug="een"))
    assert (await desk.say(address, "nee")).status_code == 303
    assert (await desk.client.get(address)).status_code == 404
    assert (await desk.say(address, "ja")).status_code == 404
    assert amount() == 0


async def test_what_a_colleague_changed_in_the_meantime_is_not_overwritten(desk: Desk, database_url: str) -> None:
    engine = engine_for(database_url)
    with Session(engine) as session, session.begin():
        create(session, view("een"), by="Ank", now=NOW)
    page = await desk.bring(as_csv([row(slug="een", title="Uit het bestand")]))
    assert "Hulp van een" in page.text
    with Session(engine) as session, session.begin():
        save(session, view("een", title="Van Ank"), by="Ank", now=NOW)
    await desk.say(page.url.path, "ja")
    done = await desk.finished(page.url.path)
    assert "1 overgeslagen" in done
    with Session(engine) as session:
        assert session.get_one(Instrument, "een").title == "Van Ank"
    engine.dispose()


async def test_an_import_that_stopped_half_way_goes_on_at_the_next_start(
    settings_for: SettingsFor, database_url: str, amount: Callable[[], int]
) -> None:
    async with gateway.running(settings_for()) as first:
        address = await Desk(await colleague(first)).brought(row(slug="een"), row(slug="twee"))
    engine = engine_for(database_url)
    with Session(engine) as session, session.begin():
        session.get_one(ImportRun, address.rpartition("/")[2]).status = "bezig"
    engine.dispose()
    async with gateway.running(settings_for()):
        await gateway.until(lambda: amount() == 2, 20)


async def test_only_who_brought_a_file_sees_it(running: Gateway, desk: Desk) -> None:
    address = await desk.brought(row(slug="een"))
    other = Desk(await colleague(running))
    assert (await other.client.get(address)).status_code == 404
    assert (await other.say(address, "ja")).status_code == 404
    assert (await other.say(address, "nee")).status_code == 404
    assert (await desk.client.get(address)).status_code == 200


async def test_who_may_not_bring_files_gets_no_page(running: Gateway) -> None:
    for role in (Role.KWALITEITSBEWAKER, Role.KETENREGISSEUR):
        client = await colleague(running, role, bouwsteen=2 if role is Role.KWALITEITSBEWAKER else None)
        assert (await client.get("/bureau/invoeren")).status_code == 403


async def test_who_has_regions_brings_nothing_into_others(running: Gateway, amount: Callable[[], int]) -> None:
    desk = Desk(await colleague(running, regions=["Ede"]))
    page = await desk.bring(as_csv([row(slug="hier", regions="Ede"), row(slug="daar", regions="Rotterdam")]))
    assert numbers(page.text) == {"Met fouten": 1, "Gewijzigd": 0, "Nieuw": 1, "Ongewijzigd": 0}
    assert "hoort bij een andere bouwsteen of regio" in page.text


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [(b"", "leeg.csv", "leeg"), (b"PK\x03\x04", "x.xlsx", "geen werkboek"), (b"x" * 10_000_001, "x.csv", "10 MB")],
)
async def test_a_file_that_cannot_be_read_is_told_in_dutch(desk: Desk, content: bytes, name: str, words: str) -> None:
    page = await desk.bring(content, name)
    assert page.status_code == 422
    assert "Dit bestand kan niet ingelezen worden" in page.text
    assert words in page.text


async def test_without_a_file_the_page_says_so(desk: Desk) -> None:
    said = await desk.say("/bureau", "invoeren")
    assert said.status_code == 422
    assert "kies een bestand" in said.text


async def test_every_hostile_value_in_one_file_is_shown_as_text_and_none_gets_in_that_may_not(
    desk: Desk, amount: Callable[[], int]
) -> None:
    rows = [
        row(
            **{"slug": f"kwaad-{number}", "developer": "", "cost": "", "address": "", "verified_on": "", "valid_to": ""}
        )
        | {"age_min": "", "age_max": "", "verify_every": "", "regions": "", "phone": "", "email": ""}
        | {"by_experts_by_experience": "", one.field: one.value}
        for number, one in enumerate(VALUES)
        if "\0" not in one.value and "\ud800" not in one.value and one.field != "slug"
    ]
    page = await desk.bring(as_csv(rows))
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert "<img src=x" not in page.text
    for number in range(2, 5):
        assert "<script>alert" not in (await desk.client.get(f"{page.url.path}?toon=fout&pagina={number}")).text
    await desk.say(page.url.path, "ja", zonder_fouten="ja")
    await desk.finished(page.url.path)
    allowed = [one for one in VALUES if one.accepted and "\0" not in one.value]
    assert 0 < amount() <= len(allowed)
    listed = await desk.client.get("/api/v1/instruments?limit=1000")
    assert "<script" not in listed.text
    assert "javascript:" not in listed.text


async def test_the_errors_go_along_as_a_table_without_formulas(desk: Desk) -> None:
    page = await desk.bring(as_xlsx([row(title="=1+1", url="x")]), "aanbod.xlsx")
    table = await desk.client.get(f"{page.url.path}/fouten.csv")
    assert table.headers["content-disposition"] == 'attachment; filename="fouten.csv"'
    assert "'=1+1" in table.text
    assert "kolom H (url)" in table.text


async def test_a_name_of_a_file_is_kept_without_its_folders_and_tricks(desk: Desk) -> None:
    page = await desk.bring(as_csv([row()]), "C:\\geheim\\<b>aan\u202ebod.csv")
    assert "geheim" not in page.text
    assert "<b>aan" not in page.text
