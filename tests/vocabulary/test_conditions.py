"""Illnesses by the names people use, each under its group; a slip of an editor is refused by line."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocabulary import conditions
from vocabulary.tables import TableError

NAMED = {
    "diabetes": None,
    "diabetes type 1": "diabetes",
    "diabetes type 2": "diabetes",
    "kanker": None,
    "borstkanker": "kanker",
    "hart- en vaatziekten": None,
    "hartfalen": "hart- en vaatziekten",
    "long covid": None,
    "copd": None,
    "dementie": None,
    "alzheimer": "dementie",
    "parkinson": None,
    "ms": None,
    "als": None,
    "reuma": None,
    "fibromyalgie": None,
    "spierziekte": None,
    "nierziekte": None,
    "epilepsie": None,
    "chronische pijn": None,
    "me/cvs": None,
    "psychische problematiek": None,
    "psychose": "psychische problematiek",
    "depressie": "psychische problematiek",
    "bipolaire stoornis": "psychische problematiek",
    "borderline": "psychische problematiek",
    "autisme": None,
    "verstandelijke beperking": None,
}
"""The illnesses that the domain page names, with the group it puts them under."""


def _conditions(folder: Path, rows: str) -> Path:
    path = folder / "ziekten.tsv"
    path.write_text("condition\tparent\tsynonyms\n" + rows, encoding="utf-8")
    return path


def test_every_illness_of_the_domain_is_known_under_its_group() -> None:
    known = conditions.load()
    assert len(known) >= 40
    assert {name: known[name].parent for name in NAMED} == NAMED
    assert {"niet-aangeboren hersenletsel", "beroerte"} <= set(known)


def test_values_are_lower_case_so_that_comparing_them_ignores_case() -> None:
    assert [name for name in conditions.load() if name != name.casefold()] == []
    assert conditions.with_groups("BorstKanker") == ("borstkanker", "kanker")


def test_the_groups_stand_nearest_first_and_an_unknown_illness_stands_alone() -> None:
    assert conditions.with_groups("alzheimer") == ("alzheimer", "dementie")
    assert conditions.with_groups("dementie") == ("dementie",)
    assert conditions.with_groups("ziekte van niemand") == ("ziekte van niemand",)


@pytest.mark.parametrize(
    ("name", "group"),
    [
        ("crohn", "darmziekte"),
        ("eierstokkanker", "kanker"),
        ("maculadegeneratie", "slechtziendheid"),
    ],
)
def test_what_serves_a_group_serves_the_more_specific_illness_that_was_said(name: str, group: str) -> None:
    assert group in conditions.with_groups(name)


def test_every_chain_of_groups_ends() -> None:
    for name in conditions.load():
        chain = conditions.with_groups(name)
        assert len(chain) == len(set(chain)) <= 4


def test_synonyms_are_read_without_the_space_around_them(tmp_path: Path) -> None:
    known = conditions.load(_conditions(tmp_path, "reuma\t\tjicht | reumatisch ||\n"))
    assert known["reuma"].synonyms == ("jicht", "reumatisch")


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        ("reuma\t\t\nreuma\t\t\n", 3, "'reuma' stands here twice"),
        ("jicht\treuma\t\n", 2, "the group 'reuma' is not in this file"),
        ("reuma\t\tjicht\nartrose\t\tslijtage|jicht\n", 3, "'jicht' already means 'reuma'"),
        ("reuma\t\tjicht\njicht\t\t\n", 3, "'jicht' already means 'reuma'"),
        ("reuma\t\tjicht|jicht\n", 2, "'jicht' already means 'reuma'"),
        ("reuma\t\n", 2, "2 columns where 3"),
        ("\t\tjicht\n", 2, "condition"),
        ("Reuma\t\t\n", 2, "lower case"),
    ],
)
def test_a_broken_illness_is_refused_by_file_and_line(tmp_path: Path, rows: str, line: int, problem: str) -> None:
    with pytest.raises(TableError, match=rf"^ziekten\.tsv, line {line}: .*{problem}"):
        conditions.load(_conditions(tmp_path, rows))


@pytest.mark.parametrize("rows", ["reuma\treuma\t\n", "reuma\tjicht\t\njicht\tartrose\t\nartrose\treuma\t\n"])
def test_groups_that_go_round_in_a_circle_are_refused(tmp_path: Path, rows: str) -> None:
    with pytest.raises(TableError, match=r"^ziekten\.tsv, line [2-4]: .*circle"):
        conditions.load(_conditions(tmp_path, rows))
