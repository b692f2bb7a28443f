"""Read a workbook of Excel: the sheet 'instrumenten', or else the first. No formula is ever worked out.

A workbook is a zip of XML: how large it is when unpacked is looked at first, entities are refused (defusedxml, which
openpyxl uses by itself), and links to other files are not followed.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from openpyxl import load_workbook

from catalogue.problems import RecordError
from catalogue.transfer.sheet import (
    MOST_BYTES,
    MOST_COLUMNS,
    MOST_ROWS,
    Broken,
    Cell,
    Line,
    Sheet,
    clipped,
    empty,
    refuse,
)

SHEET = "instrumenten"
MOST_UNPACKED = 80_000_000
"""Bytes that all parts together may have once they are unpacked."""
MOST_PARTS = 500
LAST_ROW = 60_000
"""Rows are passed over when they are empty, but not without end."""
_OLD = b"\xd0\xcf\x11\xe0"
_NOT_READABLE = "dit is geen werkboek dat te lezen is; sla de tabel in Excel op als .xlsx, zonder wachtwoord"


def read_xlsx(content: bytes, name: str) -> Sheet:
    """The table in a workbook called `name`. Raises RecordError when there is none, or when it is too large."""
    _look_before(content, name)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about looks and extensions that are not read anyway
            return _sheet(content, name)
    except RecordError:
        raise
    # A broken workbook makes openpyxl raise nearly anything: KeyError, ParseError, TypeError, a refused entity.
    except Exception:  # noqa: BLE001
        raise refuse(name, _NOT_READABLE) from None


def _look_before(content: bytes, name: str) -> None:
    if len(content) > MOST_BYTES:
        raise refuse(name, f"het bestand is groter dan {MOST_BYTES // 1_000_000} MB")
    if content.startswith(_OLD):
        raise refuse(name, "dit is een oud of beveiligd werkboek; sla het in Excel op als .xlsx, zonder wachtwoord")
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            found = parts.infolist()
    except (zipfile.BadZipFile, ValueError, OSError):
        raise refuse(name, _NOT_READABLE) from None
    if len(found) > MOST_PARTS or sum(part.file_size for part in found) > MOST_UNPACKED:
        raise refuse(name, "het werkboek is uitgepakt veel te groot; zet alleen de tabel in een nieuw werkboek")


def _sheet(content: bytes, name: str) -> Sheet:
    book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
    try:
        named = next((one for one in book.sheetnames if one.strip().casefold() == SHEET), None)
        sheet = book[named or book.sheetnames[0]]
        notes = [f"Gelezen is het werkblad '{sheet.title}'."] if len(book.sheetnames) > 1 else []
        sheet.reset_dimensions()  # what a file says about its own size is not believed
        rows = sheet.iter_rows(max_col=MOST_COLUMNS)
        first = [_text(cell) for cell in next(rows, ())]
        if not any(first):
            raise refuse(
                name, "het werkblad is leeg of begint met een lege regel; zet daar de namen van de kolommen", 1
            )
        return Sheet(first, list(_lines(rows, name)), lettered=True, notes=notes)
    finally:
        book.close()


def _lines(rows: Iterator[Any], name: str) -> Iterator[Line]:
    found = 0
    for number, row in enumerate(rows, start=2):
        if number > LAST_ROW:
            raise refuse(name, f"het werkblad loopt door tot na regel {LAST_ROW}; verwijder wat onder de tabel staat")
        cells = tuple(_value(cell) for cell in row)
        if empty(cells):
            continue
        found += 1
        if found > MOST_ROWS:
            raise refuse(name, f"het werkblad heeft meer dan {MOST_ROWS} regels; knip het in stukken")
        yield Line(number, cells)


def _text(cell: Any) -> str:
    value = _value(cell)
    return value.strip() if isinstance(value, str) else "" if value is None else str(value)


def _value(cell: Any) -> Cell:
    if cell.data_type == "f":
        return Broken("hier staat een formule; zet er de uitkomst neer, als gewone waarde")
    if cell.data_type == "e":
        return Broken("hier staat een foutmelding van Excel; zet er de juiste waarde neer")
    return clipped(cell.value) if isinstance(cell.value, str) else cell.value
