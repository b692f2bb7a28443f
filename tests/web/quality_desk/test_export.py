"""Reviewed talks as files: what goes along, what never does, and that it is written down."""

from __future__ import annotations

import csv
import io
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.search import today_here
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from tests.web.quality_desk.talks import EXPORT, put
from tests.web.staff.login import colleague, in_database
from tests.web.talk_desk.transcripts import CARD, SAFETY, log_of, said
from web.conversations.contact_requests import origin_of
from web.conversations.models import RawText
from web.staff.models import AuditLine
from web.staff.people import Role

pytestmark = pytest.mark.anyio

LINKS = {"kind": "links", "links": [{"label": "Overzicht", "url": "/mijn/geheime-sleutel/overzicht"}]}
CHOICES = {"kind": "choices", "choices": [{"id": "c1", "label": "Ja, graag"}]}


def csv_of(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200
    text = response.content.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=";"))


def jsonl_of(response: httpx.Response) -> list[dict[str, Any]]:
    assert response.status_code == 200
    return [json.loads(line) for line in response.text.splitlines()]


async def fetch(client: httpx.AsyncClient, form: str, **query: str) -> httpx.Response:
    return await client.get(f"{EXPORT}/bestand", params={"vorm": form, **query})


async def test_a_reviewed_talk_goes_out_with_all_that_was_said_of_it(running: Gateway) -> None:
    url = running.settings.database_url
    [talk] = put(
        url,
        said("Mijn man heeft dementie", "respijtzorg", 0.7, facts={"condition": "dementie"}),
        {"text": "Ja, graag", "choice": "c1", "parse": None, "reply": [SAFETY, {"kind": "cards", "cards": [CARD]}]},
        verdicts=[("anna", True), ("bob", "overbelasting")],
        tag="vaak zo",
        note="Bel 0612345678 eens",
        score=2,
        remark="Wel wat kort",
        reviewed=True,
    )
    client = await colleague(running)
    response = await fetch(client, "jsonl")
    [found] = jsonl_of(response)
    day = today_here().isoformat()
    assert response.headers["content-disposition"] == f'attachment; filename="wegwijs-gesprekken-{day}.jsonl"'
    assert response.headers["cache-control"] == "no-store"
    assert found["gesprek"] == origin_of(talk)
    assert found["nagekeken"] is True
    assert found["waardering"] == [{"aanbod": None, "score": "een beetje", "toelichting": "Wel wat kort"}]
    first, second = found["berichten"]
    assert first["tekst"] == "Mijn man heeft dementie"
    assert first["begrepen"] == {
        **{"als": "respijtzorg", "zekerheid": 0.7, "niet_begrepen": False},
        **{"hulpvragen": ["respijtzorg"], "feiten": {"condition": "dementie"}},
    }
    empty = {"bouwsteen": None, "doelgroep": None, "ziekte": None}
    assert first["oordelen"] == [
        {"oordeel": "goed", "hulpvraag": None, **empty},
        {"oordeel": "anders", "hulpvraag": "overbelasting", **empty},
    ]
    assert first["labels"] == ["vaak zo"]
    assert first["notities"] == ["Bel [telefoon] eens"]
    assert second["aangetikt"] is True
    assert second["antwoord"] == [{"kaart_bij_gevaar": SAFETY["text"]}, {"aanbod": ["mantelzorglijn"]}]
    lines = csv_of(await fetch(client, "csv"))
    assert [line["tekst"] for line in lines] == ["Mijn man heeft dementie", "Ja, graag"]
    wanted = {
        **{"oordelen": "goed; anders", "had moeten zijn": "overbelasting", "labels": "vaak zo", "ziekte": "dementie"},
        **{"waardering": "gesprek: een beetje", "toelichting": "Wel wat kort", "nagekeken": "ja"},
    }
    assert wanted.items() <= lines[0].items()
    assert lines[1]["aanbod"] == "mantelzorglijn"


async def test_what_must_stay_inside_never_goes_out(running: Gateway) -> None:
    url = running.settings.database_url
    [talk] = put(
        url,
        said("Ik ben het zat", "overbelasting", reply=[LINKS, CHOICES, {"kind": "iets nieuws", "text": "Wie weet"}]),
        said("Hallo ik heet Katrien", "groet", redacted="patterns"),
        verdicts=[("anna", True)],
        note="Dit zag ik",
        score=1,
        remark="Katrien hier",
        redacted="patterns",
    )

    raw = RawText(talk_id=talk, seq=1, text="Ik ben Katrien en het zat", created_at=datetime.now(UTC))
    in_database(url, lambda session: session.add(raw))
    client = await colleague(running)
    for form in ("csv", "jsonl"):
        text = (await fetch(client, form)).text
        assert "Ik ben het zat" in text
        for word in ("Katrien", "geheime-sleutel", "/mijn/", "Collega", "anna", "Wie weet", talk):
            assert word not in text, f"{word} in {form}"
    assert jsonl_of(await fetch(client, "jsonl"))[0]["weggelaten"] == 1


async def test_only_talks_that_were_reviewed_in_the_days_asked_for_go_out(running: Gateway) -> None:
    url = running.settings.database_url
    put(url, said("niet bekeken", "groet"))
    put(url, said("opgevolgd", "groet"), followed_after=timedelta(hours=1))
    [looked] = put(url, said("nagekeken", "groet"), reviewed=True)
    [judged] = put(url, said("beoordeeld", "groet"), verdicts=[("anna", True)], weeks_ago=3)
    put(url, said("lang geleden", "groet"), reviewed=True, weeks_ago=15)
    client = await colleague(running)
    assert [one["gesprek"] for one in jsonl_of(await fetch(client, "jsonl"))] == [origin_of(judged), origin_of(looked)]
    yesterday = (today_here() - timedelta(days=8)).isoformat()
    assert [line["tekst"] for line in csv_of(await fetch(client, "csv", tot=yesterday))] == ["beoordeeld"]
    assert "2 gesprekken" in (await client.get(EXPORT)).text
    assert "geen gesprekken nagekeken" in (await client.get(f"{EXPORT}?van=2020-01-01&tot=2020-02-01")).text


async def test_each_talk_and_the_export_stand_in_the_log(running: Gateway) -> None:
    url = running.settings.database_url
    talks = put(url, reviewed=True, times=120)  # more than are read at once
    client = await colleague(running)
    assert len(jsonl_of(await fetch(client, "jsonl"))) == 120
    assert all(log_of(url, talk) == ["gesprek uitgevoerd"] for talk in talks)

    def of_exports(session: Session) -> list[str]:
        return list(session.scalars(select(AuditLine.subject).where(AuditLine.event == "gesprekken uitgevoerd")))

    [subject] = in_database(url, of_exports)
    assert subject.startswith("JSONL, 120 gesprekken, ")


async def test_talks_of_another_region_do_not_go_out(running: Gateway) -> None:
    url = running.settings.database_url
    put_website(url, key="ermelo", region="Ermelo")
    put_website(url, key="texel", region="Texel")
    [mine] = put(url, said("uit Ermelo", "groet"), partner="ermelo", reviewed=True)
    others = [*put(url, partner="texel", reviewed=True), *put(url, reviewed=True)]
    client = await colleague(running, Role.MEDEWERKER, regions=["Ermelo"])
    assert [one["gesprek"] for one in jsonl_of(await fetch(client, "jsonl"))] == [origin_of(mine)]
    assert jsonl_of(await fetch(client, "jsonl", website="texel")) == []
    assert not any(log_of(url, talk) for talk in others)


async def test_who_may_not_read_talks_gets_no_file(running: Gateway) -> None:
    for role in (Role.KETENREGISSEUR, Role.KWALITEITSBEWAKER):
        client = await colleague(running, role, bouwsteen=1 if role is Role.KWALITEITSBEWAKER else None)
        for address in (EXPORT, f"{EXPORT}/bestand"):
            assert (await client.get(address)).status_code == 403


@pytest.mark.parametrize(
    ("query", "said_of_it"),
    [
        ("van=gisteren", "vul een dag in"),
        ("tot=9999-12-31", "vul een dag in"),
        ("van=2026-02-30", "vul een dag in"),
        ("van=2026-03-02&tot=2026-03-01", "deze dag ligt voor de eerste dag"),
    ],
    ids=["no day", "never", "no such day", "turned round"],
)
async def test_days_that_cannot_be_are_told_and_stay_in_the_form(running: Gateway, query: str, said_of_it: str) -> None:
    client = await colleague(running)
    for address in (EXPORT, f"{EXPORT}/bestand"):
        response = await client.get(f"{address}?{query}")
        assert response.status_code == 422
        assert said_of_it in response.text
        assert f'value="{query.partition("&")[0].partition("=")[2]}"' in response.text
