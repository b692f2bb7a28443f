"""A pattern is written out so that somebody who does not program can read it."""

from __future__ import annotations

import pytest

from safety.readable import Reader

GROUPS = {"WIL": "willen", "NEW": "nieuw onderwerp"}


@pytest.mark.parametrize(
    ("pattern", "reads"),
    [
        ("(dood | er niet meer)", "dood / er niet meer"),
        ("ik (wil | wou) dood", "ik [wil / wou] dood"),
        ("ik wil [echt | gewoon] dood", "ik wil (echt / gewoon) dood"),
        ("(zelfmoord* | *pillen)", "zelfmoord- / -pillen"),
        ("ik ~3-NEW <WIL> ~2 dood ~9", "ik … WILLEN … dood"),
        ("ik ~5 ~4-NEW klaar", "ik … klaar"),
        ("dood !(op | over de)", "dood *niet gevolgd door* [op / over de]"),
        ("ik !(de dood) <WIL>", "ik *niet gevolgd door* [de dood] WILLEN"),
        ("{ik; (wil | wou); dood}~3 nu", "*in elke volgorde:* [ik + [wil / wou] + dood] nu"),
        ("^ dood $", "*begin zin* dood *einde zin*"),
        ("((ik | mij) | (me))", "ik / mij / me"),
        ("(ik (wil | wou) | dood)", "ik [wil / wou] / dood"),
    ],
)
def test_a_pattern_reads_as_plain_words(pattern: str, reads: str) -> None:
    assert Reader(GROUPS).text(pattern) == reads


def test_a_group_that_is_named_is_remembered_for_the_glossary() -> None:
    reader = Reader(GROUPS)
    reader.text("ik ~3-NEW <WIL> dood")
    assert reader.named == {"WIL"}
