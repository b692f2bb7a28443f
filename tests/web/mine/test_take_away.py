"""What a visitor takes home: the sheet, the whole talk, and the sheet for the next consult."""

from __future__ import annotations

import sqlite3
from html.parser import HTMLParser
from typing import Any

import pytest

from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor
from tests.web.mine.conftest import MARIA, YVONNE, answering, key_of

pytestmark = pytest.mark.anyio

PAGES = ("overzicht", "voorbereiden", "gesprek.html", "gesprek.txt")


class Words(HTMLParser):
    """The text of a page, and the tags in it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.pieces: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    @property
    def text(self) -> str:
        """All text with single spaces."""
        return " ".join(" ".join(self.pieces).split())


async def page(running: Gateway, path: str) -> Words:
    response = await running.client.get(path)
    assert response.status_code == 200, response.text
    return Words(response.text)


async def test_the_sheet_tells_in_the_visitors_terms_what_was_said(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA, "Mijn man heeft dementie en ik zorg voor hem", "ja")
    text = (await page(running, f"/mijn/{key}/overzicht")).text
    for said in (
        "Je zorgt voor iemand die ziek is.",
        "De ziekte van de ander dementie",
        "Rotterdam",
        "De zorg even overdragen",
        "Een beetje, maar niet genoeg",
        "Wat je zelf schreef Mijn man heeft dementie en ik zorg voor hem",
    ):
        assert said in text
    assert "respijtzorg" not in text


async def test_what_the_visitor_said_yes_to_comes_first_with_its_address_written_out(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA)
    text = (await page(running, f"/mijn/{key}/overzicht")).text
    assert "Handen-in-huis: iemand trekt bij je in Je zei dat dit bij je past" in text
    assert text.index("Handen-in-huis") < text.index("Mantelzorglijn: bellen")
    assert "handeninhuis.nl" in text
    assert "030 760 60 55" in text


async def test_the_reasons_on_the_sheet_are_those_that_were_given(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    card = {"instrument": "handen-in-huis", "title": "Oud", "summary": "Oud", "instrument_kind": "vervangende_zorg"}
    reasons = ["Je wilt de zorg even overdragen."]
    engine.answer = answering(MARIA, {"custom": {"kind": "cards", "cards": [{**card, "reasons": reasons}]}})
    answer = await visitor.say("Ik wil een weekend weg")
    key = answer["messages"][-1]["links"][0]["url"].split("/")[2]
    text = (await page(running, f"/mijn/{key}/overzicht")).text
    assert reasons[0] in text
    assert "Oud" not in text


async def test_an_instrument_that_is_gone_is_not_on_the_sheet(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA | {"shown": ["bestaat-niet"], "liked": []})
    text = (await page(running, f"/mijn/{key}/overzicht")).text
    assert "Wegwijs heeft je nog geen hulp laten zien" in text


async def test_a_talk_in_which_nothing_was_shown_gets_what_fits_it(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, YVONNE)
    words = await page(running, f"/mijn/{key}/overzicht")
    assert 1 <= sum(attributes.get("class") == "card" and tag == "li" for tag, attributes in words.tags) <= 3


async def test_a_talk_in_which_nothing_was_said_has_a_sheet_too(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, {}, "hoi")
    text = (await page(running, f"/mijn/{key}/overzicht")).text
    assert "Je hebt nog niet zo veel verteld" in text
    assert "Je eigen huisarts" in text


async def test_whom_to_call_depends_on_who_asks(running: Gateway, engine: FakeEngine) -> None:
    async def lines(state: dict[str, Any]) -> str:
        key = await key_of(await running.visitor(), engine, state)
        text = (await page(running, f"/mijn/{key}/overzicht")).text
        return text[text.index("Wie kun je bellen") : text.index("Mijn plan")]

    maria, yvonne, anne = await lines(MARIA), await lines(YVONNE), await lines({"age": 14})
    assert "Mantelfoon (Rotterdam)" in maria
    assert "Mantelzorglijn" in maria
    assert "Mantelzorglijn" not in yvonne
    assert "Kindertelefoon" in anne
    assert "Kindertelefoon" not in maria


@pytest.mark.parametrize("danger", ["self", "other"])
async def test_after_danger_the_number_for_it_stands_first(
    running: Gateway, visitor: Visitor, engine: FakeEngine, danger: str
) -> None:
    key = await key_of(visitor, engine, YVONNE | {"danger": danger})
    text = (await page(running, f"/mijn/{key}/overzicht")).text
    assert text.index("Wie kun je bellen") < text.index("113 Zelfmoordpreventie") < text.index("Je eigen huisarts")


async def test_a_sheet_does_not_betray_that_violence_was_told(running: Gateway, engine: FakeEngine) -> None:
    told = await key_of(await running.visitor(), engine, YVONNE | {"danger": "violence"})
    silent = await key_of(await running.visitor(), engine, YVONNE)
    pages = [(await page(running, f"/mijn/{key}/overzicht")).text for key in (told, silent)]
    assert pages[0] == pages[1]
    assert "Bel 0800-2000 (Veilig Thuis) bij geweld thuis" in pages[0]


async def test_what_spoke_of_danger_does_not_lie_on_the_table(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA, "Mijn man slaat mij elke dag", "Ik wil graag een keer weg")
    sheet = (await page(running, f"/mijn/{key}/overzicht")).text
    assert "slaat" not in sheet
    assert "Ik wil graag een keer weg" in sheet
    assert "slaat" in (await running.client.get(f"/mijn/{key}/gesprek.txt")).text


async def test_the_whole_talk_can_be_kept(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, MARIA, "Ik ben moe", "Ik wil niet meer leven")
    response = await running.client.get(f"/mijn/{key}/gesprek.txt")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"
    assert response.headers["content-disposition"] == 'attachment; filename="wegwijs-gesprek.txt"'
    talk = response.text
    assert talk.index("Hallo, ik ben een computer.") < talk.index("Jij:\nIk ben moe") < talk.index("Dank je wel.")
    assert "- 113 Zelfmoordpreventie: 113" in talk
    assert "- Mijn overzicht" in talk

    file = await running.client.get(f"/mijn/{key}/gesprek.html")
    assert file.headers["content-disposition"] == 'attachment; filename="wegwijs-gesprek.html"'
    words = Words(file.text)
    assert "Ik ben moe" in words.text
    assert not any({"src", "href"} & set(attributes) for _, attributes in words.tags)


async def test_the_four_questions_hold_what_was_said(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, MARIA)
    text = (await page(running, f"/mijn/{key}/voorbereiden")).text
    places = [
        text.index(said)
        for said in (
            "1. Hoe gaat het nu met jóu?",
            "Het is te veel",
            "2. Waar loop je tegenaan",
            "Ik zorg voor iemand met dementie",
            "3. Heb je zelf genoeg hulp",
            "Ik heb wel hulp, maar niet genoeg.",
            "4. Wat heb jij nodig?",
            "De zorg even overdragen",
            "Handen-in-huis",
            "Wat wil ik vragen?",
            "Wat moet de ander weten?",
            "Wat spreken we af?",
        )
    ]
    assert places == sorted(places)


async def test_who_is_ill_is_asked_about_the_illness(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, YVONNE)
    text = (await page(running, f"/mijn/{key}/voorbereiden")).text
    assert "Hoe gaat het met je?" in text
    assert "Mijn ziekte: diabetes type 1" in text
    assert "mantelzorger" not in text


async def test_the_sheet_for_a_consult_needs_no_talk(running: Gateway) -> None:
    empty = (await page(running, "/voorbereiden")).text
    assert "1. Hoe gaat het met je?" in empty
    assert "Hierover praatte je" not in empty
    assert "staat er al bij" not in empty
    assert "Hoe gaat het nu met jóu?" in (await page(running, "/voorbereiden?wie=mantelzorger")).text
    assert "Hoe gaat het met je?" in (await page(running, "/voorbereiden?wie=<b>")).text


async def test_every_link_on_the_sheet_leads_to_a_page(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, MARIA)
    words = await page(running, f"/mijn/{key}/overzicht")
    links = [href for _, attributes in words.tags if (href := attributes.get("href") or "").startswith("/mijn/")]
    assert len(links) == 6
    for link in links:
        assert (await running.client.get(link)).status_code == 200, link


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("key", ["weg", "a" * 33, "%00", "é", "'%20OR%201=1", "..%2f.."])
async def test_an_unknown_key_gets_a_friendly_page(running: Gateway, name: str, key: str) -> None:
    response = await running.client.get(f"/mijn/{key}/{name}")
    assert response.status_code == 404
    if "2f" not in key:  # a slash makes it another address altogether
        assert "Deze bladzijde is er niet" in Words(response.text).text
        assert "112" in response.text


async def test_an_erased_talk_has_no_pages(running: Gateway, visitor: Visitor, engine: FakeEngine) -> None:
    key = await key_of(visitor, engine, MARIA)
    for name in PAGES:
        assert (await running.client.get(f"/mijn/{key}/{name}")).status_code == 200
    assert (await running.client.delete("/api/v1/sessions/current", headers=visitor.headers)).status_code == 204
    for name in PAGES:
        assert (await running.client.get(f"/mijn/{key}/{name}")).status_code == 404


@pytest.mark.parametrize("name", PAGES)
async def test_a_page_is_private(running: Gateway, visitor: Visitor, engine: FakeEngine, name: str) -> None:
    key = await key_of(visitor, engine, MARIA)
    headers = (await running.client.get(f"/mijn/{key}/{name}")).headers
    assert headers["cache-control"] == "no-store"
    assert headers["x-robots-tag"] == "noindex"
    assert headers["referrer-policy"] == "no-referrer"
    assert "default-src 'none'" in headers["content-security-policy"]
    assert "unsafe" not in headers["content-security-policy"]


async def test_looking_too_often_is_refused_with_a_page(settings_for: SettingsFor) -> None:
    async with gateway.running(settings_for(address_rate="1/minute")) as running:
        assert (await running.client.get("/mijn/weg/overzicht")).status_code == 404
        response = await running.client.get("/mijn/weg/overzicht")
    assert response.status_code == 429
    assert int(response.headers["retry-after"]) > 0
    assert "Even rustig aan" in response.text


async def test_a_silent_catalogue_leaves_the_rest_of_the_sheet(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA)
    connection = sqlite3.connect(running.settings.database_url.removeprefix("sqlite:///"))
    connection.execute("ALTER TABLE instruments RENAME TO weg")
    connection.close()
    text = (await page(running, f"/mijn/{key}/overzicht")).text
    assert "Door een storing" in text
    assert "De zorg even overdragen" in text
    assert (await running.client.get(f"/mijn/{key}/voorbereiden")).status_code == 200


@pytest.mark.parametrize(
    "state",
    [
        {"needs": "respijtzorg", "audience": 3, "age": "oud", "shown": None, "liked": {"a": 1}, "help": ["ja"]},
        {
            "needs": [None, "bestaat_niet"],
            "audience": "koning",
            "condition": "",
            "shown": [1, "x"],
            "help": "misschien",
        },
    ],
)
async def test_a_strange_state_still_gives_pages(
    running: Gateway, visitor: Visitor, engine: FakeEngine, state: dict[str, Any]
) -> None:
    key = await key_of(visitor, engine, state)
    for name in PAGES:
        assert (await running.client.get(f"/mijn/{key}/{name}")).status_code == 200
