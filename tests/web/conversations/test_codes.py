"""Codes: made so that they can be read aloud, forgiving when typed back, found by nobody who was not given one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from web.conversations import codes, retention, store
from web.conversations.erase import erase
from web.conversations.models import ResumeCode, Talk
from web.conversations.store import Answered, Reply

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
STATE = {"audience": "patient", "needs": ["somberheid"], "region": "Delft", "phase": "vragen", "danger": "self"}

written = st.tuples(
    st.lists(st.sampled_from("2346789"), min_size=2, max_size=2),
    st.lists(st.sampled_from(codes.LETTERS), min_size=3, max_size=3),
    st.lists(st.sampled_from(codes.ALPHABET), min_size=5, max_size=5),
).flatmap(lambda parts: st.permutations([char for part in parts for char in part]).map("".join))
"""Codes as they are made, drawn so that a failure can be repeated."""
gaps = st.text(alphabet=" -–—.\t\u00a0", max_size=3)


def talk(session: Session, name: str) -> None:
    opening = Answered(Reply([], {}), STATE, None, "engine", 1)
    store.create(session, talk=name, token=name, partner=None, opening=opening, now=NOW, expires=NOW)


@given(written, st.lists(gaps, min_size=10, max_size=10), st.data())
def test_a_code_is_read_however_it_is_typed(code: str, between: list[str], data: st.DataObject) -> None:
    looks = {"0": "0oO", "1": "1iIlL", "5": "5sS", "2": "2zZ", "8": "8bB"}
    chars = [data.draw(st.sampled_from(looks.get(char, char + char.lower()))) for char in code]
    assert codes.typed("".join(gap + char for gap, char in zip(between, chars))) == code


@pytest.mark.parametrize("_", range(50))
def test_a_code_cannot_spell_a_word_nor_look_like_a_telephone_number(_: int) -> None:
    code = codes.make()
    assert len(code) == 10
    assert not set(code) & set("AEIOUY")
    assert any(char.isalpha() for char in code)
    assert any(char.isdigit() for char in code)
    assert codes.typed(codes.shown(code)) == code
    assert [len(part) for part in codes.shown(code).split("-")] == [3, 3, 4]


@given(written, st.sampled_from(["", "mijn code is ", "Mijn code: ", "code ", "de code is ", "Ik heb een code: "]))
def test_a_message_of_just_a_code_is_heard(code: str, cue: str) -> None:
    heard = codes.in_message(f"{cue}{codes.shown(code)}.")
    assert heard is not None
    assert heard.code == code
    assert heard.surely


@given(st.text(max_size=200))
def test_whatever_is_typed_is_read_without_an_error(text: str) -> None:
    found = codes.typed(text)
    assert found is None or codes.typed(found) == found
    codes.in_message(text)


@pytest.mark.parametrize(
    "text",
    [
        "Ik kom nooit",
        "0612345678",
        "06 12 34 56 78",
        "mijn code is weg",
        "wat is mijn code",
        "ik heb geen code",
        "code",
        "",
        "Ik heb diabetes type 2",
        "1234 CD 12",
        "K7D-4TM-9RXW is mijn moeder haar code en die is stuk, wat nu",
    ],
)
def test_what_people_say_is_no_code(text: str) -> None:
    assert codes.in_message(text) is None


def test_a_new_code_replaces_the_old_one_and_only_a_hash_is_kept(session: Session) -> None:
    talk(session, "een")
    old, _ = codes.give(session, "een", NOW)
    new, until = codes.give(session, "een", NOW)
    session.flush()
    assert until - NOW == timedelta(days=90)
    bare_old, bare_new = codes.typed(old), codes.typed(new)
    assert bare_old and bare_new
    assert codes.find(session, bare_old, NOW) is None
    kept = codes.find(session, bare_new, NOW)
    assert kept is not None
    assert (kept.talk, kept.state) == ("een", {"audience": "patient", "needs": ["somberheid"], "region": "Delft"})
    assert bare_new not in str([row.code_hash for row in session.scalars(select(ResumeCode))])


def test_a_code_ends_after_ninety_days_and_is_cleaned_away(session: Session) -> None:
    talk(session, "een")
    code, until = codes.give(session, "een", NOW)
    bare = codes.typed(code)
    assert bare
    session.flush()
    assert codes.find(session, bare, until - timedelta(seconds=1)) is not None
    assert codes.find(session, bare, until) is None
    retention.clean(session, until, raw_days=30, redacted_days=180)
    assert list(session.scalars(select(ResumeCode))) == []


def test_a_code_leads_to_the_talk_it_was_last_used_in_and_goes_with_it(session: Session) -> None:
    talk(session, "een")
    talk(session, "twee")
    bare = codes.typed(codes.give(session, "een", NOW)[0])
    assert bare
    session.flush()
    codes.move(session, bare, "twee")
    kept = codes.find(session, bare, NOW)
    assert kept is not None and kept.talk == "twee"
    erase(session, "twee", NOW)
    assert codes.find(session, bare, NOW) is None


def test_what_is_said_today_goes_before_what_was_said_then() -> None:
    present = {"audience": "mantelzorger", "audience_sure": False, "needs": ["lotgenoten"], "refused": ["behandeling"]}
    kept = {
        "audience": "patient",
        "audience_sure": True,
        "region": "Delft",
        "needs": ["behandeling", "somberheid", "lotgenoten"],
        "refused": ["lotgenoten", "zelftest"],
        "shown": ["a"],
    }
    assert codes.merged(present, kept) == {
        "audience": "mantelzorger",
        "audience_sure": False,
        "region": "Delft",
        "needs": ["lotgenoten", "somberheid"],
        "refused": ["behandeling", "zelftest"],
        "shown": ["a"],
    }


def test_who_it_is_comes_back_with_how_sure_that_was() -> None:
    present = {"audience": None, "audience_sure": False, "both": False}
    assert codes.merged(present, {"audience": "naaste", "audience_sure": True, "both": True}) == {
        "audience": "naaste",
        "audience_sure": True,
        "both": True,
    }


def test_what_was_said_then_goes_before_what_only_the_website_told_today() -> None:
    website = {"region": "Ermelo", "audience": "patient", "presumed": ["region", "audience"]}
    found = codes.merged(website, {"audience": "naaste", "audience_sure": True, "needs": ["lotgenoten"]})
    assert found == {
        "region": "Ermelo",
        "audience": "naaste",
        "audience_sure": True,
        "needs": ["lotgenoten"],
        "presumed": ["region"],
    }


def test_what_only_the_website_told_does_not_come_back_with_a_code(session: Session) -> None:
    talk(session, "een")
    row = session.get_one(Talk, "een")
    row.state = {**row.state, "presumed": ["region"]}
    bare = codes.typed(codes.give(session, "een", NOW)[0])
    session.flush()
    kept = codes.find(session, bare or "", NOW)
    assert kept is not None
    assert kept.state == {"audience": "patient", "needs": ["somberheid"]}
