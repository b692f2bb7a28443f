"""Forms of the desk: only our own are taken, and what was typed is not lost when one is not."""

from __future__ import annotations

import html as markup
import re
import time
from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.staff.login import PASSWORD, SITE, browser_of, colleague, csrf_of, enter, make_account
from tests.web.staff.test_login import in_database
from web.staff import accounts, cookie
from web.staff.forms import Kept
from web.staff.models import Account, StaffSession
from web.staff.people import Role

pytestmark = pytest.mark.anyio

NEW = {
    "naam": 'Dörte\r\nvan \'t "Hof"',
    "email": "dorte@wegwijs.test",
    "rol": "medewerker",
    "regios": "Delft\r\nUtrecht",
}


def made_accounts(running: Gateway) -> list[str]:
    return in_database(running, lambda session: list(session.scalars(select(Account.email).order_by(Account.email))))


async def beheerder(running: Gateway) -> tuple[httpx.AsyncClient, str]:
    """Somebody who may make accounts, and the token for the forms."""
    client = await colleague(running, Role.BEHEERDER)
    return client, csrf_of((await client.get("/bureau/wachtwoord")).text)


def hidden(page: str, action: str) -> list[tuple[str, str]]:
    """The fields of the form of a page that goes to `action`."""
    form = page.split(f'action="{action}"')[1].split("</form>")[0]
    found = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', form)
    return [(markup.unescape(name), markup.unescape(value)) for name, value in found]


async def send(client: httpx.AsyncClient, path: str, fields: list[tuple[str, str]]) -> httpx.Response:
    data: dict[str, list[str]] = {}
    for name, value in fields:
        data.setdefault(name, []).append(value)
    return await client.post(path, data=data)


@pytest.mark.parametrize("token", [None, "", "onzin", "é", "ander"])
async def test_a_form_without_the_right_token_does_nothing(running: Gateway, token: str | None) -> None:
    client, _ = await beheerder(running)
    _, others = await beheerder(running)
    before = made_accounts(running)
    data = NEW if token is None else {**NEW, "csrf": others if token == "ander" else token}
    answer = await client.post("/bureau/medewerkers/nieuw", data=data)
    assert answer.status_code == 403
    assert made_accounts(running) == before


async def test_a_form_from_another_site_does_nothing_and_gives_nothing_to_send_again(running: Gateway) -> None:
    client, token = await beheerder(running)
    before = made_accounts(running)
    for sender in ("https://elders.test", "null", "https://wegwijs.test:8443"):
        answer = await client.post("/bureau/medewerkers/nieuw", data={**NEW, "csrf": token}, headers={"origin": sender})
        assert answer.status_code == 403
        assert "dorte@" not in answer.text
    assert made_accounts(running) == before


async def test_a_form_is_taken_behind_a_proxy_that_changes_the_host(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(public_address="https://wegwijs.voorbeeld.nl")) as running:
        client, token = await beheerder(running)
        answer = await client.post(
            "/bureau/medewerkers/nieuw",
            data={**NEW, "csrf": token},
            headers={"origin": "https://wegwijs.voorbeeld.nl"},
        )
        assert answer.status_code == 303


async def test_work_that_was_typed_while_the_session_ended_is_sent_after_logging_in_on_that_very_page(
    running: Gateway,
) -> None:
    made = make_account(running.settings.database_url, Role.BEHEERDER)
    client = await enter(running, made)
    token = csrf_of((await client.get("/bureau/medewerkers/nieuw")).text)
    in_database(running, lambda session: session.execute(update(StaffSession).values(expires_at=datetime.now(UTC))))
    refused = await client.post("/bureau/medewerkers/nieuw", data={**NEW, "csrf": token})
    assert refused.status_code == 401
    assert "nog niets bewaard" in refused.text
    fields = hidden(refused.text, "/bureau/inloggen")
    wrong = await send(client, "/bureau/inloggen", [*fields, ("email", made.email), ("wachtwoord", "mis")])
    assert wrong.status_code == 401
    fields = hidden(wrong.text, "/bureau/inloggen")
    back = await send(client, "/bureau/inloggen", [*fields, ("email", made.email), ("wachtwoord", PASSWORD)])
    assert back.status_code == 200
    assert f"ingelogd als {made.name}" in back.text
    fields = hidden(back.text, "/bureau/medewerkers/nieuw")
    assert sorted(fields[1:]) == sorted(NEW.items()), "just what was typed, and a new token"
    assert dict(fields)["csrf"] not in {"", token}
    answer = await send(client, "/bureau/medewerkers/nieuw", fields)
    assert answer.status_code == 303
    kept = in_database(running, lambda session: accounts.by_email(session, NEW["email"]))
    assert kept is not None
    assert (kept.name, kept.regions) == ('Dörte van \'t "Hof"', ["Delft", "Utrecht"])


async def test_a_form_from_before_a_new_login_can_be_sent_again(running: Gateway) -> None:
    client, _ = await beheerder(running)
    stale = await client.post("/bureau/medewerkers/nieuw", data={**NEW, "regios": "", "csrf": "van gisteren"})
    assert stale.status_code == 403
    answer = await send(client, "/bureau/medewerkers/nieuw", hidden(stale.text, "/bureau/medewerkers/nieuw"))
    assert answer.status_code == 303
    assert "dorte@wegwijs.test" in made_accounts(running)


async def test_what_was_kept_leads_nowhere_but_to_the_desk(running: Gateway) -> None:
    made = make_account(running.settings.database_url)
    for path in ("https://elders.test/", "//elders.test/bureau", "/bureau/../api", "javascript:alert(1)"):
        packed = Kept(path, (("a", "b"),)).packed()
        data = {"email": made.email, "wachtwoord": PASSWORD, "bewaard": packed}
        answer = await browser_of(running).post("/bureau/inloggen", data=data)
        assert (answer.status_code, answer.headers["location"]) == (303, "/bureau")


@pytest.mark.parametrize(
    "packed", ["", "{", "null", "[]", '["/bureau",[["a"]],true]', '["/bureau",[["a",1]],true]', "[" * 9999]
)
async def test_what_was_kept_and_is_broken_keeps_nobody_out(running: Gateway, packed: str) -> None:
    made = make_account(running.settings.database_url)
    data = {"email": made.email, "wachtwoord": PASSWORD, "bewaard": packed}
    assert (await browser_of(running).post("/bureau/inloggen", data=data)).status_code == 303


async def test_a_password_never_comes_back_in_a_page(running: Gateway) -> None:
    client = browser_of(running)
    data = {"oud": PASSWORD, "nieuw": "een nieuw en lang woord", "opnieuw": "een nieuw en lang woord"}
    expired = await client.post("/bureau/wachtwoord", data=data)
    assert expired.status_code == 401
    client = await colleague(running)
    stale = await client.post("/bureau/wachtwoord", data=data)
    assert stale.status_code == 403
    wrong = await browser_of(running).post("/bureau/inloggen", data={"email": "a@b.nl", "wachtwoord": PASSWORD})
    for page in (expired.text, stale.text, wrong.text):
        assert PASSWORD not in page
        assert "een nieuw en lang" not in page


async def test_a_file_is_not_kept_and_that_is_said(running: Gateway) -> None:
    client = browser_of(running)
    answer = await client.post("/bureau/invoer", data={"a": "b"}, files={"bestand": ("lijst.csv", b"titel\n")})
    assert answer.status_code in {401, 404}
    kept = await client.post("/bureau/medewerkers/nieuw", data=NEW, files={"bestand": ("lijst.csv", b"titel\n")})
    assert kept.status_code == 401
    assert "Kies het straks opnieuw" in kept.text
    assert "titel" not in kept.text
    large = await client.post("/bureau/medewerkers/nieuw", data={"naam": "a" * 500_000})
    assert "te groot om hier vast te houden" in large.text


async def test_a_form_that_is_too_large_or_broken_is_told(running: Gateway) -> None:
    client, token = await beheerder(running)
    for size, status in ((13, 413), (11, 422)):
        files = {"bestand": ("groot.bin", b"\0" * size * 1024 * 1024)}
        answer = await client.post("/bureau/medewerkers/nieuw", data={"csrf": token}, files=files)
        assert answer.status_code == status
        assert answer.headers["content-type"].startswith("text/html")
    for kind in ("multipart/form-data", "multipart/form-data; boundary=x"):
        broken = await client.post("/bureau/medewerkers/nieuw", content=b"--y\r\n\r\n", headers={"content-type": kind})
        assert broken.status_code in {400, 403}
        assert broken.headers["content-type"].startswith("text/html")
    many = "&".join(f"a{number}=1" for number in range(6000))
    kind = "application/x-www-form-urlencoded"
    answer = await client.post("/bureau/medewerkers/nieuw", content=many, headers={"content-type": kind})
    assert answer.status_code == 400


async def test_control_characters_do_not_get_in(running: Gateway) -> None:
    client, token = await beheerder(running)
    data = {**NEW, "naam": "Da\x00an\x08 \ud800".encode("utf-8", "surrogatepass").decode("latin-1"), "regios": ""}
    answer = await client.post("/bureau/medewerkers/nieuw", data={**data, "csrf": token})
    assert answer.status_code in {303, 422}
    names = in_database(running, lambda session: list(session.scalars(select(Account.name))))
    assert not any("\x00" in name or "\x08" in name for name in names)


async def test_while_the_database_is_silent_what_was_typed_is_kept_in_the_page(
    running: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    from web.database import Database, UnavailableError

    client, token = await beheerder(running)
    usual = Database.write

    async def silent(*_: object, **__: object) -> None:
        raise UnavailableError("stil")

    monkeypatch.setattr(Database, "write", silent)
    data = {**NEW, "regios": "", "csrf": token}
    answer = await client.post("/bureau/medewerkers/nieuw", data=data)
    monkeypatch.setattr(Database, "write", usual)
    assert answer.status_code == 503
    assert "Er is niets veranderd" in answer.text
    fields = hidden(answer.text, "/bureau/medewerkers/nieuw")
    assert (await send(client, "/bureau/medewerkers/nieuw", fields)).status_code == 303


async def test_without_a_database_the_desk_says_so(settings_for: SettingsFor) -> None:
    gone = "postgresql+psycopg://niemand@127.0.0.1:1/weg"
    async with gateway.running(settings_for(database_url=gone)) as running:
        client = browser_of(running)
        assert (await client.get("/bureau/inloggen")).status_code == 200
        answer = await client.post("/bureau/inloggen", data={"email": "a@b.nl", "wachtwoord": "x"})
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
        client.cookies.set(cookie.NAME, "x", domain="wegwijs.test", path="/")
        for asked in (
            await client.get("/bureau/wachtwoord"),
            await client.get("/bureau/bestaat-niet"),
            await client.post("/bureau/medewerkers/nieuw", data=NEW),
        ):
            assert asked.status_code == 503
            assert "De database geeft geen antwoord" in asked.text
        assert "dorte@wegwijs.test" in asked.text


async def test_a_page_of_the_desk_is_kept_by_nobody_and_shown_in_no_frame(running: Gateway) -> None:
    client = await colleague(running)
    for path in ("/bureau/wachtwoord", "/bureau/bestaat-niet", "/bureau/inloggen?naar=x"):
        headers = (await client.get(path, follow_redirects=True)).headers
        assert headers["cache-control"] == "no-store"
        assert "script-src 'self';" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin", "without it a form would come from 'null'"


def rest(session: Session, minutes: float) -> None:
    session.execute(update(StaffSession).values(last_seen_at=datetime.now(UTC) - timedelta(minutes=minutes)))


async def test_a_session_ends_after_an_hour_of_rest_and_not_while_somebody_works(running: Gateway) -> None:
    client = await colleague(running)
    for _ in range(3):
        in_database(running, lambda session: rest(session, 59))
        assert (await client.get("/bureau/wachtwoord")).status_code == 200
    in_database(running, lambda session: rest(session, 61))
    assert (await client.get("/bureau/wachtwoord")).status_code == 303


async def test_a_session_ends_after_a_day_of_work_however_busy(running: Gateway) -> None:
    client = await colleague(running)
    soon = datetime.now(UTC) - timedelta(seconds=1)
    in_database(running, lambda session: session.execute(update(StaffSession).values(expires_at=soon)))
    assert (await client.get("/bureau/wachtwoord", headers={"origin": SITE})).status_code == 303


async def test_nobody_makes_the_server_busy_by_naming_a_slow_encoding(running: Gateway) -> None:
    parts = ['--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n', "b" * 200_000, "-", "a" * 200_000]
    began = time.monotonic()
    answer = await browser_of(running).post(
        "/bureau/inloggen",
        content="".join([*parts, "\r\n--x--\r\n"]).encode(),
        headers={"content-type": "multipart/form-data; boundary=x; charset=punycode"},
    )
    assert answer.status_code == 400
    assert time.monotonic() - began < 5, "decoding it takes half a minute"


async def test_an_address_with_a_nul_in_it_is_a_page_that_is_not_there(running: Gateway) -> None:
    client, token = await beheerder(running)
    assert (await client.get("/bureau/medewerkers/a%00b")).status_code == 404
    assert (await client.post("/bureau/medewerkers/a%00b", data={**NEW, "csrf": token})).status_code == 404
