"""What a form sends becomes a raw record, and what is wrong with it is said in plain words."""

from __future__ import annotations

import pytest
from starlette.datastructures import FormData, UploadFile

from catalogue.problems import RecordError
from catalogue.record import as_dict, parse_record
from tests.common.instruments import view
from web.instrument_form import empty, errors_of, raw_of, typed_of, values_of
from web.instrument_form.reading import LISTS


def _sent(shown: dict[str, object]) -> FormData:
    pairs: list[tuple[str, str | UploadFile]] = []
    for name, value in shown.items():
        if name != "choices":
            pairs += [(name, one) for one in value] if isinstance(value, list) else [(name, str(value))]
    return FormData(pairs)


def test_a_record_comes_through_the_form_unchanged() -> None:
    record = view(
        "alles",
        needs=["somberheid", "lotgenoten"],
        conditions=["me/cvs", "kanker"],
        regions=["Bergen (NH)", "'s-Hertogenbosch"],
        age_min=18,
        carer_groups=["jonge mantelzorger"],
        languages=["nl", "ngt"],
        cost="gratis",
        by_experts_by_experience=True,
        valid_to="2030-12-31",
        phone="0800-0113",
    )
    shown = dict(values_of(record))
    assert parse_record(raw_of(_sent(shown))) == record
    again = dict(typed_of(_sent(shown)))
    assert {name: shown[name] for name in LISTS} == {name: again[name] for name in LISTS}


def test_only_the_fields_that_are_asked_are_read() -> None:
    form = FormData([("title", "Nieuw"), ("status", "gepubliceerd"), ("channels.url", "https://a.nl/")])
    assert raw_of(form, ["title", "channels.url"]) == {"title": "Nieuw", "channels": {"url": "https://a.nl/"}}


def test_an_empty_form_says_what_to_fill_in() -> None:
    with pytest.raises(RecordError) as caught:
        parse_record(raw_of(_sent(dict(empty()))) | {"slug": "x"})
    errors = errors_of(caught.value)
    assert list(errors) == ["title", "summary", "instrument_kind", "needs", "audiences", "provider", "source"]
    assert errors["needs"] == "Kies ten minste één hulpvraag."


def test_errors_speak_the_words_of_the_form() -> None:
    raw = as_dict(view("x")) | {"age_min": 50, "age_max": 18, "regions": ["Utrect"]}
    with pytest.raises(RecordError) as caught:
        parse_record(raw)
    errors = errors_of(caught.value)
    assert errors["age_max"] == "Is lager dan 'Leeftijd vanaf' (50)."
    assert errors["regions"].endswith("bedoel je 'Utrecht'?")
