"""Write the catalogue to a file or to standard output, in each form it can leave in."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import IO

from catalogue.record import InstrumentView
from catalogue.search import today_here
from catalogue.transfer.exporting import csv_parts, export_json, export_yaml, json_parts
from catalogue.transfer.hsds import service
from catalogue.transfer.xlsx_out import write_xlsx


class Form(StrEnum):
    """A form of export."""

    yaml = "yaml"
    json = "json"
    csv = "csv"
    xlsx = "xlsx"
    hsds = "hsds"


def write(views: Iterable[InstrumentView], form: Form, file: Path | None) -> None:
    """Write the records; without a file to standard output. Raises OSError."""
    with _opened(file) as out:
        if form is Form.xlsx:
            write_xlsx(views, out)
        else:
            out.writelines(piece.encode() for piece in _pieces(views, form))
        out.flush()


def _pieces(views: Iterable[InstrumentView], form: Form) -> Iterable[str]:
    if form is Form.csv:
        return csv_parts(views)
    if form is Form.hsds:
        today = today_here()
        return json_parts(service(view, today) for view in views)
    return [export_json(views) if form is Form.json else export_yaml(views)]


@contextmanager
def _opened(file: Path | None) -> Iterator[IO[bytes]]:
    if file is None:
        yield sys.stdout.buffer
    else:
        with file.open("wb") as out:
            yield out
