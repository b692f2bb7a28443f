"""The pages about requests: what somebody sees, what goes in the audit log, and that nothing typed is lost."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from html import unescape
from pathlib import Path

import httpx
import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from catalogue.chain import Role as ChainRole
from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.request_desk.conftest import HOME, KEY, READER, ask, row_of
from tests.web.staff.login import colleague, csrf_of, enter, in_database, make_account
from web.conversations.erase import erase
from web.conversations.models import ContactRequest, Talk
from web.staff.models import AuditLine
from web.staff.people import Role

pytestmark = pytest.mark.anyio


@pytest.fixture
async def running(settings_for: SettingsFor) -> AsyncIterator[Gateway]:
    async with gateway.running(settings_for(contact_keys=KEY)) as started:
        yield started


@pytest.fixture
def url(running: Gateway) -> str:
    return running.settings.database_url


def text_of(response: httpx.Response) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def log_of(url: str) -> list[tuple[str, str]]:
    """What the audit log has about requests."""
    found = in_database(url, lambda session: list(session.scalars(select(AuditLine).order_by(AuditLine.id))))
    return [(line.event, line.subject) for line in found if line.event.startswith("contactvraag")]


async def post(
    client: httpx.AsyncClient, made: str, verb: str, version: int | None = None, **fields: str
) -> httpx.Response:
    """Send a form of the page of a request, as it stands there now."""
    page = await client.get(f"{HOME}/{made}")
    if version is None:
        found = re.search(r'name="versie" value="(\d+)"', page.text)
        version = int(found[1]) if found else 0
    sent = {"csrf": csrf_of(page.text) if page.status_code == 200 else csrf_of((await client.get(HOME)).text)}
    return await client.post(f"{HOME}/{made}/{verb}", data={**sent, "versie": str(version), **fields})


async def test_the_list_holds_no_word_of_a_visitor_and_each_look_is_in_the_log(running: Gateway, url: str) -> None:
    made, client = ask(url, danger=True), await colleague(running)
    listed = await client.get(HOME)
    assert "LET OP" in text_of(listed)
    for word in ("Yvonne", "06 12", "dementie", "yvonne@"):
        assert word not in listed.text
    assert log_of(url) == []
    said = text_of(await client.get(f"{HOME}/{made}"))
    for fact in ("Yvonne", "06 12 34 56 78", "niet op dinsdag", "dementie", "2026-12-15-abcdef01", READER, "LET OP"):
        assert fact in said
    assert log_of(url) == [("contactvraag gelezen", made)]
    await client.get(f"{HOME}/{made}/overdragen")
    assert log_of(url) == [("contactvraag gelezen", made)] * 2


async def test_of_another_region_it_is_as_if_it_were_not_there(running: Gateway, url: str) -> None:
    made, client = ask(url, region="Utrecht"), await colleague(running, regions=["Delft"])
    assert made not in (await client.get(HOME)).text
    for path in ("", "/overdragen"):
        shown = await client.get(f"{HOME}/{made}{path}")
        assert shown.status_code == 404
        assert "niet (meer)" in text_of(shown)
    assert (await post(client, made, "oppakken")).status_code == 404
    assert log_of(url) == []


@pytest.mark.parametrize("role", [Role.KETENREGISSEUR, Role.KWALITEITSBEWAKER])
async def test_other_roles_see_nothing(running: Gateway, url: str, role: Role) -> None:
    made = ask(url)
    client = await colleague(running, role, bouwsteen=1 if role is Role.KWALITEITSBEWAKER else None)
    for path in (HOME, f"{HOME}/{made}"):
        assert (await client.get(path)).status_code == 403
    assert "Contactvragen" not in (await client.get("/bureau")).text


async def test_a_casusregisseur_sees_what_was_handed_over_and_not_a_talk(running: Gateway, url: str) -> None:
    mine, other = ask(url), ask(url)
    kim = make_account(url, Role.CASUSREGISSEUR, name="Kim")
    anna, client = await colleague(running), await enter(running, kim)
    done = await post(anna, mine, "overdragen", naar=kim.id, basis="gelezen")
    assert done.headers["location"] == f"{HOME}/{mine}?gedaan=overdragen"
    listed = (await client.get(HOME)).text
    assert mine in listed
    assert other not in listed
    assert "dementie" in (await client.get(f"{HOME}/{mine}")).text
    assert (await client.get(f"{HOME}/{other}")).status_code == 404
    for path in ("/bureau/gesprekken", "/bureau/leren", "/bureau/kwaliteit", "/bureau/medewerkers"):
        assert (await client.get(path)).status_code == 403
    for path in ("/bureau", "/bureau/aanbod"):
        assert (await client.get(path)).status_code == 200
    back = await post(client, mine, "teruggeven", reden="Ik ben met verlof.")
    assert back.headers["location"] == f"{HOME}?gedaan=teruggeven"
    assert "terug bij het informatiepunt" in (await client.get(back.headers["location"])).text


async def test_when_a_colleague_was_first_nothing_is_done_and_what_was_typed_is_still_there(
    running: Gateway, url: str
) -> None:
    made, anna, kim = ask(url), await colleague(running), await colleague(running)
    assert (await post(anna, made, "oppakken")).status_code == 303
    late = await post(kim, made, "notitie", version=1, notitie="Ik heb al gebeld.")
    assert late.status_code == 409
    assert "intussen gewijzigd" in text_of(late)
    assert "Ik heb al gebeld." in late.text
    assert (await post(kim, made, "notitie", notitie="Ik heb al gebeld.")).status_code == 303
    assert "Ik heb al gebeld." in (await anna.get(f"{HOME}/{made}")).text


async def test_what_is_missing_is_told_beside_what_was_typed(running: Gateway, url: str) -> None:
    made, client = ask(url), await colleague(running)
    wrong = await post(client, made, "opvolgen", ritme="maand", datum="31-02-2099")
    assert wrong.status_code == 422
    assert "Kies een dag vanaf vandaag." in text_of(wrong)
    assert 'value="31-02-2099"' in wrong.text
    assert (await post(client, made, "opvolgen", ritme="maand", datum="28-2-2099")).status_code == 303
    assert "28-02-2099" in (await client.get(f"{HOME}/{made}")).text


async def test_what_the_visitor_withdrew_says_not_to_call(running: Gateway, url: str) -> None:
    client, made = await colleague(running), ask(url, origin="een-gesprek")

    def talk_is_erased(session: Session) -> None:
        now = datetime.now(UTC)
        session.add(
            Talk(
                id="een-gesprek",
                token_hash="a",
                page_key="b",
                state={},
                turns=0,
                created_at=now,
                last_at=now,
                expires_at=now,
            )
        )
        session.flush()
        assert erase(session, "een-gesprek", now)

    in_database(url, talk_is_erased)
    gone = await post(client, made, "contact", besproken="Gebeld.")
    assert gone.status_code == 404
    assert "Neem dan geen contact meer op." in text_of(gone)


async def test_the_region_has_its_own_word_for_who_keeps_watch(running: Gateway, url: str) -> None:
    def lay(session: Session) -> None:
        facts = {"region": "Haarlemmermeer", "own_word": "gezinsassistent", "how": "Bel ons.", "source": "test"}
        session.add(ChainRole(role="casusregisseur", **facts))

    in_database(url, lay)
    made, client = ask(url, region="Haarlemmermeer"), await colleague(running)
    assert "in deze regio: gezinsassistent" in text_of(await client.get(f"{HOME}/{made}"))


async def test_with_another_key_it_is_told_to_be_unreadable_and_nothing_is_overwritten(
    settings_for: SettingsFor, database_url: str
) -> None:
    made = ask(database_url)
    before = row_of(database_url, made)
    async with gateway.running(settings_for(contact_keys=Fernet.generate_key().decode())) as other:
        client = await colleague(other)
        kim = make_account(database_url, Role.CASUSREGISSEUR)
        shown = await client.get(f"{HOME}/{made}")
        assert "niet te lezen" in text_of(shown)
        assert "Yvonne" not in shown.text
        refused = await post(client, made, "overdragen", naar=kim.id, basis="besproken")
        assert refused.status_code == 409
    after = row_of(database_url, made)
    assert before
    assert after
    assert (before.summary, before.phone, before.version) == (after.summary, after.phone, after.version)
    async with gateway.running(settings_for(contact_keys=KEY)) as right:
        assert "Yvonne" in (await (await colleague(right)).get(f"{HOME}/{made}")).text


async def test_what_staff_write_cannot_be_read_in_the_file_of_the_database(running: Gateway, url: str) -> None:
    made, client = ask(url), await colleague(running)
    for verb, field in (("notitie", "notitie"), ("contact", "besproken"), ("afronden", "afsluiting")):
        assert (await post(client, made, verb, None, **{field: f"Clementine {verb}"})).status_code == 303
    said = text_of(await client.get(f"{HOME}/{made}"))
    assert said.count("Clementine") == 3
    content = content_of(url)
    assert made.encode() in content
    for word in ("Clementine", "Yvonne", "06 12 34 56 78"):
        assert word.encode() not in content


async def test_requests_of_before_are_sealed_at_the_start(settings_for: SettingsFor, tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path}/oud.sqlite"
    upgrade(address, "0013")
    now = datetime.now(UTC)
    old = [
        {"n": str(number), "words": words, "status": status, "at": now - timedelta(days=2)}
        for number, (words, status) in enumerate(
            [("Oude Clementine.", "nieuw"), ("ik wil niet meer leven", "opgepakt"), ("Klaar.", "afgerond")]
        )
    ]
    import_old(address, old)
    upgrade(address)
    assert b"Clementine" in content_of(address)
    async with gateway.running(settings_for(database_url=address, contact_keys=KEY)) as running:
        await gateway.until(lambda: all(row.sealed for row in every(address)))
        client = await colleague(running)
        assert "Oude Clementine." in text_of(await client.get(f"{HOME}/0"))
        assert "LET OP" in text_of(await client.get(f"{HOME}/1"))
    assert b"Clementine" not in content_of(address)
    done = row_of(address, "2")
    assert done
    assert done.finished_at is not None, "its number goes in time too"


def content_of(url: str) -> bytes:
    """All that stands in the file of the database, and in the journal beside it."""
    file = Path(url.removeprefix("sqlite:///"))
    return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))


def import_old(address: str, rows: list[dict[str, object]]) -> None:
    """Put requests in a database as it was before they were sealed."""
    statement = text(
        "INSERT INTO contact_requests (id, form_id, origin, role, summary, phone, reachable, consent_version, "
        "consent_at, status, created_at) VALUES (:n, :n, :n, 'casusregisseur', :words, '0612345678', 'avond', 'v', "
        ":at, :status, :at)"
    )
    in_database(address, lambda session: [session.execute(statement, row) for row in rows])


def every(address: str) -> list[ContactRequest]:
    return in_database(address, lambda session: list(session.scalars(select(ContactRequest))))
