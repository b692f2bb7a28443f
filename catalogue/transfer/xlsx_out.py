"""Export instruments as a workbook of Excel: one sheet, the same columns as the CSV, no cell that calculates.

A cell of text is marked as text and says so itself, so that it stays text when somebody edits it; hence no apostrophe
is needed. Rows go to the file one by one: a hundred thousand records fit.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import IO, Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from catalogue.record import InstrumentView
from catalogue.transfer.cells import as_cell, risky, safe_cell
from catalogue.transfer.columns import COLUMNS
from catalogue.transfer.exporting import cells_of
from catalogue.transfer.xlsx_in import SHEET

_WIDTHS = {"title": 36, "summary": 60, "slug": 30, "url": 40, "provider": 30, "regions": 30, "needs": 30}
_USUAL = 16
_FIRST_YEAR = 1901
"""Excel knows no day before 1900; older ones are written as text."""


def write_xlsx(views: Iterable[InstrumentView], out: IO[bytes]) -> None:
    """Write the workbook to `out`, which must be open for writing."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(SHEET)
    sheet.freeze_panes = "B2"
    for place, name in enumerate(COLUMNS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = _WIDTHS.get(name, _USUAL)
    head = [WriteOnlyCell(sheet, value=name) for name in COLUMNS]
    for cell in head:
        cell.font = Font(bold=True)
    sheet.append(head)
    for view in views:
        values = cells_of(view)
        sheet.append([_cell(sheet, values[name]) for name in COLUMNS])
    book.save(out)


def _cell(sheet: Any, value: object) -> object:
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, date) and value.year >= _FIRST_YEAR:
        return value
    text = as_cell(value)
    # An apostrophe that is part of the text gets one more, because reading takes one off (see cells.py).
    text = safe_cell(text) if text.startswith("'") else text
    if not text:
        return None
    if not risky(text) and not text.startswith(("'", "#")):
        return text
    cell = WriteOnlyCell(sheet, value=text)
    cell.data_type = "s"
    cell.quotePrefix = True  # or Excel would calculate as soon as somebody opens the cell and leaves it again
    return cell
