"""Repair of single words."""

from __future__ import annotations

import pytest

from safety.book import BOOK
from safety.characters import FULL, NONE, SOFT, pieces
from safety.view import tokens_of
from safety.words import one_edit


def _read(text: str) -> str:
    return " ".join(token.word for token in tokens_of(BOOK, text))


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("d00d", "dood"),
        ("z3lfm00rd", "zelfmoord"),
        ("doooood", "dood"),
        ("niiiiet", "niet"),
        ("d o o d", "dood"),
        ("d.o.o.d", "dood"),
        ("zelfmord", "zelfmoord"),
        ("suïside", "suicide"),
        ("zelf moord", "zelfmoord"),
        ("kwil", "ik wil"),
        ("'k wil", "ik wil"),
        ("m'n eigen", "mezelf"),
        ("ikwilnietmeerleven", "ik wil niet meer leven"),
        ("leve", "leven"),
        ("su*cide", "suicide"),
    ],
)
def test_what_is_written_is_read_as_meant(written: str, meant: str) -> None:
    assert _read(written) == meant


@pytest.mark.parametrize(
    "word", ["lever", "geslapen", "leren", "wekker", "zender", "willen", "gezellig", "b12", "113", "geven"]
)
def test_ordinary_words_stay_themselves(word: str) -> None:
    assert _read(word) == word


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("dood", "dood", True),
        ("dood", "dod", True),
        ("dood", "doood", True),
        ("dood", "doot", True),
        ("zelfmoord", "zelfmorod", True),
        ("dood", "brood", False),
        ("dood", "dooiers", False),
    ],
)
def test_one_edit_is_one_slip_of_the_finger(left: str, right: str, one: bool) -> None:
    assert one_edit(left, right) is one


def test_breaks_between_words_are_kept() -> None:
    assert [piece.after for piece in pieces("ja, nee. wel niet")] == [SOFT, FULL, NONE, NONE]
