"""The rows of the lists: who saves at the same time as another keeps the own work and leaves the other's."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from catalogue.lists import plans, rows
from catalogue.lists.layout import Place, check, every_place, items, words
from catalogue.lists.plans import PlanConflictError, PlanFields, parse_plan
from catalogue.lists.rows import NEW, Change, FullError, rows_of, save, stamp_of
from catalogue.problems import RecordError
from tests.catalogue.conftest import postgres_engine, session  # noqa: F401 - fixtures
from tests.common.postgres import postgres_server  # noqa: F401 - a fixture

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
ACTIONS = Place("acties", 1)


@pytest.fixture
def plan(session: Session) -> int:  # noqa: F811
    return plans.create(session, PlanFields("Keten", ("Ermelo",))).id


def kept(session: Session, plan: int, place: Place = ACTIONS) -> dict[str, dict[str, str]]:  # noqa: F811
    session.expire_all()
    return {row.key: dict(row.cells) for row in rows_of(session, plan, [place])[place]}


def put(session: Session, plan: int, key: str, stamp: str = NEW, **cells: str) -> list[rows.Clash]:  # noqa: F811
    return save(session, plan, [Change(ACTIONS, key, cells, stamp)], by="Anna", now=NOW)


def test_a_form_that_is_sent_twice_makes_one_row(session: Session, plan: int) -> None:  # noqa: F811
    assert put(session, plan, "a", wat="Bellen") == put(session, plan, "a", wat="Bellen") == []
    assert kept(session, plan) == {"a": {"wat": "Bellen"}}


def test_who_left_a_row_as_it_was_does_not_undo_what_another_made_of_it(session: Session, plan: int) -> None:  # noqa: F811
    put(session, plan, "a", wat="Bellen")
    seen = stamp_of({"wat": "Bellen"})
    put(session, plan, "a", seen, wat="Schrijven")
    assert put(session, plan, "a", seen, wat="Bellen") == []
    assert kept(session, plan) == {"a": {"wat": "Schrijven"}}


def test_a_row_that_both_changed_stays_and_the_second_hears_what_it_is(session: Session, plan: int) -> None:  # noqa: F811
    put(session, plan, "a", wat="Bellen")
    seen = stamp_of({"wat": "Bellen"})
    put(session, plan, "a", seen, wat="Schrijven")
    (clash,) = put(session, plan, "a", seen, wat="Mailen")
    assert clash.kept is not None
    assert (clash.kept.cells, clash.kept.by) == ({"wat": "Schrijven"}, "Anna")
    (clash,) = put(session, plan, "a", seen)
    assert kept(session, plan) == {"a": {"wat": "Schrijven"}}


def test_rows_keep_their_order_and_an_emptied_row_is_gone(session: Session, plan: int) -> None:  # noqa: F811
    for key in ("z", "a", "m"):
        put(session, plan, key, wat=key)
    assert list(kept(session, plan)) == ["z", "a", "m"]
    assert put(session, plan, "a", stamp_of({"wat": "a"})) == []
    assert list(kept(session, plan)) == ["z", "m"]


def test_the_day_of_the_last_change_is_that_of_the_actions_alone(session: Session, plan: int) -> None:  # noqa: F811
    save(session, plan, [Change(Place("doelen"), "a", {"doel": "Samen"}, NEW)], by="Anna", now=NOW)
    found = plans.find(session, plan)
    assert found is not None
    assert found.actions_at is None
    save(session, plan, [Change(ACTIONS, "a", {"wat": "Bellen"}, NEW)], by="Anna", now=NOW)
    session.flush()
    session.expire_all()
    found = plans.find(session, plan)
    assert found is not None
    assert found.actions_at == NOW


def test_a_list_has_an_end(session: Session, plan: int, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    monkeypatch.setattr(rows, "MOST_ROWS", 2)
    for key in ("a", "b"):
        put(session, plan, key, wat=key)
    with pytest.raises(FullError):
        put(session, plan, "c", wat="c")


def test_a_plan_that_is_gone_takes_its_rows_along_and_nothing_more_comes_in(session: Session, plan: int) -> None:  # noqa: F811
    put(session, plan, "a", wat="Bellen")
    assert plans.remove(session, plan) is not None
    assert kept(session, plan) == {}
    with pytest.raises(KeyError):
        put(session, plan, "b", wat="Bellen")


def test_two_people_who_change_a_plan_do_not_overwrite_each_other(session: Session, plan: int) -> None:  # noqa: F811
    plans.change(session, plan, PlanFields("Van Anna", ("Ermelo",)), expected=1)
    with pytest.raises(PlanConflictError) as refused:
        plans.change(session, plan, PlanFields("Van Piet", ("Ermelo",)), expected=1)
    assert refused.value.kept.name == "Van Anna"


def test_actions_past_their_day_are_counted_unless_they_are_done(session: Session, plan: int) -> None:  # noqa: F811
    day, past = NOW.date(), str(NOW.date() - timedelta(days=1))
    put(session, plan, "a", wat="Laat", wanneer=past, status="bezig")
    put(session, plan, "b", wat="Klaar", wanneer=past, status="voltooid")
    put(session, plan, "c", wat="Vandaag", wanneer=str(day))
    assert plans.overdue(session, day) == {plan: 1}


@pytest.mark.parametrize(
    ("place", "key", "typed", "wrong"),
    [
        (ACTIONS, "a", {"wat": "Bellen", "wanneer": "2026-02-30"}, {"wanneer"}),
        (ACTIONS, "a", {"wat": "Bellen", "status": "ooit"}, {"status"}),
        (ACTIONS, "a", {"wie": "Piet"}, {"wat"}),
        (ACTIONS, "a", {"wat": "x" * 601}, {"wat"}),
        (ACTIONS, "a", {"wat": "<script>"}, {"wat"}),
        (Place("organisaties"), "gemeente", {"antwoord": "misschien"}, {"antwoord"}),
        (Place("organisaties"), "gemeente", {"antwoord": "Ja"}, set()),
        (Place("ketenregisseur"), "rol", {"contact": "0341 123456"}, set()),
        (ACTIONS, "a", {"wat": "  "}, set()),
    ],
)
def test_a_wrong_cell_is_named(place: Place, key: str, typed: dict[str, str], wrong: set[str]) -> None:
    assert set(check(place, key, typed)[1]) == wrong


def test_a_plan_has_a_name_and_municipalities_that_exist() -> None:
    with pytest.raises(RecordError) as refused:
        parse_plan({"name": " ", "regions": ["Overschie"], "national": False})
    assert {problem.field for problem in refused.value.problems} == {"name", "regions"}


def test_every_list_of_the_document_is_there() -> None:
    assert len(items("organisaties")) == len(items("sleutelpersonen")) == 14
    assert sorted(words()) == list(range(1, 8))
    assert len(every_place()) == len(set(every_place())) == 2 + 4 + 7 * 3 + 7
