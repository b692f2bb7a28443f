"""The check names everything that somebody of the information point should look at."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from catalogue.matches import match_table
from catalogue.models import Instrument
from catalogue.search import Situation, search
from catalogue.transfer import check
from catalogue.transfer.checking import ENOUGH, gaps, pairs
from tests.common.instruments import TODAY, store, view
from vocabulary import needs


def codes(session: Session, subject: str) -> set[str]:
    return {finding.code for finding in check(session, TODAY) if finding.subject == subject}


def test_stale_and_expired_records_are_named(session: Session) -> None:
    store(
        session,
        view("oud", verified_on=TODAY - timedelta(days=181)),
        view("nooit", verified_on=None),
        view("voorbij", valid_to=TODAY - timedelta(days=1)),
        view("goed"),
        view("concept", status="concept", verified_on=None),
    )
    assert codes(session, "oud") == codes(session, "nooit") == {"stale"}
    assert codes(session, "voorbij") == {"expired"}
    assert codes(session, "goed") == codes(session, "concept") == set()


def test_a_label_that_the_vocabulary_no_longer_knows_is_named(session: Session) -> None:
    store(session, view("lijn"))
    session.get_one(Instrument, "lijn").instrument_kind = "luisterlijn"
    session.flush()
    assert codes(session, "lijn") == {"invalid"}


def test_a_record_that_the_search_knows_otherwise_is_named(session: Session) -> None:
    store(session, view("lijn"))
    session.execute(delete(match_table))
    assert codes(session, "lijn") == {"unindexed"}


def test_a_need_without_enough_or_without_a_person_is_named(session: Session) -> None:
    store(session, *(view(f"nr-{number}", needs=["somberheid"], audiences=["patient"]) for number in range(3)))
    assert codes(session, "somberheid × patient") == {"no_person"}
    assert codes(session, "somberheid × naaste") == {"too_few", "no_person"}


def test_a_way_to_a_person_counts_exactly_when_a_visitor_would_be_shown_it(session: Session) -> None:
    store(
        session,
        view("lijn", needs=["somberheid"], audiences=["patient"], instrument_kind="contactpersoon"),
        view("kort", needs=["lotgenoten"], audiences=["mantelzorger"], instrument_kind="zelfhulp"),
        *(view(f"nr-{number}", needs=["geld_en_regelingen"], audiences=["naaste"]) for number in range(30)),
    )
    for need, audience in pairs():
        hits = search(session, Situation((need,), audience), ENOUGH, TODAY)
        shown = any(hit.instrument.leads_to_a_person for hit in hits)
        named = {finding.code for finding in gaps(session, TODAY) if finding.subject == f"{need} × {audience}"}
        assert ("no_person" in named) is not shown, (need, audience)


def test_a_need_with_enough_and_a_person_is_not_named(session: Session) -> None:
    kinds = ("contactpersoon", "zelfhulp", "ehealth")
    store(session, *(view(f"nr-{kind}", instrument_kind=kind) for kind in kinds))
    assert codes(session, "somberheid × patient") == set()


def test_what_is_only_for_some_does_not_count_as_enough_for_all(session: Session) -> None:
    bounds: tuple[dict[str, Any], ...] = (
        {"regions": ["Zeist"]},
        {"conditions": ["copd"]},
        {"valid_to": TODAY - timedelta(days=1)},
    )
    store(session, *(view(f"nr-{number}", **bound) for number, bound in enumerate(bounds)))
    assert "too_few" in codes(session, "somberheid × mantelzorger")


def test_every_need_is_looked_at_for_each_who_may_have_it() -> None:
    looked_at = list(pairs())
    assert {need for need, _ in looked_at} == set(needs.load())
    assert ("onderzoek_monitoring", "professional") in looked_at
    assert ("onderzoek_monitoring", "patient") not in looked_at
    assert ("somberheid", "naaste") in looked_at
