"""Choose the best few candidates: local before national, fitting before general, verified before stale.

All candidates here may be shown to this visitor; `search.py` sees to that. A score is a sum of weights, each larger
than all below it together, so that the order of the promises is the order of the constants. Equal scores are
ordered by slug, so that the same question always gives the same answer.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from vocabulary import needs as need_list

SERVES_ALL = 512.0
"""Nothing is known of the visitor, and this serves patients and carers alike."""
LOCAL = 256.0
CONDITION = (128.0, 112.0, 104.0)
"""Bound to just this illness, to the group above it, or further up."""
FOR_THE_YOUNG = 108.0
"""Made for the young, and the visitor is a child: as good as fitting the illness, and not on top of that."""
CARER_GROUP = 48.0
EXACT_AUDIENCE = 24.0
VERIFIED = 12.0
ANSWERS_DIRECTLY = 6.0
"""Of a kind that answers the need most directly (vocabulary/needs.tsv): a group for who looks for peers."""
NARROW_AGE = 2.0
"""Made for the visitor's age; taken off when the age is not known and the instrument is only for some ages."""
GROWN_UP = 18
"""'From 18' and lower is not a narrow age; who is younger is a child."""
YOUNG = 30
"""What is for nobody older than this is made for the young."""
THEM_ALONE = 1.5
"""For patients alone, for carers alone: made for them rather than open to them."""
ALSO_ANSWERS = 1.0
"""Answers another of the visitor's needs as well."""
NO_REFERRAL = 0.5
LATER_NEED = 14.0
"""Taken off for each place further down the list of needs: what was said first weighs most."""

SECOND_OF_A_KIND = 46.0
"""Taken off the second of a kind: another kind goes first, unless this one is local or fits the illness or the group
better, or is of the only kind that answers the need directly: then another kind would answer it less."""
THIRD_OF_A_KIND = 10_000.0
RELATED = 2_000.0
"""Taken off what does not answer the need itself but another need of the same bouwsteen."""
AVOIDED = 50_000.0
"""Taken off what asks something that the visitor does not want: it comes last, and only when nothing else is there."""


@dataclass(slots=True)
class Candidate:
    """An instrument that may be shown, with how well it fits.

    `answers` holds the needs it was found by; `need` the one it is shown for. `related_to` is the visitor's need when
    the instrument answers another need of the same bouwsteen.
    """

    slug: str
    kind: str
    person: bool
    need: str
    score: float
    answers: set[str] = field(default_factory=set)
    related_to: str | None = None


def merge(found: Iterable[Candidate], needs: Sequence[str]) -> list[Candidate]:
    """One candidate for each slug, with its best score and all the needs it answers; best first."""
    best: dict[str, Candidate] = {}
    for one in found:
        known = best.setdefault(one.slug, one)
        known.score = max(known.score, one.score)
        known.answers.add(one.need)
    order, table = {need: place for place, need in enumerate(needs)}, need_list.load()
    for one in best.values():
        if len(one.answers) > 1:
            one.need = min(sorted(one.answers), key=lambda need: order.get(need, len(order)))
        if (need := table.get(one.need)) and one.kind in need.kinds:
            one.score += ANSWERS_DIRECTLY
        one.score += ALSO_ANSWERS * (len(one.answers) - 1) - LATER_NEED * order.get(one.need, 0)
    return sorted(best.values(), key=lambda one: (-one.score, one.slug))


def choose(candidates: Sequence[Candidate], needs: Sequence[str], limit: int) -> list[Candidate]:
    """At most `limit` candidates: each need once before any need twice, in the order of `needs`, then the best left.

    When any candidate leads to a person, one of the chosen does.
    """
    chosen: list[Candidate] = []
    left = list(candidates)
    for need in needs:
        pool = [one for one in left if need in one.answers]
        if pool and len(chosen) < limit:
            one = _next_best(pool, chosen)
            one.need = need
            chosen.append(one)
            left.remove(one)
    while left and len(chosen) < limit:
        one = _next_best(left, chosen)
        chosen.append(one)
        left.remove(one)
    return _with_a_person(chosen, left, needs)


def _next_best(pool: Sequence[Candidate], chosen: Sequence[Candidate]) -> Candidate:
    kinds = [one.kind for one in chosen]
    return min(pool, key=lambda one: (_repeats(one, kinds) - one.score, one.slug))


def _repeats(one: Candidate, before: Sequence[str]) -> float:
    """What is taken off because others of its kind went before, of which these are the kinds."""
    times = before.count(one.kind)
    if times == 1:
        need = need_list.load().get(one.need)
        return 0.0 if need and set(need.kinds) == {one.kind} else SECOND_OF_A_KIND
    return THIRD_OF_A_KIND if times else 0.0


def _with_a_person(chosen: list[Candidate], left: Sequence[Candidate], needs: Sequence[str]) -> list[Candidate]:
    """Put the way to a person that costs least in the place where it costs least: needs first, then fit and kinds."""
    people = [one for one in left if one.person]
    if not chosen or not people or any(one.person for one in chosen):
        return chosen

    def worth(place_and_person: tuple[int, Candidate]) -> tuple[int, bool, float, int, str]:
        place, person = place_and_person
        result = [*chosen[:place], person, *chosen[place + 1 :]]
        covered = {need for one in result for need in one.answers} & set(needs)
        first = bool(needs) and needs[0] in covered
        kinds = [one.kind for one in result]
        total = sum(one.score - _repeats(one, kinds[:before]) for before, one in enumerate(result))
        return len(covered), first, total, place, person.slug

    place, person = max(((place, one) for place in range(len(chosen)) for one in people), key=worth)
    if chosen[place].need in person.answers:
        person.need = chosen[place].need
    return [*chosen[:place], person, *chosen[place + 1 :]]
