"""The language in which patterns are written."""

from __future__ import annotations

import pytest

from safety.language import Classes, PatternError, Screen, compile_pattern
from safety.rules import Pattern


def _classes() -> Classes:
    classes = Classes()
    classes.add("WIL", "wil | wou | zou ~1 willen")
    classes.add("NEW", "maar | hij")
    classes.add("PIL", "*pillen | pil*")
    return classes


def _fits(pattern: str, text: str) -> bool:
    classes = _classes()
    row = " . " + "".join(word + classes.marks_of(word) + " " for word in text.split()) + ". "
    return any(True for _ in Pattern(compile_pattern(pattern, classes)).spans(row))


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("ik wil dood", "ik wil dood", True),
        ("ik wil dood", "ik wil echt dood", False),
        ("ik wil [echt] dood", "ik wil echt dood", True),
        ("ik ~2 dood", "ik wil echt dood", True),
        ("ik ~1 dood", "ik wil echt dood", False),
        ("(ja | nee) dood", "nee dood", True),
        ("ik <WIL> dood", "ik wou dood", True),
        ("ik <WIL> dood", "ik zou graag willen dood", True),
        ("ik ~3-NEW dood", "ik wil maar dood", False),
        ("ik ~3-NEW dood", "ik wil toch dood", True),
        ("{ik; wil; dood}~1", "dood wil ik", True),
        ("{ik; wil; dood}~1", "wil ik echt dood", True),
        ("zelfmoord*", "zelfmoordgedachten", True),
        ("*pillen", "slaappillen", True),
        ("<PIL>", "pilletje", True),
        ("sla !(over)", "sla over", False),
        ("sla !(over)", "sla hem", True),
        ("^ dood", "dood", True),
        ("^ dood", "ik dood", False),
        ("dood $", "ik dood", True),
        ("dood $", "dood moe", False),
        ("dood", "doodmoe", False),
    ],
)
def test_a_pattern_fits_what_it_says(pattern: str, text: str, fits: bool) -> None:
    assert _fits(pattern, text) is fits


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("(ja", "expected '\\)'"),
        ("ja)", "unexpected '\\)'"),
        ("<NIETS>", "class <NIETS> is not defined"),
        ("ik ~3-NIETS dood", "class NIETS is not defined"),
        ("ik ~40 dood", "a gap of 40 words"),
        ("{ik}", "two to four"),
        ("", "an empty part"),
        ("ja | ", "an empty part"),
        ("ik & hij", "cannot read"),
    ],
)
def test_a_wrong_pattern_is_refused_with_a_reason(pattern: str, message: str) -> None:
    with pytest.raises(PatternError, match=message):
        compile_pattern(pattern, _classes())


def test_the_screen_never_leaves_out_a_pattern_that_fits() -> None:
    classes = _classes()
    compiled = [
        compile_pattern(pattern, classes) for pattern in ("ik [echt] wil", "<PIL> ~2 (nu | straks)", "~1", "*len")
    ]
    screen = Screen([part.needs for part in compiled])
    words = {"slaappillen", "straks"}
    marks = {mark for word in words for mark in classes.marks_of(word)}
    assert screen.candidates(words, marks) == [1, 2, 3]
    assert screen.candidates({"ik", "wil"}, set(classes.marks_of("wil"))) == [0, 2]


def test_a_class_stands_once() -> None:
    classes = _classes()
    with pytest.raises(PatternError, match="twice"):
        classes.add("WIL", "wens")
