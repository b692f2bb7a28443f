"""A record is taken over whole, or refused with every problem, each with its place."""

from __future__ import annotations

import time
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.problems import RecordError, Where
from catalogue.record import FIELDS, InstrumentView, as_dict, parse_record
from tests.common.instruments import raw, view
from vocabulary import municipalities, needs


def problems_of(record: dict[str, Any], where: Where | None = None) -> dict[str, str]:
    with pytest.raises(RecordError) as refused:
        parse_record(record, where)
    return {problem.field: problem.message for problem in refused.value.problems}


@pytest.mark.parametrize(
    ("changes", "field", "message"),
    [
        ({"slug": "Luister Lijn"}, "slug", "kleine letters"),
        ({"title": None}, "title", "moet ingevuld zijn"),
        ({"title": "x" * 121}, "title", "te lang"),
        ({"title": 12}, "title", "moet tekst zijn"),
        ({"summary": "<script>alert(1)</script>"}, "summary", "opmaak"),
        ({"instrument_kind": "luisterlijn"}, "instrument_kind", "geen bekende waarde"),
        ({"needs": ["somberhied"]}, "needs", "bedoel je 'somberheid'?"),
        ({"needs": []}, "needs", "ten minste één"),
        ({"needs": "somberheid"}, "needs", "lijst"),
        ({"needs": ["somberheid", "somberheid"]}, "needs", "dubbel"),
        ({"needs": [["somberheid"]]}, "needs", "geen bekende waarde"),
        ({"bouwstenen": [3]}, "needs", "hoort bij bouwsteen 2"),
        ({"bouwstenen": [2, 5]}, "bouwstenen", "geen hulpvraag"),
        ({"bouwstenen": [8]}, "bouwstenen", "1 tot en met 7"),
        ({"bouwstenen": [True]}, "bouwstenen", "heel getal"),
        ({"audiences": ["mantelzorgers"]}, "audiences", "bedoel je 'mantelzorger'?"),
        ({"conditions": ["Diabetes"]}, "conditions", "bedoel je 'diabetes'?"),
        ({"carer_groups": ["jonge mantelzorgers"]}, "carer_groups", "bedoel je 'jonge mantelzorger'?"),
        ({"audiences": ["patient"], "carer_groups": ["dementie"]}, "carer_groups", "past niet"),
        ({"regions": ["Overschie"]}, "regions", "geen bekende waarde"),
        ({"languages": ["Nederlands"]}, "languages", "geen bekende waarde"),
        ({"access": "bellen"}, "access", "geen bekende waarde"),
        ({"age_min": 121}, "age_min", "0 tot en met 120"),
        ({"age_min": "18"}, "age_min", "heel getal"),
        ({"age_min": 25, "age_max": 18}, "age_max", "lager dan age_min"),
        ({"url": "http://www.voorbeeld.nl"}, "channels.url", "https://"),
        ({"url": None}, "channels", "site, telefoonnummer"),
        ({"phone": "bel ons"}, "channels.phone", "telefoonnummer"),
        ({"email": "info"}, "channels.email", "e-mailadres"),
        ({"channels": {"site": "https://www.voorbeeld.nl"}}, "channels.site", "bestaat niet"),
        ({"channels": "https://www.voorbeeld.nl"}, "channels", "groep velden"),
        ({"by_experts_by_experience": "ja"}, "by_experts_by_experience", "true of false"),
        ({"status": "online"}, "status", "geen bekende waarde"),
        ({"verified_on": "31-01-2026"}, "verified_on", "bestaande datum"),
        ({"verified_on": "2026-02-30"}, "verified_on", "bestaande datum"),
        ({"verify_every": 0}, "verify_every", "1 tot en met 3650"),
        ({"valid_from": date(2026, 2, 1), "valid_to": date(2026, 1, 1)}, "valid_to", "ligt voor"),
        ({"source": ""}, "source", "moet ingevuld zijn"),
        ({"telefoon": "113"}, "telefoon", "dit veld bestaat niet"),
        ({"sumary": "x"}, "sumary", "bedoel je 'summary'?"),
        (
            {"needs": list(needs.load()), "regions": sorted(municipalities.names())},
            "regions",
            "maak er meer records van",
        ),
    ],
)
def test_a_wrong_field_is_named_with_the_reason(changes: dict[str, Any], field: str, message: str) -> None:
    assert message in problems_of(raw(**changes))[field]


def test_all_problems_of_a_record_come_at_once() -> None:
    found = problems_of(raw(slug="Fout", title="", age_min=-1, phone="x", needs=["onbekend"]))
    assert {"slug", "title", "age_min", "channels.phone", "needs"} <= set(found)


def test_a_problem_names_file_line_and_field() -> None:
    where = Where("instruments/werk.yml", 12, {"channels": 30, "channels.url": 31})
    with pytest.raises(RecordError) as refused:
        parse_record(raw(url="javascript:alert(1)"), where)
    assert str(refused.value) == (
        "instruments/werk.yml, regel 31, channels.url: het webadres moet beginnen met https://"
    )


def test_a_line_that_is_not_known_for_a_field_is_that_of_the_record() -> None:
    assert Where("a.yml", 12).problem("title", "is leeg").line == 12


def test_an_empty_record_is_refused_field_by_field() -> None:
    assert {"slug", "title", "summary", "needs", "audiences", "provider", "status", "source"} <= set(problems_of({}))


def test_text_is_put_on_one_line() -> None:
    assert view(summary="Je kunt\n  bellen.\n").summary == "Je kunt bellen."


def test_what_is_not_said_means_for_all() -> None:
    record = view()
    assert (record.conditions, record.regions, record.carer_groups, record.age_min) == ((), (), (), None)
    assert (record.languages, record.access, record.verify_every) == (("nl",), "zelf aanmelden", 180)


def test_a_concept_may_still_lack_a_way_to_reach_it() -> None:
    assert view(status="concept", url=None).channels.url is None


@pytest.mark.parametrize("kind", ["emotionele_steun", "persoonlijke_begeleiding", "contactpersoon", "behandeling"])
def test_where_somebody_listens_it_leads_to_a_person(kind: str) -> None:
    assert view(instrument_kind=kind).leads_to_a_person


def test_a_telephone_leads_to_a_person_and_a_site_alone_does_not() -> None:
    assert view(phone="0800 0113").leads_to_a_person
    assert not view().leads_to_a_person


records = st.builds(
    view,
    title=st.sampled_from(["Hulp", "Café & meer", "Één vraag"]),
    needs=st.lists(st.sampled_from(sorted(needs.load())), min_size=1, max_size=4, unique=True),
    regions=st.lists(st.sampled_from(sorted(municipalities.names())), max_size=3, unique=True),
    age_min=st.none() | st.integers(0, 18),
    age_max=st.none() | st.integers(18, 120),
    phone=st.none() | st.just("088 0767 000"),
    cost=st.none() | st.just("gratis"),
    verified_on=st.none() | st.dates(),
    valid_to=st.none() | st.dates(),
    by_experts_by_experience=st.booleans(),
)


@given(records)
def test_a_record_read_written_and_read_again_is_the_same(record: InstrumentView) -> None:
    assert parse_record(as_dict(record)) == record


values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=10), values, max_size=len(FIELDS)))
def test_whatever_is_in_a_file_is_a_record_or_a_list_of_problems(anything: dict[str, Any]) -> None:
    try:
        parse_record(anything)
    except RecordError as error:
        assert error.problems


@given(st.sampled_from(FIELDS), values)
def test_one_strange_value_never_breaks_the_reading_of_a_record(field: str, value: Any) -> None:
    try:
        parse_record(raw() | {field: value})
    except RecordError as error:
        assert error.problems


def test_thousands_of_unknown_names_in_a_list_are_refused_at_once() -> None:
    began = time.monotonic()
    found = problems_of(raw(regions=[f"Stad {number}" for number in range(40_000)]))
    assert found == {"regions": "heeft te veel waarden: 40000, hoogstens 500"}
    assert time.monotonic() - began < 3, "looking for a hint for each takes half a minute"


def test_the_first_wrong_names_get_a_hint_and_all_are_told() -> None:
    with pytest.raises(RecordError) as refused:
        parse_record(raw(regions=[f"Utrech{letter}" for letter in "abcdefgh"]))
    told = [problem.message for problem in refused.value.problems if problem.field == "regions"]
    assert len(told) == 8
    assert sum("bedoel je 'Utrecht'?" in message for message in told) == 5
