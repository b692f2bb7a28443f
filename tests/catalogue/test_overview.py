"""The lists of the desk find what is asked, and each record that needs a look is on the list that says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from catalogue.links.models import LinkFinding
from catalogue.overview import NATIONAL, PER_PAGE, Asked, overview
from tests.common.instruments import TODAY, store, view


def found(session: Session, **asked: object) -> list[str]:
    page = overview(session, Asked(**asked), TODAY)  # type: ignore[arg-type]
    assert page.total == len(page.rows)
    return [row.slug for row in page.rows]


@pytest.fixture
def filled(session: Session) -> Session:
    day = timedelta(days=1)
    store(
        session,
        view("a-landelijk", cost="gratis"),
        view("b-lokaal", regions=["Zeist", "Baarn"], conditions=["kanker"], provider="Zorgdat", cost="gratis"),
        view("c-concept", status="concept", needs=["lotgenoten"], cost="gratis"),
        view("d-verouderd", verified_on=TODAY - 181 * day, cost="gratis"),
        view("e-net-niet-verouderd", verified_on=TODAY - 180 * day, cost="gratis"),
        view("f-nooit-nagekeken", verified_on=None, cost="gratis"),
        view("g-verlopen", valid_to=TODAY - day, verified_on=None, cost="gratis"),
        view("h-laatste-dag", valid_to=TODAY, cost="gratis"),
        view("i-zonder-prijs"),
        replace(view("j-kapot", cost="gratis"), title="Beurs 100%_zeker", instrument_kind="zelftest"),
    )
    for slug, ok in (("j-kapot", False), ("a-landelijk", True)):
        session.add(
            LinkFinding(
                slug=slug,
                url="https://www.voorbeeld.nl/hulp",
                checked_at=datetime(2026, 6, 1, tzinfo=UTC),
                ok=ok,
                code="x",
                message="x",
            )
        )
    session.flush()
    return session


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ({"region": "Zeist"}, ["b-lokaal"]),
        ({"condition": "kanker"}, ["b-lokaal"]),
        ({"provider": "Zorgdat"}, ["b-lokaal"]),
        ({"need": "lotgenoten"}, ["c-concept"]),
        ({"bouwsteen": 3}, ["c-concept"]),
        ({"status": "concept"}, ["c-concept"]),
        ({"kind": "zelftest"}, ["j-kapot"]),
        ({"audience": "professional"}, []),
        ({"q": "ZORGDAT b-lok"}, ["b-lokaal"]),
        ({"q": "100%_z"}, ["j-kapot"]),
        ({"q": "%"}, ["j-kapot"]),
        ({"state": "verouderd"}, ["d-verouderd", "f-nooit-nagekeken"]),
        ({"state": "verlopen"}, ["g-verlopen"]),
        ({"state": "kapotte link"}, ["j-kapot"]),
        ({"state": "onvolledig"}, ["i-zonder-prijs"]),
        ({"state": "iets anders"}, []),
    ],
)
def test_a_filter_finds_just_what_it_says(filled: Session, asked: dict[str, object], expected: list[str]) -> None:
    assert found(filled, **asked) == expected


def test_national_is_what_has_no_region(filled: Session) -> None:
    assert "b-lokaal" not in found(filled, region=NATIONAL)
    assert len(found(filled, region=NATIONAL)) == 9


def test_never_shown_is_told_by_what_was_shown(filled: Session) -> None:
    shown = select(literal("a-landelijk"))
    never = [row.slug for row in overview(filled, Asked(state="nooit getoond"), TODAY, shown).rows]
    assert "a-landelijk" not in never and "b-lokaal" in never
    assert not {"c-concept", "g-verlopen"} & set(never)
    assert "a-landelijk" in found(filled, state="nooit getoond")


def test_a_row_says_what_to_look_at(filled: Session) -> None:
    rows = {row.slug: row for row in overview(filled, Asked(), TODAY).rows}
    assert (rows["b-lokaal"].regions, rows["b-lokaal"].bouwstenen) == (("Baarn", "Zeist"), (2,))
    assert rows["g-verlopen"].marks == ("verlopen", "verouderd")
    assert rows["j-kapot"].marks == ("kapotte link",)
    assert rows["h-laatste-dag"].marks == rows["e-net-niet-verouderd"].marks == ()


def test_what_was_never_or_longest_ago_verified_comes_first(filled: Session) -> None:
    assert found(filled, sort="nagekeken", status="gepubliceerd")[:3] == [
        "f-nooit-nagekeken",
        "g-verlopen",
        "d-verouderd",
    ]
    assert found(filled, sort="uitvoerder")[-1] == "b-lokaal"


def test_pages_follow_each_other_without_gap_or_double_in_two_statements(session: Session, counted: list[str]) -> None:
    store(session, *(replace(view(f"n-{number:03}"), title="Gelijk") for number in range(PER_PAGE + 3)))
    counted.clear()
    pages = [overview(session, Asked(page=number), TODAY) for number in (1, 2, 3)]
    assert len(counted) == 5
    assert [len(page.rows) for page in pages] == [PER_PAGE, 3, 0]
    assert {page.total for page in pages} == {PER_PAGE + 3}
    assert [row.slug for page in pages for row in page.rows] == [f"n-{number:03}" for number in range(PER_PAGE + 3)]
