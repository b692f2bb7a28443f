"""The messages a visitor can receive (contract 2). Nothing else leaves: text is plain, links are web addresses."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter

# Control characters but for the end of a line, and characters that turn the direction of what follows.
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_WEB = re.compile(r"https?://[^\s<>\"'\\]+", re.IGNORECASE)
_MOST_CARDS = 3  # 'At most three suggestions at a time' (design.md)


def _plain(value: str) -> str:
    return _UNPRINTABLE.sub(" ", value).strip()


def _web_or_none(value: Any) -> Any:
    """A link that is not a web address is left out, so that the card itself can still help."""
    return value if isinstance(value, str) and _WEB.fullmatch(value) else None


Plain = Annotated[str, AfterValidator(_plain)]
Said = Annotated[str, AfterValidator(_plain), Field(min_length=1)]
Web = Annotated[str | None, BeforeValidator(_web_or_none)]


class _Message(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Text(_Message):
    """Something said."""

    kind: Literal["text"] = "text"
    text: Said


class Notice(_Message):
    """Something about the talk itself: a fault, or what was not kept."""

    kind: Literal["notice"] = "notice"
    text: Said


class ChoiceItem(_Message):
    """A button. Its id is only valid in the talk it was given in."""

    id: str = Field(min_length=1, max_length=64)
    label: Said


class Choices(_Message):
    """Buttons to answer with; typing stays possible."""

    kind: Literal["choices"] = "choices"
    choices: list[ChoiceItem] = Field(min_length=1)


class Card(_Message):
    """An instrument that is suggested, with the reasons why and what it asks of the visitor."""

    instrument: str
    title: Said
    summary: Plain
    instrument_kind: str
    bouwsteen: int | None = None
    needs: list[str] = []
    conditions: list[str] = []
    reasons: list[Plain] = []
    asks: list[Plain] = []
    provider: Plain | None = None
    region: Plain | None = None
    url: Web = None
    phone: Plain | None = None
    verified_on: str | None = None
    stale: bool = False


class Cards(_Message):
    """At most three suggestions."""

    kind: Literal["cards"] = "cards"
    cards: Annotated[
        list[Card], BeforeValidator(lambda value: value[:_MOST_CARDS] if isinstance(value, list) else value)
    ] = Field(min_length=1)


class Line(_Message):
    """A help line."""

    name: str
    phone: str
    url: str
    when: str


class Safety(_Message):
    """The safety card: it stays in view."""

    kind: Literal["safety"] = "safety"
    danger: Literal["self", "other", "violence"]
    text: Said
    lines: list[Line]


class Contact(_Message):
    """A way to a human being."""

    kind: Literal["contact"] = "contact"
    role: Literal["casusregisseur", "informatiepunt"]
    title: Plain | None = None
    text: Plain | None = None
    name: Plain | None = None
    phone: Plain | None = None
    url: Web = None
    region: Plain | None = None


class LinkItem(_Message):
    """A page of this talk alone. `url` is a path on this service; who has it can see the page."""

    label: Said
    url: str = Field(
        pattern=r"^/mijn/[A-Za-z0-9_-]{1,32}/[a-z.]+$", examples=["/mijn/q3Vd0x1Zr8mT5wYb2nKcLA/overzicht"]
    )


class Links(_Message):
    """Pages of this talk to open, print or keep."""

    kind: Literal["links"] = "links"
    links: list[LinkItem] = Field(min_length=1)


Message = Annotated[Text | Notice | Choices | Cards | Safety | Contact | Links, Field(discriminator="kind")]
ANY: TypeAdapter[Message] = TypeAdapter(Message)


class Understood(BaseModel):
    """What the assistant now believes; null where nothing was said."""

    audience: str | None = None
    condition: str | None = None
    region: str | None = None
    needs: list[str] = []
    bouwsteen: int | None = None

    @classmethod
    def of(cls, state: dict[str, Any]) -> Understood:
        """What the state of a talk says, whatever else stands in it."""
        words = {
            name: value for name in ("audience", "condition", "region") if isinstance(value := state.get(name), str)
        }
        needs = state.get("needs")
        bouwsteen = state.get("bouwsteen")
        return cls(
            **words,
            needs=[need for need in needs if isinstance(need, str)] if isinstance(needs, list) else [],
            bouwsteen=bouwsteen if isinstance(bouwsteen, int) and not isinstance(bouwsteen, bool) else None,
        )
