"""What stands on the card of referrals when not everything fits."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.orm import Session

from catalogue.base import Base
from tests.common.instruments import TODAY, store, view
from web.database import engine_for
from web.gaps import referral, sheet
from web.gaps.referral import Line, Material, Offer


def offer(slug: str, local: bool, words: int = 3) -> Offer:
    return Offer(
        slug, "Steun " * words, "Voorbeeld", None, "https://voorbeeld.nl", "zelf aanmelden", TODAY, False, local
    )


def line(need: str, *offers: Offer, total: int = 0) -> Line:
    return Line(need, need.capitalize(), 1, offers, max(total, len(offers)))


def test_nearby_comes_first_and_what_is_left_out_is_counted() -> None:
    offers = (*(offer(f"n{n}", True) for n in range(4)), *(offer(f"l{n}", False) for n in range(4)))
    row = sheet.fit(Material((line("somberheid", *offers, total=11),), ())).rows[0]
    assert [entry.offer.slug for entry in row.local] == ["n0", "n1"]
    assert [entry.offer.slug for entry in row.national] == ["l0", "l1"]
    assert row.left_out == 7


def test_what_stands_there_already_is_only_named_again() -> None:
    one = offer("lijn", False)
    rows = sheet.fit(Material((line("somberheid", one), line("lotgenoten", one)), ())).rows
    assert [(row.national[0].number, row.national[0].again) for row in rows] == [(1, False), (1, True)]


@pytest.mark.parametrize("words", [1, 5, 19])
def test_the_best_of_every_need_goes_before_a_second_of_any(words: int) -> None:
    lines = [line(f"vraag {n}", *(offer(f"{n}-{m}", m < 2, words) for m in range(4))) for n in range(19)]
    rows = sheet.fit(Material(tuple(lines), ())).rows
    assert len(rows) == 19
    counts = [len(row.local) + len(row.national) for row in rows]
    assert min(counts) >= 1 or words == 19
    assert sum(row.left_out for row in rows) == 76 - sum(counts)


def test_the_card_holds_what_a_visitor_would_be_shown_and_nothing_for_others() -> None:
    engine = engine_for("sqlite://")
    Base.metadata.create_all(engine)
    with Session(engine) as session:
        store(
            session,
            view("iedereen", needs=["lotgenoten"]),
            view("borst", needs=["lotgenoten"], conditions=["borstkanker"], regions=["Utrecht"], access="verwijzing"),
            view("elders", needs=["lotgenoten"], regions=["Zeist"]),
            view("reuma", needs=["lotgenoten"], conditions=["reuma"]),
            view("zorgers", needs=["lotgenoten"], audiences=["mantelzorger"]),
            view("oud", needs=["behandeling"], verified_on=date(2020, 1, 1)),
            view("verlopen", needs=["behandeling"], valid_to=date(2020, 1, 1)),
        )
        found = referral.gather(session, "Utrecht", "borstkanker", "patient", TODAY)
    engine.dispose()
    rows = {row.need: row for row in found.lines}
    assert [one.slug for one in rows["lotgenoten"].offers] == ["borst", "iedereen"]
    assert rows["lotgenoten"].total == 2
    assert rows["lotgenoten"].offers[0].access == "met verwijzing"
    assert [(one.slug, one.stale) for one in rows["behandeling"].offers] == [("oud", True)]
    assert rows["respijtzorg"].offers == ()
    assert [row.bouwsteen for row in found.lines] == sorted(row.bouwsteen for row in found.lines)
    assert "opleiding_richtlijn" not in rows
