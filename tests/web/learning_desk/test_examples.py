"""Examples to learn from: a second person decides, what was not approved goes with its talk, and words stay in sight
of those who may see the talk alone."""

from __future__ import annotations

import asyncio
import unicodedata
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy.orm import Session

from tests.common.hostile import VALUES
from tests.web.catalogue_desk.inert import wrong_in
from tests.web.gateway import Gateway
from tests.web.gateway import running as gateway_running
from tests.web.learning_desk.conftest import (
    BETTER,
    HOME,
    NOW,
    ModelEngine,
    as_colleague,
    example,
    proposed,
    talk,
    trained,
)
from tests.web.partner_desk.test_form import log_of
from tests.web.partners.websites import put_website
from tests.web.staff.login import Made, colleague, csrf_of, enter, in_database, make_account
from web.conversations.erase import erase
from web.review import examples
from web.review.examples import DecidedError, SecondPersonError
from web.review.models import Example
from web.settings import Settings
from web.staff.desk import RefusedError
from web.staff.people import Role

pytestmark = pytest.mark.anyio
TEXT = "Wie neemt het even van mij over?"


@pytest.fixture
async def running(learning_settings: Settings) -> AsyncIterator[Gateway]:
    async with gateway_running(learning_settings) as started:
        yield started


@pytest.fixture
def url(running: Gateway) -> str:
    return running.settings.database_url


@pytest.fixture
def anna(url: str) -> Made:
    return make_account(url, name="Anna")


@pytest.fixture
def number(url: str, anna: Made) -> int:
    """A proposal of Anna that waits."""
    return proposed(url, as_colleague(anna), talk_id=talk(url))


async def act(client: httpx.AsyncClient, number: int, what: str, **fields: str) -> httpx.Response:
    """Send one of the forms at an example."""
    token = csrf_of((await client.get(HOME)).text)
    return await client.post(f"{HOME}/voorbeeld/{number}/{what}", data={"csrf": token, **fields})


async def test_a_colleague_approves_and_the_example_leads_to_no_talk_any_more(
    running: Gateway, url: str, number: int
) -> None:
    async with await colleague(running) as bram:
        page = (await bram.get(HOME)).text
        assert "Wacht op jou (1)" in page
        assert TEXT in page
        assert "Voorgesteld door Anna" in page
        assert f'href="/bureau/gesprekken/{"t" * 32}"' in page
        answer = await act(bram, number, "besluit", besluit="goed")
        after = (await bram.get(answer.headers["location"])).text
    assert "Goedgekeurd. De assistent leert het bij de volgende training." in after
    assert "nog niet geleerd" in after
    kept = example(url, number)
    assert kept
    assert (kept.status, kept.talk_id) == ("goedgekeurd", None)
    in_database(url, lambda session: erase(session, "t" * 32, NOW))
    assert example(url, number)
    assert ("voorbeeld goedgekeurd", f"voorbeeld {number}, respijtzorg") in log_of(running)
    assert TEXT not in str(log_of(running))


async def test_the_proposer_cannot_approve_and_has_no_button_for_it(
    running: Gateway, url: str, anna: Made, number: int
) -> None:
    async with await enter(running, anna) as herself:
        page = (await herself.get(HOME)).text
        assert "Jouw voorstellen: een collega kijkt ernaar (1)" in page
        assert "Goedkeuren" not in page
        answer = await act(herself, number, "besluit", besluit="goed")
    assert answer.status_code == 403
    assert "Dit voorstel is van jezelf" in answer.text
    kept = example(url, number)
    assert kept
    assert kept.status == "voorgesteld"


async def test_it_is_the_account_that_counts_and_not_the_name(url: str, anna: Made, number: int) -> None:
    married = as_colleague(Made(anna.id, "Anna de Boer", "anna@anders.test"))
    with pytest.raises(SecondPersonError):
        in_database(url, lambda session: examples.decide(session, number, married, True, "", NOW))


async def test_declining_needs_a_reason_and_the_proposer_reads_it(
    running: Gateway, url: str, anna: Made, number: int
) -> None:
    async with await colleague(running) as bram:
        bare = await act(bram, number, "besluit", besluit="af")
        assert bare.status_code == 422
        assert "Schrijf waarom" in bare.text
        long = await act(bram, number, "besluit", besluit="af", **{f"reden-{number}": "lang " * 200})
        assert long.status_code == 422
        assert "lang lang lang" in long.text
        await act(bram, number, "besluit", besluit="af", **{f"reden-{number}": "Er staat een naam in."})
        assert TEXT not in (await bram.get(HOME)).text
    async with await enter(running, anna) as herself:
        page = (await herself.get(HOME)).text
        assert "Er staat een naam in." in page
        await act(herself, number, "terug")
    assert example(url, number) is None


async def test_who_comes_second_hears_that_a_colleague_was_first(running: Gateway, url: str, number: int) -> None:
    async with await colleague(running) as bram, await colleague(running) as chris:
        await act(bram, number, "besluit", besluit="goed")
        late = await act(chris, number, "besluit", besluit="af", **{f"reden-{number}": "nee"})
    assert late.status_code == 409
    assert "Een collega was je net voor" in late.text
    kept = example(url, number)
    assert kept
    assert kept.status == "goedgekeurd"


async def test_of_two_at_the_same_moment_one_decides(running: Gateway, url: str, number: int) -> None:
    people = [as_colleague(make_account(url)) for _ in range(4)]
    outcomes = await asyncio.gather(
        *(
            asyncio.to_thread(
                in_database, url, lambda session, who=who: examples.decide(session, number, who, True, "", NOW)
            )
            for who in people
        ),
        return_exceptions=True,
    )
    assert [type(one) for one in outcomes if one] == [DecidedError] * 3


async def test_own_proposals_and_approved_examples_can_be_taken_back(
    running: Gateway, url: str, anna: Made, number: int
) -> None:
    other = proposed(url, as_colleague(anna), "Ik wil een weekend weg.", talk_id="t" * 32)
    async with await colleague(running) as bram, await enter(running, anna) as herself:
        assert (await act(bram, number, "terug")).status_code == 409
        await act(herself, number, "terug")
        await act(bram, other, "besluit", besluit="goed")
        await act(herself, other, "terug")
    assert (example(url, number), example(url, other)) == (None, None)


async def test_erasing_a_talk_takes_what_was_not_approved(running: Gateway, url: str, anna: Made) -> None:
    here, bram = talk(url, "e" * 32), as_colleague(make_account(url))
    waiting, approved, declined = (proposed(url, as_colleague(anna), f"Zin {n}", talk_id=here) for n in range(3))
    in_database(url, lambda session: examples.decide(session, approved, bram, True, "", NOW))
    in_database(url, lambda session: examples.decide(session, declined, bram, False, "nee", NOW))
    in_database(url, lambda session: erase(session, here, NOW))
    assert [example(url, one) is not None for one in (waiting, approved, declined)] == [False, True, False]


async def test_who_has_regions_sees_and_decides_of_those_alone(running: Gateway, url: str, anna: Made) -> None:
    put_website(url, key="ermelo", region="Ermelo")
    put_website(url, key="delft", region="Delft")
    there = proposed(url, as_colleague(anna), "Uit Delft", talk_id=talk(url, "d" * 32, "delft"), partner="delft")
    proposed(url, as_colleague(anna), "Uit Ermelo", talk_id=talk(url, "m" * 32, "ermelo"), partner="ermelo")
    proposed(url, as_colleague(anna), "Van onze pagina", talk_id=talk(url))
    async with await colleague(running, regions=["Ermelo"]) as client:
        page = (await client.get(HOME)).text
        assert [words in page for words in ("Uit Ermelo", "Uit Delft", "Van onze pagina")] == [True, False, False]
        assert (await act(client, there, "besluit", besluit="goed")).status_code == 404
        assert (await act(client, there, "terug")).status_code == 404
    with pytest.raises(RefusedError):
        in_database(url, lambda session: examples.find(session, 999, as_colleague(anna)))


@pytest.mark.parametrize("role", [Role.KWALITEITSBEWAKER, Role.KETENREGISSEUR])
async def test_other_roles_see_no_examples(running: Gateway, role: Role) -> None:
    async with await colleague(running, role, bouwsteen=3 if role is Role.KWALITEITSBEWAKER else None) as client:
        assert (await client.get(HOME)).status_code == 403
        assert (await client.get(f"{HOME}/modellen")).status_code == 403


async def test_a_form_of_somebody_else_decides_nothing(running: Gateway, url: str, number: int) -> None:
    async with await colleague(running) as bram:
        token = csrf_of((await bram.get(HOME)).text)
        path = f"{HOME}/voorbeeld/{number}/besluit"
        assert (await bram.post(path, data={"csrf": "x" * len(token), "besluit": "goed"})).status_code == 403
        forged = await bram.post(
            path, data={"csrf": token, "besluit": "goed"}, headers={"origin": "https://kwaad.test"}
        )
        assert forged.status_code == 403
    kept = example(url, number)
    assert kept
    assert kept.status == "voorgesteld"


async def test_whether_the_model_that_is_live_knows_it_is_told(
    running: Gateway, url: str, number: int, models: ModelEngine
) -> None:
    bram = as_colleague(make_account(url))
    in_database(url, lambda session: examples.decide(session, number, bram, True, "", NOW))
    made = datetime.now(UTC)

    def written(session: Session) -> None:
        session.get_one(Example, number).written_at = made

    async with await colleague(running) as client:
        assert "nog niet geleerd" in (await client.get(HOME)).text
        trained(url, made_at=made)
        in_database(url, written)
        assert "geleerd, nog niet live" in (await client.get(HOME)).text
        models.serving = BETTER
        assert "geleerd en live" in (await client.get(HOME)).text
        models.silent = True
        assert (await client.get(HOME)).status_code == 200


@pytest.mark.parametrize("text", ["", "   ", "x" * 301])
async def test_what_is_no_example_is_not_kept(url: str, anna: Made, text: str) -> None:
    here = talk(url, "n" * 32)
    with pytest.raises(ValueError, match="short text"):
        proposed(url, as_colleague(anna), text, talk_id=here)
    with pytest.raises(ValueError, match="label"):
        proposed(url, as_colleague(anna), label="verzonnen", talk_id=here)


async def test_whatever_was_written_is_shown_as_words(running: Gateway, url: str, anna: Made) -> None:
    here, who = talk(url), as_colleague(anna)
    sent = (
        "".join(letter for letter in one.value if unicodedata.category(letter) not in {"Cc", "Cs"}) for one in VALUES
    )
    texts = [text for text in sent if 0 < len(" ".join(text.split())) <= examples.LONGEST]
    assert len(texts) > 50

    def work(session: Session) -> None:
        for text in texts:
            examples.propose(session, who, text=text, label="respijtzorg", talk_id=here, partner=None, now=NOW)

    in_database(url, work)
    async with await colleague(running) as client:
        assert wrong_in((await client.get(HOME)).text) == []
