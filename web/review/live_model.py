"""The pointer to the model that the desk put live: `models/live`, read when the engine starts.

It names the model and the data of the release it was made for (`base`), so that it counts for nothing any more when
there is a new release. Without the file, or with one that cannot be read, the model of the release serves.
"""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "models"
_FILE = "live"
_NAME = re.compile(r"wegwijs-(?P<release>[0-9a-f]{12})|reviewed-(?P<reviewed>[0-9a-f]{12})-[0-9a-f]{12}")


@dataclass(frozen=True)
class Live:
    """A model by its name, and the fingerprint of everything it was made from but the reviewed examples."""

    name: str
    base: str


def base_of(name: str) -> str | None:
    """The fingerprint in the name of a model; None when it is no name of a model."""
    found = _NAME.fullmatch(name)
    return (found["release"] or found["reviewed"]) if found else None


def read(folder: Path) -> Live | None:
    """Which model was put live, if any."""
    try:
        told = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        live = Live(name=str(told["name"]), base=str(told["base"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return live if base_of(live.name) == live.base else None


def write(folder: Path, live: Live | None) -> None:
    """Point at a model, whole or not at all; None takes the pointer away. Raises OSError."""
    file = folder / _FILE
    if live is None:
        file.unlink(missing_ok=True)
        return
    unfinished = folder / f"{_FILE}.new"
    with unfinished.open("w", encoding="utf-8") as opened:
        json.dump(asdict(live), opened)
        opened.flush()
        os.fsync(opened.fileno())
    unfinished.replace(file)
