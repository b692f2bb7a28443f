"""Raw words are kept at most 30 days, redacted talks at most 180."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from web.conversations import retention, store
from web.conversations.erase import erase
from web.conversations.models import Audit, Base, Choice, RawText, Talk, Turn
from web.conversations.store import Answered, Minted, Reply, Said

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


def talk(session: Session, name: str, day: int) -> None:
    """A talk of one message with a button, `day` days ago."""
    then = NOW - timedelta(days=day)
    opening = Answered(Reply([], {}), {}, None, "engine", 1)
    store.create(session, talk=name, token=name, partner=None, opening=opening, now=then, expires=then)
    begun = store.begin(session, name, Said("een", "ik heet [naam]", raw="ik heet Karin"), then, then)
    minted = Minted(f"knop-{name}", "Ja", {"intent": "bevestigen"})
    store.finish(session, name, begun.seq, Answered(Reply([], {}), {"a": 1}, None, "engine", 1, (minted,)))
    store.keep_redacted(session, name, begun.seq, "ik heet [naam]")


def count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def test_what_is_past_its_time_goes_and_the_rest_stays(session: Session) -> None:
    for name, day in [("nieuw", 1), ("rand", 30), ("maand", 31), ("oud", 181)]:
        talk(session, name, day)
    deleted = retention.clean(session, NOW, raw_days=30, redacted_days=180)
    assert (deleted.raw_texts, deleted.talks) == (2, 1)
    assert set(session.scalars(select(Talk.id))) == {"nieuw", "rand", "maand"}
    assert set(session.scalars(select(RawText.talk_id))) == {"nieuw", "rand"}
    assert set(session.scalars(select(Turn.text).where(Turn.seq == 1))) == {"ik heet [naam]"}
    assert count(session, Choice) == 3
    assert [(row.event, row.amount) for row in session.scalars(select(Audit))] == [("retention", 3)]


def test_a_text_whose_names_were_never_searched_for_goes_with_the_raw_one(session: Session) -> None:
    talk(session, "maand", 31)
    session.get_one(Turn, ("maand", 1)).redacted = store.PATTERNS
    session.flush()
    retention.clean(session, NOW, raw_days=30, redacted_days=180)
    session.expire_all()
    assert session.get_one(Turn, ("maand", 1)).text is None


def test_nothing_to_do_leaves_no_mark(session: Session) -> None:
    talk(session, "nieuw", 1)
    retention.clean(session, NOW, raw_days=30, redacted_days=180)
    assert count(session, Audit) == 0


def test_erasing_one_talk_leaves_the_other(session: Session) -> None:
    talk(session, "weg", 1)
    talk(session, "blijft", 1)
    assert erase(session, "weg", NOW)
    assert not erase(session, "weg", NOW)
    assert list(session.scalars(select(Talk.id))) == ["blijft"]
    assert (count(session, Turn), count(session, RawText), count(session, Choice)) == (2, 1, 1)
    mark = session.scalars(select(Audit)).one()
    assert mark.event == "erased"
    assert "weg" not in (mark.subject or "")


def test_a_choice_is_found_in_its_own_talk_alone(session: Session) -> None:
    talk(session, "een", 1)
    talk(session, "twee", 1)
    assert store.choice(session, "een", "knop-een") == Minted("knop-een", "Ja", {"intent": "bevestigen"})
    assert store.choice(session, "een", "knop-twee") is None
