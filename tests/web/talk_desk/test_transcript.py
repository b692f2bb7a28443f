"""The page of one talk: what staff read there, what they never read, who may, and the line in the log."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from sqlalchemy.orm import Session

from tests.common.hostile import FORMULAS
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from tests.web.staff.login import colleague, in_database
from tests.web.talk_desk.transcripts import BEGAN, CARD, HOME, SAFETY, lay, log_of, place, said, send
from web.conversations.models import Feedback, Turn
from web.staff.models import AuditLine
from web.staff.people import Role

pytestmark = pytest.mark.anyio


def words(html: str) -> str:
    """What a page says, without its tags."""
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def message(html: str, seq: int) -> str:
    """What a page says of one message."""
    found = re.search(rf'<article[^>]*id="bericht-{seq}".*?</article>', html, re.S)
    assert found
    return words(found[0])


async def test_what_was_said_understood_and_answered_is_read_in_order(running: Gateway) -> None:
    url = running.settings.database_url
    cards = {"kind": "cards", "cards": [CARD]}
    talk = lay(
        url,
        said("ik ben zo moe van alles", "overbelasting", 0.87, facts={"audience": "mantelzorger", "region": "Ede"}),
        said("blablabla", None, 0.12),
        {"text": "Iemand bellen", "choice": "abc", "parse": {"intent": "lotgenoten"}, "reply": [cards]},
        said("dank je", "bedankt", 0.99),
    )
    async with await colleague(running) as client:
        html = (await client.get(place(talk))).text
    first = message(html, 1)
    assert "ik ben zo moe van alles" in first
    assert "Het is te veel 87%" in first
    assert "bouwsteen 2. Preventie en (vroeg)signalering" in first
    assert "voor wie: mantelzorger" in first
    assert "gemeente: Ede" in first
    assert "Dat klinkt zwaar." in first
    assert "14:00:30 · antwoord in 121 ms" in first
    assert "niet begrepen" in message(html, 2)
    tapped = message(html, 3)
    assert "Tikte op: Iemand bellen" in tapped
    assert "Omdat je zorgt voor een ander." in tapped
    assert 'href="/bureau/aanbod/mantelzorglijn"' in html
    assert "Verstaan" not in tapped
    assert "Bedankt 99%" in message(html, 4)
    assert re.findall(r'<article[^>]* id="bericht-(\d)"', html) == ["0", "1", "2", "3", "4"]
    assert "Hallo, ik ben een computer." in message(html, 0)


async def test_what_the_engine_hardly_thought_of_is_not_told_as_understood(running: Gateway) -> None:
    beside = [{"need": "mentale_gevolgen", "confidence": 0.004}, {"need": "geld_en_regelingen", "confidence": 0.001}]
    greeting = {"text": "hoi", "parse": {"intent": "groet", "confidence": 0.99, "needs": beside}}
    talk = lay(running.settings.database_url, greeting)
    async with await colleague(running) as client:
        told = message((await client.get(place(talk))).text, 1)
    assert "Verstaan: Groet 99% Goed verstaan" in told  # and then the buttons


async def test_danger_in_a_note_beside_a_score_is_told_until_somebody_saw_to_it(running: Gateway) -> None:
    talk = lay(running.settings.database_url, said("ik ben moe", "overbelasting"))
    note = Feedback(talk_id=talk, slug="", score=1, note="niets helpt", redacted="names", at=BEGAN)
    note.danger, note.danger_at = "A", BEGAN
    in_database(running.settings.database_url, lambda session: session.add(note))
    async with await colleague(running) as client:
        html = words((await client.get(place(talk))).text)
    assert "Gevaar: nog niet opgevolgd Wat de bezoeker bij een waardering schreef" in html


async def test_danger_is_told_with_how_grave_and_which_rule(running: Gateway) -> None:
    by_rule = said("ik wil dood", "somberheid", danger="self", danger_tier="A", danger_rule="self.wish", reply=[SAFETY])
    by_engine = said("het is klaar", "somberheid", reply=[SAFETY])
    by_engine["parse"]["danger"] = "self"
    talk = lay(running.settings.database_url, by_rule, by_engine, said("ik ben moe", "overbelasting"))
    async with await colleague(running) as client:
        html = (await client.get(place(talk))).text
    assert "Gevaar: nog niet opgevolgd" in words(html)
    assert "gevaar A" in message(html, 1)
    assert "Dood willen" in message(html, 1)
    assert "Bel 113, dag en nacht." in message(html, 1)
    assert "gevaar B" in message(html, 2)
    assert "gehoord door de assistent zelf" in message(html, 2)
    assert "gevaar" not in message(html, 3).replace("Gevaar (crisis)", "").replace("Gevaar en andere", "")


@pytest.mark.parametrize(
    ("outcome", "told"),
    [("static", "vooraf geschreven antwoord"), ("card", "Alleen de kaart bij gevaar"), ("refused", "geen beurt")],
)
async def test_an_answer_that_is_not_the_engines_is_told(running: Gateway, outcome: str, told: str) -> None:
    talk = lay(running.settings.database_url, {"text": "hoi", "outcome": outcome, "parse": None})
    async with await colleague(running) as client:
        assert told in message((await client.get(place(talk))).text, 1)


async def test_a_message_without_an_answer_says_so(running: Gateway) -> None:
    talk = lay(running.settings.database_url, {"text": "hoi", "outcome": None, "parse": None, "reply": None})
    async with await colleague(running) as client:
        assert "geen antwoord bewaard" in message((await client.get(place(talk))).text, 1)


async def test_older_records_without_facts_and_fallback_are_read(running: Gateway) -> None:
    old = {"text": "ik ben moe", "parse": {"intent": "overbelasting", "confidence": 0.5, "needs": []}}
    lost = {"text": "xyz", "parse": {"intent": "nlu_fallback", "confidence": 0.2}}
    talk = lay(running.settings.database_url, old, lost)
    async with await colleague(running) as client:
        html = (await client.get(place(talk))).text
    assert "Het is te veel 50%" in message(html, 1)
    assert "niet begrepen" in message(html, 2)


async def test_words_are_hidden_until_names_were_searched_for(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, said("ik ben karin", "somberheid", redacted="patterns"))
    feedback = Feedback(talk_id=talk, slug="", score=1, note="groet van karin", redacted="patterns", at=BEGAN)
    in_database(url, lambda session: session.add(feedback))
    async with await colleague(running) as client:
        page = await client.get(place(talk))
        assert "karin" not in page.text
        assert "wordt nog nagekeken op namen" in message(page.text, 1)
        assert "Goed verstaan" not in message(page.text, 1)
        assert (await client.get(place(talk, "/bericht/1/voorbeeld"))).status_code == 404


async def test_the_visitors_own_pages_are_never_shown(running: Gateway) -> None:
    links = {"kind": "links", "links": [{"label": "Je overzicht", "url": "/mijn/geheime-sleutel-1/overzicht"}]}
    talk = lay(running.settings.database_url, {**said("bewaar", "overzicht_hulp"), "reply": [links]})
    async with await colleague(running) as client:
        page = await client.get(place(talk))
    assert "/mijn/" not in page.text
    assert "geheime-sleutel" not in page.text


async def test_feedback_stands_beside_the_talk(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, {**said("ik zoek hulp", "overzicht_hulp"), "reply": [{"kind": "cards", "cards": [CARD]}]})

    def work(session: Session) -> None:
        session.add(Feedback(talk_id=talk, slug="", score=1, note="ik kwam niet verder", redacted="names", at=BEGAN))
        session.add(Feedback(talk_id=talk, slug="mantelzorglijn", score=3, redacted="names", at=BEGAN))

    in_database(url, work)
    async with await colleague(running) as client:
        told = words((await client.get(place(talk))).text)
    assert "Het gesprek : hielp het? nee ik kwam niet verder" in told
    assert "Mantelzorglijn : hielp het? ja" in told


async def test_every_look_is_in_the_log_and_no_log_is_no_page(
    running: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = running.settings.database_url
    talk = lay(url, said("ik ben moe", "overbelasting"))
    async with await colleague(running) as client:
        await client.get(place(talk))
        await client.get(place(talk))
        assert log_of(url, talk) == ["gesprek gelezen", "gesprek gelezen"]

        def broken(*_: object) -> None:
            raise RuntimeError("the log cannot be written")

        monkeypatch.setattr("web.talk_desk.talk_page.looked", broken)
        page = await client.get(place(talk))
        assert page.status_code == 500
        assert "ik ben moe" not in page.text
    lines = in_database(url, lambda session: session.query(AuditLine.subject).all())
    assert talk not in str(lines)


@pytest.mark.parametrize("role", [Role.KWALITEITSBEWAKER, Role.KETENREGISSEUR])
async def test_who_may_not_read_talks_sees_none(running: Gateway, role: Role) -> None:
    url = running.settings.database_url
    talk = lay(url, said("ik ben moe", "overbelasting"))
    async with await colleague(running, role) as client:
        for address in (place(talk), place(talk, "/bericht/1/voorbeeld")):
            page = await client.get(address)
            assert page.status_code == 403
            assert "ik ben moe" not in page.text
    assert log_of(url, talk) == []
    assert (await running.client.get(place(talk))).status_code == 303


async def test_a_talk_of_another_region_is_not_there(running: Gateway) -> None:
    url = running.settings.database_url
    put_website(url, key="ermelo", region="Ermelo")
    theirs = lay(url, said("ik ben moe", "overbelasting"), partner="ermelo")
    own_page = lay(url, said("ik ben moe", "overbelasting"))
    async with await colleague(running, regions=["Zeist"]) as client:
        assert (await client.get(place(theirs))).status_code == 404
        assert (await client.get(place(own_page))).status_code == 404
    async with await colleague(running, regions=["Ermelo"]) as client:
        page = await client.get(place(theirs))
        assert page.status_code == 200
        assert "Website ermelo" in page.text
    assert log_of(url, theirs) == ["gesprek gelezen"]


@pytest.mark.parametrize("name", ["x", "0" * 31, "zz" * 16, "0" * 32])
async def test_a_talk_that_is_not_there_is_told_plainly(running: Gateway, name: str) -> None:
    async with await colleague(running) as client:
        assert (await client.get(f"{HOME}/{name}")).status_code == 404


async def test_hostile_words_are_shown_as_text(running: Gateway) -> None:
    url = running.settings.database_url
    attack = "</blockquote><script>alert(1)</script><img src=x onerror=alert(1)>"
    cards = [{**CARD, "title": attack, "instrument": '"><script>', "reasons": [attack]}]
    reply = [{"kind": "cards", "cards": cards}, {"kind": "text", "text": attack}]
    talk = lay(url, *({**said(text, "somberheid"), "reply": reply} for text in (attack, *FORMULAS)))
    async with await colleague(running) as client:
        html = (await client.get(place(talk))).text
    assert "<script>alert" not in html
    assert "<img src=x" not in html
    assert 'href="/bureau/aanbod/%22%3E%3Cscript%3E"' in html
    assert attack in unescape(html)


async def test_a_talk_that_went_on_after_it_was_followed_up_is_open_again(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, said("ik wil dood", "somberheid", danger="self", danger_tier="A", danger_rule="self.wish"))
    async with await colleague(running) as client:
        await send(client, talk, "/opgevolgd", hoe="huisarts ingelicht")
        assert "nog niet opgevolgd" not in (await client.get(place(talk))).text

        def later(session: Session) -> None:
            first = session.get(Turn, (talk, 1))
            assert first
            again = {"text": "nu echt", "danger": "self", "danger_tier": "A", "danger_rule": "self.wish"}
            at = first.created_at + timedelta(days=3000)
            session.add(Turn(talk_id=talk, seq=2, redacted="names", created_at=at, **again))

        in_database(url, later)
        assert "nog niet opgevolgd" in (await client.get(place(talk))).text
