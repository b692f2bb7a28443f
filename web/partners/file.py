"""Websites from a YAML file: the way to put many in the registry at once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, ValidationError

from web.partners.record import Partner
from web.partners.wrong import in_dutch


class PartnersError(ValueError):
    """The file is not as it should be; the message says in Dutch which file, which website and what."""


class _Loader(yaml.SafeLoader):
    """Only true and false are truth values, as YAML 1.2 has it: `on` is the name of a field here."""


_BOOL = "tag:yaml.org,2002:bool"
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in found if tag != _BOOL]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(_BOOL, re.compile(r"^(?:true|false)$"), list("tf"))


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    partners: list[Partner]


def read(path: Path) -> dict[str, Partner]:
    """Websites by key. Raises PartnersError with all that is wrong."""
    try:
        raw = _Loader(path.read_text(encoding="utf-8")).get_single_data()
        entries = _File.model_validate(raw).partners
    except (OSError, UnicodeError):
        raise PartnersError(f"{path}: dit bestand kan niet worden gelezen") from None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise PartnersError(f"{path.name}, regel {mark.line + 1 if mark else 1}: dit is geen leesbare YAML") from None
    except ValidationError as error:
        wrong = [f"{path.name}: {_place(part['loc'])}: {in_dutch(part)}" for part in error.errors()]
        raise PartnersError("\n".join(wrong)) from None
    twice = [key for key, times in Counter(entry.key for entry in entries).items() if times > 1]
    if twice:
        raise PartnersError(f"{path.name}: {', '.join(twice)} staat hier vaker dan een keer")
    return {entry.key: entry for entry in entries}


def _place(steps: tuple[int | str, ...]) -> str:
    """Which website (the first is 1) and which field."""
    return " ".join(f"website {step + 1}" if isinstance(step, int) else step for step in steps[1:] or steps)
