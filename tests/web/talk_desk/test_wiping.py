"""Erasing a talk by its code: no word of it is seen, all of it goes, and nobody can guess or reach another region."""

from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.partners.websites import put_website
from tests.web.staff.login import colleague, csrf_of, in_database
from tests.web.talk_desk.transcripts import lay, said
from web.conversations import codes
from web.conversations.contact_requests import origin_of
from web.conversations.models import Audit, ResumeCode, Talk, Turn
from web.review.models import TurnNote
from web.staff.models import AuditLine
from web.staff.people import Role

pytestmark = pytest.mark.anyio

HERE = "/bureau/gesprekken/wissen"
WORDS = "mijn man dwaalt elke nacht"
UNKNOWN_CODE = "K7D-4TM-9RXW"


def lay_with_code(database_url: str, partner: str | None = None) -> tuple[str, str]:
    """A talk of two messages with a note of staff; gives its id and its code."""
    talk = lay(database_url, said(WORDS, "overbelasting"), said("ja", "respijtzorg"), partner=partner)
    now = datetime.now(UTC)

    def more(session: Session) -> str:
        session.add(TurnNote(talk_id=talk, seq=1, staff_id="bea", who="Bea", text="Let op.", at=now))
        return codes.give(session, talk, now)[0]

    return talk, in_database(database_url, more)


async def send(client: httpx.AsyncClient, **fields: str) -> httpx.Response:
    page = await client.get(HERE)
    return await client.post(HERE, data={"csrf": csrf_of(page.text), **fields})


def left(database_url: str) -> tuple[int, ...]:
    """How many talks, turns, notes and codes there are."""

    def count(session: Session) -> tuple[int, ...]:
        return tuple(
            session.scalar(select(func.count()).select_from(table)) or 0 for table in (Talk, Turn, TurnNote, ResumeCode)
        )

    return in_database(database_url, count)


async def test_staff_see_when_and_how_long_and_no_word_of_it(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for()) as running:
        talk, code = lay_with_code(running.settings.database_url)
        client = await colleague(running)
        shown = await send(client, code=code.lower().replace("-", " "))
        assert "01-06-2026 14:00" in shown.text
        assert "Berichten van de bezoeker: <strong>2</strong>" in shown.text
        assert WORDS not in shown.text
        assert talk not in shown.text
        assert left(running.settings.database_url)[0] == 1


async def test_after_a_yes_everything_is_gone_and_the_log_tells_who_did_it(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for()) as running:
        url = running.settings.database_url
        talk, code = lay_with_code(url)
        client = await colleague(running)
        done = await send(client, code=code, zeker="ja")
        assert "Het gesprek is gewist" in done.text
        assert left(url) == (0, 0, 0, 0)
        lines = in_database(
            url, lambda session: session.execute(select(AuditLine.event, AuditLine.subject, AuditLine.who)).all()
        )
        assert [(line[0], line[1]) for line in lines if line[0] == "gesprek gewist"] == [
            ("gesprek gewist", origin_of(talk))
        ]
        assert in_database(url, lambda session: session.scalar(select(Audit.subject).where(Audit.event == "erased")))
        assert in_database(url, lambda session: session.execute(text("SELECT count(*) FROM choices")).scalar()) == 0
        again = await send(client, code=code, zeker="ja")
        assert again.status_code == 404
        assert "niet bekend" in again.text


async def test_a_talk_of_another_region_is_as_an_unknown_code(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for()) as running:
        url = running.settings.database_url
        put_website(url, key="ermelo", region="Ermelo")
        put_website(url, key="zorg", region="Putten")
        _, own = lay_with_code(url, "ermelo")
        _, other = lay_with_code(url, "zorg")
        _, nowhere = lay_with_code(url)
        client = await colleague(running, Role.MEDEWERKER, ["Ermelo"])
        unknown = await send(client, code=UNKNOWN_CODE)
        assert unknown.status_code == 404
        for code in (other, nowhere):
            refused = await send(client, code=code, zeker="ja")
            assert refused.status_code == 404
            assert refused.text.replace(code, "") == unknown.text.replace(UNKNOWN_CODE, "")
        assert left(url)[0] == 3
        assert "Het gesprek is gewist" in (await send(client, code=own, zeker="ja")).text


async def test_guessing_is_held_back_and_a_hidden_talk_counts_as_a_guess(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(wrong_code_rate="2/hour")) as running:
        _, code = lay_with_code(running.settings.database_url)
        client = await colleague(running, Role.MEDEWERKER, ["Ermelo"])
        assert (await send(client, code=UNKNOWN_CODE)).status_code == 404
        assert (await send(client, code=code)).status_code == 404
        held = await send(client, code=UNKNOWN_CODE)
        assert held.status_code == 429
        assert "Wacht" in held.text


async def test_an_empty_form_says_what_to_do(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for()) as running:
        empty = await send(await colleague(running), code=" ")
        assert empty.status_code == 422
        assert "Vul de code in" in empty.text


@pytest.mark.parametrize("role", [Role.KWALITEITSBEWAKER, Role.KETENREGISSEUR])
@pytest.mark.parametrize("page", [HERE, "/bureau/gesprekken/bewaren"])
async def test_who_may_not_read_talks_may_not_open_it(settings_for: SettingsFor, role: Role, page: str) -> None:
    async with gateway.running(settings_for()) as running:
        client = await colleague(running, role, bouwsteen=3 if role is Role.KWALITEITSBEWAKER else None)
        assert (await client.get(page)).status_code == 403
