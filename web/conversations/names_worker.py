"""A process of its own that finds people's names in texts with `deduce`: a line of JSON in, a line of JSON out.

It stands apart because deduce takes about a gigabyte and seconds of pure computing to load, which would stop every
talk, and because importing it sends all logging of a process to standard output. It ends when its input ends.
"""

from __future__ import annotations

import json
import logging
import sys
import time
from pathlib import Path
from typing import Any

from web.conversations import patterns

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


def load(folder: Path, lists: Path | None = None) -> Any:
    """deduce with its tables; they are built on first use (minutes, more than a gigabyte) and kept in `folder`.

    `lists` is a folder with other lists of names than deduce's own.
    """
    logging.basicConfig(level=logging.CRITICAL, stream=sys.stderr)  # before deduce does it, at DEBUG on standard output
    from deduce import Deduce

    return Deduce(cache_path=folder, **({"lookup_data_path": lists} if lists else {}))


def without_names(deduce: Any, text: str) -> str:
    """The text with what deduce finds, and then what the patterns find, taken out; municipalities stay."""
    found = deduce.deidentify(text)
    for note in sorted(found.annotations, key=lambda note: note.start_char, reverse=True):
        word = _WORDS.get(note.tag)
        if word is None or (note.tag == "locatie" and patterns.is_municipality(note.text)):
            continue
        text = text[: note.start_char] + word + text[note.end_char :]
    return patterns.redact(text)


def main() -> None:
    """Answer until the input ends."""
    deduce = load(*(Path(argument) for argument in sys.argv[1:]))
    out = sys.stdout
    out.write('{"ready": true}\n')
    out.flush()
    for line in sys.stdin:
        begun = time.perf_counter()
        text = without_names(deduce, json.loads(line)["text"])
        milliseconds = round((time.perf_counter() - begun) * 1000, 1)
        out.write(json.dumps({"text": text, "milliseconds": milliseconds}) + "\n")
        out.flush()


if __name__ == "__main__":
    main()
