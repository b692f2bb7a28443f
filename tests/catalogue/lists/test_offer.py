"""What the lists of instruments get from the catalogue: what visitors may see, near by first, in the plan's places."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from catalogue.lists.offer import MOST, Offer, offers
from catalogue.lists.plans import PlanView
from tests.common.instruments import TODAY, store, view

HERE = ("Ermelo", "Harderwijk")


def offer(session: Session, *, national: bool = False, number: int = 2, regions: tuple[str, ...] = HERE) -> Offer:
    return offers(session, PlanView(1, "Keten", regions, national, 1, None), TODAY, [number])[number]


def slugs(found: Offer) -> list[str]:
    return [line.slug for line in found.lines]


def test_a_list_holds_what_the_municipalities_of_the_plan_have_by_title(session: Session) -> None:
    store(
        session,
        view("b", title="Wandelgroep", regions=["Ermelo"]),
        view("a", title="Inloop", regions=["Harderwijk", "Zeist"]),
        view("ver", regions=["Zeist"]),
        view("land"),
    )
    assert slugs(offer(session)) == ["a", "b"]


def test_an_instrument_of_both_municipalities_stands_there_once(session: Session) -> None:
    store(session, view("beide", regions=list(HERE)))
    assert slugs(offer(session, national=True)) == ["beide"]


def test_what_serves_the_whole_country_comes_after_what_is_near_and_only_when_the_plan_wants_it(
    session: Session,
) -> None:
    store(session, view("land", title="Aaa"), view("hier", title="Zzz", regions=["Ermelo"]))
    found = offer(session, national=True)
    assert [(line.slug, line.local) for line in found.lines] == [("hier", True), ("land", False)]
    assert slugs(offer(session)) == ["hier"]


def test_what_no_visitor_may_see_today_is_on_no_list(session: Session) -> None:
    day = timedelta(days=1)
    store(
        session,
        view("concept", status="concept", regions=["Ermelo"]),
        view("weg", status="ingetrokken", regions=["Ermelo"]),
        view("voorbij", valid_to=TODAY - day, regions=["Ermelo"]),
        view("straks", valid_from=TODAY + day, regions=["Ermelo"]),
        view("laatste-dag", valid_to=TODAY, regions=["Ermelo"]),
    )
    assert slugs(offer(session)) == ["laatste-dag"]


def test_each_bouwsteen_has_its_own(session: Session) -> None:
    store(session, view("twee", regions=["Ermelo"]), view("drie", needs=["lotgenoten"], regions=["Ermelo"]))
    assert slugs(offer(session)) == ["twee"]
    assert slugs(offer(session, number=3)) == ["drie"]
    every = offers(session, PlanView(1, "Keten", HERE, False, 1, None), TODAY)
    assert [number for number, found in every.items() if found.lines] == [2, 3]
    assert list(every) == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("changes", "group"),
    [
        ({}, ""),
        ({"audiences": ["patient", "mantelzorger", "naaste", "professional"]}, ""),
        ({"audiences": ["mantelzorger"]}, " (mantelzorger)"),
        ({"conditions": ["dementie"]}, " (dementie)"),
        ({"conditions": ["copd"], "audiences": ["patient"]}, " (copd, patient)"),
    ],
)
def test_a_line_names_the_group_it_is_for_and_the_roles_that_belong_to_it(
    session: Session, changes: dict[str, list[str]], group: str
) -> None:
    store(session, view("cafe", title="Café", regions=["Ermelo"], provider="Zorgdat", developer="Trimbos", **changes))
    (line,) = offer(session).lines
    assert (line.instrument, line.uitvoerder, line.ontwikkelaar) == (f"Café{group}", "Zorgdat", "Trimbos")


def test_a_list_is_cut_off_and_says_so(session: Session) -> None:
    store(session, *(view(f"nr-{number:03}", title=f"Nummer {number:03}") for number in range(MOST)))
    whole = offer(session, national=True)
    assert (len(whole.lines), whole.cut) == (MOST, False)
    store(session, view("nr-999", title="Nummer 999"))
    cut = offer(session, national=True)
    assert (len(cut.lines), cut.cut, slugs(cut)[-1]) == (MOST, True, f"nr-{MOST - 1:03}")
