"""A process of its own that finds people's names in texts with `deduce`: a line of JSON in, a line of JSON out.

It stands apart because deduce takes about a gigabyte and seconds of pure computing to load, which would stop every
talk, and because importing it sends all logging of a process to standard output. It ends when its input ends.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from web.conversations import patterns
from web.conversations.listed_names import ListedNames

# What deduce calls what it finds, and what stays in its place. Ages, hospitals and institutions stay: staff need them.
_WORDS = {
    "persoon": "[naam]",
    "patient": "[naam]",
    "locatie": "[plaats]",
    "datum": "[datum]",
    "telefoonnummer": "[telefoon]",
    "emailadres": "[e-mail]",
    "url": "[website]",
    "bsn": "[bsn]",
    "id": "[nummer]",
}


_LOOSE_END = re.compile(r"(?:\s(?:van|het|de|der|den|en|met|uit|op|in|bij))+$")


@dataclass(frozen=True)
class Finder:
    """Everything that names are found with."""

    deduce: Any
    listed: ListedNames


def load(folder: Path, lists: Path | None = None) -> Finder:
    """deduce with its tables; they are built on first use (minutes, more than a gigabyte) and kept in `folder`.

    `lists` is a folder with other lists of names than deduce's own.
    """
    logging.basicConfig(level=logging.CRITICAL, stream=sys.stderr)  # before deduce does it, at DEBUG on standard output
    from deduce import Deduce

    deduce = Deduce(cache_path=folder, **({"lookup_data_path": lists} if lists else {}))
    tables = deduce.lookup_structs
    ordinary = {*tables["common_word"].items(), *tables["stop_word"].items()}
    return Finder(deduce, ListedNames.of(_single(tables["first_name"]), _single(tables["surname"]), ordinary))


def _single(table: Any) -> list[str]:
    """The names of one word in a table of deduce."""
    return [word for word, after in table.children.items() if after.is_terminal]


def without_names(finder: Finder, text: str) -> str:
    """The text without what the patterns find, then deduce, then the lists of names; municipalities stay.

    Patterns go first: they know a whole number or address where deduce sees a piece of one.
    """
    text = _with_deduce(finder.deduce, patterns.redact(text))
    return patterns.redact(finder.listed.redact(text))


def _with_deduce(deduce: Any, text: str) -> str:
    found = deduce.deidentify(text)
    for note in sorted(found.annotations, key=lambda note: note.start_char, reverse=True):
        word = _WORDS.get(note.tag)
        if word is None or (note.tag == "locatie" and patterns.is_public_place(note.text)):
            continue
        if note.tag == "persoon" and patterns.is_no_person(note.text):
            continue
        if patterns.is_help_site(note.text) or patterns.is_help_number(note.text):
            continue
        pieces = patterns.PLACEHOLDER.sub("", note.text)
        if pieces != note.text and not re.search(r"\w", pieces):
            continue  # it is what stands there already
        end = note.end_char - len(match[0]) if (match := _LOOSE_END.search(note.text)) else note.end_char
        text = text[: note.start_char] + word + text[end:]
    return text


def main() -> None:
    """Answer until the input ends."""
    finder = load(*(Path(argument) for argument in sys.argv[1:]))
    out = sys.stdout
    out.write('{"ready": true}\n')
    out.flush()
    for line in sys.stdin:
        begun = time.perf_counter()
        asked = json.loads(line)
        text = without_names(finder, asked["text"])
        milliseconds = round((time.perf_counter() - begun) * 1000, 1)
        out.write(json.dumps({"number": asked["number"], "text": text, "milliseconds": milliseconds}) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
