"""The words of pages, from `texts/<page>.yml`, so that an editor can change them. A wrong file stops the start."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from web.texts import TextsError

FOLDER = Path(__file__).with_name("texts")

M = TypeVar("M", bound=BaseModel)


class Words(BaseModel):
    """Words of a page: nothing missing, nothing unknown."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Trouble(Words):
    """What a visitor reads when a page cannot be shown."""

    status: int = Field(ge=400, le=599)
    title: str = Field(min_length=1)
    text: list[str] = Field(min_length=1)


class Troubles(Words):
    """All of them by name."""

    pages: dict[str, Trouble]


def load(name: str, model: type[M], folder: Path = FOLDER) -> M:
    """The words of a page. Raises TextsError that names the file and the wrong line or field."""
    file = folder / f"{name}.yml"
    try:
        return model.model_validate(yaml.safe_load(file.read_text(encoding="utf-8")))
    except OSError:
        raise TextsError(f"{file.name}: the file cannot be read") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise TextsError(f"{file.name}, line {mark.line + 1 if mark else 1}: this is not readable YAML") from None
    except ValidationError as error:
        wrong = "; ".join(f"{'.'.join(map(str, part['loc']))}: {part['msg']}" for part in error.errors())
        raise TextsError(f"{file.name}: {wrong}") from None
