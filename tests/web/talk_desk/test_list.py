"""The list of talks: each filter finds what it says, the order is that of the work, nobody sees more than their own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.web.partners.websites import put_website
from tests.web.talk_desk.digested import add_talk, digest_all, tapped, typed
from web.conversations.models import TalkDigest
from web.database import engine_for
from web.staff.people import Colleague, Role
from web.talk_desk import asked as asking
from web.talk_desk import listing

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
ANNA = Colleague("anna", "Anna", "anna@wegwijs.test", Role.MEDEWERKER)
OF_ERMELO = Colleague("erik", "Erik", "erik@wegwijs.test", Role.MEDEWERKER, regions=("Ermelo",))
CARER = {
    "audience": "mantelzorger",
    "condition": "dementie",
    "region": "Ermelo",
    "needs": ["respijtzorg", "lotgenoten"],
}
TALKS: dict[str, dict[str, Any]] = {
    "danger": {"said": [typed("het hoeft niet meer", danger="self", danger_tier="A")], "partner": "ermelo"},
    "alarm": {
        "said": [typed("hij slaat mij", parse={"danger": "violence"})],
        "review": {"followed_at": NOW, "followed_name": "Anna"},
    },
    "lost": {"said": [typed("Café tjá", 0.2, parse={"fallback": True})] * 2, "scores": [3, 2], "tags": ["dialect"]},
    "unhappy": {"said": [typed("eenzaamheid en reuma"), tapped()], "scores": [1], "partner": "zorg"},
    "unsure": {"said": [typed("eenzaam", 0.4)], "review": {"assigned_to": "anna", "assigned_name": "Anna"}},
    "carer": {"said": [typed("mijn man heeft dementie"), tapped(), tapped()], "understood": CARER, "partner": "ermelo"},
    "done": {"said": [typed("eenzaam", 0.4)], "review": {"reviewed_at": NOW + timedelta(days=1)}},
    "silent": {"said": []},
}
"""By name; each a minute older than the one before it."""


@pytest.fixture(scope="module", params=["sqlite", "postgres"])
def filled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Engine, dict[str, str]]]:
    """A database with these talks, and the name of each by its id."""
    from tests.common.postgres import empty_database

    if request.param == "postgres":
        made = empty_database(request.getfixturevalue("postgres_server"))
        url = made.__enter__()
    else:
        url = f"sqlite:///{tmp_path_factory.mktemp('list') / 'talks.sqlite'}"
    upgrade(url)
    put_website(url, key="ermelo", region="Ermelo")
    put_website(url, key="zorg", region="Putten")
    engine = engine_for(url)
    names = {}
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        for number, (name, talk) in enumerate(TALKS.items()):
            values = dict(talk)
            names[add_talk(session, *values.pop("said"), at=NOW - timedelta(minutes=number), **values)] = name
        digest_all(session)
    yield engine, names
    engine.dispose()
    if request.param == "postgres":
        made.__exit__(None, None, None)


def names_of(filled: tuple[Engine, dict[str, str]], query: str, who: Colleague = ANNA) -> list[str]:
    """The talks that a query finds, in order."""
    engine, names = filled
    asked = asking.of_query(query)
    assert not asked.errors
    with Session(engine) as session:
        found = listing.page(session, asked, who)
    assert found.total == len(found.rows)
    return [names[row.digest.talk_id] for row in found.rows]


def test_what_asks_for_attention_comes_first_and_silent_talks_not_at_all(
    filled: tuple[Engine, dict[str, str]],
) -> None:
    assert names_of(filled, "") == ["danger", "lost", "unhappy", "unsure", "alarm", "carer", "done"]
    assert names_of(filled, "volgorde=nieuwste") == ["danger", "alarm", "lost", "unhappy", "unsure", "carer", "done"]
    assert names_of(filled, "volgorde=oudste") == ["done", "carer", "unsure", "unhappy", "lost", "alarm", "danger"]


FILTERS = {
    "gevaar=A": ["danger"],
    "gevaar=D": ["alarm"],
    "gevaar=ja": ["danger", "alarm"],
    "gevaar=open": ["danger"],
    "niet_begrepen=2": ["lost"],
    "niet_begrepen=3": [],
    "waardering=1": ["unhappy"],
    "waardering=2": ["lost"],
    "zekerheid=40": ["lost", "unsure", "done"],
    "zekerheid=39": ["lost"],
    "behoefte=lotgenoten": ["carer"],
    "bouwsteen=3": ["carer"],
    "doelgroep=mantelzorger": ["carer"],
    "ziekte=dementie": ["carer"],
    "gemeente=Ermelo": ["carer"],
    "website=ermelo": ["danger", "carer"],
    "website=-": ["lost", "unsure", "alarm", "done"],
    "lengte_van=2": ["lost", "unhappy", "carer"],
    "lengte_van=2&lengte_tot=2": ["lost", "unhappy"],
    "van=2026-11-20&tot=2026-11-20": ["danger", "lost", "unhappy", "unsure", "alarm", "carer", "done"],
    "van=2026-11-21": [],
    "tot=2026-11-19": [],
    "na_te_kijken=ja": ["danger", "lost", "unhappy", "unsure", "alarm", "carer"],
    "label=Dialect": ["lost"],
    "van_wie=ik": ["unsure"],
    "van_wie=anna": ["unsure"],
    "van_wie=niemand&gevaar=ja": ["danger", "alarm"],
    "woorden=cafe": ["lost"],
    "woorden=CAFÉ+TJA": ["lost"],
    "woorden=eenz": ["unhappy", "unsure", "done"],
    "woorden=eenzaam+reuma": ["unhappy"],
    "woorden=een": [],
    "woorden=%22%29%3B+DROP+%2A": [],
    "woorden=%21%3F%25": ["danger", "lost", "unhappy", "unsure", "alarm", "carer", "done"],
    "woorden=man&gemeente=Ermelo&volgorde=oudste": ["carer"],
}


@pytest.mark.parametrize("query", list(FILTERS))
def test_each_filter_finds_what_it_says(filled: tuple[Engine, dict[str, str]], query: str) -> None:
    assert names_of(filled, query) == FILTERS[query]


@pytest.mark.parametrize("query", list(FILTERS))
def test_each_filter_finds_the_same_where_many_talks_have_it(
    filled: tuple[Engine, dict[str, str]], query: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, names = filled
    monkeypatch.setattr(listing, "MOST_COUNTED", 0)
    with Session(engine) as session:
        found = listing.page(session, asking.of_query(query), ANNA)
    assert [names[row.digest.talk_id] for row in found.rows] == FILTERS[query]


def test_who_has_a_region_finds_the_talks_of_its_websites_alone(filled: tuple[Engine, dict[str, str]]) -> None:
    assert names_of(filled, "", OF_ERMELO) == ["danger", "carer"]
    assert names_of(filled, "woorden=eenzaam", OF_ERMELO) == []
    assert names_of(filled, "website=zorg", OF_ERMELO) == []
    nobody = Colleague("nel", "Nel", "nel@wegwijs.test", Role.MEDEWERKER, regions=("Urk",))
    assert names_of(filled, "", nobody) == []


@pytest.mark.parametrize("order", ["aandacht", "nieuwste", "oudste"])
def test_pages_follow_each_other_without_a_gap_or_a_talk_twice(
    filled: tuple[Engine, dict[str, str]], order: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, names = filled
    whole = names_of(filled, f"volgorde={order}")
    monkeypatch.setattr(listing, "PER_PAGE", 2)
    asked, after, found = asking.of_query(f"volgorde={order}"), "", []
    with Session(engine) as session:
        for _ in range(9):
            page = listing.page(session, asked, ANNA, after)
            found += [names[row.digest.talk_id] for row in page.rows]
            assert page.total == len(names) - 1
            if page.after is None:
                break
            after = page.after
    assert found == whole


def beside(
    filled: tuple[Engine, dict[str, str]], query: str, name: str, who: Colleague = ANNA, **moved: Any
) -> tuple[str | None, str | None]:
    """The talks before and behind a talk in the list that a query finds; `moved`: other values of its place."""
    engine, names = filled
    with Session(engine) as session:
        talk = session.scalars(select(TalkDigest).where(TalkDigest.turns > 0)).all()
        own = next(one for one in talk if names[one.talk_id] == name)
        place = (moved.get("attention", own.attention), moved.get("last_at", own.last_at), own.number)
        found = listing.beside(session, asking.of_query(query), who, place, own.number)
        before, behind = (names[one.talk_id] if one else None for one in (found.before, found.behind))
        return before, behind


MANY = pytest.mark.parametrize("most", [1000, 0], ids=["few", "many"])


@MANY
@pytest.mark.parametrize(
    "query", ["", "volgorde=nieuwste", "volgorde=oudste", "woorden=eenz", "website=-&zekerheid=40"]
)
def test_beside_a_talk_stand_its_neighbours_in_the_list(
    filled: tuple[Engine, dict[str, str]], query: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[str | None] = [None, *names_of(filled, query), None]
    monkeypatch.setattr(listing, "MOST_COUNTED", most)
    for before, name, behind in zip(whole, whole[1:], whole[2:], strict=False):
        assert beside(filled, query, str(name)) == (before, behind)


@MANY
def test_a_talk_that_left_the_list_still_leads_on_from_where_it_stood(
    filled: tuple[Engine, dict[str, str]], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", most)
    assert beside(filled, "na_te_kijken=ja", "done", attention=2) == ("unhappy", "unsure")
    assert beside(filled, "na_te_kijken=ja&volgorde=oudste", "done") == (None, "carer")
    # It stands elsewhere in the list by now, and is not beside itself there.
    assert beside(filled, "", "alarm", attention=0) == ("danger", "lost")
    assert beside(filled, "", "danger", attention=4, last_at=NOW - timedelta(days=9)) == ("done", None)


@MANY
def test_who_has_a_region_goes_past_talks_of_others(
    filled: tuple[Engine, dict[str, str]], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", most)
    assert beside(filled, "", "danger", OF_ERMELO) == (None, "carer")
    assert beside(filled, "", "carer", OF_ERMELO) == ("danger", None)


@pytest.mark.parametrize("mark", ["x", "1_2_3", "0_20261120T120000.000000_99999999999", "0_20261120T120000.000000"])
def test_a_mark_that_is_none_gives_the_first_page(filled: tuple[Engine, dict[str, str]], mark: str) -> None:
    with Session(filled[0]) as session:
        assert len(listing.page(session, asking.of_query(""), ANNA, mark).rows) == 7


@pytest.mark.parametrize(
    ("query", "where"),
    [
        ("gevaar=Z", "gevaar"),
        ("zekerheid=101", "zekerheid"),
        ("zekerheid=%C2%B2", "zekerheid"),
        ("niet_begrepen=-1", "niet_begrepen"),
        ("van=gisteren", "van"),
        ("tot=9999-12-31", "tot"),
        ("van=2026-11-02&tot=2026-11-01", "tot"),
        ("lengte_van=9&lengte_tot=3", "lengte_tot"),
    ],
)
def test_a_filter_that_cannot_be_is_told_where_it_stands(query: str, where: str) -> None:
    asked = asking.of_query(query)
    assert list(asked.errors) == [where]
    assert re.match("[a-z]", asked.errors[where])
    assert asked.query() == query.replace("%C2%B2", "%C2%B2"), "what was typed is still there"
