"""The form of a website: nothing wrong gets in, nothing typed is lost, nobody overwrites a colleague."""

from __future__ import annotations

import html as markup
import json
from typing import Any

import pytest

from tests.web.chain.conftest import Page, opened, sent
from tests.web.gateway import Gateway
from tests.web.partner_desk.conftest import HOME, ZORGGROEP, found, lay
from tests.web.staff.login import colleague, in_database
from web.partner_desk.fields import LABELS, values_of
from web.partners import store
from web.partners.record import Partner
from web.staff import audit
from web.staff.audit import Asked
from web.staff.people import Role

pytestmark = pytest.mark.anyio
EDIT = f"{HOME}/website/zorggroep/wijzigen"
FILLED = values_of(Partner.model_validate(ZORGGROEP))


def log_of(running: Gateway) -> list[tuple[str, str]]:
    """What the audit log says, oldest first."""
    found = in_database(running.settings.database_url, lambda session: audit.lines(session, Asked()))
    return [(line.event, line.subject) for line in reversed(found.lines)]


async def test_every_field_of_the_record_can_be_filled_in_and_comes_back(running: Gateway) -> None:
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, f"{HOME}/nieuw")
        assert set(LABELS) <= set(page.fields) | {"on"}
        page.fields |= FILLED
        response = await sent(client, f"{HOME}/nieuw", page)
        assert response.headers["location"] == f"{HOME}/website/zorggroep?gedaan=gemaakt"
        assert found(running.settings.database_url) == Partner.model_validate(ZORGGROEP)
        again = await opened(client, EDIT)
        assert {name: again.fields[name] for name in FILLED if name != "key"} == {
            name: value for name, value in FILLED.items() if name != "key"
        }


async def test_a_new_website_may_ask_at_once(running: Gateway) -> None:
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, f"{HOME}/nieuw")
        await sent(client, f"{HOME}/nieuw", page, **FILLED)
    visitor = await running.visitor("zorggroep", "https://www.zorggroep.nl")
    assert visitor.opening[0]["text"] == ZORGGROEP["greeting"]


async def test_without_a_key_it_is_made_out_of_the_name(running: Gateway) -> None:
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, f"{HOME}/nieuw")
        response = await sent(client, f"{HOME}/nieuw", page, name="Huisartsen Één & Twee")
        assert response.status_code == 303
        assert found(running.settings.database_url, "huisartsen-een-twee").origins == ()


WRONG = [
    ("name", ""),
    ("key", "Zorg Groep"),
    ("origins", "https://www.zorggroep.nl/chat"),
    ("origins", "www.zorggroep.nl"),
    ("origins", "https://x.nl\njavascript:alert(1)"),
    ("origins", "\n".join(f"https://x{number}.nl" for number in range(21))),
    ("only_paths", "zorg"),
    ("not_paths", "/zorg/*/meer"),
    ("theme", "roze"),
    ("heading", "x" * 61),
    ("greeting", "x" * 301),
    ("privacy_url", "http://x.nl"),
    ("privacy_url", "javascript:alert(1)"),
    ("region", "Atlantis"),
    ("condition", "heimwee"),
    ("audience", "iedereen"),
    ("point_name", ""),
    ("point_phone", "bel maar"),
    ("point_url", "x.nl"),
    ("point_text", "x" * 301),
    ("talks_per_minute", "0"),
    ("talks_per_minute", "veel"),
    ("talks_per_minute", ""),
    ("messages_per_minute", "9" * 5000),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
async def test_what_is_wrong_is_said_in_dutch_at_its_field_and_nothing_is_lost(
    running: Gateway, name: str, value: str
) -> None:
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, f"{HOME}/nieuw")
        page.fields |= FILLED | {name: value}
        response = await sent(client, f"{HOME}/nieuw", page)
        assert response.status_code == 422
        kept = Page(response).fields
        for field, typed in (FILLED | {name: value}).items():
            if field != name or name not in {"region", "condition", "audience", "theme"}:  # what can only be chosen
                assert kept.get(field, "") == typed, field
        said = markup.unescape(response.text)
        assert f'id="{name}-fout"' in said
        for english in ("String", "Input", "should", "value_error", "Field"):
            assert english not in said.partition('role="alert"')[2].partition("</ul>")[0]
    assert in_database(running.settings.database_url, store.everything) == []


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("https://WWW.Zorggroep.nl/", "https://www.zorggroep.nl"),
        ("https://zorggroep.nl:443", "https://zorggroep.nl"),
        ("http://localhost:8080", "http://localhost:8080"),
        ("https://zorgcafé.nl", "https://xn--zorgcaf-hya.nl"),
    ],
)
async def test_an_address_is_kept_as_browsers_send_it(running: Gateway, typed: str, kept: str) -> None:
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, f"{HOME}/nieuw")
        response = await sent(client, f"{HOME}/nieuw", page, **(FILLED | {"origins": f"\r\n {typed} \r\n\r\n"}))
        assert response.status_code == 303
        assert found(running.settings.database_url).origins == (kept,)


async def test_a_key_that_is_taken_is_refused_and_the_website_that_has_it_stays(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, f"{HOME}/nieuw")
        response = await sent(client, f"{HOME}/nieuw", page, **(FILLED | {"name": "Een ander"}))
        assert response.status_code == 409
        assert 'id="key-fout"' in response.text
        assert found(running.settings.database_url).name == ZORGGROEP["name"]


async def test_the_key_never_changes(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, EDIT)
        assert "key" not in page.fields
        assert (await sent(client, EDIT, page, key="anders", name="Nieuwe naam")).status_code == 303
        assert found(running.settings.database_url).name == "Nieuwe naam"


async def test_each_change_stands_in_the_log_with_what_it_was_and_became(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, EDIT)
        page.fields |= {"theme": "helder", "origins": "https://www.zorggroep.nl\nhttps://nieuw.zorggroep.nl"}
        page.fields.pop("on")
        assert (await sent(client, EDIT, page)).status_code == 303
    assert log_of(running) == [
        ("website gewijzigd", "zorggroep: Aan: ja → nee"),
        (
            "website gewijzigd",
            "zorggroep: Websites: erbij https://nieuw.zorggroep.nl, eraf https://huisarts.zorggroep.nl",
        ),
        ("website gewijzigd", "zorggroep: Uiterlijk: Rustig → Helder"),
    ]


async def test_a_form_that_changes_nothing_leaves_no_trace(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        assert (await sent(client, EDIT, await opened(client, EDIT))).status_code == 303
    assert log_of(running) == []
    kept = in_database(running.settings.database_url, lambda session: store.find(session, "zorggroep"))
    assert kept and kept.version == 1


async def test_two_who_change_different_fields_both_get_their_way(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, EDIT)
        lay(running.settings.database_url, heading="Van een collega")
        response = await sent(client, EDIT, page, greeting="Van mij")
        assert response.headers["location"].endswith("gedaan=samen")
    kept = found(running.settings.database_url)
    assert (kept.heading, kept.greeting) == ("Van een collega", "Van mij")


@pytest.mark.parametrize(("choice", "kept"), [("mijn", "Van mij"), ("hun", "Van een collega")])
async def test_two_who_change_the_same_field_see_both_and_choose(running: Gateway, choice: str, kept: str) -> None:
    lay(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, EDIT)
        lay(running.settings.database_url, heading="Van een collega", theme="helder")
        told = await sent(client, EDIT, page, heading="Van mij", name="Nieuwe naam")
        assert told.status_code == 409
        assert "Een collega wijzigde intussen hetzelfde" in told.text
        assert "Wat er nu staat: Van een collega" in told.text
        assert found(running.settings.database_url).name == ZORGGROEP["name"]
        again = Page(told)
        assert again.fields["heading"] == "Van mij"
        response = await sent(client, EDIT, again, **{"keuze.heading": choice})
        assert response.status_code == 303
    now = found(running.settings.database_url)
    assert (now.heading, now.name, now.theme) == (kept, "Nieuwe naam", "helder")


async def test_a_form_without_what_it_began_with_overwrites_nothing_unseen(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, EDIT)
        lay(running.settings.database_url, heading="Van een collega")
        for broken in ("", "[]", json.dumps({"name": 3}), "{" * 50_000):
            page.fields["base"] = broken
            assert (await sent(client, EDIT, page)).status_code == 409
    assert found(running.settings.database_url).heading == "Van een collega"


async def test_who_has_regions_sees_and_changes_only_websites_there(running: Gateway) -> None:
    lay(running.settings.database_url)
    lay(running.settings.database_url, key="zeist", name="Gemeente Zeist", region="Zeist")
    lay(running.settings.database_url, key="land", name="Landelijke club", region=None)
    async with await colleague(running, Role.BEHEERDER, regions=["Ermelo"]) as client:
        listed = (await client.get(HOME)).text
        assert "Zorggroep Veluwe" in listed
        assert "Gemeente Zeist" not in listed
        assert "Landelijke club" not in listed
        for key in ("zeist", "land", "bestaat-niet"):
            for path in ("", "/wijzigen", "/voorbeeld", "/zet/uit"):
                assert (await client.get(f"{HOME}/website/{key}{path}")).status_code == 404, (key, path)
        page = await opened(client, EDIT)
        for region in ("Zeist", ""):
            response = await sent(client, EDIT, page, region=region)
            assert response.status_code == 422
            assert 'id="region-fout"' in response.text
        for path in ("wijzigen", "zet/uit", "link", "intrekken"):
            assert (await sent(client, f"{HOME}/website/zeist/{path}", page)).status_code == 404, path
    assert found(running.settings.database_url, "zeist").on


async def test_a_website_that_went_to_another_region_costs_nobody_what_was_typed(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running, Role.BEHEERDER, regions=["Ermelo"]) as client:
        page = await opened(client, EDIT)
        lay(running.settings.database_url, region="Zeist")
        response = await sent(client, EDIT, page, greeting="Dit wil ik niet kwijt")
        assert response.status_code == 404
        assert "Dit wil ik niet kwijt" in response.text
    assert found(running.settings.database_url).greeting == ZORGGROEP["greeting"]


@pytest.mark.parametrize("role", [Role.MEDEWERKER, Role.KWALITEITSBEWAKER, Role.KETENREGISSEUR])
async def test_who_is_no_beheerder_looks_and_changes_nothing(running: Gateway, role: Role) -> None:
    lay(running.settings.database_url)
    bouwsteen = 3 if role is Role.KWALITEITSBEWAKER else None
    async with await colleague(running, role, bouwsteen=bouwsteen) as client:
        page = await opened(client, f"{HOME}/website/zorggroep")
        assert "/wijzigen" not in page.response.text
        for path in ("nieuw", "website/zorggroep/wijzigen", "website/zorggroep/zet/uit"):
            assert (await client.get(f"{HOME}/{path}")).status_code == 403, path
        fields: dict[str, Any] = page.fields | FILLED
        for path in ("nieuw", *(f"website/zorggroep/{one}" for one in ("wijzigen", "zet/uit", "link", "intrekken"))):
            assert (await client.post(f"{HOME}/{path}", data=fields)).status_code == 403, path
    assert found(running.settings.database_url) == Partner.model_validate(ZORGGROEP)
