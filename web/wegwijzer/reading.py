"""From answers to a situation for the catalogue: what was ticked, and what was typed as far as it can be read.

What was ticked wins over what was read. An illness or a place that is on the list is taken as it is; anything else that
was typed is read by the engine, which is given no name and remembers nothing. What could not be read is said honestly.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, Protocol

from catalogue.matches import TWINS
from catalogue.search import MOST_NEEDS, Situation
from safety import kind_word, topic_text
from vocabulary import avoid, conditions, municipalities
from vocabulary.needs import for_professionals
from vocabulary.needs import load as load_needs
from web.wegwijzer.answers import Answers

Danger = Literal["self", "other", "violence"]

OLDEST = 120
"""Years."""
_HALF_HEARD = 2
"""Half-heard needs that count when nothing better is known, as in the talk."""
_LONGEST_NAME = 100
"""Characters of an illness or a place that are worth reading."""


class Parse(Protocol):
    """How a text was taken."""

    @property
    def intent(self) -> str | None:
        """A label of the domain."""

    @property
    def danger(self) -> Danger | None:
        """An alarm."""


class Heard(Protocol):
    """What the engine made of a text: how it was taken, and the state of a talk after it."""

    @property
    def state(self) -> dict[str, Any]:
        """The slots of domain.yml."""

    @property
    def parse(self) -> Parse | None:
        """How the text was taken."""


class Understand(Protocol):
    """Reads a text in the light of a question; None when it could not be read in time."""

    def __call__(self, text: str, question: str | None, seconds: float | None = None) -> Awaitable[Heard | None]:
        """`seconds`: for who cannot wait for the usual time."""


@dataclass(frozen=True)
class Understood:
    """What is known, and what there is to say about it."""

    situation: Situation
    remarks: dict[str, str] = field(default_factory=dict)
    """Name of the remark (words.Remarks) by name of the field it is about."""
    danger: Danger | None = None
    topic: str | None = None
    """A warm word about grief or euthanasia."""
    medical: bool = False
    """Whether something was asked that is for a doctor, or that is not done here."""


async def understand(answers: Answers, ask: Understand, text_limit: int, seconds: float | None) -> Understood:
    """What the answers tell. At most three short questions to the engine, at the same time."""
    too_long = len(answers.woorden) > text_limit
    illnesses, place = listed_illnesses(answers.ziekte), listed_place(answers.plaats)
    words, illness, region = await asyncio.gather(
        _ask(ask, "" if too_long else answers.woorden, None, seconds),
        _ask(ask, "" if illnesses else answers.ziekte[:_LONGEST_NAME], "condition", seconds),
        _ask(ask, "" if place else answers.plaats[:_LONGEST_NAME], "region", seconds),
    )
    told = _Told(words)
    illnesses = illnesses or _Told(illness).words("condition")
    place = place or next(iter(_Told(region).words("region")), None)
    situation = _situation(answers, told, illnesses, place)
    remarks = {
        "woorden": "too_long" if too_long else "silent" if answers.woorden and not words else "",
        "ziekte": "" if illnesses or not answers.ziekte else "silent" if illness is None else "ziekte",
        "plaats": "" if place or not answers.plaats else "silent" if region is None else "plaats",
        "leeftijd": "leeftijd" if answers.leeftijd and age_of(answers.leeftijd) is None else "",
        "nodig": "too_many" if len(situation.needs) > MOST_NEEDS else "",
    }
    alarms = [heard.parse.danger for heard in (words, illness, region) if heard and heard.parse]
    topic = kind_word(answers.typed) if answers.typed else None
    medical = told.intent == "buiten_bereik"
    if words and not (situation.needs or topic or medical):
        remarks["woorden"] = "not_heard"
    return Understood(
        situation,
        {name: remark for name, remark in remarks.items() if remark},
        danger=next((alarm for alarm in alarms if alarm), None),
        topic=topic_text(topic) if topic else None,
        medical=medical,
    )


async def _ask(ask: Understand, text: str, question: str | None, seconds: float | None) -> Heard | None:
    return await ask(text, question, seconds) if text else None


class _Told:
    """The state after a text, whatever stands in it."""

    def __init__(self, heard: Heard | None) -> None:
        self._state: Mapping[str, Any] = heard.state if heard else {}
        self.intent = heard.parse.intent if heard and heard.parse else None

    def words(self, slot: str) -> tuple[str, ...]:
        """The value or values of a slot, as far as they are words."""
        value = self._state.get(slot)
        values = value if isinstance(value, list) else [value]
        return tuple(word for word in values if isinstance(word, str) and word)

    @property
    def age(self) -> int | None:
        value = self._state.get("age")
        return value if isinstance(value, int) and 0 <= value <= OLDEST else None


def _situation(answers: Answers, told: _Told, illnesses: tuple[str, ...], place: str | None) -> Situation:
    audience = answers.over or next(iter(told.words("audience")), None)
    age = age_of(answers.leeftijd)
    return Situation(
        needs=_needs(answers, told, audience),
        audience=audience,
        conditions=illnesses or told.words("condition"),
        region=place or next(iter(told.words("region")), None),
        age=told.age if age is None else age,
        carer_groups=told.words("carer_groups") if audience in TWINS else (),
        avoid=frozenset(answers.liever) | (set(told.words("avoid")) & set(avoid.load())),
    )


def _needs(answers: Answers, told: _Told, audience: str | None) -> tuple[str, ...]:
    """The needs, in the order of the talk: what was asked for last comes first, what was read stands behind it."""
    known = load_needs()
    ticked = [*answers.werk, *answers.nodig, *([answers.hulp] if answers.hulp in known else []), *answers.waar]
    read = [need for need in told.words("needs") if need in known]
    half_heard = [need for need in told.words("maybe") if need in known][:_HALF_HEARD]
    found = list(dict.fromkeys([*ticked, *read])) or half_heard
    if audience == "professional" and found:
        # Who asks for work is led to bouwsteen 6 and 7, as in the talk.
        return tuple(need for need in found if need in for_professionals()) or ("opleiding_richtlijn",)
    return tuple(found)


def listed_illnesses(said: str) -> tuple[str, ...]:
    """The illnesses in an answer of nothing but names on the list ('diabetes en reuma'); else none."""
    whole = _illness_names().get(_plain(said))
    if whole:
        return (whole,)
    parts = [_illness_names().get(_plain(part)) for part in re.split(r"[,;/+&\n]|\ben\b", said)]
    found = [name for name in parts if name]
    return tuple(dict.fromkeys(found)) if len(found) == len(parts) else ()


def listed_place(said: str) -> str | None:
    """The municipality of this name, if there is one."""
    return _place_names().get(_plain(said))


def age_of(said: str) -> int | None:
    """The years in '45' or '45 jaar'; None when it is no age."""
    match = re.fullmatch(r"([0-9]{1,3})(\s*jaar)?\.?", said.strip().casefold())
    years = int(match[1]) if match else -1
    return years if 0 <= years <= OLDEST else None


def _plain(said: str) -> str:
    return " ".join(said.casefold().split()).strip(" .!")


@cache
def _illness_names() -> dict[str, str]:
    return {_plain(word): one.name for one in conditions.load().values() for word in (*one.synonyms, one.name)}


@cache
def _place_names() -> dict[str, str]:
    return {_plain(name): name for name in municipalities.names()}
