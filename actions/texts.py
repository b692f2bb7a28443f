"""The texts of the talk, from `responses` in domain.yml, with their taps.

Rasa could say them itself by name, at random; here they are read, so that a variant is chosen that was not said before.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

FILE = Path(__file__).parent.parent / "domain.yml"


@dataclass(frozen=True)
class Text:
    """A text with its taps as (label, payload)."""

    text: str
    buttons: tuple[tuple[str, str], ...] = ()


class TextsError(ValueError):
    """domain.yml has a text that cannot be said; the message names the file and the text."""


@cache
def load(path: Path = FILE) -> dict[str, tuple[Text, ...]]:
    """Variants by name, without Rasa's `utter_` before it. Raises TextsError on anything that cannot be said."""
    try:
        domain = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as problem:
        raise TextsError(f"{path.name}: {problem}") from problem
    responses = domain.get("responses") if isinstance(domain, dict) else None
    if not isinstance(responses, dict):
        raise TextsError(f"{path.name}: there are no responses")
    return {name.removeprefix("utter_"): tuple(_texts(path, name, variants)) for name, variants in responses.items()}


def _texts(path: Path, name: str, variants: object) -> list[Text]:
    if not isinstance(variants, list) or not variants:
        raise TextsError(f"{path.name}: {name} has no text")
    texts = []
    for variant in variants:
        words = variant.get("text") if isinstance(variant, dict) else None
        if not isinstance(words, str) or not words.strip():
            raise TextsError(f"{path.name}: {name} has a variant without text")
        try:
            buttons = tuple((str(button["title"]), str(button["payload"])) for button in variant.get("buttons", []))
        except (TypeError, KeyError):
            raise TextsError(f"{path.name}: {name} has a button without title or payload") from None
        texts.append(Text(words.strip(), buttons))
    return texts
