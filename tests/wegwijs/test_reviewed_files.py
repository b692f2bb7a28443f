"""Approved examples as training data: whatever somebody wrote is one plain sentence there, and nothing more."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from tests.common.hostile_messages import MESSAGES
from wegwijs.learning.reviewed_files import neutral, write

TRICKS = [
    "- twee\n- zinnen",
    "[Jan](naam) heeft hulp nodig",
    'ik zoek [hulp]{"entity": "condition", "value": "kanker"}',
    "${WEGWIJS_ENGINE_SECRET}",
    "regel\u2028regel\u2029regel\x85regel\x0bregel\x1cregel",
    "\\u000a- nog een",
    "/gegevens_wissen",
    "- / - /begin",
    "version: '2.0'",
    "# geen commentaar",
    "'\"`|>&*!%@",
    "😢 ik huil 👩‍👧",
    "\ufeff\ufffe\x00\x07tekst\x7f",
]


def _read(folder: Path) -> dict[str, list[str]]:
    """The sentences by label, as Rasa's reader takes them from the YAML."""
    found: dict[str, list[str]] = {}
    for file in folder.glob("*.yml"):
        for block in yaml.safe_load(file.read_text(encoding="utf-8"))["nlu"]:
            lines = block["examples"].splitlines()
            assert all(line.startswith("- ") for line in lines)
            found.setdefault(block["intent"], []).extend(line[1:].strip("\n\r ") for line in lines)
    return found


@given(st.lists(st.tuples(st.sampled_from(["respijtzorg", "crisis", "groet"]), st.text(max_size=80)), max_size=8))
@example([("groet", trick) for trick in (*TRICKS, *MESSAGES)])
def test_each_example_comes_back_as_one_sentence_of_its_label(
    tmp_path_factory: pytest.TempPathFactory, examples: list[tuple[str, str]]
) -> None:
    folder = tmp_path_factory.mktemp("reviewed")
    write(folder, examples)
    wanted: dict[str, set[str]] = {}
    for label, text in examples:
        if neutral(text):
            wanted.setdefault(label, set()).add(neutral(text))
    assert {label: set(lines) for label, lines in _read(folder).items()} == wanted


@given(st.text())
def test_what_is_written_means_nothing_to_yaml_or_to_rasa(text: str) -> None:
    line = neutral(text)
    assert neutral(line) == line
    assert not re.search(r"[\[\]{}\\\x00-\x1f\x7f-\x9f\u2028\u2029]", line)
    assert len(line.splitlines()) <= 1
    assert not line.startswith(("-", "/", " "))


def test_words_stay_as_they_were_written() -> None:
    said = "Mijn vader (82) wíl niet naar 'de opvang': wat nu? 😢"
    assert neutral(f"  {said}\n ") == said


def test_the_same_examples_give_the_same_files_in_any_order(tmp_path: Path) -> None:
    examples = [("respijtzorg", "b"), ("respijtzorg", "a"), ("groet", "hoi"), ("respijtzorg", "a")]
    write(tmp_path / "een", examples)
    write(tmp_path / "twee", reversed(examples))
    contents = [{file.name: file.read_bytes() for file in (tmp_path / name).iterdir()} for name in ("een", "twee")]
    assert contents[0] == contents[1]
    assert set(contents[0]) == {"groet.yml", "respijtzorg.yml"}


def test_what_was_taken_back_is_no_longer_there(tmp_path: Path) -> None:
    write(tmp_path, [("respijtzorg", "a"), ("groet", "hoi")])
    write(tmp_path, [("respijtzorg", "b")])
    assert _read(tmp_path) == {"respijtzorg": ["b"]}
    write(tmp_path, [("respijtzorg", " ")])
    assert _read(tmp_path) == {}


def test_every_need_can_be_written(tmp_path: Path) -> None:
    from web.review.examples import learnable

    write(tmp_path, [(label, f"zin over {label}") for label in sorted(learnable())])
    assert set(_read(tmp_path)) == learnable()
