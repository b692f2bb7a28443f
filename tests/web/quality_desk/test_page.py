"""The page of quality, as colleagues see it."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from catalogue.search import today_here
from tests.web.gateway import Gateway
from tests.web.partners.websites import put_website
from tests.web.quality_desk.talks import HOME, Laid, put, put_all
from tests.web.staff.login import colleague
from tests.web.talk_desk.transcripts import said
from web.review import quality
from web.staff.people import GRANTS, Right, Role

pytestmark = pytest.mark.anyio

DANGER = said("Ik wil niet meer", "somberheid", danger="self", danger_tier="A", danger_rule="regel")
LOST = said("blabla")


def table_of(html: str, name: str) -> list[list[str]]:
    """The rows of a table as texts, its head first."""
    table = re.search(rf'<caption id="{name}">.*?</table>', html, re.DOTALL)
    assert table, f"no table {name}"
    rows = re.findall(r"<tr>(.*?)</tr>", table[0], re.DOTALL)
    return [[_text(cell) for cell in re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL)] for row in rows]


def fact_of(html: str, name: str) -> str:
    """A figure that stands on its own."""
    found = re.search(rf"<dt>{re.escape(name)}</dt><dd>(.*?)</dd>", html, re.DOTALL)
    assert found, f"no figure {name}"
    return _text(found[1])


def _text(markup: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", markup).split())


def monday(weeks_ago: int = 0) -> str:
    return f"{quality.weeks(today_here(), weeks_ago + 1)[-1].monday:%d-%m-%Y}"


async def test_talks_are_counted_by_the_week_of_their_last_message(running: Gateway) -> None:
    url = running.settings.database_url
    put(url, said("hulp", "respijtzorg"), LOST, reviewed=True, times=6)
    put(url, LOST, LOST, weeks_ago=1)
    put(url, said("hulp", "respijtzorg"), weeks_ago=11)
    put(url, said("hulp", "respijtzorg"), weeks_ago=12)
    client = await colleague(running)
    rows = table_of((await client.get(HOME)).text, "gesprekken-per-week")
    assert rows[0][1:] == [
        *(
            "Gesprekken",
            "Berichten",
            "Niet begrepen",
            "Nagekeken",
            "Nog na te kijken",
            "Vroeg aandacht",
            "Daarvan nagekeken",
        )
    ]
    # Of 12 messages 6 were not understood; of 6 talks no share of those looked through can be told.
    assert rows[1] == [monday(), "6", "12", "6 50%", "6", "0", "0", "0"]
    assert rows[2] == [monday(1), "1", "2", "2", "0", "1", "1", "0"]
    assert rows[12] == [monday(11), "1", "1", "0", "0", "1", "0", "0"]
    assert rows[13][:4] == ["Alle weken samen", "8", "15", "8 53%"]
    assert len(rows) == 14


async def test_what_asked_for_attention_still_counts_when_somebody_has_looked(running: Gateway) -> None:
    url = running.settings.database_url
    put(url, DANGER, reviewed=True, followed_after=timedelta(minutes=30))
    put(url, LOST, LOST, reviewed=True)
    put(url, score=1)
    put(url, said("hm", "lotgenoten", 0.4))
    put(url, score=3)
    row = table_of((await (await colleague(running)).get(f"{HOME}?weken=4")).text, "gesprekken-per-week")[1]
    assert row[5:] == ["3", "4", "2"]


async def test_right_the_first_time_is_told_by_need_and_by_week(running: Gateway) -> None:
    url = running.settings.database_url
    put(url, verdicts=[("anna", True)], times=5)
    put(url, verdicts=[("anna", True)], weeks_ago=1, times=6)
    put(url, verdicts=[("anna", "overbelasting")])
    put(url, said("hoi", "lotgenoten"), verdicts=[("anna", True), ("bob", "groet")])
    client = await colleague(running)
    html = (await client.get(HOME)).text
    assert table_of(html, "goed-per-hulpvraag")[1:] == [
        ["Mensen die hetzelfde meemaken", "1", "0"],
        ["De zorg even overdragen", "12", "11 92%"],
    ]
    assert table_of(html, "goed-per-week")[-1] == ["Alle weken samen", "13", "11 85%"]
    assert table_of(html, "verwisseld")[1:] == [
        ["Mensen die hetzelfde meemaken → Groet", "1"],
        ["De zorg even overdragen → Het is te veel", "1"],
    ]
    of_one = (await client.get(f"{HOME}?behoefte=lotgenoten")).text
    assert table_of(of_one, "goed-per-week")[-1] == ["Alle weken samen", "1", "0"]


async def test_agreement_is_told_from_ten_messages_on(running: Gateway) -> None:
    url = running.settings.database_url
    client = await colleague(running)
    put(url, verdicts=[("anna", True), ("bob", True)], times=4)
    put(url, verdicts=[("anna", True), ("bob", "somberheid")], times=5)
    html = (await client.get(HOME)).text
    assert fact_of(html, "Berichten met twee of meer oordelen") == "9"
    assert fact_of(html, "Kappa van Cohen") == "te weinig om iets te zeggen"
    put(url, verdicts=[("anna", "somberheid"), ("bob", "somberheid")])
    html = (await client.get(HOME)).text
    # Seen 5 of 10. Anna: 9 and 1, bob: 4 and 6; by chance (36 + 6) / 100.
    assert fact_of(html, "Iedereen zegt hetzelfde") == "5 50%"
    assert fact_of(html, "Kappa van Cohen") == "0,14 (gering)"


async def test_danger_tells_what_is_open_and_how_long_it_took(running: Gateway) -> None:
    url = running.settings.database_url
    put(url, DANGER, weeks_ago=20)
    put(url, DANGER)
    put(url, DANGER, followed_after=timedelta(minutes=20))
    put(url, DANGER, followed_after=timedelta(minutes=40))
    put(url, DANGER, followed_after=timedelta(hours=70))
    put(url, said("Ik ben er klaar mee", "somberheid"), verdicts=[("anna", "crisis")])
    html = (await (await colleague(running)).get(HOME)).text
    assert fact_of(html, "Nu nog niet opgevolgd") == "3"  # one that was missed, and one of long ago
    assert fact_of(html, "Gesprekken met een gevaarsignaal") == "5"
    assert fact_of(html, "Daarvan opgevolgd") == "3"
    assert fact_of(html, "Tijd tot opvolgen, het midden") == "40 minuten"
    assert fact_of(html, "Tijd tot opvolgen, het langst") == "3 dagen"
    assert fact_of(html, "Gevaar dat de assistent miste") == "1"
    assert "/bureau/gesprekken?gevaar=open" in html


async def test_scores_stand_by_week_of_talks_and_of_what_was_suggested(running: Gateway) -> None:
    url = running.settings.database_url
    put_all(url, [Laid(score=score) for score in [3] * 7 + [2] * 2 + [1]])
    put(url, score=1, slug="mantelzorglijn")
    html = (await (await colleague(running)).get(HOME)).text
    assert table_of(html, "waardering-gesprek")[1] == [monday(), "10", "7 70%", "2 20%", "1 10%"]
    assert table_of(html, "waardering-aanbod")[1] == [monday(), "1", "0", "0", "1"]


async def test_a_figure_leads_to_the_talks_that_were_counted(running: Gateway) -> None:
    put_website(running.settings.database_url, key="zorggroep", region="Ermelo")
    put(running.settings.database_url, LOST, partner="zorggroep")
    html = (await (await colleague(running)).get(f"{HOME}?website=zorggroep")).text
    week = quality.weeks(today_here(), 1)[0]
    days = f"van={week.monday.isoformat()}&amp;tot={week.sunday.isoformat()}"
    assert f'href="/bureau/gesprekken?website=zorggroep&amp;{days}&amp;niet_begrepen=1"' in html


async def test_who_may_not_read_talks_sees_tens_and_no_way_to_a_talk(running: Gateway) -> None:
    url = running.settings.database_url
    put(url, DANGER, LOST, verdicts=[("anna", True), ("bob", True)], score=3, times=22)
    put(url, DANGER, LOST, verdicts=[("anna", True), ("bob", "groet")], score=3)
    client = await colleague(running, Role.KETENREGISSEUR)
    html = (await client.get(HOME)).text
    assert "/bureau/gesprekken" not in html
    assert "/bureau/kwaliteit/uitvoeren" not in html
    assert "Alle weken samen" not in html
    tens = "minder dan 10"
    rows = table_of(html, "gesprekken-per-week")
    assert rows[1] == [monday(), "20–29", "40–49", "20–29 55%", tens, "20–29", tens]
    assert rows[2] == [monday(1), *[tens] * 6]
    assert table_of(html, "goed-per-hulpvraag")[1:] == [["Je somber of bang voelen", "20–29", "20–29 100%"]]
    assert fact_of(html, "Nu nog niet opgevolgd") == "20–29"
    assert not re.search(r">\s*23\s*<", html)


async def test_a_page_in_tens_is_the_same_for_every_count_of_the_same_ten(running: Gateway) -> None:
    url = running.settings.database_url
    client = await colleague(running, Role.KETENREGISSEUR)
    empty = (await client.get(HOME)).text
    hour = timedelta(hours=1)
    put(url, DANGER, LOST, verdicts=[("anna", True), ("bob", "groet")], score=3, followed_after=hour, times=3)
    assert (await client.get(HOME)).text == empty


async def test_a_kwaliteitsbewaker_sees_the_needs_of_the_own_bouwsteen_first(running: Gateway) -> None:
    url = running.settings.database_url
    put(url, said("a", "herkenning"), verdicts=[("anna", True)], times=10)
    put(url, said("b", "werk_en_studie"), verdicts=[("anna", True)], times=10)
    own = await colleague(running, Role.KWALITEITSBEWAKER, bouwsteen=4)
    rows = table_of((await own.get(HOME)).text, "goed-per-hulpvraag")
    assert [row[0] for row in rows[1:]] == ["Werk of studie", "Je vraagt je af of dit bij je hoort"]


async def test_of_another_region_nothing_is_counted(running: Gateway) -> None:
    url = running.settings.database_url
    put_website(url, key="ermelo", name="Website van Ermelo", region="Ermelo")
    put_website(url, key="texel", name="Website van Texel", region="Texel")
    for partner in ("texel", "texel", None):
        put(url, DANGER, LOST, partner=partner, verdicts=[("anna", "crisis"), ("bob", "groet")], score=1)
    put(url, partner="ermelo")
    client = await colleague(running, Role.MEDEWERKER, regions=["Ermelo"])
    html = (await client.get(HOME)).text
    assert table_of(html, "gesprekken-per-week")[1] == [monday(), "1", "1", "0", "0", "1", "0", "0"]
    assert fact_of(html, "Nu nog niet opgevolgd") == "0"
    assert fact_of(html, "Berichten met twee of meer oordelen") == "0"
    assert "nog niets beoordeeld" in html
    assert "Over het gesprek gaf in deze periode niemand een waardering." in html
    assert "Website van Texel" not in html
    # Asked for by its key it is as if that website had no talks.
    assert "waren er geen gesprekken" in (await client.get(f"{HOME}?website=texel")).text


@pytest.mark.parametrize(
    "query", ["weken=7", "weken=x", "website=bestaat-niet", "behoefte=onzin", "website=%F0%9F%98%80"]
)
async def test_an_address_that_asks_for_something_unknown_is_no_error(running: Gateway, query: str) -> None:
    assert (await (await colleague(running)).get(f"{HOME}?{query}")).status_code == 200


async def test_figures_are_for_who_may_see_them(running: Gateway) -> None:
    for role in Role:
        client = await colleague(running, role, bouwsteen=1 if role is Role.KWALITEITSBEWAKER else None)
        assert (await client.get(HOME)).status_code == (200 if Right.CIJFERS in GRANTS[role] else 403)
    client.cookies.clear()
    assert "Inloggen" in (await client.get(HOME, follow_redirects=True)).text
