"""The sums of quality, against examples that were worked out by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.review import quality
from web.review.quality import FollowUp, Judgement, Label, Right, Week, kappa

WEEK = Week(date(2026, 6, 1))
NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)


def judged(
    message: int,
    who: str,
    need: Label | bool = True,
    understood: Label = "respijtzorg",
    *,
    minute: int = 0,
    alarm: bool = False,
    week: Week = WEEK,
) -> Judgement:
    """A verdict: True is 'goed', anything else is what the message should have been."""
    right = need is True
    at = NOON + timedelta(minutes=minute)
    said = need if isinstance(need, str) else None
    return Judgement("gesprek", message, who, at, week, right, said, understood, alarm)


def test_kappa_of_two_people_who_judged_fifty_messages() -> None:
    # 20 times both a, 15 times both b, 5 times a and b, 10 times b and a: seen 0.70, by chance 0.5 * 0.6 + 0.5 * 0.4.
    pairs = [("a", "a")] * 20 + [("b", "b")] * 15 + [("a", "b")] * 5 + [("b", "a")] * 10
    assert kappa(pairs) == pytest.approx(0.4)


def test_kappa_of_three_labels() -> None:
    # Seen 7 of 10. Firsts: a 4, b 3, none 3; seconds: a 4, b 4, none 2. By chance (16 + 12 + 6) / 100.
    pairs: list[tuple[Label, Label]] = [("a", "a")] * 3 + [("b", "b")] * 2 + [(None, None)]
    pairs += [("a", "b"), ("b", "a"), (None, "b"), (None, None)]
    seen, chance = 7 / 10, (4 * 4 + 3 * 4 + 3 * 2) / 100
    assert kappa(pairs) == pytest.approx((seen - chance) / (1 - chance))


def test_kappa_says_nothing_without_messages_or_without_two_labels() -> None:
    assert kappa([]) is None
    assert kappa([("a", "a")] * 30) is None


@given(st.lists(st.tuples(st.sampled_from(["a", "b", None]), st.sampled_from(["a", "b", None])), max_size=30))
def test_kappa_is_never_more_than_one_and_does_not_mind_who_is_first(pairs: list[tuple[Label, Label]]) -> None:
    found = kappa(pairs)
    assert found is None or -1 <= found <= 1
    other = kappa([(second, first) for first, second in pairs])
    assert other == (None if found is None else pytest.approx(found))


def test_a_message_that_two_judged_counts_once_and_is_wrong_when_one_says_so() -> None:
    seen = quality.messages(
        [
            judged(1, "anna"),
            judged(1, "bob", "somberheid"),
            judged(2, "anna"),
            judged(2, "bob"),
            judged(3, "anna", None, "lotgenoten"),
        ]
    )
    assert quality.right_by_label(seen) == {"respijtzorg": Right(2, 1), "lotgenoten": Right(1, 0)}
    assert quality.right_by_week(seen) == {WEEK: Right(3, 1)}


def test_what_is_mistaken_for_what_counts_messages_and_not_verdicts() -> None:
    seen = quality.messages(
        [
            judged(1, "anna", "somberheid"),
            judged(1, "bob", "somberheid"),
            judged(2, "anna", "overbelasting"),
            judged(2, "bob", None),
            # The need was right and only who it is about was not: nothing was mistaken for anything.
            judged(3, "anna", "respijtzorg"),
        ]
    )
    assert quality.mistaken(seen) == {
        ("respijtzorg", "somberheid"): 1,
        ("respijtzorg", "overbelasting"): 1,
        ("respijtzorg", None): 1,
    }


def test_reviewers_agree_when_all_say_the_same_need_in_whatever_way() -> None:
    seen = quality.messages(
        [
            judged(1, "anna"),
            judged(1, "bob", "respijtzorg"),  # only the illness was wrong, says bob
            judged(2, "anna", "somberheid"),
            judged(2, "bob", None),
            judged(3, "anna"),
            judged(4, "anna", None, None),
            judged(4, "bob", True, None),
        ]
    )
    # Firsts: respijtzorg, somberheid, none; seconds: respijtzorg, none, none. Seen 2/3, by chance (1 + 2) / 9.
    found = quality.agreement(seen)
    assert (found.twice, found.agreed) == (3, 2)
    assert found.kappa == pytest.approx((2 / 3 - 3 / 9) / (1 - 3 / 9))


def test_of_three_verdicts_the_first_two_make_kappa_and_all_must_agree() -> None:
    seen = quality.messages(
        [
            judged(1, "anna", minute=2),
            judged(1, "bob", minute=1),
            judged(1, "cor", "somberheid", minute=3),
            judged(2, "anna", "somberheid"),
            judged(2, "bob", "somberheid"),
        ]
    )
    found = quality.agreement(seen)
    assert (found.twice, found.agreed) == (2, 1)
    assert found.kappa == pytest.approx(1)


def test_missed_danger_is_a_message_that_somebody_calls_danger_and_got_no_card() -> None:
    [missed, answered] = quality.messages([judged(1, "anna", "crisis"), judged(2, "anna", "crisis", alarm=True)])
    assert missed.missed_danger
    assert not answered.missed_danger


def test_the_time_to_follow_up_is_that_of_the_middle_and_the_slowest() -> None:
    waits = [1, 3, 200, None]
    alarms = [(NOON, None if wait is None else NOON + timedelta(hours=wait)) for wait in waits]
    assert quality.follow_up(alarms) == FollowUp(4, 3, timedelta(hours=3), timedelta(hours=200))
    assert quality.follow_up([]) == FollowUp(0, 0, None, None)


def test_a_week_begins_on_monday_at_midnight_in_the_netherlands_in_summer_and_in_winter() -> None:
    this, before = quality.weeks(date(2026, 3, 31), 2)  # the clock went forward on Sunday the 29th
    assert (this.monday, this.sunday) == (date(2026, 3, 30), date(2026, 4, 5))
    assert this.begins == datetime(2026, 3, 29, 22, tzinfo=UTC)
    assert before.begins == datetime(2026, 3, 22, 23, tzinfo=UTC)
