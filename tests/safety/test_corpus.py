"""The promises of the detector, on the example sentences it was made from; `wegwijs evaluate` measures new ones.

Alone, without the engine, the detector must see every plain wish to die and seldom cry wolf. What it does not see of
the half-said is the engine's part (bot/danger_alarm.py).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest

from safety import detect
from safety.examples import COLUMNS, HELD, examples, files
from safety.learn import fingerprint
from safety.tsv import ROOM, Row, rows

FIRST = ("signals", "lookalikes")
"""The files that the rules were written by: there the detector must do without the engine."""


@cache
def lines() -> tuple[Row, ...]:
    """All example sentences."""
    return tuple(row for path in files() for row in rows(path, COLUMNS))


def corpus(held: bool) -> list[Row]:
    """The lines of the first files that were learned from, or the ones held back from it."""
    return [row for row in lines() if row.path.stem in FIRST and (row["split"] == HELD) == held]


def _right_kind(row: Row) -> bool:
    found = detect(row["text"])
    return found is not None and found.danger == row["label"]


def _missed(chosen: list[Row], right: Callable[[Row], bool]) -> tuple[float, str]:
    missed = [row for row in chosen if not right(row)]
    return len(missed) / len(chosen), "\n".join(f"{row['label']} {row['kind']}: {row['text']}" for row in missed)


@pytest.mark.parametrize(("held", "label", "allowed"), [
    (False, "self", 0.02), (False, "other", 0.02), (False, "violence", 0.02),
    (True, "self", 0.1), (True, "other", 0.1), (True, "violence", 0.1),
])  # fmt: skip
def test_danger_is_seen_and_of_the_right_kind(held: bool, label: str, allowed: float) -> None:
    share, which = _missed([row for row in corpus(held) if row["label"] == label], _right_kind)
    assert share <= allowed, which


def test_a_wish_to_die_said_in_so_many_words_is_never_missed() -> None:
    chosen = [row for row in corpus(False) if row["label"] == "self" and row["kind"] == "explicit"]
    share, which = _missed(chosen, lambda row: detect(row["text"]) is not None)
    assert share == 0, which


@pytest.mark.parametrize(("held", "allowed"), [(False, 0.02), (True, 0.04)])
def test_ordinary_and_hard_sentences_of_the_first_files_raise_no_alarm(held: bool, allowed: float) -> None:
    chosen = [row for row in corpus(held) if row["label"] == "none"]
    share, which = _missed(chosen, lambda row: detect(row["text"]) is None)
    assert share <= allowed, which


@pytest.mark.parametrize(("label", "allowed"), [("self", 0.25), ("other", 0.22), ("violence", 0.23)])
def test_most_danger_is_seen_without_the_engine(label: str, allowed: float) -> None:
    share, which = _missed(
        [row for row in lines() if row["label"] == label], lambda row: detect(row["text"]) is not None
    )
    assert share <= allowed, which


def test_a_wish_to_die_in_any_words_is_hardly_ever_missed() -> None:
    chosen = [row for row in lines() if row["label"] == "self" and row["kind"] == "explicit"]
    share, which = _missed(chosen, lambda row: detect(row["text"]) is not None)
    assert share <= 0.02, which


def test_ordinary_and_hard_sentences_raise_no_alarm() -> None:
    share, which = _missed([row for row in lines() if row["label"] == "none"], lambda row: detect(row["text"]) is None)
    assert share <= 0.02, which


def test_no_example_stands_twice() -> None:
    texts = [row["text"].casefold() for row in lines()]
    assert len(texts) == len(set(texts))


def test_weights_are_made_from_these_examples() -> None:
    first = (ROOM / "weights.tsv").read_text(encoding="utf-8").split("\n", 1)[0]
    assert fingerprint(examples(files())) in first, "run: python -m safety.learn"
