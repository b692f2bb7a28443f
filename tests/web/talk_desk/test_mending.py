"""What staff say of messages and talks: verdicts, labels, remarks, whose it is, looked through, danger seen to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from tests.web.staff.login import browser_of, colleague, enter, in_database, make_account
from tests.web.talk_desk.test_transcript import message, words
from tests.web.talk_desk.transcripts import lay, log_of, place, said, send
from web.conversations.erase import erase
from web.conversations.models import Talk
from web.review import verdicts
from web.review.models import TalkReview, TurnNote, TurnTag, TurnVerdict
from web.staff.people import Colleague, Role

pytestmark = pytest.mark.anyio
Row = TypeVar("Row")
TIRED = said("ik ben moe", "overbelasting", facts={"audience": "patient"})
FORMS = [
    ("/bericht/1/oordeel", {"oordeel": "goed"}),
    ("/bericht/1/oordeel", {"oordeel": "anders", "behoefte": "somberheid"}),
    ("/bericht/1/label", {"label": "moe"}),
    ("/bericht/1/label", {"weg": "moe"}),
    ("/bericht/1/opmerking", {"opmerking": "let op"}),
    ("/bericht/1/opmerking", {"weg": "1"}),
    ("/toewijzen", {"aan": "", "was": ""}),
    ("/nagekeken", {"nagekeken": "ja"}),
    ("/opgevolgd", {"hoe": "gebeld", "was": ""}),
]
IDS = [f"{number}-{rest.rpartition('/')[2]}" for number, (rest, _) in enumerate(FORMS)]


def rows(database_url: str, table: type[Row]) -> Sequence[Row]:
    """All rows of a table."""
    return in_database(database_url, lambda session: session.scalars(select(table)).all())


async def test_one_click_says_that_a_message_was_understood(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running) as client:
        answer = await send(client, talk, "/bericht/1/oordeel", oordeel="goed")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"{place(talk)}#bericht-1"
        told = message((await client.get(place(talk))).text, 1)
    assert "Jij : goed verstaan" in told
    (verdict,) = rows(url, TurnVerdict)
    assert (verdict.verdict, verdict.need, verdict.audience) == ("goed", None, None)
    assert log_of(url, talk) == ["bericht goed verstaan", "gesprek gelezen"]


async def test_a_correction_holds_the_need_its_bouwsteen_and_who_it_is_about(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running) as client:
        fields = {"oordeel": "anders", "behoefte": "respijtzorg", "doelgroep": "mantelzorger", "ziekte": "Dementie"}
        await send(client, talk, "/bericht/1/oordeel", **fields)
        (verdict,) = rows(url, TurnVerdict)
        assert (verdict.verdict, verdict.need, verdict.bouwsteen) == ("anders", "respijtzorg", 3)
        assert (verdict.audience, verdict.condition) == ("mantelzorger", "dementie")
        told = message((await client.get(place(talk))).text, 1)
        assert "moet zijn: De zorg even overdragen, bouwsteen 3, mantelzorger, dementie" in told
        await send(client, talk, "/bericht/1/oordeel", oordeel="anders", behoefte="respijtzorg", bouwsteen="5")
        (verdict,) = rows(url, TurnVerdict)
        assert verdict.bouwsteen == 5
        await send(client, talk, "/bericht/1/oordeel", oordeel="anders", behoefte="")
        (verdict,) = rows(url, TurnVerdict)
        assert (verdict.need, verdict.bouwsteen, verdict.audience) == (None, None, None)


async def test_two_reviewers_keep_each_their_own_verdict(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running) as first, await colleague(running) as second:
        await send(first, talk, "/bericht/1/oordeel", oordeel="goed")
        await send(second, talk, "/bericht/1/oordeel", oordeel="anders", behoefte="somberheid")
        told = message((await first.get(place(talk))).text, 1)
    assert "Jij : goed verstaan" in told
    assert "moet zijn: Je somber of bang voelen" in told
    assert len(rows(url, TurnVerdict)) == 2


async def test_what_was_tapped_or_cannot_be_read_has_no_verdict(running: Gateway) -> None:
    url = running.settings.database_url
    tapped = {"text": "Ja", "choice": "c1", "parse": {"intent": "bevestigen"}}
    talk = lay(url, tapped, {**TIRED, "redacted": "patterns"})
    async with await colleague(running) as client:
        for seq in (0, 1, 2, 3):
            answer = await send(client, talk, f"/bericht/{seq}/oordeel", oordeel="goed")
            assert answer.status_code == 404
    assert rows(url, TurnVerdict) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"behoefte": "bestaat-niet"},
        {"behoefte": "somberheid", "bouwsteen": "8"},
        {"behoefte": "somberheid", "bouwsteen": "<script>"},
        {"behoefte": "somberheid", "doelgroep": "koning"},
        {"behoefte": "somberheid", "ziekte": "verzonnen ziekte"},
    ],
    ids=["need", "number", "no-number", "audience", "condition"],
)
async def test_what_cannot_be_chosen_is_refused_and_what_was_typed_stays(
    running: Gateway, wrong: dict[str, str]
) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running) as client:
        answer = await send(client, talk, "/bericht/1/oordeel", oordeel="anders", **wrong)
        assert answer.status_code == 422
        assert 'href="#oordeel-1"' in answer.text
        if "ziekte" in wrong:
            assert 'value="verzonnen ziekte"' in answer.text
            assert "Deze ziekte staat niet in de lijst" in message(answer.text, 1)
    assert rows(url, TurnVerdict) == []


async def test_a_danger_that_was_missed_is_told_and_asks_to_be_followed_up(running: Gateway) -> None:
    talk = lay(running.settings.database_url, said("het is mooi geweest", "bedankt"))
    async with await colleague(running) as client:
        assert "Gevaar: nog niet" not in (await client.get(place(talk))).text
        await send(client, talk, "/bericht/1/oordeel", oordeel="anders", behoefte="crisis")
        html = (await client.get(place(talk))).text
        assert "gemist gevaar" in message(html, 1)
        assert "Gevaar: nog niet opgevolgd" in words(html)
        await send(client, talk, "/opgevolgd", hoe="Besproken met de casusregisseur", was="")
        html = (await client.get(place(talk))).text
        assert "Gevaar: nog niet opgevolgd" not in words(html)
        assert "Besproken met de casusregisseur" in words(html)
        assert "gemist gevaar" in message(html, 1)


async def test_labels_are_put_on_found_again_and_taken_off(running: Gateway) -> None:
    url = running.settings.database_url
    put_website(url, key="ermelo", region="Ermelo")
    talk, other = lay(url, TIRED), lay(url, TIRED, partner="ermelo")
    async with await colleague(running) as client:
        for label in ("  Te   laat ", "te laat", "straattaal"):
            await send(client, talk, "/bericht/1/label", label=label)
        assert sorted(one.tag for one in rows(url, TurnTag)) == ["straattaal", "te laat"]
        assert '<option value="te laat">' in (await client.get(place(other))).text
        async with await colleague(running, regions=["Ermelo"]) as neighbour:
            assert '<option value="te laat">' not in (await neighbour.get(place(other))).text
        await send(client, talk, "/bericht/1/label", weg="te laat")
        assert [one.tag for one in rows(url, TurnTag)] == ["straattaal"]


@pytest.mark.parametrize(
    ("name", "value", "why"),
    [
        ("label", "", "Typ een label"),
        ("label", "x" * 41, "te lang"),
        ("opmerking", " \n ", "Typ eerst"),
        ("opmerking", "x" * 1001, "te lang"),
        ("opmerking", "bel 06-12345678 terug", "[telefoon]"),
        ("opmerking", "dit is mevrouw Jansen", "[naam]"),
    ],
    ids=["no-label", "long-label", "no-remark", "long-remark", "number", "name"],
)
async def test_words_that_are_not_kept_are_told_why_and_stay(running: Gateway, name: str, value: str, why: str) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running) as client:
        answer = await send(client, talk, f"/bericht/1/{name}", **{name: value})
        assert answer.status_code == 422
        assert why in message(answer.text, 1)
        assert value.strip() in answer.text
    assert rows(url, TurnTag) == []
    assert rows(url, TurnNote) == []


async def test_a_remark_is_taken_away_by_who_wrote_it_alone(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running) as mine, await colleague(running) as other:
        await send(mine, talk, "/bericht/1/opmerking", opmerking="Eerst regel één.\nDan twee.")
        (note,) = rows(url, TurnNote)
        assert "Eerst regel één." in message((await other.get(place(talk))).text, 1)
        assert "Haal weg" not in message((await other.get(place(talk))).text, 1)
        await send(other, talk, "/bericht/1/opmerking", weg=str(note.id))
        assert len(rows(url, TurnNote)) == 1
        await send(mine, talk, "/bericht/1/opmerking", weg="9" * 40)
        await send(mine, talk, "/bericht/1/opmerking", weg=str(note.id))
        assert rows(url, TurnNote) == []


async def test_a_talk_is_given_to_who_may_see_it_and_released(running: Gateway) -> None:
    url = running.settings.database_url
    put_website(url, key="ermelo", region="Ermelo")
    talk = lay(url, TIRED, partner="ermelo")
    me = make_account(url, Role.MEDEWERKER, name="Anna")
    near = make_account(url, Role.MEDEWERKER, ["Ermelo"], name="Bea")
    far = make_account(url, Role.MEDEWERKER, ["Zeist"], name="Carla")
    reader = make_account(url, Role.KETENREGISSEUR, name="Dirk")
    async with await enter(running, me) as client:
        html = (await client.get(place(talk))).text
        assert "Anna (jij)" in html
        assert ">Bea<" in html
        assert "Carla" not in html
        assert "Dirk" not in html
        for nobody in (far, reader):
            answer = await send(client, talk, "/toewijzen", aan=nobody.id, was="")
            assert answer.status_code == 422
            assert "mag dit gesprek niet zien" in answer.text
        await send(client, talk, "/toewijzen", aan=near.id, was="")
        (review,) = rows(url, TalkReview)
        assert (review.assigned_to, review.assigned_name) == (near.id, "Bea")
        await send(client, talk, "/toewijzen", aan="", was=near.id)
        (review,) = rows(url, TalkReview)
        assert review.assigned_to is None


async def test_who_is_too_late_hears_who_was_first(running: Gateway) -> None:
    url = running.settings.database_url
    alarm = said("ik wil dood", "somberheid", danger="self", danger_tier="A", danger_rule="self.wish")
    talk = lay(url, alarm)
    anna, bea = (make_account(url, Role.MEDEWERKER, name=name) for name in ("Anna", "Bea"))
    async with await enter(running, anna) as first, await enter(running, bea) as second:
        await send(first, talk, "/toewijzen", aan=anna.id, was="")
        late = await send(second, talk, "/toewijzen", aan=bea.id, was="")
        assert late.status_code == 409
        assert "Intussen kijkt Anna naar dit gesprek" in words(late.text)
        await send(first, talk, "/opgevolgd", hoe="huisarts ingelicht", was="")
        late = await send(second, talk, "/opgevolgd", hoe="113 gebeld", was="")
        assert late.status_code == 409
        assert "Intussen schreef Anna op wat er is gedaan" in words(late.text)
        assert "113 gebeld</textarea>" in late.text
        (review,) = rows(url, TalkReview)
        assert (review.assigned_name, review.followed_how) == ("Anna", "huisarts ingelicht")
        now = re.search(r'opgevolgd".*?name="was" value="([^"]+)"', late.text, re.S)
        assert now
        await send(second, talk, "/opgevolgd", hoe="113 gebeld", was=now[1].replace("&#43;", "+"))
        (review,) = rows(url, TalkReview)
        assert (review.followed_name, review.followed_how) == ("Bea", "113 gebeld")


async def test_looked_through_is_said_once_and_can_be_taken_back(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running) as first, await colleague(running) as second:
        await send(first, talk, "/nagekeken", nagekeken="ja")
        before = rows(url, TalkReview)[0].reviewed_name
        await send(second, talk, "/nagekeken", nagekeken="ja")
        assert rows(url, TalkReview)[0].reviewed_name == before
        assert f"door {before}" in words((await second.get(place(talk))).text)
        await send(second, talk, "/nagekeken", nagekeken="nee")
        assert rows(url, TalkReview)[0].reviewed_at is None


@pytest.mark.parametrize(("rest", "fields"), FORMS, ids=IDS)
async def test_no_form_works_without_the_right_the_region_or_the_token(
    running: Gateway, rest: str, fields: dict[str, str]
) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running, Role.KETENREGISSEUR) as client:
        assert (await send(client, talk, rest, **fields)).status_code == 403
    async with await colleague(running, regions=["Zeist"]) as client:
        assert (await send(client, talk, rest, **fields)).status_code == 404
    async with await colleague(running) as client:
        assert (await client.post(place(talk, rest), data={"csrf": "x", **fields})).status_code == 403
        elsewhere = {"origin": "https://kwaad.nl"}
        assert (await client.post(place(talk, rest), data=fields, headers=elsewhere)).status_code == 403
    async with browser_of(running) as nobody:
        assert (await nobody.post(place(talk, rest), data=fields)).status_code == 401
    for table in (TurnVerdict, TurnTag, TurnNote, TalkReview):
        assert rows(url, table) == []
    assert log_of(url, talk) == []


@pytest.mark.parametrize(("rest", "fields"), FORMS, ids=IDS)
async def test_a_talk_that_was_erased_meanwhile_takes_nothing(
    running: Gateway, rest: str, fields: dict[str, str]
) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)
    async with await colleague(running) as client:
        await send(client, talk, "/bericht/1/label", label="moe")
        await send(client, talk, "/bericht/1/oordeel", oordeel="goed")

        def gone(session: Session) -> None:
            kept = session.get(Talk, talk)
            assert kept
            assert erase(session, talk, kept.created_at)

        in_database(url, gone)
        assert (await send(client, talk, rest, **fields)).status_code == 404
    for table in (TurnVerdict, TurnTag, TurnNote, TalkReview):
        assert rows(url, table) == []


async def test_what_staff_say_asks_for_a_new_digest(running: Gateway) -> None:
    url = running.settings.database_url
    talk = lay(url, TIRED)

    def digested(session: Session) -> None:
        kept = session.get(Talk, talk)
        assert kept
        kept.undigested = False

    in_database(url, digested)
    who = Colleague("1", "Anna", "anna@wegwijs.test", Role.MEDEWERKER)

    def judged(session: Session) -> bool:
        kept = session.get(Talk, talk)
        assert kept
        verdicts.judge(session, talk, 1, who, "goed", kept.created_at)
        session.refresh(kept)
        return kept.undigested

    assert in_database(url, judged)
