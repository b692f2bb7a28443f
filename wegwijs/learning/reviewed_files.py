"""Approved examples as training data: `data/nlu/reviewed/<label>.yml`, the same for the same examples.

Whatever somebody wrote stands there as one plain line: what YAML or Rasa would read as more than words is taken out.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

_PLAIN = str.maketrans({"[": "(", "]": ")", "{": "(", "}": ")", "\\": " "})
"""Brackets mark entities and environment variables for Rasa; a backslash can become any character in its reader."""
_UNPRINTABLE = {"Cc", "Cs", "Co", "Cn"}
_HEAD = "# Goedgekeurd aan het bureau. Wordt bij elke training opnieuw geschreven: wijzig hier niets.\n"


def neutral(text: str) -> str:
    """The text as one line of plain words; empty when nothing of it can be learned from."""
    words = " ".join(text.translate(_PLAIN).split())
    printable = "".join(
        letter for letter in words if unicodedata.category(letter) not in _UNPRINTABLE and letter != "\ufeff"
    )
    # A line begins with a dash in this format, and with a slash where Rasa reads a command.
    return " ".join(printable.split()).lstrip("-/ ")


def write(folder: Path, examples: Iterable[tuple[str, str]]) -> None:
    """Make the folder hold exactly these examples (label, text), no file of a label without any. Raises OSError."""
    texts: dict[str, set[str]] = defaultdict(set)
    for label, text in examples:
        if line := neutral(text):
            texts[label].add(line)
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.yml"):
        if file.stem not in texts:
            file.unlink()
    for label, lines in texts.items():
        (folder / f"{label}.yml").write_text(_yaml(label, sorted(lines)), encoding="utf-8")


def _yaml(label: str, lines: list[str]) -> str:
    head = f'{_HEAD}version: "3.1"\nnlu:\n- intent: {label}\n  metadata: {{audience: unknown}}\n  examples: |\n'
    return head + "".join(f"    - {line}\n" for line in lines)
