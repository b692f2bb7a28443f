"""What must be true before a release: help lines checked within 90 days, a catalogue without broken records."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from catalogue.problems import RecordError
from catalogue.transfer import read_folder
from safety import overdue
from wegwijs.paths import SEED


def hindrances(today: date) -> Iterator[str]:
    """Everything that stands in the way of a release, in Dutch."""
    for line in overdue(today):
        yield f"Hulplijn {line.name} ({line.phone}) is sinds {line.verified_on} niet meer nagekeken."
    try:
        read_folder(SEED)
    except RecordError as error:
        yield from (str(problem) for problem in error.problems)
