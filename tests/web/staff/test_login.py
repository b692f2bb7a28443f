"""Logging in and out: who gets in, who does not, and what the browser keeps."""

from __future__ import annotations

import asyncio
import re
import threading
from collections.abc import Callable
from typing import TypeVar

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.tokens import hash_of
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.staff import login
from tests.web.staff.login import PASSWORD, Made, browser_of, colleague, csrf_of, enter, make_account
from web.staff import accounts, cookie, origin
from web.staff.models import Account, AuditLine, StaffSession
from web.staff.passwords import Passwords
from web.staff.people import Role

pytestmark = pytest.mark.anyio

T = TypeVar("T")


def in_database(running: Gateway, work: Callable[[Session], T]) -> T:
    return login.in_database(running.settings.database_url, work)


async def log_in(client: httpx.AsyncClient, made: Made, password: str = PASSWORD, **more: str) -> httpx.Response:
    return await client.post("/bureau/inloggen", data={"email": made.email, "wachtwoord": password, **more})


async def test_who_is_not_logged_in_is_led_to_the_login_and_back(running: Gateway) -> None:
    made = make_account(running.settings.database_url)
    client = browser_of(running)
    asked = await client.get("/bureau/logboek?wie=rust&pagina=2")
    assert asked.status_code == 303
    assert asked.headers["location"] == "/bureau/inloggen?naar=%2Fbureau%2Flogboek%3Fwie%3Drust%26pagina%3D2"
    form = await client.get(asked.headers["location"])
    assert form.status_code == 200
    assert 'value="/bureau/logboek?wie=rust&amp;pagina=2"' in form.text
    upper = Made(made.id, made.name, f" {made.email.upper()} ")
    entered = await log_in(client, upper, naar="/bureau/logboek?wie=rust&pagina=2")
    assert (entered.status_code, entered.headers["location"]) == (303, "/bureau/logboek?wie=rust&pagina=2")
    again = await client.get("/bureau/inloggen?naar=/bureau/wachtwoord")
    assert again.headers["location"] == "/bureau/wachtwoord", "who is in need not log in"


async def test_the_cookie_is_out_of_reach_of_scripts_other_hosts_and_other_sites(running: Gateway) -> None:
    made = make_account(running.settings.database_url)
    kept = (await log_in(browser_of(running), made)).headers["set-cookie"]
    name, *flags = re.split(r"; ?", kept)
    assert name.startswith("__Host-wegwijs=")
    assert {flag.lower() for flag in flags} == {"secure", "httponly", "samesite=lax", "path=/"}


async def test_a_token_that_was_planted_is_worth_nothing(running: Gateway) -> None:
    made, other = (make_account(running.settings.database_url) for _ in range(2))
    victim, planted = browser_of(running), await enter(running, other)
    for token in ("geplant", planted.cookies[cookie.NAME]):
        victim.cookies.set(cookie.NAME, token, domain="wegwijs.test", path="/")
        answer = await log_in(victim, made)
        assert answer.status_code == 303
        assert token not in answer.headers["set-cookie"]
        victim.cookies.clear()
    gone = await planted.get("/bureau/wachtwoord")
    assert gone.status_code == 303, "the session that the browser came with has ended"


async def test_no_token_stands_in_the_database(running: Gateway) -> None:
    client = await colleague(running)
    kept = in_database(running, lambda session: session.scalars(select(StaffSession)).one())
    assert kept.token_hash == hash_of(client.cookies[cookie.NAME])


async def test_an_unknown_name_a_wrong_password_and_a_stopped_account_hear_the_same(running: Gateway) -> None:
    url = running.settings.database_url
    known, stopped = make_account(url), make_account(url)
    in_database(running, lambda session: accounts.stop(session, stopped.id))
    heard = set()
    for made, password in (
        (known, "dit is het niet, nee"),
        (stopped, PASSWORD),
        (Made("", "", "wie@is.dit"), PASSWORD),
    ):
        answer = await log_in(browser_of(running), made, password)
        assert answer.status_code == 401
        assert "set-cookie" not in answer.headers
        heard.add(answer.text.replace(made.email, ""))
    assert len(heard) == 1
    log = in_database(running, lambda session: session.scalars(select(AuditLine)).all())
    assert [line.event for line in log] == ["inloggen mislukt"] * 3
    assert "dit is het niet" not in str([vars(line) for line in log])


async def test_after_five_wrong_tries_one_waits_and_is_told_how_long(running: Gateway) -> None:
    made = make_account(running.settings.database_url)
    client = browser_of(running)
    assert [(await log_in(client, made, f"fout nummer {n}")).status_code for n in range(5)] == [401] * 5
    refused = await log_in(client, made)
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 900
    assert re.search(r"Wacht nog 1[45] minuten", refused.text)
    other_name = await log_in(client, make_account(running.settings.database_url))
    assert other_name.status_code == 303, "a colleague behind the same address"
    other_place = await log_in(browser_of(running, "192.0.2.9"), made)
    assert other_place.status_code == 303, "who types wrong passwords for me does not keep me out"


async def test_one_address_cannot_try_one_password_on_every_account(running: Gateway) -> None:
    client = browser_of(running)
    names = [Made("", "", f"naam{number}@wegwijs.test") for number in range(21)]
    statuses = [(await log_in(client, name)).status_code for name in names]
    assert statuses == [401] * 20 + [429]


async def test_logging_in_rightly_is_not_counted(running: Gateway) -> None:
    made = make_account(running.settings.database_url)
    assert [(await log_in(browser_of(running), made)).status_code for _ in range(7)] == [303] * 7


async def test_without_redis_wrong_tries_are_counted_all_the_same(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(redis_url="redis://127.0.0.1:1/0")) as running:
        made = make_account(running.settings.database_url)
        client = browser_of(running)
        assert [(await log_in(client, made, "fout")).status_code for _ in range(3)] == [401, 401, 429]
        assert (await log_in(browser_of(running, "192.0.2.9"), made)).status_code == 303


@pytest.mark.parametrize("sender", [None, "null", "https://elders.test", "https://wegwijs.test.elders.test", "//", "["])
async def test_a_login_that_another_site_sends_is_refused(running: Gateway, sender: str | None) -> None:
    made = make_account(running.settings.database_url)
    client = browser_of(running)
    del client.headers["origin"]
    if sender is not None:
        client.headers["origin"] = sender
    answer = await log_in(client, made)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert "ergens anders vandaan" in answer.text


@pytest.mark.parametrize(
    "address",
    [
        "https://elders.test/bureau",
        "//elders.test/bureau",
        "/\\elders.test",
        "/bureau/../../elders",
        "/bureau/%2e%2e/elders",
        "/bureau//elders.test",
        "/bureau/%2f%2felders.test",
        "/bureau\\elders",
        "/bureaublad",
        "/bureau\n/aanbod",
        "javascript:alert(1)",
        "/bureau/uitloggen",
        "/bureau/" + "a" * 1000,
        "",
    ],
)
async def test_a_login_leads_nowhere_but_to_the_desk(running: Gateway, address: str) -> None:
    made = make_account(running.settings.database_url)
    answer = await log_in(browser_of(running), made, naar=address)
    assert answer.headers["location"] == "/bureau"
    assert origin.inside(address) == "/bureau"


async def test_logging_out_ends_the_session_on_the_server_too(running: Gateway) -> None:
    client = await colleague(running)
    token = client.cookies[cookie.NAME]
    page = await client.get("/bureau/wachtwoord")
    left = await client.post("/bureau/uitloggen", data={"csrf": csrf_of(page.text)})
    assert (left.status_code, left.headers["location"]) == (303, "/bureau/inloggen")
    assert "Max-Age=0" in left.headers["set-cookie"]
    client.cookies.set(cookie.NAME, token, domain="wegwijs.test", path="/")
    assert (await client.get("/bureau/wachtwoord")).status_code == 303


async def test_a_password_kept_the_old_way_is_kept_the_new_way_after_a_login(running: Gateway) -> None:
    made = make_account(running.settings.database_url)
    before = in_database(running, lambda session: session.get_one(Account, made.id))
    await log_in(browser_of(running), made)
    after = in_database(running, lambda session: session.get_one(Account, made.id))
    assert "m=8," in (before.password_hash or "")
    assert (after.password_hash or "").startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert after.last_login_at is not None
    assert (await log_in(browser_of(running), made)).status_code == 303


async def test_chats_go_on_while_many_log_in(running: Gateway, monkeypatch: pytest.MonkeyPatch) -> None:
    busy: set[int] = set()
    check = Passwords._check

    def noted(passwords: Passwords, kept: str | None, password: str) -> bool:
        busy.add(threading.get_ident())
        return check(passwords, kept, password)

    monkeypatch.setattr(Passwords, "_check", noted)
    client = browser_of(running)
    guesses = [Made("", "", f"naam{number}@wegwijs.test") for number in range(30)]
    statuses = [answer.status_code for answer in await asyncio.gather(*(log_in(client, one) for one in guesses))]
    assert busy, "passwords were looked at"
    assert threading.get_ident() not in busy, "never by the loop that serves the chats"
    assert set(statuses) <= {401, 429, 503}
    assert statuses.count(503) >= 8, "who stands far back in the line hears it at once"


async def test_the_first_page_leads_to_the_work(running: Gateway) -> None:
    client = await colleague(running, Role.KETENREGISSEUR)
    assert (await client.get("/bureau")).status_code == 200
