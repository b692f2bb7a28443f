"""A share of the examples keeps every label and every block, and is the same each time."""

from __future__ import annotations

from pathlib import Path

import yaml

from benchmarks.pipelines import EXAMPLES
from benchmarks.sample import sample


def intents(folder: Path) -> set[str]:
    """The labels that have at least one example."""
    blocks = [block for file in folder.glob("*.yml") for block in yaml.safe_load(file.read_text("utf-8"))["nlu"]]
    return {block["intent"] for block in blocks if block["examples"].strip()}


def test_every_label_keeps_examples_and_the_share_is_about_what_was_asked(tmp_path: Path) -> None:
    whole = sample(EXAMPLES, tmp_path / "whole", 1)
    eighth = sample(EXAMPLES, tmp_path / "eighth", 8)
    assert intents(tmp_path / "eighth") == intents(tmp_path / "whole") == intents(EXAMPLES)
    assert whole / 8 <= eighth <= whole / 5


def test_the_same_share_is_taken_each_time(tmp_path: Path) -> None:
    for name in ("one", "two"):
        sample(EXAMPLES, tmp_path / name, 5)
    for file in (tmp_path / "one").iterdir():
        assert file.read_bytes() == (tmp_path / "two" / file.name).read_bytes()
