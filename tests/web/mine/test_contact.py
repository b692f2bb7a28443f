"""Asking for contact: in plain words, once, with consent, and nothing that was typed is ever lost."""

from __future__ import annotations

import asyncio
import logging
import re
import sqlite3
from html import unescape
from pathlib import Path
from typing import Any

import httpx
import pytest

from catalogue.database import upgrade
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor
from tests.web.mine.conftest import MARIA, YVONNE, key_of
from vocabulary import conditions, needs, people
from web import safety_check
from web.conversations.sealed import seal_of
from web.mine import summary
from web.mine.contact_form import Typed
from web.mine.contact_words import ContactWords
from web.mine.known import Known
from web.site import content

pytestmark = pytest.mark.anyio

WORDS = content.load("contact", ContactWords)
SEALED = ("summary", "called", "phone", "email", "reachable", "reader")
NUMBER = "06 - 123 456 78"
"""Written so that it would be found wherever it were shown or logged."""


def text_of(response: httpx.Response) -> str:
    """What a page says, as one line of text."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.text)).split())


def hidden(response: httpx.Response) -> dict[str, str]:
    """The hidden fields of a form."""
    return dict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', response.text))


def rows(running: Gateway) -> list[dict[str, Any]]:
    """The requests in the database, with the key to what is sealed."""
    seal = seal_of(None, running.settings.contact_key_file)
    connection = sqlite3.connect(running.settings.database_url.removeprefix("sqlite:///"))
    connection.row_factory = sqlite3.Row
    found = [dict(row) for row in connection.execute("SELECT * FROM contact_requests ORDER BY created_at")]
    connection.close()
    for row in found:
        row.update({name: seal.open(row[name]) for name in SEALED if row[name] is not None})
    return found


async def form(running: Gateway, key: str) -> dict[str, str]:
    """The form as it is filled in well."""
    shown = await running.client.get(f"/mijn/{key}/contact")
    assert shown.status_code == 200, shown.text
    return {**hidden(shown), "samenvatting": "Ik wil graag praten.", "telefoon": NUMBER, "akkoord": "ja"}


async def send(running: Gateway, key: str, fields: dict[str, str]) -> httpx.Response:
    return await running.client.post(f"/mijn/{key}/contact", data=fields)


async def test_the_form_says_who_gets_it_in_the_word_of_the_region(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    said = text_of(await running.client.get(f"/mijn/{await key_of(visitor, engine, MARIA)}/contact"))
    assert "Een mantelzorgcoach is één vast iemand die met je meedenkt en het overzicht houdt" in said
    assert "aan een mantelzorgcoach van" in said
    assert "casusregisseur" not in said


async def test_who_lives_elsewhere_is_told_whom_to_call_when_it_takes_too_long(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, {**MARIA, "region": "Delft"})
    shown = await running.client.get(f"/mijn/{key}/contact")
    assert "Zij zoeken uit wie bij jou in de buurt je casusregisseur kan zijn." in text_of(shown)
    sent = await send(running, key, await form(running, key))
    confirmed = await running.client.get(sent.headers["location"])
    assert '<a href="tel:0307606055">030 760 60 55</a>' in confirmed.text


async def test_the_information_point_can_be_asked_instead(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, {})
    shown = await running.client.get(f"/mijn/{key}/contact?rol=informatiepunt")
    assert hidden(shown)["rol"] == "informatiepunt"
    fields = {**hidden(shown), "email": "an@voorbeeld.nl", "akkoord": "ja"}
    assert (await send(running, key, fields)).status_code == 303
    assert rows(running)[0]["role"] == "informatiepunt"


async def test_the_summary_is_filled_in_in_the_first_person_without_a_sentence_of_the_talk(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA, "Mijn buurvrouw Truus kan het niet meer aan")
    shown = await running.client.get(f"/mijn/{key}/contact")
    said = unescape(shown.text)
    assert "Ik zorg voor iemand met dementie. Ik woon in de gemeente Rotterdam." in said
    assert "- Ik zoek iemand die de zorg even overneemt." in said
    assert "Ik heb wel hulp, maar niet genoeg." in said
    assert "Truus" not in said


async def test_nothing_is_ticked_for_the_visitor_and_no_script_is_needed(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    shown = await running.client.get(f"/mijn/{await key_of(visitor, engine, YVONNE)}/contact")
    (tick,) = re.findall(r"<input[^>]*name=\"akkoord\"[^>]*>", shown.text)
    assert "checked" not in tick
    assert "<script" not in shown.text
    assert "script-src" not in shown.headers["content-security-policy"]
    assert "hoogstens 180 dagen" in text_of(shown)


async def test_a_request_is_kept_with_what_was_agreed_to_and_confirmed(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA)
    fields = await form(running, key) | {"naam": "Maria", "moment": "avond", "opmerking": "niet op dinsdag"}
    sent = await send(running, key, fields)
    assert (sent.status_code, sent.headers["location"]) == (303, f"/mijn/{key}/contact/verstuurd")
    (row,) = rows(running)
    assert (row["role"], row["region"], row["status"]) == ("casusregisseur", "Rotterdam", "nieuw")
    assert (row["called"], row["phone"], row["email"]) == ("Maria", NUMBER, None)
    assert row["reachable"] == "avond; niet op dinsdag"
    assert row["consent_version"] == WORDS.consent.mark
    assert row["reader"].startswith("een mantelzorgcoach van "), "who the visitor agreed would read it"
    said = text_of(await running.client.get(sent.headers["location"]))
    assert "Je vraag is verstuurd" in said
    assert f"{WORDS.within} belt of mailt iemand je." in said
    assert "Heb je dan nog niets gehoord?" in said
    assert "Website: mantelfoon.nl" in said, "whom to ask when it takes too long"
    assert "123 456" not in said, "a page that may be shared does not show the number"


async def test_who_would_read_it_is_who_the_visitor_agreed_to(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA)
    fields = await form(running, key) | {"lezer": "een casusregisseur van een organisatie die er niet meer is"}
    again = await send(running, key, fields)
    assert again.status_code == 422
    assert "De tekst hierboven is net veranderd" in text_of(again)
    assert "Ik wil graag praten." in again.text
    assert rows(running) == []
    fields = {**fields, **hidden(again)}
    assert (await send(running, key, fields)).status_code == 303


async def test_nothing_of_a_request_can_be_read_in_the_file_of_the_database(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA)
    fields = await form(running, key) | {"naam": "Clementine", "email": "clementine@voorbeeld.nl", "moment": "avond"}
    assert (await send(running, key, fields)).status_code == 303
    database = Path(running.settings.database_url.removeprefix("sqlite:///"))
    content = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    assert b"contact_requests" in content
    for word in ("Clementine", "clementine@", NUMBER, "Ik wil graag praten."):
        assert word.encode() not in content, word


async def test_the_same_form_sent_ten_times_at_once_is_one_request(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, YVONNE)
    fields = await form(running, key)
    sent = await asyncio.gather(*(send(running, key, fields) for _ in range(10)))
    assert {one.status_code for one in sent} == {303}
    assert len(rows(running)) == 1


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"telefoon": ""}, "phone", "Eén van de twee is genoeg."),
        ({"telefoon": "06123"}, "phone", "geen heel telefoonnummer"),
        ({"telefoon": "", "email": "jan@voorbeeld"}, "email", "geen heel e-mailadres"),
        ({"akkoord": ""}, "consent", "Zet een vinkje"),
        ({"versie": "2020-01-01-00000000"}, "consent", "net veranderd"),
        ({"samenvatting": "a" * 3001}, "summary", "3001 tekens. Er passen er 3000."),
        ({"naam": "a" * 81}, "called", "81 tekens"),
    ],
)
async def test_an_error_stands_at_the_field_and_on_top_and_nothing_typed_is_lost(
    running: Gateway,
    visitor: Visitor,
    engine: FakeEngine,
    changes: dict[str, str],
    field: str,
    said: str,
) -> None:
    key = await key_of(visitor, engine, YVONNE)
    fields = await form(running, key) | {"naam": "Yvonne <3", "opmerking": "bel 's avonds & 'laat'"} | changes
    sent = await send(running, key, fields)
    assert sent.status_code == 422
    page = unescape(sent.text)
    assert re.search(rf'<a href="#{field}">[^<]*{re.escape(said)}', page), "in the summary, with a link to the field"
    assert re.search(rf'id="{field}-fout">[^<]*{re.escape(said)}', page), "at the field"
    assert re.search(rf'id="{field}"[^>]*aria-describedby="[^"]*{field}-fout"[^>]*aria-invalid="true"', sent.text)
    for name in ("naam", "opmerking", "telefoon", "email", "samenvatting"):
        assert fields.get(name, "") in page
    assert hidden(sent)["formulier"] == fields["formulier"]
    assert rows(running) == []


@pytest.mark.parametrize(
    "number", ["0612345678", "06-12345678", "06 12 34 56 78", "+31 6 12345678", "+31 (0)6 12345678", "0187 48 33 66"]
)
def test_a_number_is_taken_however_it_is_written(number: str) -> None:
    typed = Typed("formulier", phone=number, agreed=WORDS.consent.mark)
    assert typed.errors(WORDS.errors, WORDS.consent) == {}


async def test_danger_in_what_is_written_gets_the_card_on_the_next_page_and_the_request_is_kept(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, YVONNE)
    fields = await form(running, key) | {"samenvatting": "ik wil niet meer leven"}
    confirmed = await running.client.get((await send(running, key, fields)).headers["location"])
    assert len(rows(running)) == 1
    assert confirmed.text.index('class="safety"') < confirmed.text.index("<h1>")
    assert "113" in text_of(confirmed)


@pytest.mark.parametrize("key", ["bestaat-niet", "a" * 40, "%F0%9F%98%80"])
async def test_a_form_of_a_talk_that_is_gone_is_told_with_the_card_and_the_words(running: Gateway, key: str) -> None:
    fields = {"samenvatting": "ik wil niet meer leven", "telefoon": NUMBER, "akkoord": "ja"}
    sent = await send(running, key, fields)
    assert sent.status_code == 404
    assert 'class="safety"' in sent.text
    assert "niet verstuurd" in text_of(sent)
    assert "ik wil niet meer leven" in sent.text


async def test_without_a_database_it_is_said_that_nothing_was_sent_and_the_words_stay(
    settings_for: SettingsFor,
) -> None:
    gone = "postgresql+psycopg://niemand@127.0.0.1:1/weg"
    async with gateway.running(settings_for(database_url=gone)) as running:
        fields = {
            "samenvatting": "Ik ben moe & ik wil niet meer leven",
            "telefoon": NUMBER,
            "email": "jan@",
            "naam": "Jan",
        }
        sent = await send(running, "sleutel", fields)
        assert sent.status_code == 503
        said = text_of(sent)
        assert "Je vraag is niet verstuurd. Er is een storing." in said
        for value in fields.values():
            assert value in unescape(sent.text)
        assert 'class="safety"' in sent.text


async def test_who_sends_too_many_is_asked_to_wait_and_loses_nothing(
    settings_for: SettingsFor, engine: FakeEngine
) -> None:
    async with gateway.running(settings_for(contact_rate="2/hour")) as running:
        key = await key_of(await running.visitor(), engine, YVONNE)
        sent = [await send(running, key, await form(running, key) | {"naam": f"Yvonne {n}"}) for n in range(3)]
        assert [one.status_code for one in sent] == [303, 303, 429]
        assert int(sent[2].headers["retry-after"]) > 0
        assert "Je vraag is nog niet verstuurd" in text_of(sent[2])
        assert "Yvonne 2" in sent[2].text
        assert len(rows(running)) == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%",
        b"&" * 5000,
        b"samenvatting=%F0%28%8C%28%00%ED%A0%80",
        b"a=1&" * 500,
        b"samenvatting=" + b"%F0%9F%98%80" * 30_000,
    ],
    ids=["empty", "broken", "separators", "no text", "fields", "too large"],
)
async def test_whatever_is_posted_gets_a_page(
    running: Gateway, visitor: Visitor, engine: FakeEngine, content: bytes
) -> None:
    key = await key_of(visitor, engine, YVONNE)
    headers = {"content-type": "application/x-www-form-urlencoded"}
    sent = await running.client.post(f"/mijn/{key}/contact", content=content, headers=headers)
    assert sent.status_code == 422
    assert "Kijk dit nog even na" in sent.text


async def test_a_request_is_withdrawn_with_one_button(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, YVONNE)
    await send(running, key, await form(running, key))
    gone = await running.client.post(f"/mijn/{key}/contact/intrekken")
    assert "Je vraag is ingetrokken" in text_of(gone)
    assert rows(running) == []
    assert "Er staat geen vraag open" in text_of(await running.client.get(f"/mijn/{key}/contact/verstuurd"))
    assert "Er staat geen vraag open" in text_of(await running.client.post(f"/mijn/{key}/contact/intrekken"))


async def test_erasing_the_talk_withdraws_the_request(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, YVONNE)
    await send(running, key, await form(running, key))
    await running.client.delete("/api/v1/sessions/current", headers=visitor.headers)
    assert rows(running) == []
    assert (await running.client.get(f"/mijn/{key}/contact/verstuurd")).status_code == 404


async def test_what_is_typed_stands_in_no_log_and_not_in_the_talk(
    running: Gateway, visitor: Visitor, engine: FakeEngine, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    key = await key_of(visitor, engine, YVONNE)
    await send(running, key, await form(running, key) | {"samenvatting": "geheimpje", "email": "y@voorbeeld.nl"})
    logged = "\n".join(record.getMessage() for record in caplog.records if not record.name.startswith("http"))
    assert "geheimpje" not in logged
    assert "123 456" not in logged
    assert "voorbeeld.nl" not in logged
    assert "geheimpje" not in str(await visitor.transcript())
    assert not any("geheimpje" in str(turn) for turn in engine.turns)


async def test_who_asked_before_is_told_so(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, YVONNE)
    await send(running, key, await form(running, key))
    assert "Je hebt al een vraag gestuurd." in text_of(await running.client.get(f"/mijn/{key}/contact"))


def test_no_summary_sounds_like_danger_by_itself() -> None:
    for audience in people.audiences():
        for condition in (None, *conditions.load()):
            known = Known(audience=audience, condition=condition, region="Delft", help="nee")
            assert safety_check.look(summary.of(known, WORDS.summary)) is None
        for need in needs.load():
            assert safety_check.look(summary.of(Known(audience=audience, needs=(need,)), WORDS.summary)) is None
        everything = Known(audience=audience, needs=tuple(needs.load()), help="deels")
        assert safety_check.look(summary.of(everything, WORDS.summary)) is None


def test_a_talk_in_which_nothing_was_understood_leaves_the_summary_empty() -> None:
    assert summary.of(Known(), WORDS.summary) == ""


async def test_the_whole_way_on_postgres(settings_for: SettingsFor, engine: FakeEngine, postgres_url: str) -> None:
    upgrade(postgres_url)
    async with gateway.running(settings_for(database_url=postgres_url)) as running:
        visitor = await running.visitor()
        key = await key_of(visitor, engine, YVONNE)
        fields = await form(running, key) | {"samenvatting": "moe \x00 en bang"}
        sent = await asyncio.gather(*(send(running, key, fields) for _ in range(5)))
        assert {one.status_code for one in sent} == {303}
        assert "Je vraag is verstuurd" in text_of(await running.client.get(sent[0].headers["location"]))
        assert "Je vraag is ingetrokken" in text_of(await running.client.post(f"/mijn/{key}/contact/intrekken"))
