"""The weights keep the order of the promises, and choosing is fair to needs, kinds and people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from catalogue import ranking
from catalogue.ranking import Candidate, choose, merge
from catalogue.search import MOST_NEEDS


def test_each_weight_outdoes_all_below_it_together() -> None:
    also = ranking.ALSO_ANSWERS * (MOST_NEEDS - 1)
    least = 2 * ranking.NARROW_AGE + also + ranking.NO_REFERRAL + ranking.THEM_ALONE
    below = least
    falling = [ranking.VERIFIED, ranking.EXACT_AUDIENCE, ranking.CARER_GROUP]
    for weight in falling:
        assert weight > below
        below += weight
    assert min(ranking.CONDITION) > below
    assert sorted(ranking.CONDITION, reverse=True) == list(ranking.CONDITION)
    below += max(ranking.CONDITION)
    assert below < ranking.LOCAL
    assert below + ranking.LOCAL < ranking.SERVES_ALL
    assert below + ranking.LOCAL + ranking.SERVES_ALL < ranking.RELATED


def test_a_second_of_a_kind_steps_back_but_not_for_what_is_less_local_or_fits_illness_or_group_less() -> None:
    equal = ranking.EXACT_AUDIENCE + ranking.VERIFIED + ranking.ANSWERS_DIRECTLY + ranking.THEM_ALONE
    assert equal < ranking.SECOND_OF_A_KIND < ranking.CARER_GROUP < min(ranking.CONDITION) < ranking.LOCAL
    assert min(ranking.CONDITION) < ranking.FOR_THE_YOUNG < max(ranking.CONDITION)
    assert ranking.THIRD_OF_A_KIND > ranking.RELATED + ranking.SERVES_ALL + ranking.LOCAL


NEEDS = ("somberheid", "overbelasting", "zelftest")
candidates = st.lists(
    st.builds(
        Candidate,
        slug=st.text("abcdef", min_size=1, max_size=3),
        kind=st.sampled_from(["zelfhulp", "ehealth", "behandeling"]),
        person=st.booleans(),
        need=st.sampled_from([*NEEDS, "hulp_vragen"]),
        score=st.integers(0, 900).map(float),
    ),
    max_size=25,
)


@given(found=candidates, limit=st.integers(1, 4))
def test_choosing_keeps_its_promises_whatever_was_found(found: list[Candidate], limit: int) -> None:
    merged = merge(found, NEEDS)
    best = {need: [one for one in merged if need in one.answers] for need in NEEDS}
    chosen = choose(merged, NEEDS, limit)
    assert len({one.slug for one in chosen}) == len(chosen) == min(limit, len(merged))
    if any(one.person for one in merged):
        assert any(one.person for one in chosen)
    first = next((need for need in NEEDS if best[need]), None)
    if first and limit > 1:
        assert any(first in one.answers for one in chosen)


@given(found=candidates, limit=st.integers(1, 4))
def test_the_order_in_which_rows_come_does_not_matter(found: list[Candidate], limit: int) -> None:
    once = {one.slug: one for one in found}.values()
    again = [Candidate(one.slug, one.kind, one.person, one.need, one.score) for one in reversed(once)]
    forward = [one.slug for one in choose(merge(once, NEEDS), NEEDS, limit)]
    assert forward == [one.slug for one in choose(merge(again, NEEDS), NEEDS, limit)]
