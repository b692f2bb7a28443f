"""A reminder to take home: right for every calendar, and telling nothing to who looks along."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalogue.search import today_here
from tests.web.fake_engine import FakeEngine
from tests.web.gateway import Gateway, Visitor
from tests.web.mine.conftest import MARIA, key_of
from web.mine import calendar

pytestmark = pytest.mark.anyio

texts = st.text(alphabet=st.characters(blacklist_categories=["Cs"]), max_size=300)


def unfolded(content: str) -> list[str]:
    """The lines of a calendar as a program reads them (RFC 5545, 3.1)."""
    assert content.endswith("\r\n")
    return content[:-2].replace("\r\n ", "").split("\r\n")


def unescaped(value: str) -> str:
    """A TEXT value as a program reads it (RFC 5545, 3.3.11)."""
    return re.sub(r"\\(.)", lambda match: {"n": "\n", "N": "\n"}.get(match[1], match[1]), value, flags=re.DOTALL)


@given(texts)
def test_a_line_of_any_text_is_folded_within_75_octets_and_read_back_whole(text: str) -> None:
    line = f"DESCRIPTION:{calendar.escaped(text)}"
    pieces = calendar.folded(line).split("\r\n")
    assert all(len(piece.encode()) <= 75 for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert "\r\n".join(pieces).replace("\r\n ", "") == line


@given(texts)
def test_a_text_is_read_back_as_it_was_but_for_control_characters(text: str) -> None:
    plain = text.replace("\r\n", "\n").replace("\r", "\n")
    plain = "".join(char for char in plain if char == "\n" or (char >= " " and char != "\x7f"))
    assert unescaped(calendar.escaped(text)) == plain


@given(texts, texts, st.dates(min_value=date(1970, 1, 1)))
def test_no_text_can_add_a_line_to_the_calendar(title: str, text: str, day: date) -> None:
    made = calendar.event("een@wegwijs", day, title, text, datetime(2026, 6, 1, tzinfo=UTC))
    names = [re.split("[:;]", line, maxsplit=1)[0] for line in unfolded(made)]
    assert len(names) == 21
    assert names.count("BEGIN") == names.count("END") == 3
    assert "\n" not in made.replace("\r\n", "")


async def test_the_reminder_is_for_two_weeks_from_now_and_betrays_nothing(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA)
    response = await running.client.get(f"/mijn/{key}/herinnering.ics")
    assert response.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "attachment" in response.headers["content-disposition"]
    lines = dict(line.split(":", 1) for line in unfolded(response.text))
    assert lines["DTSTART"] == f"{today_here() + timedelta(days=14):%Y%m%d}T100000"
    assert lines["SUMMARY"] == "Even stilstaan: hoe gaat het?"
    assert re.fullmatch(r"\d{8}T\d{6}Z", lines["DTSTAMP"])
    assert "wegwijs.test/terug" in response.text.replace("\r\n ", "")
    for word in (key, "dementie", "mantelzorg", "Rotterdam", "ziek"):
        assert word not in response.text.replace("\r\n ", "")


async def test_the_same_reminder_fetched_twice_is_one_in_the_calendar(
    running: Gateway, visitor: Visitor, engine: FakeEngine
) -> None:
    key = await key_of(visitor, engine, MARIA)
    address = f"/mijn/{key}/herinnering.ics?over="
    uids = [re.search(r"UID:(\S+)", (await running.client.get(address + over)).text) for over in ("7", "7", "8")]
    first, same, other = (found[1] for found in uids if found)
    assert first == same != other


@pytest.mark.parametrize(("over", "status"), [("1", 200), ("180", 200), ("0", 422), ("181", 422), ("morgen", 422)])
async def test_the_day_is_between_tomorrow_and_half_a_year(
    running: Gateway, visitor: Visitor, engine: FakeEngine, over: str, status: int
) -> None:
    key = await key_of(visitor, engine, MARIA)
    assert (await running.client.get(f"/mijn/{key}/herinnering.ics?over={over}")).status_code == status


async def test_a_talk_that_is_gone_gives_no_reminder(running: Gateway) -> None:
    assert (await running.client.get("/mijn/bestaat-niet/herinnering.ics")).status_code == 404
