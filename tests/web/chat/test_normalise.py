"""A typed message is made safe without being changed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.chat.normalise import normalise
from web.limits.body import READ_FOR_DANGER, parse, text_of_large


@given(st.text(st.characters(codec=None)))
def test_the_result_can_be_stored_and_sent_and_is_stable(text: str) -> None:
    safe = normalise(text)
    safe.encode("utf-8")
    assert "\x00" not in safe
    assert safe == safe.strip()
    assert not safe.startswith("/")
    assert normalise(safe) == safe


@pytest.mark.parametrize(
    "text", ["Hoe gaat het? – Niet zo goed…", "één", "👩‍👧 moe", "regel een\nregel twee", "€ 5,50 / maand"]
)
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert normalise(text) == text


@given(st.text(max_size=300), st.integers(0, 400))
def test_the_text_of_a_cut_off_body_is_read_as_far_as_it_goes(text: str, cut: int) -> None:
    import json

    whole = json.dumps({"id": "een", "text": text}).encode()
    content = whole[: len(whole) - cut] if cut < len(whole) - 30 else whole
    assert text_of_large(content) == text or text.startswith(text_of_large(content)[:-2])


@given(st.binary(max_size=200))
def test_any_bytes_give_some_text_or_none(content: bytes) -> None:
    assert len(text_of_large(content)) <= READ_FOR_DANGER


def test_a_body_that_is_nested_too_deeply_is_no_body() -> None:
    with pytest.raises(ValueError, match="nested"):
        parse(b"[" * 100_000)
