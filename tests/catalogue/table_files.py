"""Tables as files, for tests: the CSV and the workbook that hold just these rows."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from openpyxl import Workbook

from catalogue.record import InstrumentView
from catalogue.transfer.cells import as_cell
from catalogue.transfer.exporting import cells_of

USUAL = {
    "slug": "luisterend-oor",
    "title": "Luisterend oor",
    "summary": "Je praat met iemand die luistert.",
    "instrument_kind": "emotionele_steun",
    "bouwstenen": "2",
    "needs": "somberheid",
    "audiences": "patient; mantelzorger",
    "url": "https://www.voorbeeld.nl",
    "provider": "Voorbeeld",
    "status": "gepubliceerd",
    "source": "000",
}
"""A row that is right."""


def row(**changes: Any) -> dict[str, Any]:
    """A row that is right, changed where a test says so."""
    return USUAL | changes


def as_csv(rows: Sequence[Mapping[str, Any]], delimiter: str = ",", encoding: str = "utf-8") -> bytes:
    """The rows as a CSV."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode(encoding)


def as_xlsx(rows: Sequence[Mapping[str, Any]], sheet: str = "instrumenten") -> bytes:
    """The rows as a workbook; every text is text, also when it looks like a formula."""
    return workbook([list(rows[0]), *(list(one.values()) for one in rows)], sheet)


def workbook(lines: Iterable[Sequence[Any]], sheet: str = "instrumenten", formulas: bool = False) -> bytes:
    """A workbook with these lines."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = sheet
    for number, line in enumerate(lines, start=1):
        for place, value in enumerate(line, start=1):
            cell = page.cell(number, place)
            cell.value = value
            if isinstance(value, str) and not formulas:
                cell.data_type = "s"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def cells(view: InstrumentView) -> dict[str, str]:
    """A record as a row of text."""
    return {name: as_cell(value) for name, value in cells_of(view).items() if name != "channels"}
