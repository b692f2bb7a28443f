"""The fill-in lists as pages: saved row by row, printed, exported, and two people never undo each other's work."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from catalogue.search import today_here
from tests.web.chain.conftest import Page, opened, sent
from tests.web.gateway import Gateway
from tests.web.staff.login import colleague
from web.staff.people import Role

pytestmark = pytest.mark.anyio


async def test_a_row_that_is_filled_in_stands_there_the_next_time_and_an_empty_one_follows(
    running: Gateway, plan_id: int
) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/rollen"
    async with await colleague(running, Role.KETENREGISSEUR) as client:
        page = await opened(client, path)
        key = page.empty("ketenpartijen.0.organisatie")
        page.fields[f"ketenpartijen.0.{key}.organisatie"] = "Zorgdat"
        page.fields[f"ketenpartijen.0.{key}.contact"] = "0341 123456"
        page.fields["ketenregisseur.0.rol.naam"] = "Anna de Vries"
        response = await sent(client, path, page)
        assert (response.status_code, response.headers["location"]) == (303, f"{path}?gedaan=bewaard")
        after = await opened(client, path)
        assert after.row_of("Zorgdat") == f"ketenpartijen.0.{key}"
        assert after.fields["ketenregisseur.0.rol.naam"] == "Anna de Vries"
        assert after.empty("ketenpartijen.0.organisatie") != key


async def test_rij_toevoegen_keeps_what_was_typed_and_saves_nothing(running: Gateway, plan_id: int) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/acties"
    async with await colleague(running) as client:
        page = await opened(client, path)
        key = page.empty("acties.2.wat")
        page.fields[f"acties.2.{key}.wat"] = "Huisartsen uitnodigen"
        response = await sent(client, path, page, toevoegen="acties.2")
        assert response.status_code == 200
        more = Page(response)
        assert more.fields[f"acties.2.{key}.wat"] == "Huisartsen uitnodigen"
        assert more.empty("acties.2.wat") != key
        assert " autofocus" in response.text
        assert "Huisartsen" not in (await opened(client, path)).response.text


async def test_a_wrong_cell_is_named_at_its_field_and_nothing_is_lost(running: Gateway, plan_id: int) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/acties"
    async with await colleague(running) as client:
        page = await opened(client, path)
        first, other = page.empty("acties.1.wat"), page.empty("acties.2.wat")
        page.fields[f"acties.1.{first}.wat"] = "Folder <b>maken</b>"
        page.fields[f"acties.1.{first}.wanneer"] = "morgen"
        page.fields[f"acties.2.{other}.wie"] = "Piet"
        response = await sent(client, path, page)
        assert response.status_code == 422
        again = Page(response)
        assert again.fields[f"acties.1.{first}.wat"] == "Folder <b>maken</b>"
        assert again.fields[f"acties.2.{other}.wie"] == "Piet"
        for name in (f"acties.1.{first}.wat", f"acties.1.{first}.wanneer", f"acties.2.{other}.wat"):
            assert f'href="#{name}"' in response.text
            assert f'id="{name}-fout"' in response.text
        assert "<b>maken" not in response.text


async def test_two_people_who_fill_in_different_rows_both_keep_their_work(running: Gateway, plan_id: int) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/acties"
    async with await colleague(running) as anna, await colleague(running) as piet:
        of_anna, of_piet = await opened(anna, path), await opened(piet, path)
        of_anna.fields[f"acties.1.{of_anna.empty('acties.1.wat')}.wat"] = "Werk van Anna"
        of_piet.fields[f"acties.1.{of_piet.empty('acties.1.wat')}.wat"] = "Werk van Piet"
        assert (await sent(anna, path, of_anna)).status_code == 303
        assert (await sent(piet, path, of_piet)).status_code == 303
        # Piet's page still shows Anna's row as it was not there: saving it again takes nothing away.
        assert (await sent(piet, path, of_piet)).status_code == 303
        now = (await opened(anna, path)).response.text
        assert now.count("Werk van Anna") == now.count("Werk van Piet") >= 1


async def test_two_people_who_change_the_same_row_see_both_and_choose(running: Gateway, plan_id: int) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/acties"
    async with await colleague(running) as anna, await colleague(running) as piet:
        begin = await opened(anna, path)
        begin.fields[f"acties.1.{begin.empty('acties.1.wat')}.wat"] = "Begin"
        await sent(anna, path, begin)
        of_anna, of_piet = await opened(anna, path), await opened(piet, path)
        row = of_anna.row_of("Begin")
        of_anna.fields[f"{row}.wat"] = "Zo wil Anna het"
        await sent(anna, path, of_anna)
        of_piet.fields[f"{row}.wat"] = "Zo wil Piet het"
        other = of_piet.empty("acties.3.wat")
        of_piet.fields[f"acties.3.{other}.wat"] = "Ook van Piet"
        response = await sent(piet, path, of_piet)
        assert response.status_code == 409
        assert "Zo wil Anna het" in response.text
        told = Page(response)
        assert told.fields[f"{row}.wat"] == "Zo wil Piet het"
        now = await opened(anna, path)
        assert now.fields[f"{row}.wat"] == "Zo wil Anna het"
        assert now.fields[f"acties.3.{other}.wat"] == "Ook van Piet"
        assert (await sent(piet, path, told)).status_code == 303
        assert (await opened(anna, path)).fields[f"{row}.wat"] == "Zo wil Piet het"


async def test_a_row_that_another_took_away_is_not_lost_for_who_changed_it(running: Gateway, plan_id: int) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/acties"
    async with await colleague(running) as anna, await colleague(running) as piet:
        begin = await opened(anna, path)
        begin.fields[f"acties.1.{begin.empty('acties.1.wat')}.wat"] = "Begin"
        await sent(anna, path, begin)
        of_anna, of_piet = await opened(anna, path), await opened(piet, path)
        row = of_anna.row_of("Begin")
        assert (await sent(anna, path, of_anna, **{f"{row}.weg": "ja"})).status_code == 303
        of_piet.fields[f"{row}.status"] = "bezig"
        response = await sent(piet, path, of_piet)
        assert response.status_code == 409
        assert "weggehaald" in response.text
        assert (await sent(piet, path, Page(response))).status_code == 303
        assert (await opened(anna, path)).fields[f"{row}.status"] == "bezig"


async def test_the_checklist_has_the_lines_of_the_document_and_those_of_your_own(
    running: Gateway, plan_id: int
) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/checklist"
    async with await colleague(running) as client:
        page = await opened(client, path)
        assert "Mantelzorgsteunpunt" in page.response.text
        assert "Onafhankelijk cliëntondersteuner" in page.response.text
        page.fields["organisaties.0.gemeente.antwoord"] = "Ja"
        own = page.empty("sleutelpersonen.0.naam")
        page.fields[f"sleutelpersonen.0.{own}.naam"] = "Imam"
        page.fields[f"sleutelpersonen.0.{own}.antwoord"] = "Nee"
        assert (await sent(client, path, page)).status_code == 303
        after = await opened(client, path)
        assert after.fields["organisaties.0.gemeente.antwoord"] == "Ja"
        assert after.fields[f"sleutelpersonen.0.{own}.antwoord"] == "Nee"


async def test_the_instruments_of_the_municipalities_fill_the_list_and_national_ones_on_request(
    running: Gateway, plan_id: int
) -> None:
    here = f"/bureau/keten/aanpak/{plan_id}"
    async with await colleague(running) as client:
        before = (await client.get(f"{here}/bouwsteen/2")).text
        assert "Mantelzorgcafé" in before
        assert "Trimbos" in before
        assert "Landelijke lijn" not in before
        form = await opened(client, f"{here}/gegevens")
        assert (await sent(client, f"{here}/gegevens", form, national="ja")).status_code == 303
        after = (await client.get(f"{here}/bouwsteen/2")).text
        assert after.index("Mantelzorgcafé") < after.index("Landelijke lijn")
        assert "Iets in Zeist" not in after


async def test_what_is_past_its_day_is_said_in_words_until_it_is_done(running: Gateway, plan_id: int) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/acties"
    async with await colleague(running) as client:
        page = await opened(client, path)
        row = f"acties.1.{page.empty('acties.1.wat')}"
        page.fields |= {f"{row}.wat": "Bellen", f"{row}.wanneer": str(today_here() - timedelta(days=1))}
        await sent(client, path, page)
        late = await opened(client, path)
        assert "Te laat" in late.response.text
        assert "1 te laat" in (await client.get("/bureau/keten")).text
        late.fields[f"{row}.status"] = "voltooid"
        await sent(client, path, late)
        assert "Te laat" not in (await client.get(path)).text


async def test_a_guard_of_one_bouwsteen_changes_that_list_and_no_other(running: Gateway, plan_id: int) -> None:
    path = f"/bureau/keten/aanpak/{plan_id}/acties"
    async with await colleague(running, Role.KWALITEITSBEWAKER, bouwsteen=2) as client:
        page = await opened(client, path)
        assert not any(name.startswith("acties.1.") for name in page.fields)
        page.fields[f"acties.2.{page.empty('acties.2.wat')}.wat"] = "Van de bewaker"
        page.fields |= {"acties.1.abc.wat": "Ingeslopen", "acties.1.abc.stamp": ""}
        assert (await sent(client, path, page)).status_code == 303
        after = (await client.get(path)).text
        assert "Van de bewaker" in after
        assert "Ingeslopen" not in after
        general = f"/bureau/keten/aanpak/{plan_id}/rollen"
        refused = await client.post(general, data={"csrf": page.fields["csrf"], "doelen.0.abc.doel": "x"})
        assert refused.status_code == 403


async def test_who_works_for_another_region_sees_the_lists_and_changes_none(running: Gateway, plan_id: int) -> None:
    async with await colleague(running, Role.KETENREGISSEUR, regions=["Zeist"]) as client:
        for path in ("checklist", "rollen", "bouwsteen/3", "acties"):
            page = await opened(client, f"/bureau/keten/aanpak/{plan_id}/{path}")
            assert set(page.fields) <= {"csrf"}
        assert (await client.get(f"/bureau/keten/aanpak/{plan_id}/gegevens")).status_code == 403
        assert (await client.get(f"/bureau/keten/aanpak/{plan_id}/weghalen")).status_code == 403


async def test_the_workbook_and_the_print_hold_what_was_filled_in(running: Gateway, plan_id: int) -> None:
    here = f"/bureau/keten/aanpak/{plan_id}"
    async with await colleague(running) as client:
        page = await opened(client, f"{here}/acties")
        page.fields[f"acties.4.{page.empty('acties.4.wat')}.wat"] = "=1+1"
        await sent(client, f"{here}/acties", page)
        response = await client.get(f"{here}/lijsten.xlsx")
        assert response.status_code == 200
        assert 'filename="ketenaanpak-keten-noord-veluwe.xlsx"' in response.headers["content-disposition"]
        book = load_workbook(io.BytesIO(response.content))
        cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        assert "'=1+1" in cells
        assert "Mantelzorgcafé" in " ".join(str(cell) for cell in cells)
        paper = (await client.get(f"{here}/afdrukken")).text
        assert "=1+1" in paper
        assert "<textarea" not in paper
        only = (await client.get(f"{here}/afdrukken?deel=checklist")).text
        assert "=1+1" not in only
        assert "Jeugdhulporganisatie" in only


async def test_a_plan_is_made_changed_without_overwriting_and_removed_after_a_question(
    running: Gateway, plan_id: int
) -> None:
    here = f"/bureau/keten/aanpak/{plan_id}"
    async with await colleague(running) as anna, await colleague(running) as piet:
        wrong = await opened(anna, "/bureau/keten/aanpak/nieuw")
        wrong.fields |= {"name": "Nieuw plan", "regions": "Zeist\nNergenshuizen"}
        refused = await sent(anna, "/bureau/keten/aanpak/nieuw", wrong)
        assert refused.status_code == 422
        assert Page(refused).fields["regions"] == "Zeist\nNergenshuizen"
        of_anna, of_piet = await opened(anna, f"{here}/gegevens"), await opened(piet, f"{here}/gegevens")
        of_anna.fields["name"] = "Naam van Anna"
        assert (await sent(anna, f"{here}/gegevens", of_anna)).status_code == 303
        of_piet.fields["name"] = "Naam van Piet"
        told = await sent(piet, f"{here}/gegevens", of_piet)
        assert told.status_code == 409
        assert "Naam van Anna" in told.text
        assert Page(told).fields["name"] == "Naam van Piet"
        asked = await opened(anna, f"{here}/weghalen")
        assert (await opened(anna, here)).response.status_code == 200
        assert (await sent(anna, f"{here}/weghalen", asked)).status_code == 303
        assert (await anna.get(here)).status_code == 404


@pytest.mark.parametrize(
    "path", ["", "/rollen", "/partners", "/aanpak/1", "/aanpak/1/rollen", "/aanpak/1/lijsten.xlsx"]
)
async def test_nobody_sees_the_chain_without_logging_in(running: Gateway, plan_id: int, path: str) -> None:
    response = await running.client.get(f"/bureau/keten{path}")
    assert response.status_code == 303
    assert response.headers["location"].startswith("/bureau/inloggen")


@pytest.mark.parametrize("number", ["9" * 20, "9" * 5000, "-1", "een"])
@pytest.mark.parametrize("path", ["aanpak/{}", "aanpak/{}/checklist", "aanpak/1/bouwsteen/{}", "rollen/{}"])
async def test_a_number_that_no_database_holds_is_told_to_be_no_right_address(
    running: Gateway, path: str, number: str
) -> None:
    async with await colleague(running) as anna:
        assert (await anna.get(f"/bureau/keten/{path.format(number)}")).status_code in {404, 422}
