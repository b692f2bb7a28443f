"""What differs is said in words that the desk reads."""

from __future__ import annotations

from datetime import date

from catalogue.editing.differences import FIELD_LABELS, Difference, differences, in_words
from catalogue.editing.fields import NAMES, keep_order
from tests.common.instruments import view


def test_every_field_has_a_label_of_its_own() -> None:
    assert set(FIELD_LABELS) == set(NAMES)
    assert len(set(FIELD_LABELS.values())) == len(FIELD_LABELS)


def test_what_was_and_what_is_stand_side_by_side() -> None:
    old = view("lijn", regions=["Zeist", "Baarn"], phone=None)
    new = view(
        "lijn",
        regions=[],
        phone="0800-0113",
        by_experts_by_experience=True,
        valid_to=date(2027, 1, 3),
        instrument_kind="zelftest",
        needs=["zelf_aan_de_slag"],
    )
    assert differences(old, new) == [
        Difference("instrument_kind", "Soort", "Informatie en advies", "Test voor jezelf"),
        Difference("bouwstenen", "Bouwstenen", "2 Preventie en (vroeg)signalering", "4 Ondersteuning zelfmanagement"),
        Difference("needs", "Hulpvragen", "Je somber of bang voelen", "Zelf aan de slag"),
        Difference("regions", "Gemeenten", "Zeist, Baarn", "–"),
        Difference("channels.phone", "Telefoon", "–", "0800-0113"),
        Difference("by_experts_by_experience", "Door ervaringsdeskundigen", "nee", "ja"),
        Difference("valid_to", "Geldig tot en met", "–", "3-1-2027"),
    ]
    assert differences(old, old) == []


def test_of_a_new_record_all_that_is_filled_in_is_told() -> None:
    told = {one.field: (one.old, one.new) for one in differences(None, view("lijn"))}
    assert told["title"] == ("–", "Hulp van lijn")
    assert "cost" not in told


def test_a_field_and_a_label_of_long_ago_can_still_be_read() -> None:
    assert in_words({"bouwstenen": ((9,), (2,)), "kleur": ("rood", None)}) == [
        Difference("bouwstenen", "Bouwstenen", "9", "2 Preventie en (vroeg)signalering"),
        Difference("kleur", "kleur", "rood", "–"),
    ]


def test_the_same_values_in_the_order_of_a_form_are_no_difference() -> None:
    before = view("lijn", regions=["Zeist", "Baarn"], audiences=["naaste", "patient"])
    typed = view("lijn", regions=["Baarn", "Zeist"], audiences=["naaste", "mantelzorger"])
    assert [one.field for one in differences(before, keep_order(typed, before))] == ["audiences"]
