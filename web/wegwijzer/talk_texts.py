"""The questions and answers of the talk, as they stand in domain.yml, so that form and talk say the same."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from web.settings import ROOT
from web.texts import TextsError

FILE = ROOT / "domain.yml"
_PAYLOAD = re.compile(r"/\w+(?P<values>\{.*\})?")


@dataclass(frozen=True)
class Option:
    """An answer: the value that is posted (empty: the question is skipped) and what the visitor reads."""

    value: str
    label: str


@dataclass(frozen=True)
class Question:
    """A question with its answers."""

    title: str
    options: tuple[Option, ...]

    def label(self, value: str) -> str | None:
        """What the visitor read beside an answer."""
        return next((option.label for option in self.options if option.value == value and value), None)


class TalkTexts:
    """Texts of the talk by their name in domain.yml, without `utter_`."""

    def __init__(self, path: Path = FILE) -> None:
        """Read them. Raises TextsError when the file cannot be read."""
        self._path = path
        try:
            domain = yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)
        except (OSError, yaml.YAMLError):
            raise TextsError(f"{path.name}: this is not readable YAML") from None
        responses = domain.get("responses") if isinstance(domain, dict) else None
        if not isinstance(responses, dict):
            raise TextsError(f"{path.name}: there are no responses")
        self._responses: dict[str, Any] = responses

    def said(self, name: str, *gaps: str) -> str:
        """The first variant with no other gaps than these ('region' for {region}). Raises TextsError."""
        for variant in self._variants(name):
            text = variant.get("text")
            if isinstance(text, str) and set(re.findall(r"\{(\w*)\}", text)) <= set(gaps):
                return text.strip()
        raise TextsError(f"{self._path.name}: utter_{name} has no text that can stand on a form")

    def question(self, name: str) -> Question:
        """A question with the answers one can tap. Raises TextsError."""
        options = tuple(dict.fromkeys(_option(button) for button in self._variants(name)[0].get("buttons") or ()))
        if not options:
            raise TextsError(f"{self._path.name}: utter_{name} has no answers")
        return Question(self.said(name), options)

    def labels(self, *names: str) -> dict[str, str]:
        """What is written on the buttons of these texts, by the value they stand for; the first one counts."""
        found: dict[str, str] = {}
        for name in names:
            for variant in self._variants(name):
                for option in map(_option, variant.get("buttons") or ()):
                    found.setdefault(option.value, option.label)
        return found

    def _variants(self, name: str) -> list[dict[str, Any]]:
        variants = self._responses.get(f"utter_{name}")
        if not isinstance(variants, list) or not variants or not all(isinstance(one, dict) for one in variants):
            raise TextsError(f"{self._path.name}: there is no utter_{name}")
        return variants


def _option(button: Any) -> Option:
    """A button as an answer; '/kies_need{"need": "lotgenoten"}' stands for 'lotgenoten', '/sla_over' for nothing."""
    match = _PAYLOAD.fullmatch(str(button["payload"]))
    values = json.loads(match["values"]) if match and match["values"] else {}
    return Option(str(next(iter(values.values()), "")), str(button["title"]))
