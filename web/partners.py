"""The partners whose websites may show the chat, from a data file that may change while the service runs."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from urllib.parse import urlsplit

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from vocabulary import conditions, municipalities

log = logging.getLogger(__name__)

_ORIGIN = re.compile(r"https?://[a-z0-9.\-]+(:\d+)?")


class PartnersError(ValueError):
    """The file of partners is not as it should be; the message names the file and what is wrong."""


class Partner(BaseModel):
    """A chain partner that shows the chat on its own website; no origins means: on no other website than ours."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    key: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,63}$")
    name: str = Field(min_length=1)
    origins: tuple[str, ...] = ()
    greeting: str | None = None
    region: str | None = None
    condition: str | None = None

    @field_validator("origins")
    @classmethod
    def _origins_are_origins(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        for origin in value:
            if not _ORIGIN.fullmatch(origin):
                raise ValueError("an origin is https://host, lower case, without a path")
        return value

    @field_validator("region")
    @classmethod
    def _region_is_a_municipality(cls, value: str | None) -> str | None:
        if value is not None and value not in municipalities.names():
            raise ValueError("region must be a municipality of today")
        return value

    @field_validator("condition")
    @classmethod
    def _condition_is_known(cls, value: str | None) -> str | None:
        if value is not None and value not in conditions.load():
            raise ValueError("condition must be one of vocabulary/conditions.tsv")
        return value

    def first_state(self) -> dict[str, str]:
        """What the talk knows before the visitor has said a word."""
        return {name: value for name in ("region", "condition") if (value := getattr(self, name))}


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    partners: list[Partner]


def read(path: Path) -> dict[str, Partner]:
    """Partners by key. Raises PartnersError that names the file and the wrong field."""
    try:
        entries = _File.model_validate(yaml.safe_load(path.read_text(encoding="utf-8"))).partners
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PartnersError(f"{path.name}, line {mark.line + 1 if mark else 1}: this is not readable YAML") from None
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors())
        raise PartnersError(f"{path.name}: {wrong}") from None
    found: dict[str, Partner] = {}
    for entry in entries:
        if entry.key in found:
            raise PartnersError(f"{path.name}: partner {entry.key!r} stands here twice")
        found[entry.key] = entry
    return found


class Partners:
    """The partners as the file has them now; a file that became broken leaves the last good list in force."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._seen = self._stamp()
        self._partners = read(path)

    def _stamp(self) -> tuple[int, int]:
        stat = self._path.stat()
        return stat.st_mtime_ns, stat.st_size

    def _current(self) -> dict[str, Partner]:
        try:
            stamp = self._stamp()
            if stamp != self._seen:
                self._seen = stamp
                self._partners = read(self._path)
        except (OSError, PartnersError) as problem:
            log.error("the list of partners could not be read again, the last good one stays in force: %s", problem)
        return self._partners

    def get(self, key: str) -> Partner | None:
        """The partner with this key, or None."""
        return self._current().get(key)

    def may_ask(self, origin: str) -> bool:
        """Whether any partner has this origin: the most a browser's preflight question can be told."""
        return any(origin in partner.origins for partner in self._current().values())


def is_own(origin: str, host: str) -> bool:
    """Whether a request comes from a page of this service itself (the scheme may differ behind a proxy)."""
    return urlsplit(origin).netloc == host
