"""The training examples: enough for every label, none under two labels, none of those it is measured by."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml

from tests.data.likeness import alike
from vocabulary import needs
from vocabulary.people import audiences

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "data" / "nlu").glob("*.yml"))
LABELS = (*needs.load(), *needs.SMALL_TALK, *needs.OTHER)
FEWEST = 40


class Example(NamedTuple):
    """A line of training data."""

    label: str
    audience: str
    text: str

    @property
    def plain(self) -> str:
        """The text without what does not tell two examples apart."""
        return " ".join(self.text.casefold().split())


@cache
def examples() -> tuple[Example, ...]:
    """All examples in the order of the files."""
    return tuple(example for path in FILES for example in _read(path))


def _read(path: Path) -> Iterator[Example]:
    for block in yaml.safe_load(path.read_text(encoding="utf-8"))["nlu"]:
        for line in block["examples"].splitlines():
            if line.strip():
                yield Example(block["intent"], block["metadata"]["audience"], line.removeprefix("- ").strip())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_file_holds_the_examples_of_the_label_it_is_named_by_each_for_a_known_audience(path: Path) -> None:
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert set(document) == {"version", "nlu"}
    for block in document["nlu"]:
        assert set(block) == {"intent", "metadata", "examples"}
        assert path.stem == block["intent"] or path.stem.startswith(f"{block['intent']}_")
        assert set(block["metadata"]) == {"audience"}
        assert block["metadata"]["audience"] in {*audiences(), "unknown"}
        assert all(re.match(r"- \S", line) for line in block["examples"].splitlines())


def test_every_label_has_examples_and_there_are_none_of_another_label() -> None:
    assert {example.label for example in examples()} == set(LABELS)


@pytest.mark.parametrize("label", LABELS)
def test_every_label_has_enough_examples(label: str) -> None:
    assert len({example.plain for example in examples() if example.label == label}) >= FEWEST


@pytest.mark.parametrize("label", [need.label for need in needs.load().values() if need.bouwsteen < 6])
def test_a_need_is_said_by_patients_and_by_those_beside_them(label: str) -> None:
    who = {example.audience for example in examples() if example.label == label}
    assert "patient" in who
    assert who & {"mantelzorger", "naaste"}


def test_no_example_stands_there_twice() -> None:
    """Casefolded: under two labels it teaches nothing, under one it weighs double."""
    labels = defaultdict(list)
    for example in examples():
        labels[example.plain].append(example.label)
    assert {text: found for text, found in labels.items() if len(found) > 1} == {}


def test_no_example_is_one_that_the_assistant_is_measured_by() -> None:
    measured = {" ".join(text.casefold().split()) for text in _evaluation()}
    assert len(measured) > 100
    assert sorted({example.plain for example in examples()} & measured) == []


def _evaluation() -> Iterator[str]:
    for path in (ROOT / "evaluation").glob("*.tsv"):
        with path.open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                yield row["text"]


def test_no_two_examples_that_are_nearly_the_same_bear_different_labels() -> None:
    given = examples()
    close = [
        (f"{given[one].label}: {given[one].text}", f"{given[other].label}: {given[other].text}")
        for one, other in alike([example.plain for example in given])
        if given[one].label != given[other].label
    ]
    assert close == []


def test_no_example_names_a_person_number_or_address() -> None:
    """Examples are invented; what looks like somebody's telephone, e-mail or citizen number does not belong in them."""
    private = re.compile(r"\b06[- ]?\d{8}\b|\S+@(?!voorbeeld\.)\S+\.\S+|\b\d{9}\b")
    assert [example.text for example in examples() if private.search(example.text)] == []
