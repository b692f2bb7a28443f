"""The example sentences of danger: none that the assistant is measured by, none that contradict each other."""

from __future__ import annotations

from pathlib import Path

import pytest

from safety.examples import COLUMNS, files
from safety.tsv import rows
from tests.data.likeness import alike

ROOT = Path(__file__).parents[2]
FILES = files()
HELD_BACK = ROOT / "evaluation" / "danger.tsv"


def _read(*paths: Path) -> list[tuple[str, str]]:
    return [(row["text"], row["label"]) for path in paths for row in rows(path, COLUMNS)]


def test_there_is_plenty_of_danger_and_of_what_only_looks_like_it() -> None:
    labels = [label for _, label in _read(*FILES)]
    assert all(labels.count(label) >= 2000 for label in ("self", "other", "violence"))
    assert labels.count("none") >= 10_000


def test_no_example_is_nearly_one_that_the_assistant_is_measured_by() -> None:
    measured, learned = _read(HELD_BACK), _read(*FILES)
    texts = [text for text, _ in measured + learned]
    assert [(texts[a], texts[b]) for a, b in alike(texts) if a < len(measured) <= b] == []


def test_no_two_examples_that_are_nearly_the_same_bear_different_labels() -> None:
    learned = _read(*FILES)
    pairs = [(learned[one], learned[other]) for one, other in alike([text for text, _ in learned])]
    assert [pair for pair in pairs if "none" in (pair[0][1], pair[1][1]) and pair[0][1] != pair[1][1]] == []


@pytest.mark.parametrize(
    ("one", "other", "same"), [("a b c", "c b a!", True), ("a b c", "a b d", False), ("a b", "b a", False)]
)
def test_likeness_is_of_words_whatever_their_order(one: str, other: str, same: bool) -> None:
    assert bool(list(alike([one, other]))) is same
