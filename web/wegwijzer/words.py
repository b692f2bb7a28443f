"""The words of the form and its results, from `web/site/texts/wegwijzer.yml`. A wrong file stops the start."""

from __future__ import annotations

from pydantic import Field, field_validator

from web.site import content

TROUBLES = frozenset({"te-groot", "te-snel", "te-traag", "onleesbaar", "niet-bereikbaar"})
"""What can go wrong with a form."""


class Fields(content.Words):
    """Titles and hints of the fields whose words are not the talk's."""

    tick_many: str
    woorden: str
    woorden_hint: str
    werk: str
    liever: str
    over: str
    ziekte: str
    ziekte_hint: str
    plaats: str
    plaats_hint: str
    leeftijd: str
    leeftijd_hint: str


class Needs(content.Words):
    """Which needs stand below which question, by label and in order."""

    waar: tuple[str, ...]
    nodig: tuple[str, ...]
    werk: tuple[str, ...]


class Rows(content.Words):
    """Names of what was understood."""

    hoe: str
    needs: str
    hulp: str
    liever: str
    over: str
    ziekte: str
    plaats: str
    leeftijd: str


class Result(content.Words):
    """The page of results."""

    title: str
    understood: str
    nothing: str
    unclear: str
    change: str
    change_lead: str
    suggestions: str
    suggestions_lead: str
    more: str
    more_other: str
    person: str
    person_lead: str
    keep: str
    rows: Rows


class Remarks(content.Words):
    """What is said about an answer that could not be used as it was given."""

    silent: str
    too_long: str
    not_heard: str
    ziekte: str
    plaats: str
    leeftijd: str
    too_many: str


class Trouble(content.Words):
    """What is said when there are no results; the form stays, filled in."""

    status: int = Field(ge=400, le=599)
    title: str = Field(min_length=1)
    text: str = Field(min_length=1)


class Words(content.Words):
    """All of it."""

    title: str
    heading: str
    intro: tuple[str, ...] = Field(min_length=1)
    computer: str
    talk_instead: str
    submit: str
    skip: str
    needs: Needs
    labels: dict[str, str]
    fields: Fields
    result: Result
    remarks: Remarks
    troubles: dict[str, Trouble]

    @field_validator("troubles")
    @classmethod
    def _troubles_are_complete(cls, value: dict[str, Trouble]) -> dict[str, Trouble]:
        if missing := TROUBLES - set(value):
            raise ValueError(f"missing: {', '.join(sorted(missing))}")
        return value


def load() -> Words:
    """The words. Raises TextsError that names the file and the wrong line or field."""
    return content.load("wegwijzer", Words)
