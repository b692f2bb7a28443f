"""A table that an editor broke is refused with its name and line; a slip is only mended when one name was meant."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reading import cues, gazetteer, lists
from bot.reading.slips import Slips
from vocabulary.tables import TableError


def _table(folder: Path, text: str) -> Path:
    path = folder / "table.tsv"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("nobody\t1\tik", "points_to"),
        ("patient\tveel\tik", "weight"),
        ("patient\t1\tik (ben", "cannot read"),
        ("patient\t1\t", "empty"),
    ],
)
def test_a_broken_cue_is_refused_by_line(tmp_path: Path, row: str, problem: str) -> None:
    path = _table(tmp_path, f"points_to\tweight\tcue\n# words\n{row}\n")
    with pytest.raises(TableError, match=rf"table\.tsv, line 3: .*{problem}"):
        cues.load(path, ("patient",))


def test_a_kind_without_words_is_refused(tmp_path: Path) -> None:
    path = _table(tmp_path, "kind\twords\nkin\tman|vrouw\n")
    assert lists.words(path, "kin") == {"man", "vrouw"}
    with pytest.raises(TableError, match="'self'"):
        lists.words(path, "self")


def test_a_place_in_no_municipality_of_today_is_refused(tmp_path: Path) -> None:
    places = _table(tmp_path, "place\tcbs_code\tinhabitants\nNergens\tGM9999\t10\n")
    with pytest.raises(TableError, match=r"table\.tsv, line 2: 'GM9999'"):
        gazetteer.load(places)


def test_every_alias_is_in_a_municipality_of_today_and_stands_once() -> None:
    lines = (gazetteer.REGIONS / "aliases.tsv").read_text(encoding="utf-8").splitlines()
    rows = [tuple(line.split("\t")[:2]) for line in lines[1:] if line and not line.startswith("#")]
    assert len(rows) == len(set(rows))
    assert gazetteer.load().by_key["ypenburg"][0].municipality.name == "Den Haag"


@pytest.mark.parametrize(("said", "pattern"), [(" . ik ben moe . ", "^ ik .. moe $"), (" . a , b . ", "a , b")])
def test_a_cue_reads_as_it_says(said: str, pattern: str) -> None:
    assert cues.compiled(pattern).search(said)


def test_a_cue_does_not_cross_the_end_of_a_clause() -> None:
    assert not cues.compiled("ik .. moe").search(" . ik ben , jij moe . ")


@pytest.mark.parametrize("word", ["amsterdm", "amstterdam", "amsteddam", "amsetrdam"])
def test_one_slip_is_mended(word: str) -> None:
    assert Slips(["amsterdam", "rotterdam"], 5, frozenset()).meant(word) == "amsterdam"


@pytest.mark.parametrize("word", ["amstrdm", "bmsterdam", "amst", "hoorn"])
def test_more_than_one_slip_or_a_real_word_is_left_alone(word: str) -> None:
    assert Slips(["amsterdam", "hoorne"], 5, frozenset({"hoorn"})).meant(word) is None
