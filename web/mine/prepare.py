"""'Gesprek voorbereiden': the four questions of the chain approach on a sheet for the next consult.

After samen beslissen (004: there is something to choose, what is there to choose, what do you choose; think at home;
the most important first) and what helps people who find reading or asking hard (003, VIII).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pydantic import Field, field_validator

from vocabulary import needs as vocabulary_needs
from web.mine.known import Known
from web.site.content import Words

Question = Literal["hoe", "waar", "hulp", "nodig"]
QUESTIONS: tuple[Question, ...] = ("hoe", "waar", "hulp", "nodig")


class Both(Words):
    """A text for who is ill, and one for who cares for somebody."""

    patient: str = Field(min_length=1)
    carer: str = Field(min_length=1)

    def of(self, carer: bool) -> str:
        """The text for this reader."""
        return self.carer if carer else self.patient


class PrepareWords(Words):
    """`texts/voorbereiden.yml`."""

    title: str
    lead: Both
    fill_in: str
    filled_in: str
    for_carer: str
    for_patient: str
    back: str
    talk_with: str
    talk_when: str
    talk_along: str
    questions_title: str
    already: str
    liked: str
    questions: dict[Question, Both]
    condition: Both
    help_said: dict[str, str]
    needs: dict[str, Question]
    own_title: str
    ask: str
    ask_hint: str
    know: str
    know_hint: Both
    agree: str
    agree_hint: str
    together_title: str
    together_lead: str
    together: list[str]
    tips_title: str
    tips: list[str]

    @field_validator("questions")
    @classmethod
    def _all_four(cls, value: dict[Question, Both]) -> dict[Question, Both]:
        if set(value) != set(QUESTIONS):
            raise ValueError(f"the questions are {', '.join(QUESTIONS)}")
        return value

    @field_validator("needs")
    @classmethod
    def _each_need_has_a_place(cls, value: dict[str, Question]) -> dict[str, Question]:
        if wrong := sorted(set(value) ^ set(vocabulary_needs.load())):
            raise ValueError(f"each need of vocabulary/needs.tsv stands here once: {', '.join(wrong)}")
        return value


@dataclass(frozen=True)
class Asked:
    """One of the four questions, what was said to it already, and what the visitor wants to try."""

    question: str
    said: tuple[str, ...] = ()
    liked: tuple[str, ...] = ()


def sheet(known: Known, words: PrepareWords, liked: tuple[str, ...] = ()) -> list[Asked]:
    """The four questions with what was said; `liked` are titles of what the visitor wants to try."""
    titles = {need: vocabulary_needs.load()[need].title for need in known.needs}
    said: dict[Question, list[str]] = {
        question: [title for need, title in titles.items() if words.needs[need] == question] for question in QUESTIONS
    }
    if condition := known.said("condition"):
        said["waar"].insert(0, words.condition.of(known.carer).format(condition=condition))
    if known.help in words.help_said:
        said["hulp"].insert(0, words.help_said[known.help])
    return [
        Asked(words.questions[name].of(known.carer), tuple(said[name]), liked if name == "nodig" else ())
        for name in QUESTIONS
    ]
