"""A workbook that goes out calculates nothing; one that comes in can do no harm."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from catalogue.problems import RecordError
from catalogue.record import InstrumentView
from catalogue.transfer.columns import COLUMNS
from catalogue.transfer.table_rows import read_table
from catalogue.transfer.xlsx_out import write_xlsx
from tests.catalogue.table_files import as_xlsx, row, workbook
from tests.common.hostile import FORMULAS
from tests.common.instruments import view


def written(*views: InstrumentView) -> openpyxl.Workbook:
    out = io.BytesIO()
    write_xlsx(views, out)
    return openpyxl.load_workbook(io.BytesIO(out.getvalue()))


def repacked(content: bytes, part: str, change: bytes | None) -> bytes:
    """The workbook with one part replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name != part:
                new.writestr(name, old.read(name))
        if change is not None:
            new.writestr(part, change)
    return out.getvalue()


def refusal(content: bytes) -> str:
    with pytest.raises(RecordError) as refused:
        read_table(content, "boek.xlsx")
    return str(refused.value)


def test_the_first_row_names_the_columns_and_stays_in_view() -> None:
    sheet = written(view("een"))["instrumenten"]
    assert tuple(cell.value for cell in sheet[1]) == COLUMNS
    assert sheet.freeze_panes == "B2"
    assert sheet.column_dimensions["C"].width == 60


def test_no_cell_is_a_formula_whatever_a_record_says() -> None:
    views = [view(f"r{number}", title=text, summary=text) for number, text in enumerate(FORMULAS)]
    cells = [cell for line in written(*views)["instrumenten"].iter_rows(min_row=2) for cell in line]
    assert len(cells) == len(FORMULAS) * len(COLUMNS)
    assert {cell.data_type for cell in cells} <= {"s", "n", "d"}
    risky = [cell for cell in cells if str(cell.value).startswith(("=", "+", "-", "@"))]
    assert risky
    assert all(cell.quotePrefix for cell in risky)


def test_the_sheet_with_our_name_is_read_else_the_first() -> None:
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([row()], "Instrumenten")))
    book.create_sheet("uitleg", 0)["A1"] = "Lees dit eerst"
    out = io.BytesIO()
    book.save(out)
    table = read_table(out.getvalue(), "boek.xlsx")
    assert table.notes == ("Gelezen is het werkblad 'Instrumenten'.",)
    assert len(read_table(as_xlsx([row()], "Blad1"), "boek.xlsx").raws) == 1


def test_a_workbook_that_is_huge_when_unpacked_is_refused_before_it_is_read() -> None:
    bomb = repacked(as_xlsx([row()]), "xl/worksheets/sheet1.xml", b" " * 81_000_000)
    assert len(bomb) < 200_000
    assert "uitgepakt veel te groot" in refusal(bomb)


def test_entities_in_the_xml_are_refused() -> None:
    laughs = b'<!DOCTYPE a [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    assert openpyxl.DEFUSEDXML
    assert "geen werkboek dat te lezen is" in refusal(repacked(as_xlsx([row()]), "xl/worksheets/sheet1.xml", laughs))


@pytest.mark.parametrize("part", ["xl/workbook.xml", "[Content_Types].xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("change", [None, b"", b"<a/>", b"geen xml"])
def test_a_broken_workbook_is_refused_in_dutch(part: str, change: bytes | None) -> None:
    assert "werk" in refusal(repacked(as_xlsx([row()]), part, change))


def test_an_old_workbook_is_told_how_to_save_it() -> None:
    assert "sla het in Excel op als .xlsx" in refusal(b"\xd0\xcf\x11\xe0" + b"0" * 100)


def test_rows_far_below_and_too_many_rows_are_refused() -> None:
    assert "meer dan 12000 regels" in refusal(workbook([["title"], *(["A"] for _ in range(12_001))]))
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx([row()])))
    page = book.active
    assert page is not None
    page["A900000"] = "ver weg"
    out = io.BytesIO()
    book.save(out)
    assert "loopt door tot na regel" in refusal(out.getvalue())
