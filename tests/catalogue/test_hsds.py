"""Every record goes out as a service that the published schema of HSDS 3 takes."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from catalogue.record import ACCESS, LANGUAGES, STATUSES, InstrumentView
from catalogue.transfer import read_folder
from catalogue.transfer.hsds import service, service_id
from catalogue.transfer.importing import SEED
from tests.common.instruments import TODAY, view
from vocabulary import conditions, kinds, municipalities, needs, people

SCHEMA = Path(__file__).with_name("hsds") / "service_with_definitions.json"


@pytest.fixture(scope="module")
def validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text("utf-8")), format_checker=FormatChecker())


def checked(validator: Draft202012Validator, record: InstrumentView) -> dict[str, Any]:
    """The service, as JSON; it must fit, and hold no field that HSDS does not know."""
    found: dict[str, Any] = json.loads(json.dumps(service(record, TODAY, datetime(2026, 3, 1, 9, tzinfo=UTC))))
    errors = [f"{'/'.join(map(str, error.path))}: {error.message}" for error in validator.iter_errors(found)]
    assert not errors, record.slug
    assert set(found) <= set(validator.schema["properties"]), record.slug  # type: ignore[index]
    return found


def test_every_seed_is_a_service(validator: Draft202012Validator) -> None:
    records = read_folder(SEED).instruments
    found = [checked(validator, record) for record in records]
    assert len({one["id"] for one in found}) == len(records)


def some(values: Any, least: int = 0) -> Any:
    return st.lists(st.sampled_from(sorted(values)), min_size=least, max_size=4, unique=True)


RECORDS = st.builds(
    view,
    instrument_kind=st.sampled_from(sorted(kinds.load())),
    needs=some(needs.load(), 1),
    audiences=some(people.audiences()).map(lambda found: [*found, "naaste"] if "naaste" not in found else found),
    conditions=some(conditions.load()),
    carer_groups=some(people.carer_groups()),
    regions=some(municipalities.names()),
    languages=some(LANGUAGES),
    age_min=st.none() | st.integers(0, 40),
    age_max=st.none() | st.integers(40, 120),
    cost=st.sampled_from([None, "gratis", "eigen bijdrage"]),
    access=st.sampled_from(ACCESS),
    phone=st.sampled_from([None, "0800 0113"]),
    email=st.sampled_from([None, "info@voorbeeld.nl"]),
    address=st.sampled_from([None, "Dorpsstraat 1, 1234 AB Ede", "In het dorpshuis"]),
    status=st.sampled_from(STATUSES),
    verified_on=st.none() | st.dates(),
    valid_from=st.none() | st.just(date(2025, 1, 1)),
    valid_to=st.none() | st.dates(date(2025, 1, 2)),
    by_experts_by_experience=st.booleans(),
)


@settings(max_examples=60, deadline=None)
@given(record=RECORDS)
def test_any_record_is_a_service(validator: Draft202012Validator, record: InstrumentView) -> None:
    checked(validator, record)


def test_what_a_record_says_stands_where_hsds_has_it(validator: Draft202012Validator) -> None:
    record = view(
        "een", regions=["Rotterdam"], address="Dorpsstraat 1, 1234 AB Ede", phone="0800 0113", cost="gratis",
        age_min=18, conditions=["kanker"], languages=["nl", "ngt"], verified_by="Jannie de Vries",
        valid_to=date(2030, 1, 1),
    )  # fmt: skip
    found = checked(validator, record)
    assert (found["status"], found["minimum_age"], found["assured_date"]) == ("active", 18, "2026-06-01")
    assert found["organization"]["name"] == "Voorbeeld"
    assert found["phones"][0]["number"] == "0800 0113"
    (area,) = found["service_areas"]
    assert (area["name"], area["uri"]) == ("Rotterdam", "https://identifier.overheid.nl/tooi/id/gemeente/gm0599")
    address = found["service_at_locations"][0]["location"]["addresses"][0]
    assert (address["address_1"], address["postal_code"], address["city"]) == ("Dorpsstraat 1", "1234 AB", "Ede")
    assert found["cost_options"][0]["amount"] == 0
    assert [one["code"] for one in found["languages"]] == ["nl", "dse"]
    terms = {(one["link_type"], one["value"]) for one in found["attributes"]}
    assert {("hulpvraag", "somberheid"), ("bouwsteen", "2"), ("aandoening", "kanker")} <= terms
    assert found["last_modified"] == "2026-03-01T09:00:00.000Z"
    assert found["schedules"][0]["valid_to"] == "2030-01-01"
    assert "Jannie" not in json.dumps(found)


@pytest.mark.parametrize(
    ("changes", "status"),
    [
        ({}, "active"),
        ({"status": "concept"}, "inactive"),
        ({"status": "ingetrokken"}, "defunct"),
        ({"valid_to": date(2020, 1, 1)}, "inactive"),
    ],
)
def test_the_status_follows_from_the_record(changes: dict[str, Any], status: str) -> None:
    assert service(view("een", **changes), TODAY)["status"] == status


def test_an_id_stays_the_same_and_belongs_to_one_record() -> None:
    assert service_id("een") == service_id("een") != service_id("twee")
    assert UUID(service_id("een")).version == 5
    assert service_id("mantelzorglijn") == "436accf8-a9c4-5004-8f8d-d8a45d6a2611"
