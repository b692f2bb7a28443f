"""Somebody is always sent to one who is there for them: near by when possible, else nationally."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy.orm import Session

from catalogue.chain import GUARD, Partner, Role, parse_partner, parse_role
from catalogue.problems import RecordError
from catalogue.roles import Contact, contact_for

PARTNER = {"slug": "meerwaarde", "name": "MeerWaarde", "description": "Welzijn.", "url": "https://www.meerwaarde.nl"}


def role(**changes: Any) -> dict[str, Any]:
    return {"role": "informatiepunt", "how": "Bel gerust.", "source": "000"} | changes


def store(session: Session, *roles: dict[str, Any]) -> None:
    partner = Partner()
    partner.fill(parse_partner(PARTNER))
    session.add(partner)
    session.flush()
    for one in roles:
        row = Role()
        row.fill(parse_role(one))
        session.add(row)
        session.flush()
    session.expire_all()


def asked(session: Session, region: str | None, audience: str | None, name: str = "informatiepunt") -> str | None:
    contact = contact_for(session, name, region, audience)
    return contact.text if contact else None


def test_the_own_region_goes_before_national(session: Session) -> None:
    store(session, role(how="Landelijk."), role(how="Lokaal.", region="Haarlemmermeer"))
    assert asked(session, "Haarlemmermeer", "patient") == "Lokaal."
    assert asked(session, "Zeist", "patient") == "Landelijk."
    assert asked(session, None, None) == "Landelijk."


def test_what_is_for_this_audience_goes_before_what_is_for_everybody(session: Session) -> None:
    store(session, role(how="Allen."), role(how="Zorgers.", audiences=["mantelzorger"]))
    assert asked(session, None, "mantelzorger") == "Zorgers."
    assert asked(session, None, "naaste") == "Zorgers."
    assert asked(session, None, "patient") == "Allen."


def test_a_local_contact_for_others_only_is_passed_over(session: Session) -> None:
    store(session, role(how="Vak.", region="Zeist", audiences=["professional"]), role(how="Landelijk."))
    assert asked(session, "Zeist", "patient") == "Landelijk."
    assert asked(session, "Zeist", "professional") == "Vak."


def test_who_has_not_said_who_they_are_is_not_sent_to_what_is_for_professionals(session: Session) -> None:
    store(session, role(how="Vak.", audiences=["professional"]), role(how="Zorgers.", audiences=["mantelzorger"]))
    assert asked(session, None, None) == "Zorgers."


def test_when_nobody_fills_the_role_that_is_said(session: Session) -> None:
    store(session, role(audiences=["professional"]))
    assert asked(session, None, "patient") is None
    assert asked(session, None, None, "casusregisseur") is None


def test_the_region_s_own_word_and_the_partner_come_along(session: Session) -> None:
    store(
        session,
        role(role="casusregisseur", region="Haarlemmermeer", own_word="gezinsassistent", partner="meerwaarde"),
    )
    assert contact_for(session, "casusregisseur", "Haarlemmermeer", "patient") == Contact(
        role="casusregisseur",
        own_word="gezinsassistent",
        name="MeerWaarde",
        phone=None,
        url="https://www.meerwaarde.nl",
        region="Haarlemmermeer",
        text="Bel gerust.",
    )


def test_each_bouwsteen_has_its_own_guard(session: Session) -> None:
    store(session, *(role(role=GUARD, bouwsteen=number, how=f"Bouwsteen {number}.") for number in (1, 2)))
    contact = contact_for(session, GUARD, None, "professional", bouwsteen=2)
    assert contact is not None
    assert contact.text == "Bouwsteen 2."


def test_a_role_for_one_illness_is_for_who_has_it_and_for_nobody_else(session: Session) -> None:
    store(
        session,
        role(how="Borstkanker.", region="Utrecht", condition="borstkanker"),
        role(how="Kanker.", region="Utrecht", condition="kanker"),
        role(how="Ieder.", region="Utrecht"),
        role(how="Landelijk, borstkanker.", condition="borstkanker"),
    )

    def told(condition: str | None, region: str | None = "Utrecht") -> str | None:
        contact = contact_for(session, "informatiepunt", region, "patient", conditions=(condition,))
        return contact.text if contact else None

    assert told("borstkanker") == "Borstkanker."
    assert told("longkanker") == "Kanker."
    assert told("kanker") == "Kanker."
    assert told("diabetes") == told(None) == "Ieder."
    assert told("borstkanker", "Zeist") == "Landelijk, borstkanker."
    assert told("diabetes", "Zeist") is None


def test_who_has_two_illnesses_gets_the_contact_that_is_laid_for_either(session: Session) -> None:
    store(
        session,
        role(how="Kanker.", region="Utrecht", condition="kanker"),
        role(how="Dementie.", region="Utrecht", condition="dementie"),
        role(how="Ieder.", region="Utrecht"),
    )

    def told(*conditions: str | None) -> str | None:
        contact = contact_for(session, "informatiepunt", "Utrecht", "patient", conditions=conditions)
        return contact.text if contact else None

    assert told("diabetes", "dementie") == told(None, "dementie") == "Dementie."
    assert told("dementie", "kanker") == "Dementie."
    assert told("kanker", "dementie") == "Kanker."
    assert told("borstkanker", "dementie") == "Dementie."  # an illness itself goes before the group of another
    assert told("diabetes", "copd") == told() == "Ieder."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"role": "baas"}, "role"),
        ({"region": "Overschie"}, "region"),
        ({"how": None}, "how"),
        ({"url": "http://x.nl"}, "url"),
        ({"phone": "bel"}, "phone"),
        ({"audiences": ["iedereen"]}, "audiences"),
        ({"bouwsteen": 2}, "bouwsteen"),
        ({"role": GUARD}, "bouwsteen"),
        ({"condition": "griepje"}, "condition"),
        ({"naam": "x"}, "naam"),
    ],
)
def test_a_wrong_role_is_refused_by_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(RecordError) as refused:
        parse_role(role(**changes))
    assert [problem.field for problem in refused.value.problems] == [field]


def test_a_wrong_partner_is_refused_with_every_problem() -> None:
    with pytest.raises(RecordError) as refused:
        parse_partner({"slug": "Fout!", "url": "javascript:x", "regions": ["Nergens"]})
    assert {problem.field for problem in refused.value.problems} == {"slug", "url", "regions", "name", "description"}
