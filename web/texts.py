"""What the gateway itself says to a visitor, read from `texts.yml`, so that an editor can change the words."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError


class TextsError(ValueError):
    """The file of texts is not as it should be; the message names the file and what is wrong."""


class ProblemText(BaseModel):
    """What a visitor reads when something is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    status: int = Field(ge=400, le=599)
    title: str = Field(min_length=1)
    detail: str = Field(min_length=1)


class LinkLabels(BaseModel):
    """What stands on the links to the pages of a talk."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    overzicht: str = Field(min_length=1)
    voorbereiden: str = Field(min_length=1)
    contact: str = Field(min_length=1)
    herinnering: str = Field(min_length=1)
    code: str = Field(min_length=1)


class Texts(BaseModel):
    """All texts of the gateway. A missing or unknown one stops the start."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    opening: list[str] = Field(min_length=2)
    first_question: str
    apology: str
    help_heading: str
    help_suggestions: str
    contact_title: str
    not_kept: str
    too_long: str
    too_busy: str
    static_choices: dict[str, str]
    links: LinkLabels
    problems: dict[str, ProblemText]


def load(path: Path) -> Texts:
    """Read the texts. Raises TextsError that names the file and the wrong field."""
    try:
        return Texts.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise TextsError(f"{path.name}, line {line}: this is not readable YAML") from None
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors())
        raise TextsError(f"{path.name}: {wrong}") from None
