"""The promises of the detector, measured on the example sentences."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from safety import detect
from safety.learn import COLUMNS, examples, fingerprint
from safety.tsv import ROOM, Row, rows

FILES = tuple(Path(__file__).parent / "corpus" / name for name in ("danger.tsv", "harmless.tsv"))


def corpus(held: bool) -> list[Row]:
    """All lines that were learned from, or the ones held back from it."""
    return [row for path in FILES for row in rows(path, COLUMNS) if (row["split"] == "held") == held]


def _missed(lines: list[Row], right: Callable[[Row], bool]) -> tuple[float, str]:
    missed = [row for row in lines if not right(row)]
    return len(missed) / len(lines), "\n".join(f"{row['label']} {row['kind']}: {row['text']}" for row in missed)


def _right_kind(row: Row) -> bool:
    found = detect(row["text"])
    return found is not None and found.danger == row["label"]


@pytest.mark.parametrize(("held", "label", "allowed"), [
    (False, "self", 0.02), (False, "other", 0.02), (False, "violence", 0.02),
    (True, "self", 0.1), (True, "other", 0.1), (True, "violence", 0.1),
])  # fmt: skip
def test_danger_is_seen_and_of_the_right_kind(held: bool, label: str, allowed: float) -> None:
    share, which = _missed([row for row in corpus(held) if row["label"] == label], _right_kind)
    assert share <= allowed, which


def test_a_wish_to_die_said_in_so_many_words_is_never_missed() -> None:
    lines = [row for row in corpus(False) if row["label"] == "self" and row["kind"] == "explicit"]
    share, which = _missed(lines, lambda row: detect(row["text"]) is not None)
    assert share == 0, which


@pytest.mark.parametrize(("held", "allowed"), [(False, 0.02), (True, 0.04)])
def test_ordinary_and_hard_sentences_raise_no_alarm(held: bool, allowed: float) -> None:
    lines = [row for row in corpus(held) if row["label"] == "none"]
    share, which = _missed(lines, lambda row: detect(row["text"]) is None)
    assert share <= allowed, which


def test_the_corpus_is_large_enough_to_mean_something() -> None:
    lines = corpus(False) + corpus(True)
    assert sum(row["label"] != "none" for row in lines) >= 500
    assert sum(row["label"] == "none" for row in lines) >= 600


def test_no_example_stands_twice() -> None:
    texts = [row["text"] for row in corpus(False) + corpus(True)]
    assert len(texts) == len(set(texts))


def test_weights_are_made_from_these_examples() -> None:
    first = (ROOM / "weights.tsv").read_text(encoding="utf-8").split("\n", 1)[0]
    assert fingerprint(examples(FILES)) in first, (
        "run: python -m safety.learn tests/safety/corpus/danger.tsv tests/safety/corpus/harmless.tsv"
    )
