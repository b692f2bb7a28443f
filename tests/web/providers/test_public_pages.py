"""A provider looks after its own instruments with a link, and nobody else's."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import httpx
import pytest
from sqlalchemy.orm import Session

from catalogue import proposals, provider_links
from catalogue.proposals import Proposal
from catalogue.search import today_here
from tests.common.instruments import view
from tests.web import gateway
from tests.web.conftest import SettingsFor
from tests.web.gateway import Gateway
from tests.web.providers.public import NOW, OTHERS, OURS, do, kept, link, make, ours
from tests.web.staff.login import browser_of

pytestmark = pytest.mark.anyio


@pytest.fixture
def url(database_url: str) -> str:
    make(
        database_url,
        ours(),
        ours("concept", status="concept"),
        view("andere", provider=OTHERS, title="Van een ander"),
    )
    return database_url


@pytest.fixture
def client(running: Gateway) -> httpx.AsyncClient:
    return browser_of(running)


def proposed(url: str) -> list[Proposal]:
    return do(url, lambda session: proposals.of_provider(session, OURS))


def filled(**changes: Any) -> dict[str, Any]:
    """The form as the browser sends it."""
    return {
        "versie": "1",
        "title": "Wandelgroep",
        "summary": "Samen een uur wandelen en praten.",
        "needs": ["somberheid"],
        "audiences": ["patient"],
        "languages": ["nl"],
        "access": "zelf aanmelden",
        "channels.url": "https://www.voorbeeld.nl/hulp",
        "channels.phone": "",
        "channels.email": "info@welzijn-ede.nl",
        "note": "",
    } | changes


async def test_the_page_shows_what_is_theirs_and_changes_nothing(client: httpx.AsyncClient, url: str) -> None:
    path = link(url)
    for _ in range(2):
        answer = await client.get(path)
    assert answer.status_code == 200
    assert "Hulp van wandelgroep" in answer.text
    assert "Van een ander" not in answer.text
    assert "Hulp van concept" not in answer.text
    assert kept(url).version == 1
    assert answer.headers["x-robots-tag"] == "noindex"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "set-cookie" not in answer.headers


async def test_this_still_holds_counts_today_and_only_once(client: httpx.AsyncClient, url: str) -> None:
    path = link(url)
    for _ in range(2):
        answer = await client.post(f"{path}/klopt", data={"slug": "wandelgroep", "versie": "1"})
        assert answer.headers["location"] == f"{path}?gedaan=klopt"
    found = kept(url)
    assert (found.view.verified_on, found.view.verified_by, found.version) == (today_here(), f"aanbieder: {OURS}", 2)


async def test_what_somebody_else_changed_is_looked_at_again_first(client: httpx.AsyncClient, url: str) -> None:
    path = link(url)
    answer = await client.post(f"{path}/klopt", data={"slug": "wandelgroep", "versie": "9"})
    assert answer.headers["location"] == f"{path}?fout=anders"
    assert kept(url).version == 1
    assert "Kijk nog een keer" in (await client.get(f"{path}?fout=anders")).text


@pytest.mark.parametrize("slug", ["andere", "concept", "bestaat-niet"])
async def test_nobody_reaches_what_is_not_theirs(client: httpx.AsyncClient, url: str, slug: str) -> None:
    path = link(url)
    answers = [
        await client.get(f"{path}/aanbod/{slug}"),
        await client.get(f"{path}/aanbod/{slug}/weg"),
        await client.get(f"{path}/voorbeeld?slug={slug}"),
        await client.post(f"{path}/aanbod/{slug}", data=filled()),
        await client.post(f"{path}/aanbod/{slug}/weg", data={"note": ""}),
        await client.post(f"{path}/klopt", data={"slug": slug, "versie": "1"}),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert proposed(url) == []
    assert "Van een ander" not in "".join(answer.text for answer in answers)


async def test_a_link_for_one_instrument_reaches_that_one_alone(client: httpx.AsyncClient, url: str) -> None:
    make(url, ours("tweede"))
    path = link(url, slug="tweede")
    page = (await client.get(path)).text
    assert "Hulp van tweede" in page
    assert "Hulp van wandelgroep" not in page
    assert (await client.get(f"{path}/aanbod/wandelgroep")).status_code == 404
    assert (await client.get(f"{path}/nieuw")).status_code == 404


async def test_a_change_becomes_a_proposal_and_changes_nothing_yet(client: httpx.AsyncClient, url: str) -> None:
    path = link(url)
    form = filled(
        status="ingetrokken", provider=OTHERS, verified_by="ik", source="x", slug="anders", note="Nieuwe naam"
    )
    answer = await client.post(f"{path}/aanbod/wandelgroep", data=form)
    assert answer.headers["location"] == f"{path}?gedaan=voorstel"
    (made,) = proposed(url)
    assert (made.view.title, made.note, made.slug) == ("Wandelgroep", "Nieuwe naam", "wandelgroep")
    assert (made.view.provider, made.view.status, made.view.source) == (OURS, "gepubliceerd", "000")
    assert kept(url).view.title == "Hulp van wandelgroep"
    page = (await client.get(f"{path}?gedaan=voorstel")).text
    assert "wacht op een medewerker" in page


async def test_a_wrong_form_comes_back_with_everything_that_was_typed(client: httpx.AsyncClient, url: str) -> None:
    form = filled(**{"channels.url": "javascript:alert(1)", "summary": "<b>Hoi</b>", "note": "Let op"})
    answer = await client.post(f"{link(url)}/aanbod/wandelgroep", data=form)
    assert answer.status_code == 422
    assert "javascript:alert(1)" in answer.text
    assert "&lt;b&gt;Hoi" in answer.text
    assert "<b>Hoi" not in answer.text
    assert "Let op" in answer.text
    assert proposed(url) == []


async def test_a_change_of_nothing_says_what_to_do(client: httpx.AsyncClient, url: str) -> None:
    path = link(url)
    form = filled(title="Hulp van wandelgroep", summary="Hier lees je wat je kunt doen.")
    answer = await client.post(
        f"{path}/aanbod/wandelgroep", data=form | {"audiences": ["patient", "mantelzorger", "naaste"]}
    )
    assert answer.status_code == 422
    assert "Je hebt niets veranderd" in answer.text


async def test_new_offers_and_ended_ones_are_proposals_too(client: httpx.AsyncClient, url: str) -> None:
    path = link(url)
    new = await client.post(f"{path}/nieuw", data=filled(instrument_kind="lichamelijke_activiteit", title="Yoga"))
    assert new.headers["location"] == f"{path}?gedaan=voorstel"
    ended = await client.post(f"{path}/aanbod/wandelgroep/weg", data={"note": "Ga naar de sporthal"})
    assert ended.headers["location"] == f"{path}?gedaan=voorstel"
    by_slug = {one.slug: one for one in proposed(url)}
    assert by_slug["yoga"].view.provider == OURS
    assert by_slug["wandelgroep"].view == replace(kept(url).view, status="ingetrokken")
    assert by_slug["wandelgroep"].note == "Bestaat niet meer. Ga naar de sporthal"


async def test_what_is_no_more_is_retired_and_was_verified_by_nobody(client: httpx.AsyncClient, url: str) -> None:
    path, before = link(url), kept(url).view
    await client.post(f"{path}/aanbod/wandelgroep/weg", data={"note": ""})
    (made,) = proposed(url)
    assert "(bestaat niet meer)" in (await client.get(path)).text
    do(url, lambda session: proposals.accept(session, made.id, by="Ans", now=NOW))
    after = kept(url).view
    assert after == replace(before, status="ingetrokken")
    page = (await client.get(path)).text
    assert "Er staat nu geen aanbod van jullie" in page
    assert "aanvaard" in page
    assert (await client.post(f"{path}/klopt", data={"slug": "wandelgroep", "versie": "2"})).status_code == 404


@pytest.mark.parametrize("spelled", ["welzijn ede", "WELZIJN  EDE", " Welzijn Ede "])
async def test_capitals_and_blanks_make_no_other_provider(client: httpx.AsyncClient, url: str, spelled: str) -> None:
    make(url, view("los", provider=" ".join(spelled.split())))
    token = do(url, lambda session: provider_links.new_link(session, spelled, by="proef", now=NOW, days=9))
    page = (await client.get(f"/aanbieder/{token}")).text
    assert "Hulp van los" in page
    assert "Hulp van wandelgroep" in page
    assert "Van een ander" not in page
    for slug in ("los", "wandelgroep"):
        assert (await client.get(f"/aanbieder/{token}/aanbod/{slug}")).status_code == 200
    do(url, lambda session: provider_links.stop_mail(session, spelled.upper(), NOW))
    assert "Stuur weer mail" in (await client.get(f"/aanbieder/{token}")).text
    assert do(url, lambda session: provider_links.revoke(session, spelled.lower(), NOW)) == 1


async def test_of_what_expired_nobody_can_say_that_it_still_holds(client: httpx.AsyncClient, url: str) -> None:
    make(url, ours("voorbij", valid_to=today_here() - timedelta(days=1)))
    page = (await client.get(link(url, slug="voorbij"))).text
    assert "Wijzig dan de laatste dag" in page
    assert "Dit klopt nog" not in page


async def test_the_reason_of_the_desk_is_read_and_an_open_proposal_can_be_taken_back(
    client: httpx.AsyncClient, url: str
) -> None:
    path = link(url)
    for title in ("Eerste", "Tweede"):
        await client.post(f"{path}/aanbod/wandelgroep", data=filled(title=title))
    second, first = proposed(url) if proposed(url)[0].view.title == "Tweede" else reversed(proposed(url))
    do(url, lambda session: proposals.decline(session, first.id, by="Ans", now=NOW, reason="De naam is al in gebruik."))
    page = (await client.get(path)).text
    assert "De naam is al in gebruik." in page
    assert "Ans" not in page
    taken = await client.post(f"{path}/intrekken", data={"voorstel": second.id})
    assert taken.headers["location"] == f"{path}?gedaan=ingetrokken"
    late = await client.post(f"{path}/intrekken", data={"voorstel": first.id})
    assert late.headers["location"] == f"{path}?fout=beslist"


async def test_a_proposal_of_another_provider_cannot_be_taken_back(client: httpx.AsyncClient, url: str) -> None:
    def work(session: Session) -> str:
        changed = view("andere", provider=OTHERS, title="Nieuw")
        return proposals.propose(session, OTHERS, "andere", changed, 1, None, NOW).id

    made = do(url, work)
    answer = await client.post(f"{link(url)}/intrekken", data={"voorstel": made})
    assert answer.status_code == 404
    found = do(url, lambda session: proposals.find_proposal(session, made))
    assert found
    assert found.is_open


async def test_links_that_ended_or_never_were_get_a_friendly_page(client: httpx.AsyncClient, url: str) -> None:
    old, taken = link(url, days=1, now=NOW - timedelta(days=2)), link(url)
    do(url, lambda session: provider_links.revoke(session, OURS, NOW))
    for path in (old, taken, "/aanbieder/geraden", "/aanbieder/" + "a" * 5000):
        answer = await client.get(path)
        assert answer.status_code == 404
        assert "Deze link werkt niet meer" in answer.text
        assert (await client.post(f"{path}/klopt", data={"slug": "wandelgroep", "versie": "1"})).status_code == 404
    assert kept(url).version == 1


@pytest.mark.parametrize("origin", ["https://elders.nl", "null", ""])
async def test_a_form_of_another_site_does_nothing(client: httpx.AsyncClient, url: str, origin: str) -> None:
    client.headers["origin"] = origin
    answer = await client.post(f"{link(url)}/klopt", data={"slug": "wandelgroep", "versie": "1"})
    assert answer.status_code == 403
    assert kept(url).version == 1


async def test_one_link_cannot_be_used_endlessly_from_many_addresses(settings_for: SettingsFor, url: str) -> None:
    path = link(url)
    async with gateway.running(settings_for(provider_rate="3/minute")) as running:
        statuses = [(await browser_of(running, f"192.0.2.{number}").get(path)).status_code for number in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


async def test_the_preview_shows_the_card_as_far_as_it_goes(client: httpx.AsyncClient, url: str) -> None:
    form = filled(slug="wandelgroep", title="Samen naar buiten", summary="")
    answer = await client.post(f"{link(url)}/voorbeeld", data=form)
    assert answer.status_code == 200
    assert "Samen naar buiten" in answer.text
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]


async def test_a_provider_can_stop_the_mail_and_begin_again(client: httpx.AsyncClient, url: str) -> None:
    path = link(url)
    await client.post(f"{path}/mail", data={"doe": "stop"})
    claim = do(url, lambda session: provider_links.claim_mail(session, OURS, NOW))
    assert claim is provider_links.Mailing.STOPPED
    assert "Stuur weer mail" in (await client.get(path)).text
    await client.post(f"{path}/mail", data={"doe": "weer"})
    claim = do(url, lambda session: provider_links.claim_mail(session, OURS, NOW))
    assert claim is provider_links.Mailing.MAY
