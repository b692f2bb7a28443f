"""Write the lists of a plan as XLSX: the sheets, headings and columns of the document, on A4, ready to print.

Every cell is text: nothing that somebody typed can be taken for a formula.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from datetime import date

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.worksheet.worksheet import Worksheet

from catalogue.lists.layout import ALL_GOALS, BOUWSTENEN, INSTRUMENTS, UPDATED, Place, words
from catalogue.lists.offer import Offer
from catalogue.lists.plans import PlanView
from catalogue.lists.rows import Kept
from catalogue.transfer.cells import safe_cell

Rows = Mapping[Place, Sequence[Kept]]

_LINE = Side(style="thin", color="FF808080")
_BOX = Border(_LINE, _LINE, _LINE, _LINE)
_HEAD = PatternFill("solid", fgColor="FFE0E7EF")
_WRAP = Alignment(wrap_text=True, vertical="top")
_LEAST_LINES = 3
"""Empty lines of a table, to write in by hand."""


def workbook(plan: PlanView, rows: Rows, offers: Mapping[int, Offer], updated: date | None) -> bytes:
    """The whole document. `updated` is the day on which the list of actions was last changed."""
    book = Workbook()
    first = book.active
    assert isinstance(first, Worksheet)
    first.title = "1 Checklist"
    _checklist(first, plan, rows)
    _roles(_sheet(book, "2 Rollen contactgegevens"), rows)
    for number in BOUWSTENEN:
        _bouwsteen(_sheet(book, f"3 Bouwsteen {number}"), rows, number, offers.get(number))
    _actions(_sheet(book, "4 Actielijst"), rows, updated)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _sheet(book: Workbook, title: str) -> Worksheet:
    made = book.create_sheet(title)
    assert isinstance(made, Worksheet)
    return made


class _Page:
    """Writes a sheet from top to bottom."""

    def __init__(self, sheet: Worksheet, title: str, widths: Sequence[int], landscape: bool = False) -> None:
        self._sheet, self._row, self._across = sheet, 0, len(widths)
        for place, width in enumerate(widths):
            sheet.column_dimensions["ABCDEFG"[place]].width = width
        sheet.page_setup.paperSize = 9  # A4
        sheet.page_setup.orientation = "landscape" if landscape else "portrait"
        sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
        sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
        sheet.oddFooter.right.text = "&P / &N"  # type: ignore[union-attr]
        self.heading(title, 14)

    def line(self, *values: str, bold: bool = False, box: bool = False, size: int = 11) -> None:
        """One row of cells, all of them text."""
        self._row += 1
        for column, value in enumerate(values, start=1):
            cell = self._sheet.cell(self._row, column)
            cell.value = safe_cell(value) or None
            cell.data_type = "s" if value else "n"
            cell.number_format = "@"
            cell.alignment = _WRAP
            cell.font = Font(bold=bold, size=size)
            if box:
                cell.border = _BOX
                if bold:
                    cell.fill = _HEAD

    def heading(self, text: str, size: int = 12) -> None:
        """A line across the whole width, with an empty one above it."""
        if self._row:
            self._row += 1
        self.wide(text, bold=True, size=size)

    def wide(self, text: str, *, bold: bool = False, size: int = 11) -> None:
        """A line of text across the whole width; a long one gets the height it needs."""
        self.line(text, bold=bold, size=size)
        if self._across > 1:
            self._sheet.merge_cells(start_row=self._row, start_column=1, end_row=self._row, end_column=self._across)
        width = sum(self._sheet.column_dimensions[letter].width for letter in "ABCDEFG"[: self._across])
        lines = 1 + int(len(text) * size / 11 // width)
        self._sheet.row_dimensions[self._row].height = 1.4 * size * lines

    def table(self, heads: Sequence[str], lines: Sequence[Sequence[str]], least: int = _LEAST_LINES) -> None:
        """A table with a line around each cell, and empty lines up to `least`."""
        self.line(*heads, bold=True, box=True)
        for values in [*lines, *[[""] * len(heads)] * (least - len(lines))]:
            self.line(*values, box=True)

    def numbered(self, lines: Sequence[str]) -> None:
        """1. 2. 3. and further when there are more."""
        for number, text in enumerate([*lines, *[""] * (3 - len(lines))], start=1):
            self.wide(f"{number}. {text}".rstrip())

    def person(self, heading: str, place: Place, rows: Rows) -> None:
        """Naam, functie and contactgegevens below a heading."""
        self.heading(heading)
        kept = next(iter(rows.get(place, ())), None)
        for column in place.layout.columns:
            self.line(column.label, kept.cells.get(column.name, "") if kept else "")


def _checklist(sheet: Worksheet, plan: PlanView, rows: Rows) -> None:
    page = _Page(sheet, "1 Checklist organisaties en sleutelpersonen", (32, 6, 6, 32, 6, 6))
    page.wide(plan.name)
    page.wide(f"Gemeenten: {', '.join(plan.regions)}")
    left, right = (_answers(Place(name), rows) for name in ("organisaties", "sleutelpersonen"))
    size = max(len(left), len(right))
    empty = ["", "", ""]
    lines = [
        [*one, *other] for one, other in zip(left + [empty] * (size - len(left)), right + [empty] * (size - len(right)))
    ]
    page.table(("Organisaties", "Ja", "Nee", "Sleutelpersonen", "Ja", "Nee"), lines)


def _answers(place: Place, rows: Rows) -> list[list[str]]:
    """The lines of the document and then those added, each with a cross below ja or nee."""
    kept = {row.key: row.cells for row in rows.get(place, ())}
    own = [(key, cells["naam"]) for key, cells in kept.items() if key not in place.layout.keys]
    lines = []
    for key, name in [*((item.key, item.name) for item in place.layout.items), *own]:
        answer = kept.get(key, {}).get("antwoord")
        lines.append([name, "☒" if answer == "Ja" else "☐", "☒" if answer == "Nee" else "☐"])
    return lines


def _roles(sheet: Worksheet, rows: Rows) -> None:
    page = _Page(sheet, "2 Rollen contactgegevens", (34, 28, 34, 34), landscape=True)
    page.heading("Doelen")
    page.wide(ALL_GOALS)
    page.numbered(_goals(Place("doelen"), rows))
    page.heading("Algemene rollen")
    for name in ("ketenregisseur", "informatiepunt"):
        page.person(Place(name).layout.heading, Place(name), rows)
    page.heading("Ketenpartijen")
    _table(page, Place("ketenpartijen"), rows)


def _bouwsteen(sheet: Worksheet, rows: Rows, number: int, offer: Offer | None) -> None:
    said = words()[number]
    page = _Page(sheet, "3 Instrumenten en rollen per bouwsteen", (48, 36, 36), landscape=True)
    page.heading(said.heading)
    page.wide(said.goals)
    page.numbered(_goals(Place("doelen", number), rows))
    page.person(said.guard, Place("kwaliteitsbewaker", number), rows)
    page.heading(INSTRUMENTS)
    lines = [(line.instrument, line.uitvoerder, line.ontwikkelaar) for line in offer.lines] if offer else []
    _table(page, Place("instrumenten", number), rows, lines)


def _actions(sheet: Worksheet, rows: Rows, updated: date | None) -> None:
    page = _Page(sheet, "4 Actielijst", (40, 24, 14, 18, 36), landscape=True)
    page.wide(f"{UPDATED} {_day(updated.isoformat()) if updated else ''}".rstrip())
    for number in BOUWSTENEN:
        page.heading(words()[number].heading)
        _table(page, Place("acties", number), rows)


def _goals(place: Place, rows: Rows) -> list[str]:
    return [row.cells.get("doel", "") for row in rows.get(place, ())]


def _table(page: _Page, place: Place, rows: Rows, before: Sequence[Sequence[str]] = ()) -> None:
    columns = place.layout.columns
    own = [
        [
            _day(row.cells.get(column.name, "")) if column.kind == "date" else row.cells.get(column.name, "")
            for column in columns
        ]
        for row in rows.get(place, ())
    ]
    page.table([column.label for column in columns], [*before, *own])


def _day(value: str) -> str:
    """31-01-2026, as people write a day."""
    return "-".join(reversed(value.split("-")))
