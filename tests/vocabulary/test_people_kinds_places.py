"""Audiences, carer groups, instrument kinds and municipalities: the lists of the domain, refused when broken."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from vocabulary import kinds, municipalities, people
from vocabulary.tables import TableError

KINDS = {
    "informatie_advies",
    "educatie",
    "psycho_educatie",
    "emotionele_steun",
    "persoonlijke_begeleiding",
    "praktische_hulp",
    "vervangende_zorg",
    "financiele_regeling",
    "materiele_hulp",
    "zelfhulp",
    "ehealth",
    "lichamelijke_activiteit",
    "lichttherapie",
    "behandeling",
    "zelftest",
    "signaleringstest",
    "contactpersoon",
    "opleiding",
    "richtlijn",
    "onderzoek",
}
PROVINCES = {
    "Drenthe",
    "Flevoland",
    "Fryslân",
    "Gelderland",
    "Groningen",
    "Limburg",
    "Noord-Brabant",
    "Noord-Holland",
    "Overijssel",
    "Utrecht",
    "Zeeland",
    "Zuid-Holland",
}


def test_the_audiences_and_the_carer_groups_are_those_of_the_domain() -> None:
    assert set(people.audiences()) == {"patient", "mantelzorger", "naaste", "professional"}
    assert set(people.carer_groups()) == {
        "jonge mantelzorger",
        "werkende mantelzorger",
        "migratieachtergrond",
        "psychische problematiek",
        "dementie",
    }


def test_the_kinds_are_those_of_the_domain_with_a_name_to_read() -> None:
    assert set(kinds.load()) == KINDS
    assert all("_" not in title and title[0].isupper() for title in kinds.load().values())


def test_all_municipalities_of_the_netherlands_are_there_each_with_its_own_code() -> None:
    found = municipalities.by_code()
    assert len(found) == 342
    assert len(municipalities.names()) == 342
    assert all(re.fullmatch(r"GM\d{4}", code) for code in found)
    assert {place.province for place in found.values()} == PROVINCES


def test_the_regions_of_the_chain_partners_are_municipalities() -> None:
    partners = {"Goeree-Overflakkee", "Voorne aan Zee", "Nissewaard", "Haarlemmermeer", "Utrecht", "Harderwijk"}
    assert partners | {"Ermelo", "Rotterdam", "Midden-Drenthe"} <= municipalities.names()


def test_names_that_two_provinces_share_can_be_told_apart() -> None:
    names = Counter(place.name for place in municipalities.by_code().values())
    assert [name for name, times in names.items() if times > 1] == []
    assert {"Bergen (L)", "Bergen (NH)"} <= set(names)


@pytest.mark.parametrize(
    ("load", "content", "line", "problem"),
    [
        (
            municipalities.by_code,
            "municipality\tcbs_code\tprovince\nAa\tGM0001\tDrenthe\nBe\tGM0001\tUtrecht\n",
            3,
            "twice",
        ),
        (municipalities.by_code, "municipality\tcbs_code\tprovince\nAa\tGM0001\n", 2, "2 columns"),
        (municipalities.by_code, "municipality\tcbs_code\tprovince\nAa\t\tDrenthe\n", 2, "code"),
        (municipalities.names, "municipality\tcbs_code\tprovince\nAa\tGM1\tDrenthe\nAa\tGM0002\tUtrecht\n", 2, "code"),
        (
            municipalities.names,
            "municipality\tcbs_code\tprovince\nAa\tGM0001\tDrenthe\nAa\tGM0002\tUtrecht\n",
            3,
            "twice",
        ),
        (people.audiences, "group\tlabel\ttitle\naudiences\tpatient\tiemand\n", 2, "must be audience or carer_group"),
        (people.carer_groups, "group\tlabel\ttitle\naudience\tpatient\n", 2, "2 columns"),
        (people.audiences, "group\tlabel\ttitle\naudience\tpatient\tziek\naudience\tpatient\tanders\n", 3, "twice"),
        (kinds.load, "kind\ttitle\nzelftest\n", 2, "1 columns"),
        (kinds.load, "kind\ttitle\nzelftest\tTest\nzelftest\tAnders\n", 3, "twice"),
        (kinds.load, "soort\ttitel\n", 1, "first line"),
    ],
)
def test_a_broken_list_is_refused_by_file_and_line(
    tmp_path: Path, load: Callable[[Path], object], content: str, line: int, problem: str
) -> None:
    path = tmp_path / "lijst.tsv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(TableError, match=rf"^lijst\.tsv, line {line}: .*{problem}"):
        load(path)
