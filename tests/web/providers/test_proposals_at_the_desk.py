"""The desk sees what would become different, decides once, and the provider can read why."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import httpx
import pytest
from sqlalchemy.orm import Session

from catalogue import proposals
from catalogue.editing.differences import Difference
from catalogue.editing.store import create, find, save
from catalogue.proposals import Proposal
from catalogue.record import InstrumentView
from tests.common.instruments import view
from tests.web.gateway import Gateway
from tests.web.staff.login import colleague, csrf_of, in_database
from web.instrument_form import values_of
from web.providers.desk_pages import ASKED
from web.providers.marking import marked
from web.staff.people import Role

pytestmark = pytest.mark.anyio

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)


@pytest.fixture
def kept(database_url: str) -> Callable[[], InstrumentView]:
    def look() -> InstrumentView:
        found = in_database(database_url, lambda session: find(session, "lijn"))
        assert found
        return found.view

    return look


@pytest.fixture
def proposed(database_url: str) -> Proposal:
    """A provider wants another title and summary."""

    def work(session: Session) -> Proposal:
        create(session, view("lijn", regions=["Zeist"]), by="Sanne", now=NOW)
        asked = view("lijn", regions=["Zeist"], title="Hulp aan de lijn", summary="Hier lees je wat wij kunnen doen.")
        return proposals.propose(session, "Voorbeeld", "lijn", asked, 1, "Graag snel", NOW)

    return in_database(database_url, work)


def state(database_url: str, proposal: Proposal) -> tuple[str, str | None]:
    found = in_database(database_url, lambda session: proposals.find_proposal(session, proposal.id))
    assert found
    return found.state, found.reason


async def send(client: httpx.AsyncClient, proposal: Proposal, what: str, **fields: object) -> httpx.Response:
    page = await client.get(f"/bureau/voorstellen/{proposal.id}")
    sent = {"csrf": csrf_of(page.text), **fields}
    return await client.post(f"/bureau/voorstellen/{proposal.id}/{what}", data=sent)


def typed(record: InstrumentView, **changes: str) -> dict[str, object]:
    shown = values_of(record)
    return {name: shown[name] for name in ASKED if name in shown} | changes


async def test_the_difference_is_shown_word_by_word(running: Gateway, proposed: Proposal) -> None:
    client = await colleague(running)
    listed = (await client.get("/bureau/voorstellen")).text
    assert "Open (1)" in listed and "Hulp aan de lijn" in listed
    page = (await client.get(f"/bureau/voorstellen/{proposed.id}")).text
    assert "Hulp<del> van</del> lijn" in page and "Hulp<ins> aan de</ins> lijn" in page
    card = await client.get(f"/bureau/voorstellen/{proposed.id}/kaart")
    assert "Hulp aan de lijn" in card.text and "frame-ancestors 'self'" in card.headers["content-security-policy"]


async def test_taking_over_twice_is_one_change(
    running: Gateway, proposed: Proposal, kept: Callable[[], InstrumentView], database_url: str
) -> None:
    client = await colleague(running)
    first = await send(client, proposed, "overnemen", bericht="Dank je wel.")
    assert first.status_code == 303
    csrf = csrf_of((await client.get("/bureau/voorstellen")).text)
    await client.post(f"/bureau/voorstellen/{proposed.id}/overnemen", data={"csrf": csrf})
    assert kept().title == "Hulp aan de lijn"
    assert state(database_url, proposed) == ("aanvaard", "Dank je wel.")


async def test_declining_without_a_reason_is_refused_and_with_one_kept(
    running: Gateway, proposed: Proposal, kept: Callable[[], InstrumentView], database_url: str
) -> None:
    client = await colleague(running)
    refused = await send(client, proposed, "afwijzen", reason=" ")
    assert refused.status_code == 422 and "reason-fout" in refused.text
    wrong = await send(client, proposed, "afwijzen", reason="<b>nee</b>")
    assert wrong.status_code == 422 and "&lt;b&gt;nee&lt;/b&gt;" in wrong.text
    assert (await send(client, proposed, "afwijzen", reason="Dit staat er al.")).status_code == 303
    assert state(database_url, proposed) == ("afgewezen", "Dit staat er al.")
    assert kept().title != "Hulp aan de lijn"


async def test_what_a_colleague_changed_meanwhile_is_not_written_over(
    running: Gateway, proposed: Proposal, kept: Callable[[], InstrumentView], database_url: str
) -> None:
    client = await colleague(running)
    in_database(database_url, lambda session: save(session, replace(kept(), title="Van Sanne"), by="Sanne", now=NOW))
    assert (await send(client, proposed, "overnemen")).status_code == 409
    page = (await client.get(f"/bureau/voorstellen/{proposed.id}")).text
    assert "Intussen ook gewijzigd" in page and "staat er nu ‘Van Sanne’" in page
    both = typed(replace(proposed.view, title="Van allebei"), versie="2")
    in_database(database_url, lambda session: save(session, replace(kept(), cost="gratis"), by="Joep", now=NOW))
    again = await send(client, proposed, "aanpassen", **both)
    assert again.status_code == 409 and "Van allebei" in again.text
    assert kept().title == "Van Sanne"
    both |= {"versie": "3", "cost": "gratis"}
    assert (await send(client, proposed, "aanpassen", **both)).status_code == 303
    assert (kept().title, kept().cost) == ("Van allebei", "gratis")
    assert state(database_url, proposed)[0] == "gewijzigd aanvaard"


async def test_a_wrong_field_comes_back_with_all_that_was_typed(
    running: Gateway, proposed: Proposal, kept: Callable[[], InstrumentView]
) -> None:
    client = await colleague(running)
    form = typed(proposed.view, versie="1", bericht="Zie hieronder", **{"channels.url": "javascript:alert(1)"})
    page = await send(client, proposed, "aanpassen", **form)
    assert page.status_code == 422
    assert "javascript:alert(1)" in page.text and "Zie hieronder" in page.text and "Hulp aan de lijn" in page.text
    assert kept().title != "Hulp aan de lijn"


@pytest.mark.parametrize(
    ("role", "regions", "bouwsteen"),
    [(Role.KETENREGISSEUR, (), None), (Role.MEDEWERKER, ("Baarn",), None), (Role.KWALITEITSBEWAKER, (), 5)],
)
async def test_who_may_not_change_the_record_sees_it_and_decides_nothing(
    running: Gateway,
    proposed: Proposal,
    database_url: str,
    role: Role,
    regions: tuple[str, ...],
    bouwsteen: int | None,
) -> None:
    client = await colleague(running, role, regions, bouwsteen)
    page = await client.get(f"/bureau/voorstellen/{proposed.id}")
    assert page.status_code == 200 and "/overnemen" not in page.text
    assert (await send(client, proposed, "overnemen")).status_code == 403
    assert (await send(client, proposed, "afwijzen", reason="Nee")).status_code == 403
    assert (await send(client, proposed, "aanpassen", **typed(proposed.view, versie="1"))).status_code == 403
    assert state(database_url, proposed)[0] == "open"


async def test_a_proposal_that_is_not_there_is_a_page_that_says_so(running: Gateway) -> None:
    client = await colleague(running)
    assert (await client.get("/bureau/voorstellen/nergens")).status_code == 404


def test_an_empty_side_has_no_words_to_mark() -> None:
    assert marked(Difference("cost", "Kosten", "–", "gratis")).old == ((False, "–"),)
    assert marked(Difference("cost", "Kosten", "–", "gratis")).new == ((True, "gratis"),)
