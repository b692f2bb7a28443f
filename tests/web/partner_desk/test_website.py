"""The page of a website: whether it was seen, on and off, links for its makers, and its preview."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import httpx
import pytest

from tests.web.chain.conftest import opened, sent
from tests.web.gateway import Gateway
from tests.web.partner_desk.conftest import HOME, found, lay, see
from tests.web.partner_desk.test_form import log_of
from tests.web.staff.login import colleague, in_database
from web.conversations.demand import month_of
from web.partners import counts, links
from web.partners.counts import Happened
from web.partners.widget import Widget
from web.staff.people import Role

pytestmark = pytest.mark.anyio
SITE = f"{HOME}/website/zorggroep"


def current(page: httpx.Response) -> str:
    """The version of the widget that the page gives."""
    found = re.search(r"/widget/([0-9a-f]{12})/wegwijs-chat\.js", page.text)
    assert found
    return found[1]


async def test_the_code_names_a_widget_that_is_served_with_just_that_checksum(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running) as client:
        page = await client.get(SITE)
        response = await running.client.get(f"/widget/{current(page)}/wegwijs-chat.js")
        assert response.status_code == 200
        assert f"integrity=&#34;{Widget.of(response.content).integrity}&#34;" in page.text


async def test_where_it_stands_and_what_is_wrong_there_is_told(running: Gateway) -> None:
    url = running.settings.database_url
    lay(url)
    async with await colleague(running, Role.BEHEERDER) as client:
        before = (await client.get(SITE)).text
        assert "Nog niet gezien op https://www.zorggroep.nl, https://huisarts.zorggroep.nl" in before
        assert "nog niet" in (await client.get(HOME)).text
        see(url, "https://www.zorggroep.nl", widget=current(await client.get(SITE)))
        fine = (await client.get(SITE)).text
        assert "Nog niet gezien op https://huisarts.zorggroep.nl" in fine
        assert "oude versie" not in fine
        assert "niet op de lijst" not in fine
        see(url, "https://huisarts.zorggroep.nl", widget="0123456789ab", mode="bubble")
        see(url, "https://vreemd.nl", allowed=False)
        wrong = (await client.get(SITE)).text
        assert "oude versie op https://huisarts.zorggroep.nl" in wrong
        assert "niet op de lijst staat: https://vreemd.nl" in wrong
        assert "knop in de hoek" in wrong
        listed = (await client.get(HOME)).text
        assert "oude versie" in listed
        assert "niet op de lijst" in listed


async def test_a_strange_website_is_put_on_the_list_from_the_warning(running: Gateway) -> None:
    url = running.settings.database_url
    lay(url)
    see(url, "https://vreemd.nl", allowed=False)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await client.get(SITE)
        link = re.search(r'href="([^"]+\?erbij=[^"]+)"', page.text)
        assert link
        form = await opened(client, link[1])
        assert form.fields["origins"].endswith("\nhttps://vreemd.nl")
        assert (await sent(client, f"{SITE}/wijzigen", form)).status_code == 303
        assert "niet op de lijst" not in (await client.get(SITE)).text
    assert "https://vreemd.nl" in found(url).origins


async def test_what_was_seen_long_ago_is_told_without_a_warning(running: Gateway) -> None:
    url = running.settings.database_url
    lay(url)
    see(url, "https://vreemd.nl", allowed=False, days_ago=40)
    see(url, "https://www.zorggroep.nl", widget="0123456789ab", days_ago=40)
    async with await colleague(running) as client:
        page = (await client.get(SITE)).text
        assert "https://vreemd.nl" in page
        assert "utrecht-alert--warning" not in page


async def test_off_and_on_take_a_button_and_a_confirmation_and_count_at_once(running: Gateway) -> None:
    url = running.settings.database_url
    lay(url)

    async def begun() -> int:
        headers = {"origin": "https://www.zorggroep.nl"}
        response = await running.client.post("/api/v1/sessions", json={"partner": "zorggroep"}, headers=headers)
        return response.status_code

    async with await colleague(running, Role.BEHEERDER) as client:
        for to, on in (("uit", False), ("aan", True)):
            asked = await opened(client, f"{SITE}/zet/{to}")
            assert found(url).on is not on
            assert (await sent(client, f"{SITE}/zet/{to}", asked)).status_code == 303
            assert (await sent(client, f"{SITE}/zet/{to}", asked)).status_code == 303  # twice is once
            assert found(url).on is on
            assert (await begun() == 201) is on
        assert (await client.get(f"{SITE}/zet/half")).status_code == 422
    assert log_of(running) == [("website uitgezet", "zorggroep"), ("website aangezet", "zorggroep")]


async def test_a_link_for_the_makers_is_shown_once_and_works_until_it_is_ended(running: Gateway) -> None:
    url = running.settings.database_url
    lay(url)
    async with await colleague(running, Role.BEHEERDER) as client:
        page = await opened(client, SITE)
        made = await sent(client, f"{SITE}/link", page)
        link = re.search(re.escape(running.settings.public_address) + r"/website/([\w-]{40,})", made.text)
        assert link
        token = link[1]
        assert in_database(url, lambda session: links.find_link(session, token)) == "zorggroep"
        again = await opened(client, SITE)
        assert token not in again.response.text
        assert "Gemaakt op" in again.response.text
        assert (await sent(client, f"{SITE}/intrekken", again)).status_code == 303
        assert in_database(url, lambda session: links.find_link(session, token)) is None
        assert "geen link die werkt" in (await client.get(SITE)).text
    assert token not in str(log_of(running))
    assert log_of(running) == [
        ("link voor website gemaakt", "zorggroep"),
        ("links van website ingetrokken", "zorggroep"),
    ]


async def test_the_preview_stands_in_our_own_frame_only(running: Gateway) -> None:
    lay(running.settings.database_url)
    async with await colleague(running) as client:
        page = await client.get(f"{SITE}/voorbeeld?manier=bubble&uiterlijk=helder")
        assert "frame-ancestors 'self'" in page.headers["content-security-policy"]
        assert "unsafe" not in page.headers["content-security-policy"]
        assert 'mode="bubble" theme="helder"' in page.text
        strange = await client.get(f"{SITE}/voorbeeld?manier=%22%3E&uiterlijk=roze")
        assert 'theme="rustig"' in strange.text
    assert (await running.client.get(f"{SITE}/voorbeeld")).status_code == 303


async def test_the_page_of_a_website_never_shows_figures_of_another(running: Gateway) -> None:
    url = running.settings.database_url
    lay(url)
    lay(url, key="ander", name="Ander")
    month = month_of(datetime.now(UTC))
    in_database(url, lambda session: counts.add(session, "ander", month, [Happened("gesprek")] * 57))
    async with await colleague(running) as client:
        assert "50–59" in (await client.get(f"{HOME}/website/ander")).text
        assert "50–59" not in (await client.get(SITE)).text
