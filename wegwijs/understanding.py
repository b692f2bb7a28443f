"""Contract 1: what the trained pipeline understands of lines of text, as the talk would."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from vocabulary.needs import OTHER, SMALL_TALK, bouwsteen_of, load
from wegwijs.paths import ENGINE_PYTHON, ROOT

FACTS = ("audience", "condition", "region")
LABELS = frozenset({*load(), *SMALL_TALK, *OTHER})
"""What a message can be about; the engine's own words for a turn ('iets_anders') are no label of the contract."""


class UnderstandingError(RuntimeError):
    """The engine could not read the lines; the message holds the end of what it said."""


def command(model: Path) -> list[str]:
    """What starts an engine that reads lines on standard input; it runs in the project's root."""
    return [str(ENGINE_PYTHON), "-I", "bot/understand.py", str(model)]


def understand(lines: BinaryIO, model: Path) -> Iterator[dict[str, Any]]:
    """One answer for each line, in order. Raises UnderstandingError when the engine stops before the end."""
    with tempfile.TemporaryFile() as complaints:
        # Complaints go to a file: a full pipe that nobody reads would hold the engine up for ever.
        with subprocess.Popen(
            command(model), cwd=ROOT, stdin=lines, stdout=subprocess.PIPE, stderr=complaints
        ) as engine:
            for line in engine.stdout or ():
                if line.startswith(b"{"):
                    yield answer(json.loads(line))
        if engine.returncode:
            complaints.seek(0)
            raise UnderstandingError(complaints.read().decode("utf-8", "replace")[-1500:])


def answer(parse: Mapping[str, Any]) -> dict[str, Any]:
    """A parse of the engine in the shape of contract 1."""
    ranking = parse["intent_ranking"]
    best = ranking[0]["name"] if ranking and ranking[0]["name"] in LABELS else None
    facts = dict.fromkeys(FACTS) | {
        entity["entity"]: entity["value"] for entity in parse["entities"] if entity["entity"] in FACTS
    }
    return {
        "text": parse["text"],
        "need": best,
        "needs": parse["needs"],
        "bouwsteen": bouwsteen_of(best if best in load() else None),
        **facts,
        "danger": parse["danger"],
        "fallback": parse["fallback"],
    }
