"""The catalogue as a file: all of it or what is asked, and a spreadsheet runs nothing of it."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator

import openpyxl
import pytest
from sqlalchemy.orm import Session

from catalogue.database import engine_for
from catalogue.transfer.table_rows import Known, Sort, judge, read_table
from tests.common.hostile import FORMULAS
from tests.common.instruments import store, view
from tests.web.gateway import Gateway
from tests.web.staff.login import colleague

pytestmark = pytest.mark.anyio
VIEWS = [
    view("a-ede", regions=["Ede"], title=FORMULAS[3]),
    view("b-concept", status="concept", needs=["lotgenoten"]),
    *(view(f"c-{number:03}", title=FORMULAS[number % len(FORMULAS)]) for number in range(900)),
]


@pytest.fixture
def filled(database_url: str) -> Iterator[str]:
    engine = engine_for(database_url)
    with Session(engine) as session, session.begin():
        store(session, *VIEWS)
    engine.dispose()
    yield database_url


async def test_every_form_holds_every_record_and_can_come_in_again(filled: str, running: Gateway) -> None:
    client = await colleague(running)
    known = {one.slug: Known(one, 1) for one in VIEWS}
    for form in ("csv", "xlsx"):
        found = await client.get(f"/bureau/uitvoeren/bestand?vorm={form}")
        assert found.headers["cache-control"] == "no-store"
        assert found.headers["content-disposition"].startswith('attachment; filename="wegwijs-2')
        rows = judge(read_table(found.content, f"x.{form}"), known, set(known))
        assert sorted(one.slug for one in rows) == [one.slug for one in VIEWS]
        assert {one.sort for one in rows} == {Sort.SAME}
    for form, key in (("json", "slug"), ("hsds", "id")):
        found = await client.get(f"/bureau/uitvoeren/bestand?vorm={form}")
        assert len({one[key] for one in json.loads(found.content)}) == len(VIEWS)


async def test_no_cell_of_a_download_is_a_formula(filled: str, running: Gateway) -> None:
    client = await colleague(running)
    book = openpyxl.load_workbook(io.BytesIO((await client.get("/bureau/uitvoeren/bestand?vorm=xlsx")).content))
    assert not [cell for line in book["instrumenten"].iter_rows() for cell in line if cell.data_type == "f"]
    text = (await client.get("/bureau/uitvoeren/bestand?vorm=csv")).text
    cells = [cell for line in csv.reader(io.StringIO(text)) for cell in line]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "|", "%"))]


async def test_a_filter_chooses_what_goes_out(filled: str, running: Gateway) -> None:
    client = await colleague(running)
    wanted = {"gemeente=Ede": ["a-ede"], "status=concept": ["b-concept"], "hulpvraag=lotgenoten&q=x": []}
    for query, slugs in wanted.items():
        found = await client.get(f"/bureau/uitvoeren/bestand?vorm=json&{query}")
        assert [one["slug"] for one in json.loads(found.content)] == slugs
    assert "<h2" in (page := await client.get("/bureau/uitvoeren?gemeente=Ede")).text
    assert "1 record" in page.text


async def test_nobody_without_a_login_gets_a_file(filled: str, running: Gateway) -> None:
    assert (await running.client.get("/bureau/uitvoeren/bestand?vorm=csv")).status_code == 303
