"""The questions of the form: the four of the talk, and who it is about, which illness, where, how old."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vocabulary import avoid, conditions, municipalities, needs
from web.texts import TextsError
from web.wegwijzer.talk_texts import Option, Question, TalkTexts
from web.wegwijzer.words import Words

_ASKED_FOR = ("ask_waar", "ask_nodig", "ask_nodig_zorg", "ask_nodig_professional", "ask_hulp")
"""Where the talk offers needs on buttons."""


@dataclass(frozen=True)
class Questions:
    """All questions with choices, the names of needs, and the two lists one can choose from while typing."""

    hoe: Question
    waar: Question
    hulp: Question
    nodig: Question
    werk: Question
    liever: Question
    over: Question
    need_labels: dict[str, str]
    illnesses: tuple[str, ...]
    places: tuple[str, ...]


def load(words: Words, talk: TalkTexts) -> Questions:
    """The questions. Raises TextsError when a need is missing, unknown or stands twice."""
    offered = talk.labels(*_ASKED_FOR)
    labels = {
        label: words.labels.get(label) or offered.get(label) or need.title for label, need in needs.load().items()
    }
    hulp = talk.question("ask_hulp")
    beside = [option.value for option in hulp.options if option.value in labels]
    _check([*words.needs.waar, *words.needs.nodig, *words.needs.werk, *beside], labels)

    def choices(title: str, chosen: Sequence[str]) -> Question:
        return Question(title, tuple(Option(need, labels[need]) for need in chosen))

    return Questions(
        hoe=talk.question("ask_hoe"),
        waar=choices(talk.said("ask_waar"), words.needs.waar),
        hulp=hulp,
        nodig=choices(talk.said("ask_nodig"), words.needs.nodig),
        werk=choices(words.fields.werk, words.needs.werk),
        liever=Question(
            words.fields.liever, tuple(Option(code, _capital(said)) for code, said in avoid.load().items())
        ),
        over=Question(words.fields.over, talk.question("ask_audience").options),
        need_labels=labels,
        illnesses=tuple(sorted(conditions.load())),
        places=tuple(sorted(municipalities.names())),
    )


def _capital(said: str) -> str:
    return said[0].upper() + said[1:]


def _check(placed: Sequence[str], known: dict[str, str]) -> None:
    wrong = {
        "unknown": set(placed) - set(known),
        "missing": set(known) - set(placed),
        "twice": {need for need in placed if placed.count(need) > 1},
    }
    if said := "; ".join(f"{how}: {', '.join(sorted(which))}" for how, which in wrong.items() if which):
        raise TextsError(f"wegwijzer.yml: needs {said}")
