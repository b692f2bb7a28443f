"""The start page, the list with what is done to many at once, and the history."""

from __future__ import annotations

import re

import pytest

from tests.web.catalogue_desk.conftest import Find, Put
from tests.web.catalogue_desk.forms import send
from tests.web.gateway import Gateway
from tests.web.staff.login import colleague, csrf_of

pytestmark = pytest.mark.anyio
TOGETHER = "/bureau/aanbod/samen"


async def test_the_start_page_counts_what_needs_attention(running: Gateway, put: Put) -> None:
    put("oud", valid_to="2020-01-01")
    put("concept", status="concept")
    client = await colleague(running)
    page = (await client.get("/bureau")).text
    for address in ("staat=verlopen", "status=concept"):
        assert re.search(rf'{address}"><span class="count">1</span>', page), address
    assert '<a href="/bureau/voorstellen">0 voorstellen wachten op antwoord</a>' in page


async def test_filters_stay_in_the_address_and_what_means_nothing_is_left_out(running: Gateway, put: Put) -> None:
    put("wandelgroep", title="Wandelgroep", regions=["Utrecht"])
    put("leesclub", title="Leesclub", regions=["Ermelo"])
    client = await colleague(running)
    page = (await client.get("/bureau/aanbod?gemeente=Utrecht&staat=onzin&pagina=x&rommel=1")).text
    assert "Wandelgroep" in page
    assert "Leesclub" not in page
    assert 'name="terug" value="gemeente=Utrecht"' in page


async def test_verifying_many_skips_what_is_not_theirs_and_says_which(running: Gateway, put: Put, find: Find) -> None:
    put("wandelgroep", title="Wandelgroep", regions=["Utrecht"], verified_on=None)
    put("leesclub", title="Leesclub", regions=["Ermelo"], verified_on=None)
    client = await colleague(running, regions=["Utrecht"])
    page = (await client.get("/bureau/aanbod")).text
    done = await send(client, page, TOGETHER, doe="nagekeken", slug=["wandelgroep", "leesclub"])
    assert "Leesclub</a>: valt buiten jouw regio of bouwsteen" in done.text
    mine, other = find("wandelgroep"), find("leesclub")
    assert mine is not None
    assert other is not None
    assert mine.view.verified_on is not None
    assert mine.view.verified_by == "Medewerker" or (mine.view.verified_by or "").startswith("Medewerker")
    assert other.view.verified_on is None


async def test_withdrawing_many_asks_first(running: Gateway, put: Put, find: Find) -> None:
    put("wandelgroep", title="Wandelgroep")
    client = await colleague(running)
    page = (await client.get("/bureau/aanbod")).text
    asked = await send(client, page, TOGETHER, doe="intrekken", slug=["wandelgroep"])
    kept = find("wandelgroep")
    assert kept is not None
    assert kept.view.status == "gepubliceerd"
    await send(client, asked.text, TOGETHER, doe="intrekken")
    kept = find("wandelgroep")
    assert kept is not None
    assert kept.view.status == "ingetrokken"


async def test_a_change_is_seen_in_the_history_and_can_be_undone_once(running: Gateway, put: Put, find: Find) -> None:
    put("wandelgroep", title="Wandelgroep")
    client = await colleague(running)
    edit = "/bureau/aanbod/wandelgroep/wijzigen"
    await send(client, (await client.get(edit)).text, edit, title="Loopgroep")
    past = (await client.get("/bureau/aanbod/wandelgroep/geschiedenis")).text
    assert "<del>Wandelgroep</del>" in past
    assert "<ins>Loopgroep</ins>" in past
    found = re.search(r'href="(/bureau/aanbod/wandelgroep/ongedaan/\d+)"', past)
    assert found
    asked = (await client.get(found[1])).text
    undone = await client.post(found[1], data={"csrf": csrf_of(asked)})
    assert undone.status_code == 303
    kept = find("wandelgroep")
    assert kept is not None
    assert kept.view.title == "Wandelgroep"
    again = await client.post(found[1], data={"csrf": csrf_of(asked)})
    assert again.status_code == 409
    assert "Titel" in again.text


async def test_a_half_filled_form_has_a_preview_that_says_how_it_reads(running: Gateway) -> None:
    client = await colleague(running)
    page = (await client.get("/bureau/aanbod/nieuw")).text
    form = {"csrf": csrf_of(page), "title": "Wandelen", "summary": "U kunt participeren.", "carer_groups": "dementie"}
    shown = await client.post("/bureau/aanbod/voorbeeld", data=form)
    assert shown.status_code == 200
    assert "frame-ancestors 'self'" in shown.headers["content-security-policy"]
    assert "meedoen" in shown.text
    assert "zeg liever je en jij" in shown.text
    assert "Kies een soort." in shown.text
