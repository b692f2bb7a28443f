"""Every finding has a card, and the card fits."""

from __future__ import annotations

from pathlib import Path

import pytest

from safety import Finding, card, detect, help_lines
from safety.cards import read_texts
from safety.helplines import by_key
from safety.tsv import DataError


@pytest.mark.parametrize(
    ("tier", "danger", "phone"),
    [
        ("A", "self", "113"),
        ("B", "self", "113"),
        ("C", "other", "113"),
        ("D", "self", "112"),
        ("D", "other", "112"),
        ("D", "violence", "0800-2000"),
    ],
)
def test_the_first_line_of_a_card_is_the_one_to_call(tier: str, danger: str, phone: str) -> None:
    shown = card(Finding(tier, danger, "some.rule"))  # type: ignore[arg-type]
    assert shown.lines[0].phone == phone
    assert (shown.tier, shown.danger) == (tier, danger)
    assert "112" in {line.phone for line in shown.lines} or tier == "B"


def test_every_card_asks_one_question() -> None:
    for tier, danger in [
        ("A", "self"),
        ("B", "self"),
        ("C", "other"),
        ("D", "violence"),
        ("D", "self"),
        ("D", "other"),
    ]:
        shown = card(Finding(tier, danger, "some.rule"))  # type: ignore[arg-type]
        assert shown.question.endswith("?")
        assert shown.text


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("mama is dronken en er is geen eten", "0800-0432"),
        ("ik heb mijn moeder een klap gegeven", "030 760 60 55"),
    ],
)
def test_a_child_and_a_carer_get_their_own_card(text: str, phone: str) -> None:
    found = detect(text)
    assert found is not None
    assert phone in {line.phone for line in card(found).lines}


def test_the_card_for_a_carer_does_not_scold() -> None:
    found = detect("ik heb mijn moeder geslagen")
    assert found is not None
    assert card(found).text.startswith("Goed dat je dit durft te zeggen.")


def test_card_texts_are_short_sentences() -> None:
    for entry in read_texts(Path("safety/texts.tsv"), by_key()):
        for sentence in entry.text.replace("?", ".").split("."):
            assert len(sentence.split()) <= 16, sentence


def test_a_text_with_an_unknown_help_line_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "texts.tsv"
    path.write_text(
        "id\ttier\tdanger\trules\ttext\tquestion\tgoes_on\tlines\nx\tA\tself\t*\tTekst\tVraag?\tja\t999\n",
        encoding="utf-8",
    )
    with pytest.raises(DataError, match=r"texts.tsv:2: help line '999'"):
        read_texts(path, by_key())


def test_all_help_lines_are_given() -> None:
    assert {"112", "113", "0800-2000", "0800-0432", "088 0767 000", "0900-1450", "030 760 60 55"} <= {
        line.phone for line in help_lines()
    }
