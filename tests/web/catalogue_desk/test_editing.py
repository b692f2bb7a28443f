"""Making and changing instruments at the desk, alone and with two at once."""

from __future__ import annotations

import re
from html import unescape

import pytest

from tests.web.catalogue_desk.conftest import Find, Put
from tests.web.catalogue_desk.forms import fields_of, send
from tests.web.gateway import Gateway
from tests.web.staff.login import colleague
from web.database import Database, UnavailableError
from web.staff.people import Role

pytestmark = pytest.mark.anyio
EDIT = "/bureau/aanbod/wandelgroep/wijzigen"
NEW = "/bureau/aanbod/nieuw"


async def test_an_unchanged_form_changes_nothing(running: Gateway, put: Put, find: Find) -> None:
    put(
        "wandelgroep",
        needs=["somberheid", "lotgenoten"],
        regions=["Utrecht", "Ermelo"],
        age_min=18,
        languages=["nl", "tr"],
    )
    before = find("wandelgroep")
    client = await colleague(running)
    page = (await client.get(EDIT)).text
    sent = await send(client, page, EDIT)
    assert sent.status_code == 303
    assert find("wandelgroep") == before


async def test_every_field_of_a_record_can_be_changed(running: Gateway, put: Put, find: Find) -> None:
    put("wandelgroep")
    client = await colleague(running)
    sent = await send(
        client,
        (await client.get(EDIT)).text,
        EDIT,
        title="Samen wandelen",
        summary="Je wandelt met anderen.",
        instrument_kind="lichamelijke_activiteit",
        needs=["lotgenoten", "overbelasting"],
        audiences=["mantelzorger"],
        conditions="Suikerziekte\nborstkanker",
        age_min="18",
        age_max="65",
        carer_groups=["werkende mantelzorger"],
        regions="utrecht, Ermelo",
        languages=["nl", "ar"],
        cost="gratis",
        access="verwijzing",
        channels__url="https://www.wandel.nl/",
        channels__phone="030 123 45 67",
        channels__email="info@wandel.nl",
        channels__address="Straat 1",
        provider="Welzijn",
        developer="Bond",
        by_experts_by_experience="ja",
        verified_on="31-1-2026",
        verified_by="Iemand",
        verify_every="90",
        valid_from="2026-01-01",
        valid_to="2030-01-01",
        source="Gebeld",
    )
    assert sent.status_code == 303, sent.text
    kept = find("wandelgroep")
    assert kept is not None
    view = kept.view
    assert (view.title, view.regions, view.bouwstenen) == ("Samen wandelen", ("Utrecht", "Ermelo"), (2, 3))
    assert view.conditions == ("diabetes", "borstkanker")
    assert (view.age_min, view.age_max, view.verify_every, view.by_experts_by_experience) == (18, 65, 90, True)
    assert (str(view.verified_on), view.channels.phone, view.access) == ("2026-01-31", "030 123 45 67", "verwijzing")


async def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(
    running: Gateway, put: Put, find: Find
) -> None:
    put("wandelgroep")
    client = await colleague(running)
    page = (await client.get(EDIT)).text
    sent = await send(
        client,
        page,
        EDIT,
        title="",
        regions="Utrect",
        channels__url="javascript:alert(1)",
        cost="<b>veel</b>",
        age_min="oud",
    )
    assert sent.status_code == 422
    assert "Vul een titel in." in sent.text
    assert "bedoel je &#39;Utrecht&#39;?" in sent.text
    fields = fields_of(sent.text, EDIT)
    assert (fields["regions"], fields["channels.url"]) == (["Utrect"], ["javascript:alert(1)"])
    assert (fields["cost"], fields["age_min"]) == (["<b>veel</b>"], ["oud"])
    assert "<b>veel" not in sent.text
    kept = find("wandelgroep")
    assert kept is not None
    assert kept.version == 1


async def test_two_people_who_edit_the_same_record_both_keep_their_work(running: Gateway, put: Put, find: Find) -> None:
    put("wandelgroep")
    one, other = await colleague(running), await colleague(running)
    first, second = (await one.get(EDIT)).text, (await other.get(EDIT)).text
    await send(one, first, EDIT, title="De titel van de een")
    sent = await send(other, second, EDIT, cost="gratis")
    assert sent.status_code == 303
    told = (await other.get(sent.headers["location"])).text
    assert "De titel van de een" in told
    assert "bewaarde een collega ook iets" in told
    kept = find("wandelgroep")
    assert kept is not None
    assert (kept.view.title, kept.view.cost, kept.version) == ("De titel van de een", "gratis", 3)


@pytest.mark.parametrize(("choice", "title"), [("mij", "Van de ander"), ("hun", "Van de een")])
async def test_where_both_changed_a_field_both_are_shown_and_somebody_chooses(
    running: Gateway, put: Put, find: Find, choice: str, title: str
) -> None:
    put("wandelgroep")
    one, other = await colleague(running), await colleague(running)
    first, second = (await one.get(EDIT)).text, (await other.get(EDIT)).text
    await send(one, first, EDIT, title="Van de een", cost="gratis")
    asked = await send(other, second, EDIT, title="Van de ander", provider="Een ander")
    assert asked.status_code == 409
    assert "Van de een" in asked.text
    assert "Van de ander" in asked.text
    kept = find("wandelgroep")
    assert kept is not None
    assert kept.view.title == "Van de een"
    saved = await send(other, asked.text, EDIT, keuze__title=choice)
    assert saved.status_code == 303
    kept = find("wandelgroep")
    assert kept is not None
    assert (kept.view.title, kept.view.cost, kept.view.provider) == (title, "gratis", "Een ander")


async def test_a_silent_database_gives_the_form_back_with_everything_typed(
    running: Gateway, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    put("wandelgroep")
    client = await colleague(running)
    page = (await client.get(EDIT)).text

    async def silent(*_: object) -> None:
        raise UnavailableError

    monkeypatch.setattr(Database, "write", silent)
    sent = await send(client, page, EDIT, summary="Lang over nagedacht.", needs=["lotgenoten"])
    assert sent.status_code == 503
    assert "Niet bewaard" in sent.text
    fields = fields_of(sent.text, EDIT)
    assert (fields["summary"], fields["needs"]) == (["Lang over nagedacht."], ["lotgenoten"])


async def test_new_and_duplicated_records_get_a_name_of_their_own(running: Gateway, put: Put, find: Find) -> None:
    put("wandelgroep", title="Wandelgroep")
    client = await colleague(running)
    copy = (await client.get("/bureau/aanbod/wandelgroep/dupliceren")).text
    made = await send(client, copy, NEW, doe="publiceren")
    assert made.headers["location"].startswith("/bureau/aanbod/wandelgroep-2?")
    kept = find("wandelgroep-2")
    assert kept is not None
    assert (kept.view.status, kept.view.verified_on) == ("gepubliceerd", None)
    taken = await send(client, copy, NEW, slug="wandelgroep")
    assert taken.status_code == 422
    assert "al in gebruik" in taken.text
    assert (await send(client, copy, NEW, slug="nieuw")).status_code == 422


async def test_what_is_not_theirs_has_no_buttons_and_is_refused(running: Gateway, put: Put, find: Find) -> None:
    put("wandelgroep", regions=["Utrecht"])
    quality = await colleague(running, Role.KWALITEITSBEWAKER, bouwsteen=7)
    elsewhere = await colleague(running, regions=["Ermelo"])
    director = await colleague(running, Role.KETENREGISSEUR)
    mine = await colleague(running)
    form = fields_of((await mine.get(EDIT)).text, EDIT)
    for client in (quality, elsewhere, director):
        page = await client.get("/bureau/aanbod/wandelgroep")
        assert page.status_code == 200
        assert EDIT not in page.text
        assert (await client.get(EDIT)).status_code == 403
        token = fields_of(page.text, "/bureau/uitloggen")["csrf"]
        sent = await client.post(EDIT, data={**form, "csrf": token, "title": "Gekaapt"})
        assert sent.status_code == 403
        acted = await client.post("/bureau/aanbod/wandelgroep/stand", data={"csrf": token, "doe": "intrekken"})
        assert acted.status_code == 403
    kept = find("wandelgroep")
    assert kept is not None
    assert kept.version == 1


async def test_nobody_moves_a_record_out_of_their_own_region(running: Gateway, put: Put, find: Find) -> None:
    put("wandelgroep", regions=["Utrecht"])
    client = await colleague(running, regions=["Utrecht"])
    sent = await send(client, (await client.get(EDIT)).text, EDIT, regions="Ermelo")
    assert sent.status_code == 403
    assert "valt buiten jouw regio" in sent.text
    kept = find("wandelgroep")
    assert kept is not None
    assert kept.view.regions == ("Utrecht",)


async def test_a_kind_that_is_missing_begins_as_a_form_that_is_filled_in_and_can_be_saved(
    running: Gateway, find: Find
) -> None:
    client = await colleague(running)
    missing = (await client.get("/bureau/hiaten/respijtzorg?regio=Texel&doelgroep=mantelzorger")).text
    found = re.search(rf'href="({NEW}\?need=respijtzorg&amp;kind=vervangende_zorg[^"]*)"', missing)
    assert found
    page = (await client.get(unescape(found[1]))).text
    begun = fields_of(page, NEW)
    assert (begun["needs"], begun["instrument_kind"]) == (["respijtzorg"], ["vervangende_zorg"])
    assert (begun["audiences"], begun["regions"]) == (["mantelzorger"], ["Texel"])
    made = await send(
        client,
        page,
        NEW,
        title="Logeerhuis De Duinen",
        summary="Je naaste logeert hier een weekend. Jij hebt even vrij.",
        channels__phone="0222 31 41 59",
        provider="De Duinen",
        source="Gebeld",
        doe="publiceren",
    )
    assert made.status_code == 303, made.text
    kept = find("logeerhuis-de-duinen")
    assert kept is not None
    assert (kept.view.needs, kept.view.regions, kept.view.status) == (("respijtzorg",), ("Texel",), "gepubliceerd")


@pytest.mark.parametrize("name", ["need", "kind", "audience", "region", "condition"])
async def test_an_address_that_tells_nonsense_begins_an_empty_form(running: Gateway, name: str) -> None:
    client = await colleague(running)
    page = (await client.get(NEW, params={name: '"><script>alert(1)</script>'})).text
    assert page.count("<script") == 1
    assert fields_of(page, NEW)["title"] == [""]
    assert "alert(1)" not in page
