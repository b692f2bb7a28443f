"""A catalogue of any size and the questions put to it, made up but spread as in life; the same seed gives the same.

Most instruments belong to one or a few municipalities, some illnesses and towns come up far more often than others,
and most instruments are for everybody whatever their illness, age or group of carers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from itertools import accumulate
from random import Random

from catalogue.record import ACCESS, FREE, Channels, InstrumentView
from catalogue.situation import Situation
from vocabulary import avoid, conditions, kinds, municipalities, needs, people

TODAY = date(2026, 6, 1)
COMMON = (
    *("kanker", "dementie", "hart- en vaatziekten", "diabetes", "psychische problematiek", "copd", "long covid"),
    *("diabetes type 2", "alzheimer", "borstkanker", "reuma", "niet-aangeboren hersenletsel", "depressie"),
)
"""Illnesses that come up most, most often first; all others follow."""
COSTS = (FREE, FREE, FREE, "kosten verschillen", "eigen bijdrage", "vergoed via basisverzekering", None)
AGES = ((8, 18), (12, 30), (16, 25), (16, None), (18, None), (None, 25), (65, None))
"""The ages that one in ten is made for."""
AUDIENCES = (
    *(("patient", "mantelzorger", "naaste"),) * 5,
    *(("mantelzorger", "naaste"),) * 3,
    *(("patient",),) * 2,
    ("mantelzorger",),
    ("professional",),
)


def instruments(number: int, seed: int = 1) -> Iterator[InstrumentView]:
    """So many records, published and valid but for one in thirty."""
    dice = Random(seed)
    for place in range(number):
        yield _instrument(dice, place)


def typical(number: int, seed: int = 2) -> list[Situation]:
    """What most visitors have told when they are first shown something: a need or two, who they are, often a place."""
    dice = Random(seed)
    return [
        Situation(
            needs=tuple(dice.sample(_needs(False), dice.choice((1, 1, 2)))),
            audience=dice.choice(("patient", "mantelzorger", "naaste", None)),
            conditions=_some(dice, _conditions(), (0, 1, 1)),
            region=dice.choice((None, *_some(dice, _regions(), (2,)))),
        )
        for _ in range(number)
    ]


def with_everything(number: int, seed: int = 3) -> list[Situation]:
    """What a long talk may end in: every filter there is, but what was shown before."""
    dice = Random(seed)
    return [_everything(dice) for _ in range(number)]


def _everything(dice: Random) -> Situation:
    carer = dice.random() < 0.6
    return Situation(
        needs=tuple(dice.sample(_needs(False), dice.choice((1, 2, 3)))),
        audience=dice.choice(("mantelzorger", "naaste")) if carer else "patient",
        conditions=_some(dice, _conditions(), (1, 1, 2)),
        region=_some(dice, _regions(), (1,))[0],
        age=dice.randint(14, 90),
        carer_groups=tuple(dice.sample(sorted(people.carer_groups()), 1)) if carer else (),
        refused_kinds=frozenset(dice.sample(sorted(kinds.load()), dice.choice((1, 1, 2)))),
        avoid=frozenset(dice.sample(sorted(avoid.load()), dice.choice((1, 1, 2)))),
    )


def _instrument(dice: Random, place: int) -> InstrumentView:
    audiences = dice.choice(AUDIENCES)
    professional = audiences == ("professional",)
    asked = tuple(dice.sample(_needs(professional), 1 if professional else dice.choice((1, 2, 2, 3))))
    table = needs.load()
    # Three of four of the kind that answers its first need most directly, as in the seed.
    direct = table[asked[0]].kinds
    carers = bool(people.CARERS.intersection(audiences))
    youngest, oldest = dice.choice(AGES) if dice.random() < 0.1 else (None, None)
    return InstrumentView(
        slug=f"instrument-{place:06}",
        title=f"Steunpunt nummer {place} in de buurt",
        summary=dice.choice(SUMMARIES),
        instrument_kind=dice.choice(direct) if dice.random() < 0.75 else dice.choice(sorted(kinds.load())),
        bouwstenen=tuple(sorted({table[need].bouwsteen for need in asked})),
        needs=asked,
        audiences=audiences,
        provider=f"Organisatie {place % 997}",
        status="gepubliceerd" if dice.random() < 0.97 else dice.choice(("concept", "ingetrokken")),
        source="verzonnen",
        conditions=_some(dice, _conditions(), (0, 0, 0, 1, 1, 2)),
        age_min=youngest,
        age_max=oldest,
        carer_groups=_some(dice, _groups(), (1,)) if carers and dice.random() < 0.15 else (),
        regions=_some(dice, _regions(), (0, 1, 1, 1, 1, 2, 4, 8)),
        cost=dice.choice(COSTS),
        access=ACCESS[0] if dice.random() < 0.75 else dice.choice(ACCESS),
        channels=Channels(
            url=f"https://www.voorbeeld.nl/{place}", phone="030 123 45 67" if dice.random() < 0.4 else None
        ),
        by_experts_by_experience=dice.random() < 0.15,
        verified_on=TODAY - timedelta(days=dice.randint(0, 240)),
        verified_by="Informatiepunt",
    )


SUMMARIES = (
    "Je praat met iemand die luistert en met je meedenkt.",
    "Een groep van mensen die hetzelfde meemaken. Je komt elke maand bij elkaar.",
    "Je leest hier wat je kunt doen en waar je terecht kunt.",
    "Een cursus van zes bijeenkomsten bij jou in de buurt.",
    "Een online programma. Je oefent thuis, in je eigen tempo.",
    "Een vrijwilliger komt bij je thuis en neemt de zorg even over.",
)


def _some(dice: Random, values: tuple[Sequence[str], Sequence[float]], amounts: Sequence[int]) -> tuple[str, ...]:
    """One of these amounts of different values, what stands first most often."""
    amount = dice.choice(amounts)
    return tuple(dict.fromkeys(dice.choices(values[0], cum_weights=values[1], k=amount))) if amount else ()


def _falling(values: Sequence[str]) -> tuple[Sequence[str], Sequence[float]]:
    """Values with their weights added up: the tenth comes up a tenth as often as the first."""
    return values, list(accumulate(1 / (place + 1) for place in range(len(values))))


@cache
def _needs(professional: bool) -> list[str]:
    return sorted(need for need in needs.load() if (need in needs.for_professionals()) == professional)


@cache
def _conditions() -> tuple[Sequence[str], Sequence[float]]:
    return _falling([*COMMON, *sorted(set(conditions.load()) - set(COMMON))])


@cache
def _groups() -> tuple[Sequence[str], Sequence[float]]:
    return _falling(sorted(people.carer_groups()))


@cache
def _regions() -> tuple[Sequence[str], Sequence[float]]:
    # No list of inhabitants is needed: which towns are the large ones does not matter, that some are does.
    names = sorted(municipalities.names())
    Random(0).shuffle(names)
    return _falling(names)
