"""What the widget shows for labels of the service, and which buttons have a drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from actions.options import load_sets
from vocabulary import bouwstenen, needs, people
from web.embedding import words
from web.texts import TextsError

ROOT = Path(__file__).parents[3]


def buttons_of_the_talk() -> set[str]:
    """What stands on the buttons that the assistant offers."""
    found: set[str] = set()

    def look(part: Any) -> None:
        for value in part.values() if isinstance(part, dict) else part if isinstance(part, list) else []:
            look(value)
        if isinstance(part, dict) and {"title", "payload"} <= part.keys():
            found.add(part["title"])

    look(yaml.safe_load((ROOT / "domain.yml").read_text(encoding="utf-8"))["responses"])
    return found


def test_every_label_that_can_be_understood_has_a_name() -> None:
    labels = [*people.audiences(), *needs.load(), *(str(nr) for nr in bouwstenen.load())]
    assert len(labels) == len(set(labels)), "one label in two tables would have one name"
    assert set(words.titles()) == set(labels)


ALIKE = [
    ("Geld en regels", "Geld en regelingen", "Het is te duur"),
    ("Praten met mensen die dit kennen", "Mensen die hetzelfde meemaken"),
    ("Iemand die de zorg even overneemt", "De zorg even overdragen"),
    ("Praktische hulp", "Hulp bij dagelijkse dingen"),
    ("Leren grenzen te stellen", "Hulp vragen en grenzen stellen"),
    ("Zelf iets doen, zoals een cursus of app", "Zelf aan de slag"),
    ("Ik voel me somber of bang", "Je somber of bang voelen"),
]
"""A button of the talk and the name of the need behind it, which stands on a button where one chooses between needs."""
TOGETHER = [
    ("Over mezelf, ik ben ziek", "Ik zorg voor iemand", "Iemand van wie ik hou is ziek", "Het is voor mijn werk"),
    ("Ja, genoeg", "Een beetje", "Nee"),
]


def drawn() -> dict[str, str]:
    """The name of the drawing beside each button."""
    return {label: drawing.name for drawing in words.pictograms() for label in drawing.labels}


def test_a_drawing_stands_only_beside_words_that_are_offered() -> None:
    code = "".join(file.read_text(encoding="utf-8") for file in (ROOT / "actions").glob("*.py"))
    offered = buttons_of_the_talk() | {need.title for need in needs.load().values()}
    assert {label for label in drawn() if label not in offered and f'"{label}"' not in code} == set()


def test_every_button_of_the_talk_and_every_need_of_a_visitor_has_a_drawing() -> None:
    for_work = {"opleiding_richtlijn", "onderzoek_monitoring"}
    named = {need.title for label, need in needs.load().items() if label not in for_work}
    assert (buttons_of_the_talk() | named) - drawn().keys() == set()


def test_what_means_the_same_has_the_same_drawing() -> None:
    for row in ALIKE:
        assert len({drawn()[label] for label in row}) == 1, row


def test_buttons_that_stand_together_have_different_drawings() -> None:
    options = [sets for row in load_sets().values() for sets in row]
    together = [*TOGETHER, *([needs.load()[need].title for need in sets] for sets in options)]
    for row in together:
        assert len({drawn()[label] for label in row}) == len(row), row


@pytest.mark.parametrize(
    ("content", "wrong"),
    [
        ('- {name: a, lines: "M1 1\\" onload", labels: [Nee]}', "lines"),
        ("- {name: a, lines: M1 1, labels: []}", "labels"),
        ("- {name: a, lines: M1 1, labels: [Nee]}\n- {name: b, lines: M2 2, labels: [Nee]}", "two drawings: Nee"),
        ("- {name: a, lines: M1 1, labels: [Nee]", "line 1"),
    ],
)
def test_a_wrong_drawing_is_named(tmp_path: Path, content: str, wrong: str) -> None:
    (tmp_path / "pictograms.yml").write_text(content, encoding="utf-8")
    with pytest.raises(TextsError, match=r"pictograms\.yml") as told:
        words.pictograms(tmp_path)
    assert wrong in str(told.value)
