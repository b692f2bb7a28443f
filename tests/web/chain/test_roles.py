"""Roles and chain partners at the desk: they show in the next talk, and nobody overwrites a colleague."""

from __future__ import annotations

import pytest

from tests.web.chain.conftest import Page, opened, sent
from tests.web.gateway import Gateway
from tests.web.staff.login import colleague
from web.catalogue_door import CatalogueDoor
from web.staff.people import Role

pytestmark = pytest.mark.anyio
HOME = "/bureau/keten/rollen"
POINT = {
    "role": "informatiepunt",
    "region": "Zeist",
    "how": "Loop binnen bij het steunpunt.",
    "phone": "030 123 45 67",
    "source": "gesprek",
}


async def point_of(running: Gateway, region: str, condition: str | None = None) -> str | None:
    """What a visitor reads of the information point."""
    door = CatalogueDoor(running.settings.database_url)
    try:
        found = await door.information_point({"audience": "patient", "region": region, "condition": condition})
    finally:
        door.close()
    return found["text"] if found else None


async def test_a_role_that_is_added_changed_and_removed_shows_in_the_next_talk(running: Gateway) -> None:
    async with await colleague(running) as client:
        page = await opened(client, f"{HOME}/nieuw?gemeente=Zeist")
        page.fields |= POINT
        assert (await sent(client, f"{HOME}/nieuw", page)).status_code == 303
        assert await point_of(running, "Zeist") == POINT["how"]
        edit = await opened(client, f"{HOME}/1")
        edit.fields |= {"how": "Bel eerst even.", "condition": "borstkanker"}
        assert (await sent(client, f"{HOME}/1", edit)).status_code == 303
        assert await point_of(running, "Zeist", "borstkanker") == "Bel eerst even."
        assert await point_of(running, "Zeist", "diabetes") is None
        assert "alleen bij borstkanker" in (await client.get(f"{HOME}?gemeente=Zeist")).text
        asked = await opened(client, f"{HOME}/1/weghalen")
        assert await point_of(running, "Zeist", "borstkanker") is not None
        assert (await sent(client, f"{HOME}/1/weghalen", asked)).status_code == 303
        assert await point_of(running, "Zeist", "borstkanker") is None


async def test_a_wrong_role_is_refused_at_its_fields_and_nothing_is_lost(running: Gateway) -> None:
    async with await colleague(running) as client:
        page = await opened(client, f"{HOME}/nieuw")
        page.fields |= POINT | {"url": "javascript:alert(1)", "bouwsteen": "3", "source": "", "how": "<b>Bel</b>"}
        response = await sent(client, f"{HOME}/nieuw", page)
        assert response.status_code == 422
        for name in ("url", "bouwsteen", "source", "how"):
            assert f'id="{name}-fout"' in response.text
        assert Page(response).fields["how"] == "<b>Bel</b>"
        assert Page(response).fields["url"] == "javascript:alert(1)"
        assert "<b>Bel" not in response.text


async def test_two_people_who_change_the_same_role_see_both_and_choose(running: Gateway) -> None:
    async with await colleague(running) as anna, await colleague(running) as piet:
        page = await opened(anna, f"{HOME}/nieuw")
        page.fields |= POINT
        await sent(anna, f"{HOME}/nieuw", page)
        of_anna, of_piet = await opened(anna, f"{HOME}/1"), await opened(piet, f"{HOME}/1")
        of_anna.fields["how"] = "Zoals Anna het zegt."
        await sent(anna, f"{HOME}/1", of_anna)
        of_piet.fields["how"] = "Zoals Piet het zegt."
        told = await sent(piet, f"{HOME}/1", of_piet)
        assert told.status_code == 409
        assert "Zoals Anna het zegt." in told.text
        assert Page(told).fields["how"] == "Zoals Piet het zegt."
        assert await point_of(running, "Zeist") == "Zoals Anna het zegt."
        assert (await sent(piet, f"{HOME}/1", Page(told))).status_code == 303
        assert await point_of(running, "Zeist") == "Zoals Piet het zegt."


async def test_who_changes_a_role_that_another_took_away_loses_nothing(running: Gateway) -> None:
    async with await colleague(running) as anna, await colleague(running) as piet:
        page = await opened(anna, f"{HOME}/nieuw")
        page.fields |= POINT
        await sent(anna, f"{HOME}/nieuw", page)
        of_piet = await opened(piet, f"{HOME}/1")
        await sent(anna, f"{HOME}/1/weghalen", await opened(anna, f"{HOME}/1/weghalen"))
        of_piet.fields["how"] = "Van Piet."
        told = await sent(piet, f"{HOME}/1", of_piet)
        assert told.status_code == 409
        assert "weggehaald" in told.text
        assert (await sent(piet, f"{HOME}/nieuw", Page(told))).status_code == 303
        assert await point_of(running, "Zeist") == "Van Piet."


async def test_the_same_role_for_the_same_people_is_not_laid_twice(running: Gateway) -> None:
    async with await colleague(running) as client:
        page = await opened(client, f"{HOME}/nieuw")
        page.fields |= POINT
        assert (await sent(client, f"{HOME}/nieuw", page)).status_code == 303
        again = await sent(client, f"{HOME}/nieuw", page)
        assert again.status_code == 422
        assert "deze rol is er al" in again.text


async def test_who_is_bound_to_a_region_lays_no_role_elsewhere_and_none_for_the_country(running: Gateway) -> None:
    async with await colleague(running, Role.KETENREGISSEUR, regions=["Ermelo"]) as client:
        page = await opened(client, f"{HOME}/nieuw")
        for region in ("Zeist", ""):
            page.fields |= POINT | {"region": region}
            response = await sent(client, f"{HOME}/nieuw", page)
            assert response.status_code == 422
            assert 'id="region-fout"' in response.text
        page.fields["region"] = "Ermelo"
        assert (await sent(client, f"{HOME}/nieuw", page)).status_code == 303


async def test_uitvoerders_and_ontwikkelaars_follow_from_the_instruments(running: Gateway, plan_id: int) -> None:
    async with await colleague(running) as client:
        page = (await client.get(f"{HOME}?gemeente=Ermelo")).text
        assert "Trimbos" in page
        assert "Uitvoerders in Ermelo</dt><dd>Voorbeeld</dd>" in page


async def test_a_chain_partner_is_added_and_changed_and_not_overwritten(running: Gateway) -> None:
    home = "/bureau/keten/partners"
    async with await colleague(running) as anna, await colleague(running) as piet:
        page = await opened(anna, f"{home}/nieuw")
        page.fields |= {"name": "Café Ons", "description": "Een inloop.", "regions": "Ermelo\nZeist"}
        assert (await sent(anna, f"{home}/nieuw", page)).status_code == 303
        assert (await sent(anna, f"{home}/nieuw", page)).status_code == 422
        path = f"{home}/cafe-ons"
        of_anna, of_piet = await opened(anna, path), await opened(piet, path)
        assert of_anna.fields["regions"] == "Ermelo\nZeist"
        of_anna.fields["description"] = "Inloop van Anna."
        assert (await sent(anna, path, of_anna)).status_code == 303
        of_piet.fields["description"] = "Inloop van Piet."
        told = await sent(piet, path, of_piet)
        assert told.status_code == 409
        assert "Inloop van Anna." in told.text
        assert (await sent(piet, path, Page(told))).status_code == 303
        assert "Inloop van Piet." in (await anna.get(f"{home}?gemeente=Ermelo")).text
        assert "Café Ons" not in (await anna.get(f"{home}?gemeente=Soest")).text
