"""However it is typed, a signal is seen; whatever is typed, nothing breaks."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safety import detect, kind_word

SIGNALS = (
    "ik wil dood",
    "ik wil niet meer leven",
    "ik denk aan zelfmoord",
    "ik ga mezelf ophangen",
    "mijn zoon zegt dat hij niet meer wil leven",
    "mijn man slaat me",
    "ik heb mijn moeder geslagen",
)
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066\ufe0f"
signals = st.sampled_from(SIGNALS)


@given(signals, st.data())
def test_invisible_characters_hide_nothing(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    mark = data.draw(st.sampled_from(INVISIBLE))
    assert detect(text[:at] + mark + text[at:]) == detect(text)


@given(signals, st.sampled_from("😭💔🔪😀🏳️‍🌈👨‍👩‍👧"), st.booleans())
def test_emoji_between_words_hide_nothing(text: str, emoji: str, spaced: bool) -> None:
    between = f" {emoji} " if spaced else emoji
    assert detect(text.replace(" ", between)) is not None


@given(signals, st.data())
def test_an_emoji_inside_a_word_hides_nothing(text: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(1, len(text) - 1))
    assert detect(text[:at] + "💀" + text[at:]) is not None


@given(signals, st.lists(st.booleans(), min_size=60, max_size=60))
def test_capitals_make_no_difference(text: str, upper: list[bool]) -> None:
    typed = "".join(char.upper() if up else char for char, up in zip(text, upper))
    assert detect(typed) == detect(text)


@given(signals, st.sampled_from(["\u0301", "\u0308", "\u0327", "\u0336"]))
def test_diacritics_make_no_difference(text: str, mark: str) -> None:
    assert detect("".join(char + mark if char.isalpha() else char for char in text)) == detect(text)
    assert detect(unicodedata.normalize("NFD", text)) == detect(text)


@given(signals, st.integers(2, 12), st.sampled_from([" ", "\t", "\n", "\u00a0", "\u3000"]))
def test_wide_spacing_makes_no_difference(text: str, width: int, space: str) -> None:
    assert detect(text.replace(" ", space * width)) is not None


@pytest.mark.parametrize("text", SIGNALS)
@pytest.mark.parametrize("between", [" ", ".", "-", "·"])
def test_spaced_letters_are_read(text: str, between: str) -> None:
    assert detect("   ".join(between.join(word) for word in text.split())) is not None


@pytest.mark.parametrize(
    "text",
    [
        "ik wil d00d", "z3lfm00rd", "1k w1l d00d", "ik wil dooooood", "ikkkkk wil dood", "ik wil d o o d",
        "i k w i l d o o d", "ikwildood", "ik denk aan zelfmord", "ik denk aan zelfmoort",
        "ik denk aan suïside", "ik denk aan zelfmorod", "ik denk aan zelfm*ord", "ik wil niet meer leve",
        "ik wil dood gaan", "ik maak der een eind aan", "IK WIL DOOD!!!", "ｉｋ ｗｉｌ ｄｏｏｄ", "ik wil dооd",
        "𝐢𝐤 𝐰𝐢𝐥 𝐝𝐨𝐨𝐝", "ik... wil... dood", "Ik wil. Dood.", "ik\nwil\ndood", "*ik wil dood*",
        "_ik wil dood_", "#ikwildood", "ik_wil_dood", "<b>ik wil dood</b>", "ik-wil-dood", "ik/wil/dood",
    ],
)  # fmt: skip
def test_known_disguises_are_seen_through(text: str) -> None:
    assert detect(text) is not None


@given(st.text(max_size=300))
def test_any_text_is_read_without_error(text: str) -> None:
    detect(text)
    kind_word(text)


@given(
    st.lists(
        st.sampled_from(["\x00", "\ud800", "\udfff", "ik", " ", "wil", "dood", "\u202e", "é", "*", "@", "."]),
        max_size=40,
    )
)
def test_nul_and_lone_surrogates_are_read_without_error(parts: list[str]) -> None:
    detect("".join(parts))


@given(st.lists(st.text(max_size=60), max_size=5), st.text(max_size=60))
def test_any_earlier_messages_are_read_without_error(earlier: list[str], text: str) -> None:
    detect(text, earlier)


@pytest.mark.parametrize("mark", ["\x00", "\ud800", "\udc00"])
def test_nul_and_lone_surrogates_hide_nothing(mark: str) -> None:
    assert detect(f"ik{mark} wil do{mark}od") is not None


@pytest.mark.parametrize(
    "unit",
    ["ik wil ", "dood ", "a", "d o ", "niet meer leven ik wil ", "mijn man slaat ", "😀a", "*a", "1l0", "\u0301", ". "],
)
def test_ten_thousand_characters_take_no_runaway_time(unit: str) -> None:
    text = (unit * (10_000 // len(unit) + 1))[:10_000]
    start = time.process_time()
    detect(text)
    assert time.process_time() - start < 10


def test_a_signal_at_the_end_of_ten_thousand_characters_is_seen() -> None:
    story = "Wij gaan elke week naar de dagbesteding en dat gaat goed. " * 170
    assert detect(story + "Ik wil niet meer leven.") is not None


@settings(max_examples=50)
@given(signals, st.sampled_from(["Ik zorg voor mijn vader.", "Hoe vraag ik hulp aan?", "Wij wonen in Utrecht."]))
def test_ordinary_sentences_around_it_hide_nothing(text: str, around: str) -> None:
    assert detect(f"{around} {text.capitalize()}. {around}") is not None
