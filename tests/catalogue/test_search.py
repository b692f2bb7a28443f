"""What a visitor is shown, and above all what they are not, on SQLite and on PostgreSQL."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from catalogue.candidates import PER_CLASS
from catalogue.freshness import is_visible
from catalogue.matches import match_table
from catalogue.models import Instrument
from catalogue.search import Hit, Situation, search
from tests.common.instruments import TODAY, store, view
from vocabulary import conditions, needs, people

DAY = timedelta(days=1)
LONG_AGO = TODAY - 400 * DAY


def ask(*asked: str, audience: str | None = "patient", **known: Any) -> Situation:
    return Situation(needs=asked or ("somberheid",), audience=audience, **known)


def slugs(session: Session, situation: Situation, limit: int = 3) -> list[str]:
    return [hit.instrument.slug for hit in search(session, situation, limit, TODAY)]


def codes(hit: Hit) -> dict[str, str]:
    return {reason.code: reason.value for reason in hit.reasons}


def test_local_goes_before_national(session: Session) -> None:
    store(session, view("a-landelijk"), view("b-lokaal", regions=["Utrecht"], instrument_kind="zelfhulp"))
    assert slugs(session, ask(region="Utrecht")) == ["b-lokaal", "a-landelijk"]


def test_what_fits_the_illness_goes_before_what_is_general(session: Session) -> None:
    store(session, view("a-algemeen"), view("b-kanker", conditions=["kanker"], instrument_kind="zelfhulp"))
    assert slugs(session, ask(conditions=("kanker",))) == ["b-kanker", "a-algemeen"]


def test_just_the_illness_goes_before_the_group_it_belongs_to(session: Session) -> None:
    store(session, view("a-kanker", conditions=["kanker"]), view("b-borstkanker", conditions=["borstkanker"]))
    assert slugs(session, ask(conditions=("borstkanker",))) == ["b-borstkanker", "a-kanker"]


def test_verified_goes_before_stale_and_stale_is_marked(session: Session) -> None:
    store(session, view("a-oud", verified_on=LONG_AGO), view("b-nieuw", instrument_kind="zelfhulp"))
    hits = search(session, ask(), 3, TODAY)
    assert [(hit.instrument.slug, hit.stale) for hit in hits] == [("b-nieuw", False), ("a-oud", True)]


def test_local_goes_before_the_fitting_illness_and_that_before_verified(session: Session) -> None:
    store(
        session,
        view("a-vers"),
        view("b-ziekte", conditions=["copd"], verified_on=LONG_AGO, instrument_kind="zelfhulp"),
        view("c-lokaal", regions=["Utrecht"], verified_on=LONG_AGO, instrument_kind="educatie"),
    )
    assert slugs(session, ask(conditions=("copd",), region="Utrecht")) == ["c-lokaal", "b-ziekte", "a-vers"]


def test_what_answers_the_need_directly_goes_before_what_touches_on_it(session: Session) -> None:
    store(
        session,
        view("a-vragenlijst", needs=["lotgenoten"], bouwstenen=[3], instrument_kind="informatie_advies"),
        view("b-groep", needs=["lotgenoten"], bouwstenen=[3], instrument_kind="emotionele_steun"),
    )
    assert slugs(session, ask("lotgenoten")) == ["b-groep", "a-vragenlijst"]


def test_another_kind_goes_before_a_second_of_the_same(session: Session) -> None:
    store(session, view("a-een"), view("b-twee"), view("c-drie", instrument_kind="zelfhulp"))
    assert slugs(session, ask()) == ["a-een", "c-drie", "b-twee"]


def test_never_three_of_a_kind_while_there_is_another_even_if_less_local(session: Session) -> None:
    local = [view(f"lokaal-{letter}", regions=["Utrecht"]) for letter in "abc"]
    store(session, *local, view("landelijk", instrument_kind="zelfhulp"))
    assert slugs(session, ask(region="Utrecht")) == ["lokaal-a", "lokaal-b", "landelijk"]


def test_another_kind_is_found_behind_a_crowd_of_the_same(session: Session) -> None:
    crowd = [view(f"zelfde-{number:02}") for number in range(PER_CLASS + 5)]
    store(session, *crowd, view("zz-anders", instrument_kind="zelfhulp", verified_on=LONG_AGO))
    assert "zz-anders" in slugs(session, ask())


@pytest.mark.parametrize("region", [None, "Zeist", "Atlantis"])
def test_what_is_bound_to_another_region_is_never_shown(session: Session, region: str | None) -> None:
    store(session, view("lokaal", regions=["Utrecht"], instrument_kind="contactpersoon"))
    assert slugs(session, ask(region=region)) == []


@pytest.mark.parametrize("said", [(), ("diabetes",), ("diabetes type 2",), ("kanker",), ("onbekende ziekte",)])
def test_what_is_bound_to_another_illness_is_never_shown(session: Session, said: tuple[str, ...]) -> None:
    store(session, view("type-1", conditions=["diabetes type 1"], instrument_kind="contactpersoon"))
    assert slugs(session, ask(conditions=said)) == []


def test_somebody_with_two_illnesses_gets_what_is_for_either(session: Session) -> None:
    store(session, view("copd", conditions=["copd"]), view("reuma", conditions=["reuma", "artrose"]))
    assert slugs(session, ask(conditions=("reuma", "copd"))) == ["copd", "reuma"]


def test_case_does_not_matter(session: Session) -> None:
    store(session, view("copd", conditions=["copd"], regions=["Utrecht"]))
    assert slugs(session, ask(conditions=("COPD",), region="utrecht")) == ["copd"]


def test_an_illness_of_the_one_cared_for_does_not_open_what_is_for_patients_only(session: Session) -> None:
    store(
        session,
        view("voor-patient", conditions=["dementie"], audiences=["patient"]),
        view("voor-zorger", conditions=["dementie"], audiences=["mantelzorger"]),
    )
    assert slugs(session, ask(audience="mantelzorger", conditions=("alzheimer",))) == ["voor-zorger"]


@pytest.mark.parametrize(("audience", "first"), [("naaste", "b-naaste"), ("mantelzorger", "a-mantelzorger")])
def test_carers_and_relatives_serve_each_other_and_the_own_word_goes_first(
    session: Session, audience: str, first: str
) -> None:
    store(session, view("a-mantelzorger", audiences=["mantelzorger"]), view("b-naaste", audiences=["naaste"]))
    found = slugs(session, ask(audience=audience))
    assert found[0] == first
    assert len(found) == 2


def test_a_patient_does_not_get_what_is_for_carers(session: Session) -> None:
    store(session, view("zorger", audiences=["mantelzorger", "naaste"], instrument_kind="contactpersoon"))
    assert slugs(session, ask(audience="patient")) == []


def test_a_professional_gets_only_what_is_for_professionals(session: Session) -> None:
    store(session, view("visitor"), view("vakmens", audiences=["professional"], instrument_kind="richtlijn"))
    assert slugs(session, ask(audience="professional")) == ["vakmens"]


def test_who_has_said_nothing_first_gets_what_serves_all_and_never_what_is_for_professionals(session: Session) -> None:
    store(
        session,
        view("a-patient", audiences=["patient"]),
        view("b-allen", audiences=["patient", "naaste"], verified_on=LONG_AGO),
        view("c-vakmens", audiences=["professional"], instrument_kind="contactpersoon"),
    )
    assert slugs(session, ask(audience=None)) == ["b-allen", "a-patient"]


@pytest.mark.parametrize(("age", "found"), [(15, []), (16, ["jong"]), (24, ["jong"]), (25, []), (None, ["jong"])])
def test_who_is_too_young_or_too_old_does_not_get_it(session: Session, age: int | None, found: list[str]) -> None:
    store(session, view("jong", age_min=16, age_max=24))
    assert slugs(session, ask(age=age)) == found


def test_what_is_for_some_ages_comes_last_while_the_age_is_not_known(session: Session) -> None:
    store(session, view("a-jong", age_max=24), view("b-allen"))
    assert slugs(session, ask()) == ["b-allen", "a-jong"]
    assert slugs(session, ask(age=20)) == ["a-jong", "b-allen"]


def test_what_is_bound_to_a_group_is_for_that_group_alone_and_goes_first(session: Session) -> None:
    store(session, view("a-allen"), view("b-jong", carer_groups=["jonge mantelzorger"]))
    assert slugs(session, ask(audience="mantelzorger")) == ["a-allen"]
    assert slugs(session, ask(audience="mantelzorger", carer_groups=("dementie",))) == ["a-allen"]
    young = ask(audience="mantelzorger", carer_groups=("jonge mantelzorger",))
    assert slugs(session, young) == ["b-jong", "a-allen"]


def test_who_cares_for_somebody_with_dementia_belongs_to_that_group(session: Session) -> None:
    store(
        session,
        view("groep", carer_groups=["dementie"]),
        view("ziekte", conditions=["dementie"], instrument_kind="zelfhulp"),
    )
    said_illness = ask(audience="naaste", conditions=("frontotemporale dementie",))
    said_group = ask(audience=None, carer_groups=("dementie",))
    assert set(slugs(session, said_illness)) == set(slugs(session, said_group)) == {"groep", "ziekte"}


def test_a_patient_with_an_illness_is_no_carer_for_it(session: Session) -> None:
    store(session, view("groep", carer_groups=["psychische problematiek"]))
    assert slugs(session, ask(conditions=("psychose",))) == []


def test_each_need_is_answered_before_any_is_answered_twice(session: Session) -> None:
    store(
        session,
        view("a-een", needs=["respijtzorg"], instrument_kind="vervangende_zorg"),
        view("a-twee", needs=["respijtzorg"], instrument_kind="praktische_hulp"),
        view("z-geld", needs=["geld_en_regelingen"], verified_on=LONG_AGO),
    )
    hits = search(session, ask("respijtzorg", "geld_en_regelingen", audience="mantelzorger"), 3, TODAY)
    assert [(hit.instrument.slug, hit.need) for hit in hits] == [
        ("a-een", "respijtzorg"),
        ("z-geld", "geld_en_regelingen"),
        ("a-twee", "respijtzorg"),
    ]


def test_the_first_need_weighs_most(session: Session) -> None:
    store(
        session,
        *(
            view(f"a-geld-{kind}", needs=["geld_en_regelingen"], instrument_kind=kind)
            for kind in ("zelfhulp", "ehealth")
        ),
        *(view(f"z-werk-{kind}", needs=["werk_en_studie"], instrument_kind=kind) for kind in ("educatie", "zelftest")),
    )
    found = slugs(session, ask("werk_en_studie", "geld_en_regelingen"))
    assert [slug[:6] for slug in found] == ["z-werk", "a-geld", "z-werk"]


def test_when_too_few_fit_neighbours_in_the_bouwsteen_are_added_and_say_so(session: Session) -> None:
    store(
        session,
        view("b-exact", needs=["somberheid"], verified_on=LONG_AGO),
        view("a-buur", needs=["overbelasting"]),
        view("ver", needs=["geld_en_regelingen"]),
    )
    exact, related = search(session, ask("somberheid"), 3, TODAY)
    assert (exact.instrument.slug, exact.need) == ("b-exact", "somberheid")
    assert codes(exact)["need"] == "somberheid"
    assert (related.instrument.slug, related.need) == ("a-buur", "overbelasting")
    assert codes(related)["related"] == "somberheid"
    assert "need" not in codes(related)


def test_when_enough_fit_no_neighbours_are_added(session: Session) -> None:
    store(
        session,
        *(view(f"exact-{number}", instrument_kind="contactpersoon") for number in range(3)),
        view("a-buur", needs=["overbelasting"]),
    )
    assert "a-buur" not in slugs(session, ask("somberheid"))


def test_there_is_always_a_way_to_a_person_even_if_it_ranks_lower(session: Session) -> None:
    kinds = ("zelftest", "zelfhulp", "ehealth")
    store(
        session,
        *(view(f"lokaal-{kind}", regions=["Utrecht"], instrument_kind=kind) for kind in kinds),
        view("zz-bellen", phone="0900 1450", instrument_kind="educatie", verified_on=LONG_AGO),
    )
    hits = search(session, ask(region="Utrecht"), 3, TODAY)
    assert [hit.instrument.slug for hit in hits][:2] == ["lokaal-ehealth", "lokaal-zelfhulp"]
    assert codes(hits[2])["person"] == "telefoon"


def test_the_way_to_a_person_does_not_cost_a_need_its_answer(session: Session) -> None:
    store(
        session,
        view("een", needs=["respijtzorg"], instrument_kind="vervangende_zorg"),
        view("een-mens", needs=["respijtzorg"], instrument_kind="persoonlijke_begeleiding", verified_on=LONG_AGO),
        view("geld", needs=["geld_en_regelingen"]),
        view("werk", needs=["werk_en_studie"], instrument_kind="educatie"),
    )
    situation = ask("respijtzorg", "geld_en_regelingen", "werk_en_studie", audience="mantelzorger")
    assert slugs(session, situation) == ["een-mens", "geld", "werk"]


def test_a_way_to_a_person_is_found_behind_a_crowd(session: Session) -> None:
    crowd = [view(f"lezen-{number:02}") for number in range(PER_CLASS + 5)]
    store(session, *crowd, view("zz-mens", instrument_kind="contactpersoon", verified_on=LONG_AGO))
    assert "zz-mens" in slugs(session, ask())


def test_a_way_to_a_person_is_found_in_another_bouwsteen_when_need_be(session: Session) -> None:
    store(
        session,
        *(view(f"test-{number}", needs=["zelftest"], instrument_kind="zelftest") for number in range(3)),
        view("mens", needs=["vast_aanspreekpunt"], instrument_kind="contactpersoon"),
    )
    hits = search(session, ask("zelftest"), 3, TODAY)
    assert hits[-1].instrument.slug == "mens"
    assert codes(hits[-1])["related"] == "zelftest"


@pytest.mark.parametrize("limit", [1, 2, 3, 5])
def test_whatever_the_number_one_leads_to_a_person(session: Session, limit: int) -> None:
    kinds = ("onderzoek", "zelfhulp", "ehealth", "educatie", "zelftest")
    store(
        session,
        *(view(f"a-{kind}", instrument_kind=kind) for kind in kinds),
        view("zz-mens", instrument_kind="behandeling", access="verwijzing"),
    )
    hits = search(session, ask(), limit, TODAY)
    assert len(hits) == limit
    assert any(hit.instrument.leads_to_a_person for hit in hits)


def test_what_was_shown_or_refused_does_not_come_back(session: Session) -> None:
    store(
        session,
        *(view(f"nr-{number:02}") for number in range(PER_CLASS + 10)),
        view("test", instrument_kind="zelftest"),
    )
    shown = frozenset(f"nr-{number:02}" for number in range(PER_CLASS + 8))
    assert slugs(session, ask(exclude=shown, refused_kinds=frozenset({"zelftest"}))) == ["nr-32", "nr-33"]


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "concept"},
        {"status": "ingetrokken"},
        {"valid_to": TODAY - DAY},
        {"valid_from": TODAY + DAY},
    ],
)
def test_what_is_not_visible_today_is_not_found(session: Session, changes: dict[str, Any]) -> None:
    store(session, view("weg", instrument_kind="contactpersoon", **changes))
    assert slugs(session, ask()) == []


def test_what_is_withdrawn_by_whoever_changes_the_row_disappears_at_once(session: Session) -> None:
    store(session, view("lijn"))
    session.expire_all()
    row = session.get_one(Instrument, "lijn")
    session.expire(row)
    row.status = "ingetrokken"
    session.flush()
    assert slugs(session, ask()) == []
    row.status = "gepubliceerd"
    session.flush()
    assert slugs(session, ask()) == ["lijn"]


def test_a_change_of_a_list_alone_reaches_the_search(session: Session) -> None:
    store(session, view("lijn"))
    session.get_one(Instrument, "lijn").fill(view("lijn", regions=["Utrecht"]))
    session.flush()
    assert slugs(session, ask()) == []
    assert slugs(session, ask(region="Utrecht")) == ["lijn"]


def test_what_is_deleted_leaves_nothing_behind(session: Session) -> None:
    store(session, view("lijn"))
    session.execute(delete(Instrument).where(Instrument.slug == "lijn"))
    assert session.execute(select(match_table)).all() == []


def test_reasons_tell_everything_that_fits(session: Session) -> None:
    store(
        session,
        view(
            "alles",
            needs=["overbelasting", "respijtzorg"],
            conditions=["dementie"],
            regions=["Utrecht"],
            age_max=24,
            carer_groups=["jonge mantelzorger"],
            audiences=["mantelzorger"],
            instrument_kind="persoonlijke_begeleiding",
            by_experts_by_experience=True,
            cost="gratis",
        ),
    )
    situation = Situation(
        needs=("respijtzorg", "overbelasting"),
        audience="naaste",
        conditions=("alzheimer",),
        region="Utrecht",
        age=21,
        carer_groups=("jonge mantelzorger",),
    )
    (hit,) = search(session, situation, 3, TODAY)
    assert [(reason.code, reason.value) for reason in hit.reasons] == [
        ("need", "respijtzorg"),
        ("need", "overbelasting"),
        ("region", "Utrecht"),
        ("condition", "dementie"),
        ("carer_group", "jonge mantelzorger"),
        ("audience", "mantelzorger"),
        ("age", "21"),
        ("person", "persoonlijke_begeleiding"),
        ("experts", "ervaringsdeskundigen"),
        ("no_referral", "zelf aanmelden"),
        ("free", "gratis"),
    ]


def test_a_reason_that_does_not_hold_is_not_given(session: Session) -> None:
    store(session, view("kaal", access="verwijzing", cost="eigen bijdrage"))
    (hit,) = search(session, ask(audience=None, region="Utrecht", conditions=("copd",), age=40), 3, TODAY)
    assert codes(hit) == {"need": "somberheid", "national": "landelijk"}


def test_a_hit_carries_the_whole_record(session: Session) -> None:
    record = view("heel", needs=["somberheid", "lotgenoten"], regions=["Zeist", "Utrecht"], languages=["nl", "tr"])
    store(session, record)
    session.expire_all()
    assert search(session, ask(region="Utrecht"), 3, TODAY)[0].instrument == record


def test_without_a_need_there_is_an_overview(session: Session) -> None:
    store(
        session,
        view("wegwijs", needs=["overzicht_hulp"]),
        view("vak", needs=["opleiding_richtlijn"], audiences=["professional"]),
    )
    (hit,) = search(session, Situation(needs=()), 3, TODAY)
    assert (hit.instrument.slug, hit.need) == ("wegwijs", None)
    assert slugs(session, Situation(needs=(), audience="professional")) == ["vak"]


def test_equal_fits_are_ordered_by_slug_in_whatever_order_they_came(session: Session) -> None:
    store(session, view("c"), view("a"), view("b"))
    assert slugs(session, ask()) == ["a", "b", "c"]


def test_an_empty_catalogue_and_a_limit_of_nothing_give_nothing(session: Session) -> None:
    assert slugs(session, ask()) == []
    store(session, view("a"))
    assert slugs(session, ask(), limit=0) == []


def test_labels_that_nobody_knows_find_nothing_and_break_nothing(session: Session) -> None:
    store(session, view("a"))
    assert slugs(session, Situation(needs=("geen hulpvraag",), audience="iemand", region="nergens")) == []


def test_a_search_takes_a_few_statements_however_much_is_asked(session: Session, counted: list[str]) -> None:
    store(
        session,
        *(
            view(f"nr-{number}", instrument_kind=kind)
            for number, kind in enumerate(["zelfhulp", "ehealth", "behandeling"])
        ),
    )
    counted.clear()
    situation = ask("somberheid", "overbelasting", conditions=("borstkanker",), region="Utrecht", age=40)
    assert len(search(session, situation, 3, TODAY)) == 3
    assert len(counted) == 3  # the candidates, the records, their lists


situations = st.builds(
    Situation,
    needs=st.lists(st.sampled_from(sorted(needs.load())), max_size=4).map(tuple),
    audience=st.none() | st.sampled_from(sorted(people.audiences())),
    conditions=st.lists(st.sampled_from(["diabetes", "diabetes type 1", "alzheimer", "copd"]), max_size=2).map(tuple),
    region=st.none() | st.sampled_from(["Utrecht", "Zeist"]),
    age=st.none() | st.integers(0, 100),
    carer_groups=st.lists(st.sampled_from(sorted(people.carer_groups())), max_size=2).map(tuple),
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(situation=situations, limit=st.integers(1, 4))
def test_whatever_is_asked_nothing_is_shown_that_is_bound_to_others(
    session: Session, situation: Situation, limit: int
) -> None:
    if not session.get(Instrument, "mix-0"):
        store(session, *_mixture())
    hits = search(session, situation, limit, TODAY)
    said = {group for name in situation.conditions for group in conditions.with_groups(name)} | set(
        situation.carer_groups
    )
    for record in (hit.instrument for hit in hits):
        assert not record.conditions or said & set(record.conditions)
        assert not record.regions or situation.region in record.regions
        assert not record.carer_groups or {*situation.carer_groups, *said} & set(record.carer_groups)
        assert situation.age is None or (record.age_min or 0) <= situation.age <= (record.age_max or 200)
        assert situation.audience != "professional" or "professional" in record.audiences
        assert situation.audience == "professional" or record.audiences != ("professional",)
        assert is_visible(record, TODAY)
    assert len({hit.instrument.slug for hit in hits}) == len(hits) <= limit
    assert search(session, situation, limit, TODAY) == hits


def _mixture() -> list[Any]:
    bounds: list[dict[str, Any]] = [
        {},
        {"conditions": ["diabetes type 1"]},
        {"conditions": ["dementie", "copd"]},
        {"regions": ["Utrecht"]},
        {"carer_groups": ["dementie"]},
        {"audiences": ["professional"]},
        {"audiences": ["patient"]},
        {"age_max": 24},
        {"status": "concept"},
        {"regions": ["Zeist"], "conditions": ["diabetes"], "instrument_kind": "contactpersoon"},
    ]
    every = sorted(needs.load())
    return [
        view(f"mix-{number}", needs=every[number % 5 :: 5], **bound)
        for number, bound in enumerate(bound for bound in bounds for _ in range(4))
    ]
