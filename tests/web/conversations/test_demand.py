"""What visitors ask for and are shown is counted: by month, by labels alone, and nothing twice."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.database import upgrade
from tests.common.instruments import store as store_instruments
from tests.common.instruments import view
from web.conversations import demand, demand_retention, retention, store
from web.conversations.demand import Asked
from web.conversations.erase import erase
from web.conversations.models import Demand, ShownCount, Talk
from web.conversations.store import Answered, Reply
from web.database import engine_for

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
CARER: dict[str, Any] = {"audience": "mantelzorger", "condition": "dementie", "region": "Utrecht", "phase": "kaarten"}

Figures = tuple[int, int, int, int]


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest) -> str:
    found = str(request.getfixturevalue("database_url" if request.param == "sqlite" else "postgres_url"))
    upgrade(found)
    return found


@pytest.fixture
def session(url: str) -> Iterator[Session]:
    """A session with a few instruments and a talk, on SQLite and on a real PostgreSQL."""
    engine = engine_for(url)
    with Session(engine.execution_options(writes=True)) as session:
        store_instruments(
            session,
            view("lijn", needs=["respijtzorg", "overbelasting"], phone="030 760 60 55"),
            view("logeren", needs=["respijtzorg"], regions=["Utrecht"]),
            view("scherm", needs=["somberheid"], instrument_kind="ehealth"),
            view("wijzer", needs=["overzicht_hulp"]),
        )
        begin(session, "een")
        yield session
    engine.dispose()


def begin(session: Session, talk: str) -> None:
    opening = Answered(Reply([], {}), {}, None, "engine", 1)
    store.create(session, talk=talk, token=talk, partner=None, opening=opening, now=NOW, expires=NOW)
    session.flush()


def answered(state: dict[str, Any] | None, *slugs: str) -> Answered:
    cards = [{"kind": "cards", "cards": [{"instrument": slug} for slug in slugs]}] if slugs else []
    return Answered(Reply(cards, {}), state, None, "engine", 1)


def after_cards(needs: list[str], *slugs: str, shown: tuple[str, ...] = (), **more: Any) -> dict[str, Any]:
    """The state of a talk in which these cards were just shown."""
    offered = [[slug, slug] for slug in slugs]
    return {**CARER, "needs": needs, "shown": [*shown, *slugs], "offered": offered, "question": "past", **more}


def counts(session: Session) -> dict[str, Figures]:
    """What stands in the counts, by need."""
    rows = session.scalars(select(Demand).execution_options(populate_existing=True))
    return {row.need: (row.asked, row.nothing_fitting, row.nothing_local, row.nothing_liked) for row in rows}


def shown(session: Session) -> dict[str, int]:
    rows = session.scalars(select(ShownCount).execution_options(populate_existing=True))
    return {row.slug: row.amount for row in rows}


def test_what_was_asked_and_shown_is_counted_with_what_was_known(session: Session) -> None:
    state = after_cards(["respijtzorg"], "lijn", "logeren")
    demand.count_turn(session, "een", {}, answered(state, "lijn", "logeren"), NOW)
    row = session.scalars(select(Demand)).one()
    assert (row.month, row.need, row.bouwsteen) == ("2026-06", "respijtzorg", 3)
    assert (row.region, row.audience, row.condition) == ("Utrecht", "mantelzorger", "dementie")
    assert counts(session) == {"respijtzorg": (1, 0, 0, 0)}
    assert shown(session) == {"lijn": 1, "logeren": 1}
    assert set(session.scalars(demand.shown_slugs())) == {"lijn", "logeren"}


def test_a_need_that_only_a_neighbour_answers_found_nothing_fitting(session: Session) -> None:
    state = after_cards(["somberheid", "respijtzorg"], "wijzer", "lijn")
    demand.count_turn(session, "een", {}, answered(state, "wijzer", "lijn"), NOW)
    assert counts(session) == {"somberheid": (1, 1, 1, 0), "respijtzorg": (1, 0, 1, 0)}


def test_what_the_visitor_does_not_want_does_not_fit(session: Session) -> None:
    state = after_cards(["somberheid"], "scherm", avoid=["online"])
    demand.count_turn(session, "een", {}, answered(state, "scherm"), NOW)
    assert counts(session)["somberheid"][:2] == (1, 1)


def test_without_a_municipality_nothing_is_said_about_what_is_local(session: Session) -> None:
    state = after_cards(["respijtzorg"], "lijn", region=None)
    demand.count_turn(session, "een", {}, answered(state, "lijn"), NOW)
    assert counts(session) == {"respijtzorg": (1, 0, 0, 0)}


def test_a_need_for_which_no_card_was_left_is_not_counted_as_a_gap(session: Session) -> None:
    state = after_cards(["respijtzorg", "somberheid"], "lijn")
    demand.count_turn(session, "een", {}, answered(state, "lijn"), NOW)
    assert set(counts(session)) == {"respijtzorg"}


@pytest.mark.parametrize("before", [{}, {"offered": [["oud", "Oud"]], "said": ["cards_none:0"]}])
def test_looking_in_vain_counts_too(session: Session, before: dict[str, Any]) -> None:
    state = {**CARER, "needs": ["somberheid"], "offered": [], "said": ["cards_none:0"]}
    demand.count_turn(session, "een", before, answered(state), NOW)
    assert counts(session) == {"somberheid": (1, 1, 1, 0)}


def test_a_turn_without_suggestions_counts_nothing(session: Session) -> None:
    demand.count_turn(session, "een", {}, answered({**CARER, "needs": ["somberheid"], "offered": []}), NOW)
    demand.count_turn(session, "een", {}, answered(None), NOW)
    assert counts(session) == {}
    assert session.get_one(Talk, "een").counted is None


def test_a_step_back_counts_nothing_twice(session: Session) -> None:
    state = after_cards(["respijtzorg"], "lijn")
    for _ in range(3):
        demand.count_turn(session, "een", {**CARER, "shown": []}, answered(state, "lijn"), NOW)
    assert counts(session) == {"respijtzorg": (1, 0, 1, 0)}
    assert shown(session) == {"lijn": 1}


def test_who_comes_back_with_a_code_is_not_counted_for_what_was_shown_then(session: Session) -> None:
    before = {**CARER, "shown": ["lijn"]}
    demand.count_turn(session, "een", before, answered(after_cards(["respijtzorg"], "lijn"), "lijn"), NOW)
    assert shown(session) == {}


def test_more_suggestions_for_the_same_need_are_the_same_demand(session: Session) -> None:
    first, second = after_cards(["respijtzorg"], "lijn"), after_cards(["respijtzorg"], "wijzer", shown=("lijn",))
    demand.count_turn(session, "een", {}, answered(first, "lijn"), NOW)
    demand.count_turn(session, "een", first, answered(second, "wijzer"), NOW)
    assert counts(session) == {"respijtzorg": (1, 0, 1, 0)}
    assert shown(session) == {"lijn": 1, "wijzer": 1}


def test_what_is_told_later_counts_anew_and_what_was_shown_before_still_fits(session: Session) -> None:
    first = after_cards(["respijtzorg"], "lijn", region=None)
    second = after_cards(["respijtzorg"], "wijzer", shown=("lijn",))
    demand.count_turn(session, "een", {}, answered(first, "lijn"), NOW)
    demand.count_turn(session, "een", first, answered(second, "wijzer"), NOW)
    rows = {row.region: row.nothing_fitting for row in session.scalars(select(Demand))}
    assert rows == {"": 0, "Utrecht": 0}


SAYS_NO = {
    "asked why": {"said": ["after_cards:0", "ask_why_not:0"]},
    "asked why, as a carer": {"said": ["ask_why_not_zorg:0"]},
    "asked what would fit": {"question": "nodig"},
    "not on a screen": {"avoid": ["online"]},
    "no therapy": {"refused": ["behandeling"]},
}


@pytest.mark.parametrize("change", SAYS_NO.values(), ids=SAYS_NO)
def test_who_says_that_nothing_fits_is_counted_once(session: Session, change: dict[str, Any]) -> None:
    state = after_cards(["respijtzorg", "overbelasting"], "lijn", "logeren", said=["after_cards:0"])
    demand.count_turn(session, "een", {}, answered(state, "lijn", "logeren"), NOW)
    for _ in range(2):
        demand.count_turn(session, "een", state, answered({**state, **change}), NOW + timedelta(days=20))
    assert counts(session) == {"respijtzorg": (1, 0, 0, 1), "overbelasting": (1, 0, 1, 1)}


@pytest.mark.parametrize(
    "change",
    [{"liked": ["lijn"], "question": None}, {"question": None}, {"region": "Zeist"}, {"needs": ["somberheid"]}],
)
def test_anything_else_that_is_said_is_no_refusal(session: Session, change: dict[str, Any]) -> None:
    state = after_cards(["respijtzorg"], "lijn")
    demand.count_turn(session, "een", {}, answered(state, "lijn"), NOW)
    demand.count_turn(session, "een", state, answered({**state, **change}), NOW)
    assert counts(session) == {"respijtzorg": (1, 0, 1, 0)}


def test_words_of_the_visitor_never_come_into_the_counts(session: Session) -> None:
    odd: dict[str, Any] = {"region": "bij Karin thuis", "condition": "wat tante Jo had", "audience": 7}
    state = after_cards(["respijtzorg", "ik ben Karin"], "lijn", "logeren", **odd)
    demand.count_turn(session, "een", {}, answered(state, "lijn", "logeren"), NOW)
    row = session.scalars(select(Demand)).one()
    assert (row.need, row.region, row.audience, row.condition) == ("respijtzorg", "", "", "")


def test_the_form_counts_and_keeps_nothing_else(session: Session) -> None:
    state = {"needs": ["respijtzorg", "somberheid"], "region": "Utrecht"}
    for _ in range(2):
        demand.count_form(session, state, ["lijn", "logeren"], NOW)
    assert counts(session) == {"respijtzorg": (2, 0, 0, 0), "somberheid": (2, 2, 2, 0)}
    assert shown(session) == {"lijn": 2, "logeren": 2}


def test_erasing_a_talk_leaves_the_anonymous_counts(session: Session) -> None:
    demand.count_turn(session, "een", {}, answered(after_cards(["respijtzorg"], "lijn"), "lijn"), NOW)
    session.flush()
    assert erase(session, "een", NOW)
    assert counts(session) == {"respijtzorg": (1, 0, 1, 0)}
    names = {column.name for table in (Demand, ShownCount) for column in table.__table__.columns}
    assert not {name for name in names if "talk" in name or "text" in name or "at" in name.split("_")}


def test_many_at_once_lose_no_count(url: str) -> None:
    engine = engine_for(url)
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        store_instruments(session, view("lijn", needs=["respijtzorg"]), view("wijzer", needs=["overzicht_hulp"]))
    failed: list[Exception] = []

    def visit(number: int) -> None:
        slugs, needs = ["lijn", "wijzer"], ["respijtzorg", "overzicht_hulp"]
        slugs, needs = (slugs, needs) if number % 2 else (slugs[::-1], needs[::-1])
        for _ in range(10):
            for _ in range(200):
                try:
                    with Session(engine.execution_options(writes=True)) as session, session.begin():
                        demand.count_form(session, {"needs": needs}, slugs, NOW)
                    break
                except Exception as error:  # noqa: BLE001 - a lock of SQLite passes
                    if "locked" not in str(error):
                        failed.append(error)
                        return

    threads = [threading.Thread(target=visit, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Session(engine) as session:
        assert failed == []
        assert shown(session) == {"lijn": 40, "wijzer": 40}
        assert {need: figures[0] for need, figures in counts(session).items()} == {
            "respijtzorg": 40,
            "overzicht_hulp": 40,
        }
    engine.dispose()


def row(month: str, asked: int, **changes: Any) -> Demand:
    usual: dict[str, Any] = {"need": "respijtzorg", "region": "Utrecht", "audience": "patient", "condition": "copd"}
    zero = {"nothing_fitting": 0, "nothing_local": 0, "nothing_liked": 0}
    return Demand(**(usual | zero | {"month": month, "asked": asked, "bouwsteen": 3} | changes))


def test_after_180_days_no_count_is_under_ten(session: Session) -> None:
    session.add_all(
        [
            row("2025-11", 25, nothing_fitting=12, nothing_local=24),
            row("2025-11", 6, condition="dementie", nothing_fitting=6),
            row("2025-11", 5, condition="reuma", nothing_fitting=5),
            row("2025-11", 9, region="Zeist"),
            row("2025-11", 3, need="somberheid"),
            row("2025-12", 3),
            ShownCount(slug="lijn", month="2025-11", amount=17),
            ShownCount(slug="zelden", month="2025-11", amount=3),
            ShownCount(slug="lijn", month="2026-06", amount=3),
        ]
    )
    session.flush()
    for _ in range(2):
        retention.clean(session, NOW, raw_days=30, redacted_days=180)
    found = session.execute(
        select(
            Demand.month, Demand.region, Demand.condition, Demand.asked, Demand.nothing_fitting, Demand.nothing_local
        )
    )
    assert {tuple(one) for one in found} == {
        ("2025-11", "Utrecht", "copd", 20, 10, 20),
        ("2025-11", "Utrecht", "", 10, 10, 0),
        ("2025-12", "Utrecht", "copd", 3, 0, 0),
    }
    amounts = session.execute(select(ShownCount.slug, ShownCount.month, ShownCount.amount))
    assert {tuple(one) for one in amounts} == {
        ("lijn", "2025-11", 10),
        ("zelden", "2025-11", 0),
        ("lijn", "2026-06", 3),
    }


KEYS = some.builds(
    Asked,
    some.sampled_from(["respijtzorg", "somberheid"]),
    some.sampled_from(["", "Utrecht", "Zeist"]),
    some.sampled_from(["", "patient"]),
    some.sampled_from(["", "copd", "reuma"]),
)


@given(some.dictionaries(KEYS, some.integers(1, 40), max_size=20))
def test_folding_leaves_no_small_row_and_invents_nothing(rows: dict[Asked, int]) -> None:
    kept = demand_retention.folded((key, (asked,)) for key, asked in rows.items())
    assert all(asked >= 10 for (asked,) in kept.values())
    for need in ("respijtzorg", "somberheid"):
        before = sum(asked for key, asked in rows.items() if key.need == need)
        after = sum(asked for key, (asked,) in kept.items() if key.need == need)
        assert 0 <= before - after < 10
    for key, asked in rows.items():
        if asked >= 10:
            assert kept[key][0] >= asked
