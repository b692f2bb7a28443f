"""The pages of the accounts: who may see them, what they keep, and what they refuse."""

from __future__ import annotations

import html as markup
import re

import httpx
import pytest
from sqlalchemy import func, select

from tests.web.gateway import Gateway
from tests.web.staff.login import PASSWORD, browser_of, colleague, csrf_of, enter, make_account
from tests.web.staff.test_login import in_database, log_in
from web.staff import accounts
from web.staff.models import Account, AuditLine
from web.staff.people import Role

pytestmark = pytest.mark.anyio

LIST = "/bureau/medewerkers"
NEW_PASSWORD = "drie blauwe fietsen in de regen"
HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }}",
    "javascript:alert(1)",
    '=HYPERLINK("http://elders.test")',
    "'; DROP TABLE staff; --",
    "\u202eomgekeerd",
]


async def post(client: httpx.AsyncClient, path: str, **data: str) -> httpx.Response:
    token = csrf_of((await client.get("/bureau/wachtwoord")).text)
    return await client.post(path, data={**data, "csrf": token})


@pytest.mark.parametrize("role", Role)
async def test_each_role_opens_its_own_pages_and_no_other(running: Gateway, role: Role) -> None:
    client = await colleague(running, role, bouwsteen=3 if role is Role.KWALITEITSBEWAKER else None)
    victim = make_account(running.settings.database_url)
    manages = role is Role.BEHEERDER
    for path in (LIST, f"{LIST}/nieuw", f"{LIST}/{victim.id}", "/bureau/logboek"):
        answer = await client.get(path)
        assert answer.status_code == (200 if manages else 403), path
        assert ("Dit mag je niet" in answer.text) is not manages
    assert (await client.get("/bureau/wachtwoord")).status_code == 200
    menu = (await client.get("/bureau/wachtwoord")).text
    assert ('href="/bureau/logboek"' in menu) is manages
    for path in (f"{LIST}/nieuw", f"{LIST}/{victim.id}", f"{LIST}/{victim.id}/link", f"{LIST}/{victim.id}/stop"):
        answer = await post(client, path)
        assert (answer.status_code == 403) is not manages, path
    still = in_database(running, lambda session: session.get_one(Account, victim.id))
    assert still.active is not manages


async def test_nobody_sees_anything_without_logging_in(running: Gateway) -> None:
    victim = make_account(running.settings.database_url)
    client = browser_of(running)
    for path in ("/bureau", LIST, f"{LIST}/nieuw", f"{LIST}/{victim.id}", "/bureau/logboek", "/bureau/wachtwoord"):
        answer = await client.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/bureau/inloggen")
    for path in (f"{LIST}/nieuw", f"{LIST}/{victim.id}/stop", "/bureau/wachtwoord", "/bureau/uitloggen"):
        assert (await client.post(path, data={"naam": "x"})).status_code == 401
    assert in_database(running, lambda session: session.get_one(Account, victim.id)).active


async def test_a_colleague_is_made_gets_a_link_once_and_logs_in(running: Gateway) -> None:
    client = await colleague(running, Role.BEHEERDER)
    made = await post(
        client, f"{LIST}/nieuw", naam="Kim", email="Kim@Zorg.NL", rol="kwaliteitsbewaker", bouwsteen="3", regios="delft"
    )
    page = made.headers["location"]
    shown = (await client.get(page)).text
    assert "kim@zorg.nl" in shown
    assert "Delft" in shown
    first = link_of((await post(client, f"{page}/link")).text)
    link = link_of((await post(client, f"{page}/link")).text)
    assert link not in (await client.get(page)).text, "shown once"
    new = browser_of(running)
    assert (await new.get(first)).status_code == 404, "a new link ends the one before"
    assert "Dag Kim" in (await new.get(link)).text
    weak = await new.post(link, data={"nieuw": "kim", "opnieuw": "kim"})
    assert weak.status_code == 422
    unequal = await new.post(link, data={"nieuw": NEW_PASSWORD, "opnieuw": NEW_PASSWORD + "!"})
    assert unequal.status_code == 422
    chosen = await new.post(link, data={"nieuw": NEW_PASSWORD, "opnieuw": NEW_PASSWORD})
    assert chosen.status_code == 200
    again = await new.post(link, data={"nieuw": PASSWORD, "opnieuw": PASSWORD})
    assert again.status_code == 404, "once is once"
    entered = await new.post("/bureau/inloggen", data={"email": "kim@zorg.nl", "wachtwoord": NEW_PASSWORD})
    assert entered.status_code == 303


def link_of(page: str) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/bureau/wachtwoord/kiezen/[\w-]+)", page)
    assert found
    return found[1]


async def test_a_form_says_at_each_field_what_is_wrong_and_loses_nothing(running: Gateway) -> None:
    client = await colleague(running, Role.BEHEERDER)
    answer = await post(
        client, f"{LIST}/nieuw", naam=" ", email="kim", rol="baas", bouwsteen="9", regios="Delft\nNergenshuizen"
    )
    assert answer.status_code == 422
    for field in ("naam", "email", "rol", "bouwsteen", "regios"):
        assert f'href="#{field}"' in answer.text
    assert "Nergenshuizen" in answer.text
    bound = await post(client, f"{LIST}/nieuw", naam="A", email="a@b.nl", rol="medewerker", bouwsteen="2")
    assert bound.status_code == 422
    free = await post(client, f"{LIST}/nieuw", naam="A", email="a@b.nl", rol="kwaliteitsbewaker")
    assert free.status_code == 422


async def test_two_accounts_do_not_share_an_address_or_a_name(running: Gateway) -> None:
    other = make_account(running.settings.database_url)
    client = await colleague(running, Role.BEHEERDER)
    same = await post(client, f"{LIST}/nieuw", naam="Kim", email=other.email.upper(), rol="medewerker")
    assert (same.status_code, "Er is al een account met dit e-mailadres" in same.text) == (409, True)
    name = await post(client, f"{LIST}/nieuw", naam=other.name.upper(), email="kim@zorg.nl", rol="medewerker")
    assert (name.status_code, "Er is al een account met deze naam" in name.text) == (409, True)


async def test_the_last_beheerder_cannot_be_stopped_or_made_something_else(running: Gateway) -> None:
    last = make_account(running.settings.database_url, Role.BEHEERDER)
    client = await enter(running, last)
    assert (await post(client, f"{LIST}/{last.id}/stop")).status_code == 409
    facts = {"naam": last.name, "email": last.email, "rol": "medewerker"}
    refused = await post(client, f"{LIST}/{last.id}", **facts)
    assert refused.status_code == 409
    assert "enige beheerder" in refused.text
    make_account(running.settings.database_url, Role.BEHEERDER)
    assert (await post(client, f"{LIST}/{last.id}", **facts)).status_code == 303
    assert (await client.get(LIST)).status_code == 403, "a role counts at once"


async def test_who_is_stopped_is_out_at_once_and_can_come_back(running: Gateway) -> None:
    client, victim = await colleague(running, Role.BEHEERDER), make_account(running.settings.database_url)
    theirs = await enter(running, victim)
    link = link_of((await post(client, f"{LIST}/{victim.id}/link")).text)
    assert (await post(client, f"{LIST}/{victim.id}/stop")).status_code == 303
    assert (await theirs.get("/bureau/wachtwoord")).status_code == 303
    assert (await browser_of(running).get(link)).status_code == 404
    assert (await post(client, f"{LIST}/{victim.id}/link")).status_code == 404
    assert (await post(client, f"{LIST}/{victim.id}/start")).status_code == 303
    assert (await theirs.get("/bureau/wachtwoord")).status_code == 303, "with a new login"
    assert (await log_in(browser_of(running), victim)).status_code == 303


async def test_another_password_ends_every_other_session(running: Gateway) -> None:
    made = make_account(running.settings.database_url)
    here, elsewhere = await enter(running, made), await enter(running, made)
    fields = {"nieuw": NEW_PASSWORD, "opnieuw": NEW_PASSWORD}
    assert (await post(here, "/bureau/wachtwoord", oud="mis", **fields)).status_code == 422
    assert (await elsewhere.get("/bureau/wachtwoord")).status_code == 200
    changed = await post(here, "/bureau/wachtwoord", oud=PASSWORD, **fields)
    assert changed.status_code == 200
    assert "set-cookie" in changed.headers
    assert (await here.get("/bureau/wachtwoord")).status_code == 200
    assert (await elsewhere.get("/bureau/wachtwoord")).status_code == 303
    assert (await log_in(browser_of(running), made)).status_code == 401
    assert (await log_in(browser_of(running), made, NEW_PASSWORD)).status_code == 303


async def test_a_session_left_open_is_no_place_to_guess_the_password(running: Gateway) -> None:
    client = await colleague(running)
    guesses = [{"oud": f"gok {n}", "nieuw": NEW_PASSWORD, "opnieuw": NEW_PASSWORD} for n in range(6)]
    assert [(await post(client, "/bureau/wachtwoord", **guess)).status_code for guess in guesses] == [422] * 5 + [429]


@pytest.mark.parametrize("name", HOSTILE)
async def test_a_hostile_name_is_text_on_every_page(running: Gateway, name: str) -> None:
    client = await colleague(running, Role.BEHEERDER)
    made = await post(client, f"{LIST}/nieuw", naam=name, email="kim@zorg.nl", rol="medewerker")
    assert made.status_code == 303
    for path in (LIST, made.headers["location"], "/bureau/logboek"):
        page = (await client.get(path)).text
        assert "<script>alert" not in page
        assert "<img" not in page.replace('<img src="/widget/favicon.svg"', "")
        assert 'href="javascript' not in page
        assert name in markup.unescape(page)
    kept = in_database(running, lambda session: accounts.by_email(session, "kim@zorg.nl"))
    assert kept is not None
    assert kept.name == name


async def test_the_log_is_searched_and_paged(running: Gateway) -> None:
    client = await colleague(running, Role.BEHEERDER)
    for number in range(60):
        data = {"naam": f"Naam {number}", "email": f"n{number}@zorg.nl", "rol": "medewerker"}
        assert (await post(client, f"{LIST}/nieuw", **data)).status_code == 303
    first, second = [(await client.get(f"/bureau/logboek?pagina={page}")).text for page in (1, 2)]
    assert "Naam 59" in first
    assert "Naam 59" not in second
    assert "60 regels" in first
    found = (await client.get("/bureau/logboek?wat=account+gemaakt&waarover=naam+7")).text
    assert "1 regel." in found
    for nonsense in ("pagina=0", "pagina=x", "pagina=99999999999999"):
        answer = await client.get(f"/bureau/logboek?{nonsense}")
        assert answer.status_code == 422
        assert "Dit adres klopt niet" in answer.text
    assert (await client.get("/bureau/logboek?waarover=%00%25_'")).status_code == 200
    amount = in_database(running, lambda session: session.scalar(select(func.count()).select_from(AuditLine)))
    assert amount == 60, "looking leaves no line"


async def test_what_is_not_there_is_told_in_the_frame_of_the_desk(running: Gateway) -> None:
    client = await colleague(running, Role.BEHEERDER)
    for path in ("/bureau/bestaat-niet", f"{LIST}/weg", "/bureau/wachtwoord/kiezen/verzonnen"):
        answer = await client.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
    assert (await client.delete(LIST)).status_code == 404
    assert (await post(client, f"{LIST}/weg/stop")).status_code == 404
    elsewhere = await client.get("/api/v1/bestaat-niet")
    assert elsewhere.headers["content-type"] == "application/problem+json"
