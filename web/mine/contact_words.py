"""The words of the contact form, from `web/site/texts/contact.yml`; checked whole at the start."""

from __future__ import annotations

import hashlib
import re
from typing import Annotated, Literal

from pydantic import Field, field_validator, model_validator

from vocabulary import conditions, needs, people
from web.mine.words import Said, fills
from web.site.content import Words


class Form(Words):
    """What stands on the form."""

    intro: Annotated[Said, fills("within")]
    errors_title: Said
    summary: Said
    summary_hint: Said
    called: Said
    called_hint: Said
    ways: Said
    ways_hint: Said
    phone: Said
    email: Said
    reachable: Said
    moments: dict[Literal["overdag", "avond", "maakt niet uit"], Said] = Field(min_length=3)
    remark: Said
    remark_hint: Said
    consent: Said
    send: Said
    already: Said
    already_link: Said


class Consent(Words):
    """What the visitor agrees to."""

    version: str = Field(pattern=r"^[0-9a-z.-]{1,20}$")
    text: list[Annotated[Said, fills("reader", "days")]] = Field(min_length=1)
    tick: Said

    @property
    def mark(self) -> str:
        """The version as it is kept: with a mark of the words themselves, for an editor may forget to change it."""
        words = "\n".join([*self.text, self.tick])
        return f"{self.version}-{hashlib.sha256(words.encode()).hexdigest()[:8]}"


class RoleWords(Words):
    """Who gets the request, in plain words."""

    title: Said
    word: Said
    what: Annotated[Said, fills("word")]
    to_named: Annotated[Said, fills("word", "name")]
    to_unknown: Annotated[Said, fills("word")]
    reader_named: Annotated[Said, fills("word", "name")]
    reader_unknown: Annotated[Said, fills("word")]
    other: Said


class Roles(Words):
    """The two who can be asked."""

    casusregisseur: RoleWords
    informatiepunt: RoleWords
    to_own: Annotated[Said, fills("name")]
    """Where a request goes when the website has people of its own to turn to."""


class Errors(Words):
    """What is wrong with a field."""

    no_way: Said
    phone: Said
    email: Said
    too_long: Annotated[Said, fills("count", "most")]
    consent: Said
    consent_changed: Said


class Troubles(Words):
    """Why a request was not sent although nothing is wrong with it."""

    silent: Said
    too_fast: Said


class Short(Words):
    """A title and a paragraph."""

    title: Said
    text: Said


class Sent(Words):
    """The confirmation."""

    title: Said
    next: Said
    steps: list[Annotated[Said, fills("within")]] = Field(min_length=1)
    late: Said
    late_call: Annotated[Said, fills("name")]
    late_nobody: Said
    sooner: Said
    regret: Said
    regret_text: Said
    withdraw: Said


class SummaryWords(Words):
    """What was understood of the talk, as the visitor would say it."""

    audience: dict[str, Said]
    with_condition: dict[str, Annotated[Said, fills("condition")]]
    conditions: dict[str, Said]
    region: Annotated[Said, fills("region")]
    needs_title: Said
    needs: dict[str, Said]
    help: dict[Literal["ja", "deels", "nee"], Said] = Field(min_length=3)

    @field_validator("audience", "with_condition")
    @classmethod
    def _every_audience(cls, value: dict[str, str]) -> dict[str, str]:
        if set(value) - {"unknown"} != set(people.audiences()):
            raise ValueError("one sentence for each audience of vocabulary/people.tsv")
        return value

    @field_validator("with_condition")
    @classmethod
    def _also_unknown(cls, value: dict[str, str]) -> dict[str, str]:
        if "unknown" not in value:
            raise ValueError("one sentence for who did not say who they are: unknown")
        return value

    @field_validator("conditions")
    @classmethod
    def _known_conditions(cls, value: dict[str, str]) -> dict[str, str]:
        if unknown := sorted(set(value) - set(conditions.load())):
            raise ValueError(f"not in vocabulary/conditions.tsv: {', '.join(unknown)}")
        return value

    @field_validator("needs")
    @classmethod
    def _every_need(cls, value: dict[str, str]) -> dict[str, str]:
        if set(value) != set(needs.load()):
            raise ValueError("one sentence for each need of vocabulary/needs.tsv")
        return value


class ContactWords(Words):
    """Everything. `working_days` is what `within` promises, as a number."""

    within: Said
    working_days: int = Field(ge=1, le=20)
    form: Form
    consent: Consent
    roles: Roles
    errors: Errors
    troubles: Troubles
    lost: Short
    sent: Sent
    withdrawn: Short
    nothing: Short
    nobody_named: Said
    again: Said
    back: Said
    back_elsewhere: Said
    summary: SummaryWords

    @model_validator(mode="after")
    def _one_promise(self) -> ContactWords:
        named = re.findall(r"\d+", self.within)
        if named and named != [str(self.working_days)]:
            raise ValueError("working_days is not the number that `within` promises")
        return self
