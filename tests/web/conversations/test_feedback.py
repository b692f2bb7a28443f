"""Scores and notes: one for each talk and instrument, counted once, and gone with the talk; the counts stay."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from web.conversations import feedback, retention, store
from web.conversations.erase import erase
from web.conversations.feedback import Alarm
from web.conversations.models import Feedback, FeedbackCount, Talk
from web.conversations.store import Answered, Reply, TalkGoneError

NOW = datetime(2026, 6, 15, 12, tzinfo=UTC)
LATER = NOW + timedelta(days=30)


@pytest.fixture
def session(session: Session) -> Session:
    """A session with one talk."""
    opening = Answered(Reply([], {}), {}, None, "engine", 1)
    store.create(session, talk="een", token="een", partner=None, opening=opening, now=NOW, expires=NOW)
    session.get_one(Talk, "een").undigested = False
    session.flush()
    return session


def counts(session: Session) -> dict[tuple[str, str, int], int]:
    """What is counted, without what came to nothing."""
    session.flush()
    session.expire_all()
    rows = session.scalars(select(FeedbackCount))
    return {(row.slug, row.month, row.score): row.amount for row in rows if row.amount}


def test_a_score_is_counted_once_and_a_changed_one_moves(session: Session) -> None:
    feedback.rate(session, "een", "wandelgroep", 3, NOW)
    feedback.rate(session, "een", "wandelgroep", 3, LATER)
    assert counts(session) == {("wandelgroep", "2026-06", 3): 1}
    feedback.rate(session, "een", "wandelgroep", 1, LATER)
    feedback.rate(session, "een", "", 2, LATER)
    assert counts(session) == {("wandelgroep", "2026-07", 1): 1, ("", "2026-07", 2): 1}
    assert {slug: one.score for slug, one in feedback.of_talk(session, "een").items()} == {"wandelgroep": 1, "": 2}


def test_a_score_makes_the_digest_anew(session: Session) -> None:
    feedback.rate(session, "een", "", 1, NOW)
    assert session.get_one(Talk, "een").undigested


def test_a_note_is_redacted_and_waits_until_names_were_searched_for(session: Session) -> None:
    feedback.rate(session, "een", "", 1, NOW)
    assert feedback.annotate(session, "een", "", "Bel mij op 06-12345678, zegt Karin")
    (waiting,) = feedback.awaiting_names(session, 10)
    assert waiting == ("een", "", "Bel mij op [telefoon], zegt Karin")
    feedback.keep_redacted(session, *waiting, "Bel mij op [telefoon], zegt [naam]")
    session.expire_all()
    kept = feedback.of_talk(session, "een")[""]
    assert (kept.note, kept.redacted) == ("Bel mij op [telefoon], zegt [naam]", store.NAMES)
    assert not feedback.awaiting_names(session, 10)


def test_a_note_that_was_written_anew_meanwhile_is_not_replaced_by_the_old_one(session: Session) -> None:
    feedback.rate(session, "een", "", 1, NOW)
    feedback.annotate(session, "een", "", "eerst")
    (waiting,) = feedback.awaiting_names(session, 10)
    feedback.annotate(session, "een", "", "Piet zei later")
    feedback.keep_redacted(session, *waiting, "eerst")
    assert feedback.awaiting_names(session, 10) == [("een", "", "Piet zei later")]


def test_danger_in_a_note_that_cannot_be_kept_is_told_to_staff(session: Session) -> None:
    feedback.rate(session, "een", "", 1, NOW)
    session.get_one(Talk, "een").undigested = False
    assert feedback.tell_danger(session, "een", "", Alarm("B", NOW)) == Alarm("B", NOW)
    assert feedback.tell_danger(session, "een", "wandelgroep", Alarm("B", NOW)) is None
    session.flush()
    session.expire_all()
    (kept,) = feedback.of_talk(session, "een").values()
    assert (kept.danger, kept.danger_at, kept.note, kept.redacted) == ("B", NOW, None, store.NAMES)
    assert session.get_one(Talk, "een").undigested


@pytest.mark.parametrize(
    ("tier", "after", "told", "stands"),
    [
        ("B", timedelta(minutes=2), Alarm("B", NOW), ("B", NOW)),
        ("C", timedelta(minutes=2), Alarm("B", NOW), ("B", NOW)),
        ("A", timedelta(minutes=2), Alarm("B", NOW), ("A", NOW + timedelta(minutes=2))),
        ("B", timedelta(hours=2), Alarm("B", NOW), ("B", NOW + timedelta(hours=2))),
        ("B", timedelta(minutes=2), None, ("B", NOW + timedelta(minutes=2))),
        ("B", timedelta(minutes=2), Alarm("B", NOW - timedelta(1)), ("B", NOW + timedelta(minutes=2))),
    ],
    ids=["shortened", "less grave", "graver", "much later", "another note", "another alarm"],
)
def test_only_the_same_danger_in_a_shortened_note_gives_no_second_alarm(
    session: Session, tier: str, after: timedelta, told: Alarm | None, stands: tuple[str, datetime]
) -> None:
    feedback.rate(session, "een", "", 1, NOW)
    feedback.tell_danger(session, "een", "", Alarm("B", NOW))
    session.flush()
    session.expire_all()
    assert feedback.annotate(session, "een", "", "niets helpt", Alarm(tier, NOW + after), told)
    session.flush()
    session.expire_all()
    kept = feedback.of_talk(session, "een")[""]
    assert (kept.danger, kept.danger_at, kept.note) == (*stands, "niets helpt")


def test_a_note_without_a_score_is_not_kept(session: Session) -> None:
    assert not feedback.annotate(session, "een", "wandelgroep", "te ver")
    assert feedback.of_talk(session, "een") == {}


def test_erasing_a_talk_takes_what_was_said_of_it_and_leaves_the_counts(session: Session) -> None:
    feedback.rate(session, "een", "wandelgroep", 1, NOW)
    assert erase(session, "een", NOW)
    session.expire_all()
    assert session.scalars(select(Feedback)).all() == []
    assert counts(session) == {("wandelgroep", "2026-06", 1): 1}
    with pytest.raises(TalkGoneError):
        feedback.rate(session, "een", "wandelgroep", 2, NOW)


def test_old_counts_stand_in_tens_and_none_is_under_ten(session: Session) -> None:
    amounts = {("a", "2025-01", 1): 9, ("a", "2025-01", 3): 27, ("a", "2026-06", 1): 3}
    session.add_all(FeedbackCount(slug=s, month=m, score=n, amount=count) for (s, m, n), count in amounts.items())
    for _ in range(2):
        retention.clean(session, NOW, raw_days=30, redacted_days=180)
        assert counts(session) == {("a", "2025-01", 3): 20, ("a", "2026-06", 1): 3}


def test_a_note_whose_names_were_never_searched_for_goes_in_time(session: Session) -> None:
    feedback.rate(session, "een", "", 1, NOW)
    feedback.annotate(session, "een", "", "Karin was aardig")
    retention.clean(session, NOW + timedelta(days=31), raw_days=30, redacted_days=180)
    session.expire_all()
    assert feedback.of_talk(session, "een")[""].note is None


@pytest.mark.parametrize("score", [0, 4, -1])
def test_a_score_that_does_not_exist_is_refused(session: Session, score: int) -> None:
    with pytest.raises(ValueError, match=str(score)):
        feedback.rate(session, "een", "", score, NOW)
