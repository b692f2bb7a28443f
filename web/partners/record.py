"""One partner's website as the gateway sees it: who it is, where the chat may stand, and what it begins with."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Annotated, Any, Literal
from urllib.parse import quote, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from catalogue import texts
from vocabulary import conditions, municipalities, people

_ORIGIN = re.compile(r"https?://[a-z0-9.\-]+(:[0-9]{1,5})?")
_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?")
_LONGEST_ORIGIN = 300
_LAST_PORT = 65535
_PATH = re.compile(r"/[^\s?#*\\]*\*?")
_AS_IT_IS_IN_A_PATH = "/%:@!$&'()*+,;=[]|~^"

_OF_THE_VOCABULARY = {"region", "condition", "audience"}

Theme = Literal["wegwijs", "rustig", "helder", "huisstijl"]
"""The look: three of our own, or what the tokens of the website itself say."""


def _line(value: str) -> str:
    return texts.plain(value, len(value))


def _lines(value: str) -> str:
    return "\n".join(_line(line) for line in value.splitlines() if line.strip())


def _nothing_is_none(value: object) -> object:
    return None if value == "" else value


Line = Annotated[str, AfterValidator(_line)]
Lines = Annotated[str, AfterValidator(_lines)]
WebAddress = Annotated[
    Annotated[str, Field(max_length=400), AfterValidator(texts.https_url)] | None, BeforeValidator(_nothing_is_none)
]
Phone = Annotated[Annotated[str, AfterValidator(texts.phone)] | None, BeforeValidator(_nothing_is_none)]


class InformationPoint(BaseModel):
    """People of the partner's own to turn to, as a visitor reads it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = Field(min_length=1, max_length=120)
    phone: Phone = None
    url: WebAddress = None
    text: Lines = Field("", max_length=300)
    """Plain Dutch: when they are there, and for what."""


FindOwnPoint = Callable[[str | None], InformationPoint | None]
"""The own information point of the partner with a key (`Registry.information_point`)."""


class Partner(BaseModel):
    """A website of a chain partner that shows the chat. No origins means: on no website but ours.

    `greeting` stands before the usual opening; `region`, `condition` and `audience` are what the talk knows before a
    word was said. `only_paths` and `not_paths` say on which pages of the website the chat shows itself: a path, or the
    beginning of one with a `*` behind it; no `only_paths` means on every page, and `not_paths` wins.
    `talks_per_minute` and `messages_per_minute` are for all its visitors together.
    Raises ValidationError with Dutch messages, because colleagues read them.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    name: Line = Field(min_length=1, max_length=120)
    on: bool = True
    origins: tuple[str, ...] = Field((), max_length=20)
    theme: Theme = "wegwijs"
    heading: Line | None = Field(None, max_length=60)
    greeting: Lines | None = Field(None, max_length=300)
    region: str | None = None
    condition: str | None = None
    audience: str | None = None
    information_point: InformationPoint | None = None
    privacy_url: WebAddress = None
    only_paths: tuple[str, ...] = Field((), max_length=40)
    not_paths: tuple[str, ...] = Field((), max_length=40)
    talks_per_minute: int = Field(60, ge=1, le=6000)
    messages_per_minute: int = Field(600, ge=1, le=60000)

    @field_validator("origins")
    @classmethod
    def _origins_are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not is_origin(origin):
                raise ValueError(f"{origin}: schrijf het adres als https://www.voorbeeld.nl, zonder iets erachter")
        return tuple(dict.fromkeys(value))

    @field_validator("only_paths", "not_paths")
    @classmethod
    def _paths_are_paths(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for path in value:
            if not _PATH.fullmatch(path) or not path.isprintable() or len(path) > 200:
                raise ValueError(f"{path}: een pad begint met / en eindigt hoogstens op *, zoals /zorg/*")
        # As a browser writes them: é stands there as %C3%A9.
        return tuple(dict.fromkeys(quote(path, safe=_AS_IT_IS_IN_A_PATH) for path in value))

    @field_validator("region")
    @classmethod
    def _region_is_a_municipality(cls, value: str | None) -> str | None:
        if value is not None and value not in municipalities.names():
            raise ValueError("dit is geen gemeente van nu")
        return value

    @field_validator("condition")
    @classmethod
    def _condition_is_known(cls, value: str | None) -> str | None:
        if value is not None and value not in conditions.load():
            raise ValueError("deze ziekte staat niet in de woordenlijst")
        return value

    @field_validator("audience")
    @classmethod
    def _audience_is_known(cls, value: str | None) -> str | None:
        if value is not None and value not in people.audiences():
            raise ValueError("deze doelgroep staat niet in de woordenlijst")
        return value

    def first_state(self) -> dict[str, Any]:
        """What the talk knows before a word was said; `presumed` names it, for it was not the visitor who told it."""
        told = {"region": self.region, "condition": self.condition, "audience": self.audience}
        known: dict[str, Any] = {name: value for name, value in told.items() if value}
        return {**known, "presumed": list(known)} if known else {}


def is_origin(value: str) -> bool:
    """Whether this is the origin of a website as a browser sends it: scheme, host and perhaps a port, in lower case."""
    if len(value) > _LONGEST_ORIGIN or not _ORIGIN.fullmatch(value):
        return False
    scheme, _, rest = value.partition("://")
    host, _, port = rest.partition(":")
    usual = {"https": "443", "http": "80"}[scheme]
    return all(_LABEL.fullmatch(label) for label in host.split(".")) and (
        not port or (port[0] != "0" and int(port) <= _LAST_PORT and port != usual)
    )


def is_own(origin: str, host: str) -> bool:
    """Whether a request comes from a page of this service itself (the scheme may differ behind a proxy)."""
    try:
        return urlsplit(origin).netloc == host
    except ValueError:
        return False


def may_show(partner: Partner | None, origin: str | None, host: str) -> bool:
    """Whether a page may show the chat of a partner: ours always, another one only when it is on the list.

    `origin` is the header of that name, which a browser sends from every other website; `host` is ours.
    """
    return origin is None or is_own(origin, host) or (partner is not None and origin in partner.origins)


def as_kept(record: dict[str, Any]) -> Partner:
    """A record out of the database. What left the vocabulary since then is left out: the chat goes on without it.

    Raises ValidationError when anything else is not as it should be.
    """
    try:
        return Partner.model_validate(record)
    except ValidationError as error:
        gone = {str(part["loc"][0]) for part in error.errors() if part["loc"]} & _OF_THE_VOCABULARY
        if not gone:
            raise
        return Partner.model_validate({name: value for name, value in record.items() if name not in gone})
