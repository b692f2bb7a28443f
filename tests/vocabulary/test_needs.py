"""The needs are those of the domain page, each under its bouwsteen; catalogue, logs and statistics use the names."""

from __future__ import annotations

from pathlib import Path

import pytest

from vocabulary import needs
from vocabulary.tables import TableError

BOUWSTEEN = {
    1: {"herkenning", "mentale_gevolgen", "overzicht_hulp"},
    2: {"zelftest", "overbelasting", "somberheid", "hulp_vragen"},
    3: {"lotgenoten", "behandeling", "respijtzorg", "praktische_hulp", "geld_en_regelingen"},
    4: {"zelf_aan_de_slag", "leven_inrichten", "werk_en_studie", "gezin_bespreekbaar"},
    5: {"hulp_helpt_niet", "na_de_zorg", "vast_aanspreekpunt"},
    6: {"opleiding_richtlijn"},
    7: {"onderzoek_monitoring"},
}
"""The table 'Needs' of the domain page."""


def _needs(folder: Path, rows: str) -> Path:
    path = folder / "hulpvragen.tsv"
    path.write_text("need\tbouwsteen\ttitle\tkinds\n" + rows, encoding="utf-8")
    return path


def test_the_needs_are_the_twenty_one_of_the_domain_each_in_its_bouwsteen() -> None:
    found: dict[int, set[str]] = {}
    for need in needs.load().values():
        found.setdefault(need.bouwsteen, set()).add(need.label)
    assert found == BOUWSTEEN
    assert len(needs.load()) == 21


def test_every_need_has_a_name_a_visitor_can_tap_and_no_two_the_same() -> None:
    titles = [need.title for need in needs.load().values()]
    assert all(0 < len(title) <= 40 for title in titles)
    assert len(set(titles)) == len(titles)


def test_small_talk_is_never_taken_for_a_need() -> None:
    besides = {*needs.SMALL_TALK, *needs.OTHER}
    assert len(besides) == 14
    assert not besides & set(needs.load())
    assert all(needs.bouwsteen_of(label) is None for label in besides)


@pytest.mark.parametrize(("label", "bouwsteen"), [("respijtzorg", 3), ("crisis", None), ("", None), (None, None)])
def test_only_a_need_has_a_bouwsteen(label: str | None, bouwsteen: int | None) -> None:
    assert needs.bouwsteen_of(label) == bouwsteen


@pytest.mark.parametrize(
    ("rows", "line", "problem"),
    [
        ("rust\t8\tRust\t\n", 2, "bouwsteen must be 1 to 7, not '8'"),
        ("rust\tdrie\tRust\t\n", 2, "bouwsteen must be 1 to 7"),
        ("rust\t\tRust\t\n", 2, "bouwsteen must be 1 to 7"),
        ("rust\t3\tRust\t\n# nog eens\nrust\t3\tRust\t\n", 4, "'rust' stands here twice"),
        ("rust\t3\n", 2, "2 columns where 4"),
        ("\t3\tRust\t\n", 2, "need"),
        ("rust\t3\tRust\tmassage\n", 2, "massage is no kind of instrument"),
        ("rust\t3\t\t\n", 2, "title"),
    ],
)
def test_a_broken_need_is_refused_by_file_and_line(tmp_path: Path, rows: str, line: int, problem: str) -> None:
    with pytest.raises(TableError, match=rf"^hulpvragen\.tsv, line {line}: .*{problem}"):
        needs.load(_needs(tmp_path, rows))
