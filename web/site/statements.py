"""`/privacy` and `/toegankelijkheid`: how the service treats who visits it, in words an editor can change.

How long something is kept is filled in from the settings, so that a page never promises another time than the service
keeps. A text that asks for another word than those of `Kept` stops the start.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from fastapi import APIRouter
from fastapi.responses import Response
from pydantic import Field

from web.site import content
from web.site.content import Words
from web.site.render import page
from web.texts import TextsError

NAMES = ("privacy", "toegankelijkheid")
"""Each is the name of a file of `texts/` and an address."""


@dataclass(frozen=True)
class Kept:
    """What may stand between braces: days that words, talks, codes, and numbers and addresses of a request for contact
    that is done are kept; hours that a talk stays open."""

    raw_days: int
    redacted_days: int
    code_days: int
    reach_days: int
    talk_hours: float


class Fact(Words):
    """A name with what holds for it."""

    name: str = Field(min_length=1)
    value: str = Field(min_length=1)


class Link(Words):
    """A way to elsewhere: an address of our own, or a website."""

    label: str = Field(min_length=1)
    url: str = Field(pattern=r"^(/|https://)[^\s]*$")


class Part(Words):
    """A piece below a title; of what follows it shows what there is, in this order."""

    title: str = Field(min_length=1)
    text: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    after: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()


class Statement(Words):
    """One page. `changed` is the day on which its words were last changed."""

    title: str = Field(min_length=1)
    lead: tuple[str, ...] = Field(min_length=1)
    parts: tuple[Part, ...] = Field(min_length=1)
    changed: date


def load(name: str, kept: Kept) -> Statement:
    """A page with its figures filled in. Raises TextsError that names the file and what is wrong in it."""
    values = asdict(kept) | {"talk_hours": f"{kept.talk_hours:g}"}
    try:
        return Statement.model_validate(_filled(content.load(name, Statement).model_dump(), values))
    except (KeyError, IndexError, ValueError, AttributeError):
        allowed = ", ".join(f"{{{value}}}" for value in values)
        raise TextsError(f"{name}.yml: between braces only {allowed} may stand") from None


def _filled(value: Any, values: dict[str, Any]) -> Any:
    if isinstance(value, str):
        return value.format(**values)
    if isinstance(value, dict):
        return {name: _filled(one, values) for name, one in value.items()}
    return [_filled(one, values) for one in value] if isinstance(value, list | tuple) else value


def router(kept: Kept) -> APIRouter:
    """The pages. Raises TextsError when their words are not as they should be."""
    routes = APIRouter(include_in_schema=False)
    for name in NAMES:
        _serve(routes, name, load(name, kept))
    return routes


def _serve(routes: APIRouter, name: str, statement: Statement) -> None:
    @routes.get(f"/{name}")
    async def shown() -> Response:
        return page("verklaring.html", s=statement)
