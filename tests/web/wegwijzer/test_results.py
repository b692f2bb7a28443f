"""What comes back: the talk's own suggestions and reasons, danger first, gaps told, and never a fault of the server."""

from __future__ import annotations

import html
import re
from pathlib import Path
from urllib.parse import urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.show import situation as situation_of_talk
from actions.state import TalkState
from catalogue.database import engine_for, session_factory
from catalogue.search import search
from catalogue.wording import card
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine, says
from tests.web.gateway import Gateway
from tests.web.wegwijzer.conftest import FORM, Fields, hears, post
from web.wegwijzer import words

pytestmark = pytest.mark.anyio

WORDS = words.load()
CARER: Fields = [
    ("hoe", "slecht"),
    ("waar", "overbelasting"),
    ("nodig", "respijtzorg"),
    ("over", "mantelzorger"),
    ("ziekte", "dementie"),
    ("plaats", "ermelo"),
]
DANGER = "ik wil dood"


def cards(page: str) -> list[tuple[str, list[str]]]:
    """The cards of a page: title and reasons."""
    found = page.split('<li class="card">')[1:]
    titles = [re.search(r"<h[34]>(.*?)</h[34]>", one, re.DOTALL) for one in found]
    reasons = [re.search(r'class="reasons">(.*?)</div>', one, re.DOTALL) for one in found]
    return [
        (html.unescape(title[1]), [html.unescape(r) for r in re.findall(r"<li>(.*?)</li>", why[1])] if why else [])
        for title, why in zip(titles, reasons, strict=True)
        if title
    ]


async def answered(running: Gateway, fields: Fields) -> str:
    response = await post(running, fields)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert response.headers["cache-control"] == "no-store"
    return response.text


TALKS = [
    (
        CARER,
        TalkState("mantelzorger", condition="dementie", region="Ermelo", needs=["respijtzorg", "overbelasting"]),
    ),
    (
        [("nodig", "lotgenoten"), ("over", "patient"), ("ziekte", "reuma"), ("leeftijd", "30")],
        TalkState("patient", condition="reuma", age=30, needs=["lotgenoten"]),
    ),
    (
        [("over", "professional"), ("werk", "onderzoek_monitoring")],
        TalkState("professional", needs=["onderzoek_monitoring"]),
    ),
    (
        [("waar", "somberheid"), ("liever", "online"), ("liever", "groep")],
        TalkState(needs=["somberheid"], avoid=["online", "groep"]),
    ),
    ([("waar", "geld_en_regelingen"), ("plaats", "Zwolle")], TalkState(region="Zwolle", needs=["geld_en_regelingen"])),
    ([], TalkState()),
]


@pytest.mark.parametrize(
    ("fields", "state"), TALKS, ids=["carer", "patient", "professional", "rather not", "place", "nothing"]
)
async def test_the_suggestions_and_their_reasons_are_those_of_the_talk(
    running: Gateway, database_url: str, fields: Fields, state: TalkState
) -> None:
    situation = situation_of_talk(state)
    engine = engine_for(database_url)
    with session_factory(engine)() as session:
        talk = [card(hit, situation) for hit in search(session, situation, 3)]
    engine.dispose()
    assert talk
    assert cards(await answered(running, fields))[:3] == [(one["title"], one["reasons"]) for one in talk]


async def test_three_are_shown_at_once_and_more_on_request_by_need(running: Gateway) -> None:
    page = await answered(running, CARER)
    first, _, more = page.partition('<details class="fold">\n    <summary>Laat meer zien')
    assert len(cards(first)) == 3
    titles = [title for title, _ in cards(page)]
    assert 3 < len(titles) <= 9
    assert len(set(titles)) == len(titles)
    assert "<h3>Iemand die de zorg even overneemt</h3>" in more


async def test_an_empty_form_shows_where_to_begin(running: Gateway, engine: FakeEngine) -> None:
    page = await answered(running, [])
    assert WORDS.result.nothing in page
    assert len(cards(page)) >= 3
    assert engine.asked == []


async def test_who_told_something_that_is_not_understood_is_not_told_to_have_said_nothing(running: Gateway) -> None:
    page = await answered(running, [("ziekte", "blabla")])
    assert WORDS.result.unclear in page
    assert WORDS.result.nothing not in page


async def test_what_somebody_would_rather_not_is_left_out_and_said(running: Gateway) -> None:
    page = await answered(running, [("waar", "somberheid"), ("liever", "online"), ("liever", "kosten")])
    assert "<dd>Liever niet via de computer</dd>" in page
    assert cards(page) != cards(await answered(running, [("waar", "somberheid")]))


async def test_every_answer_skipped_is_an_empty_form(running: Gateway) -> None:
    skipped = [(name, "") for name in ("hoe", "hulp", "over", "woorden", "ziekte", "plaats", "leeftijd")]
    assert cards(await answered(running, skipped)) == cards(await answered(running, []))


async def test_what_was_understood_is_said_in_the_words_of_the_form(running: Gateway) -> None:
    page = await answered(running, CARER)
    facts = page[page.index('<dl class="facts">') : page.index("</dl>")]
    for said in (
        "Niet zo goed",
        "Iemand die de zorg even overneemt",
        "Het is te veel",
        "Ik zorg voor iemand",
        "Ermelo",
    ):
        assert f"<dd>{said}</dd>" in facts
    assert not re.search(r"[a-z]_[a-z]", re.sub("<.*?>", "", facts))


async def test_the_answers_stand_below_the_results_to_be_changed(running: Gateway) -> None:
    page = await answered(running, [*CARER, ("woorden", "Het is zwaar.")])
    below = page[page.index('id="antwoorden"') :]
    for field in (
        'value="slecht" checked',
        'value="respijtzorg" checked',
        'value="ermelo"',
        "\nHet is zwaar.</textarea>",
    ):
        assert field in below


async def test_there_is_a_way_to_a_human_being(running: Gateway) -> None:
    page = await answered(running, CARER)
    mens = page[page.index('id="mens"') : page.index('id="antwoorden"')]
    assert "Zorgdat" in mens
    assert 'href="tel:0880767000"' in mens


async def test_a_place_without_help_of_its_own_is_told(running: Gateway) -> None:
    assert "In Urk ken ik hiervoor niets." in await answered(running, [("waar", "somberheid"), ("plaats", "urk")])


async def test_own_words_are_understood_by_the_engine(running: Gateway, engine: FakeEngine) -> None:
    told = {"audience": "mantelzorger", "condition": "dementie", "region": "Ermelo", "needs": ["respijtzorg"]}
    engine.answer = hears({None: told, "region": {"region": "Haarlemmermeer"}})
    page = await answered(running, [("woorden", "Wie past er op mijn man?"), ("plaats", "Hoofddorp")])
    assert "<dd>Haarlemmermeer</dd>" in page
    assert "<dd>Iemand die de zorg even overneemt</dd>" in page
    assert {turn["text"] for turn in engine.asked} == {"Wie past er op mijn man?", "Hoofddorp"}


async def test_the_engine_gets_a_name_that_is_used_once_and_nothing_is_kept(
    running: Gateway, engine: FakeEngine, database_url: str
) -> None:
    for _ in range(2):
        await answered(running, [("woorden", "mijn geheime verhaal")])
    names = {turn["talk"] for turn in engine.asked}
    assert len(names) == 2
    assert all(turn["state"] == {} and turn["danger"] is None for turn in engine.asked)
    folder = Path(database_url.removeprefix("sqlite:///")).parent
    assert not any(b"geheime verhaal" in file.read_bytes() for file in folder.glob("wegwijs.sqlite*"))


# --- Danger


@pytest.mark.parametrize("field", ["woorden", "ziekte", "plaats", "leeftijd"])
async def test_danger_in_any_field_puts_the_safety_card_on_top_and_the_rest_below(running: Gateway, field: str) -> None:
    page = await answered(running, [("waar", "somberheid"), (field, DANGER)])
    assert 0 < page.index('<section class="safety"') < page.index("<h1>")
    assert 'href="tel:113"' in page[: page.index("<h1>")]
    assert len(cards(page)) >= 3


async def test_the_safety_card_does_not_wait_long_for_an_engine_that_hangs(
    settings_for: SettingsFor, engine: FakeEngine
) -> None:
    engine.seconds = 20
    async with gateway.running(settings_for(danger_patience=0.2, engine_timeout=20)) as running:
        page = await answered(running, [("woorden", DANGER), ("waar", "somberheid")])
    engine.seconds = 0
    assert '<section class="safety"' in page
    assert len(cards(page)) >= 3
    assert WORDS.remarks.silent not in html.unescape(page)  # who told of danger was heard: the card says so


async def test_an_alarm_of_the_engine_adds_the_card(running: Gateway, engine: FakeEngine) -> None:
    engine.answer = hears({}, parse={"intent": "crisis", "confidence": 1.0, "danger": "violence"})
    page = await answered(running, [("woorden", "Er is iets thuis")])
    assert 'href="tel:08002000"' in page[: page.index("<h1>")]


async def test_ordinary_words_bring_no_card(running: Gateway) -> None:
    assert 'class="safety"' not in await answered(running, [("woorden", "Ik ben doodmoe")])


# --- What goes wrong


@pytest.mark.parametrize("fault", ["status", "empty", "raw"])
async def test_when_the_engine_is_silent_the_ticked_answers_count_and_that_is_said(
    running: Gateway, engine: FakeEngine, fault: str
) -> None:
    usual = cards(await answered(running, CARER))
    engine.status = 500 if fault == "status" else 200
    engine.raw = b"{" if fault == "raw" else None
    engine.answer = lambda _: says()
    page = await answered(running, [*CARER, ("woorden", "Ik zoek iemand")])
    assert cards(page) == usual
    assert WORDS.remarks.silent in html.unescape(page)


async def test_a_form_that_is_too_large_is_refused_kindly_and_read_for_danger(running: Gateway) -> None:
    fields = [("waar", "somberheid"), ("woorden", f"{DANGER}. " + "a" * 40_000)]
    response = await post(running, fields)
    assert response.status_code == 413
    assert response.text.index('<section class="safety"') < response.text.index("<h1>")
    assert 'value="somberheid" checked' in response.text
    assert "Heb je nu hulp nodig?" in response.text


async def test_a_story_that_is_too_long_does_not_lose_the_rest(running: Gateway, engine: FakeEngine) -> None:
    page = await answered(running, [*CARER, ("woorden", "a" * 1001)])
    assert cards(page) == cards(await answered(running, CARER))
    assert WORDS.remarks.too_long in html.unescape(page)
    assert engine.asked == []


async def test_who_sends_too_fast_reads_so_and_still_gets_the_card(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(address_rate="1/minute")) as running:
        assert (await post(running, CARER)).status_code == 200
        response = await post(running, [*CARER, ("woorden", DANGER)])
        form = [await running.client.get("/wegwijzer") for _ in range(2)]
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 0
    assert '<section class="safety"' in response.text
    assert 'value="respijtzorg" checked' in response.text
    assert [one.status_code for one in form] == [200, 429]


async def test_without_a_database_the_answers_stand_there_with_the_help_lines(
    running: Gateway, database_url: str
) -> None:
    _spoil(database_url)
    response = await post(running, [*CARER, ("woorden", DANGER)])
    assert response.status_code == 503
    assert '<section class="safety"' in response.text
    assert 'value="respijtzorg" checked' in response.text
    assert "0800-2000" in response.text


def _spoil(database_url: str) -> None:
    Path(database_url.removeprefix("sqlite:///")).write_bytes(b"this is no database")


@pytest.mark.parametrize("kind", ["application/json", "multipart/form-data; boundary=x", "", "text/plain"])
async def test_what_is_no_form_is_refused_with_the_form_and_read_for_danger(running: Gateway, kind: str) -> None:
    body = f'{{"text": "{DANGER}"}}'
    response = await running.client.post("/wegwijzer", content=body, headers={"content-type": kind})
    assert response.status_code == 415
    assert '<section class="safety"' in response.text
    assert "<form" in response.text


@pytest.mark.parametrize(
    "markup", ["<script>alert(1)</script>", '"><img src=x>', "</textarea><b>vet</b>", "{{ 7 * 7 }}"]
)
async def test_markup_in_an_answer_is_only_text(running: Gateway, engine: FakeEngine, markup: str) -> None:
    engine.answer = hears({None: {"region": markup, "condition": markup, "audience": markup, "needs": [markup]}})
    page = await answered(
        running, [(name, markup) for name in ("woorden", "ziekte", "plaats", "leeftijd", "waar", "over")]
    )
    assert not re.search(r"<(script|img src=x|b)\b", page)
    assert ">49<" not in page


NAMES = st.sampled_from(["hoe", "waar", "woorden", "hulp", "nodig", "werk", "liever", "over", "ziekte", "plaats", "x"])
USUAL = st.sampled_from(["slecht", "somberheid", "patient", "professional", "ms", "Ede", "45", ""])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(fields=st.lists(st.tuples(NAMES, USUAL | st.text(max_size=30)), max_size=14))
async def test_whatever_is_filled_in_there_is_a_page(running: Gateway, fields: Fields) -> None:
    content = "&".join(urlencode([(name, value.encode("utf-8", "surrogatepass"))]) for name, value in fields)
    response = await running.client.post("/wegwijzer", content=content, headers=FORM)
    assert response.status_code == 200
    assert WORDS.result.title in response.text


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=200))
async def test_whatever_bytes_are_posted_it_is_no_fault_of_the_server(running: Gateway, content: bytes) -> None:
    response = await running.client.post("/wegwijzer", content=content, headers=FORM)
    assert response.status_code in {200, 415}
    assert "<form" in response.text


async def test_a_form_of_endless_fields_is_refused(running: Gateway) -> None:
    assert (await post(running, [("x", "y")] * 500)).status_code == 415
