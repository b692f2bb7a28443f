"""What is sent to do harm is refused in Dutch, or stored and inert, whichever way it comes in."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import openpyxl
import pytest
import yaml
from openpyxl.utils.exceptions import IllegalCharacterError

from catalogue.problems import RecordError
from catalogue.record import InstrumentView, as_dict, parse_record
from catalogue.transfer import export_csv, export_json, export_yaml, read_folder
from catalogue.transfer.hsds import service
from catalogue.transfer.table_rows import Row, Sort, judge, read_table
from catalogue.transfer.xlsx_out import write_xlsx
from tests.catalogue.table_files import as_csv, row
from tests.common.hostile import IDS, VALUES, Hostile
from tests.common.instruments import TODAY, raw

FORMULA = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\n")


def look_at(one: Row, hostile: Hostile) -> None:
    """Refused at its own column, or harmless."""
    if hostile.accepted is not None:
        assert (one.sort is not Sort.WRONG) == hostile.accepted, one.troubles
    if one.view is None:
        assert hostile.field in "".join(trouble.column for trouble in one.troubles)
        assert all(trouble.message for trouble in one.troubles)
    else:
        inert(one.view)


def inert(record: InstrumentView) -> None:
    """No export of the record holds anything that runs."""
    assert "<" not in repr(record).replace("<InstrumentView", "")
    assert record.channels.url is None or record.channels.url.startswith("https://")
    out = io.BytesIO()
    write_xlsx([record], out)
    for line in openpyxl.load_workbook(io.BytesIO(out.getvalue())).active.iter_rows():  # type: ignore[union-attr]
        assert not [cell for cell in line if cell.data_type == "f"]
    for cells in csv.reader(io.StringIO(export_csv([record]))):
        assert not [cell for cell in cells if cell.lstrip().startswith(FORMULA)]
    assert parse_record(yaml.safe_load(export_yaml([record]))[0]) == record
    assert parse_record(json.loads(export_json([record]))[0]) == record
    assert "<" not in json.dumps(service(record, TODAY))


def test_there_are_enough_of_them() -> None:
    assert len(VALUES) >= 50
    assert len({one.value for one in VALUES if one.field == "url"}) >= 30


@pytest.mark.parametrize("hostile", VALUES, ids=IDS)
def test_in_a_csv(hostile: Hostile) -> None:
    content = as_csv(
        [row(**{hostile.field: hostile.value.encode("utf-8", "surrogatepass").decode("utf-8", "replace")})]
    )
    if "\ud800" in hostile.value:
        content = content.replace("\ufffd".encode(), b"\xed\xa0\x80")  # no UTF-8: then it is read as Windows' letters
    (one,) = judge(read_table(content, "tabel.csv"), {}, set())
    if "\ud800" not in hostile.value:
        look_at(one, hostile)
    elif one.view:
        inert(one.view)


@pytest.mark.parametrize("hostile", VALUES, ids=IDS)
def test_in_a_workbook(hostile: Hostile) -> None:
    values = row(**{hostile.field: "HIER"})
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.append(list(values))
    page.append([None if value == "HIER" else value for value in values.values()])
    cell = page.cell(2, list(values).index(hostile.field) + 1)
    try:
        cell.value = hostile.value[:32_767]
    except IllegalCharacterError:
        pytest.skip("a workbook cannot hold it")
    cell.data_type = "s"
    out = io.BytesIO()
    try:
        book.save(out)
    except (UnicodeEncodeError, ValueError):
        pytest.skip("a workbook cannot hold it")
    try:
        (one,) = judge(read_table(out.getvalue(), "tabel.xlsx"), {}, set())
    except RecordError as error:  # half a letter: that is no XML at all
        assert "geen werkboek dat te lezen is" in str(error)
        assert "\ud800" in hostile.value
        return
    look_at(one, hostile)


@pytest.mark.parametrize("hostile", [one for one in VALUES if one.field in raw() or one.field in raw()["channels"]])
def test_in_yaml(hostile: Hostile, tmp_path: Path) -> None:
    record = raw(**{hostile.field: hostile.value})
    (tmp_path / "instruments").mkdir()
    written = json.dumps([record], default=str)  # JSON is YAML, and escapes what is not a plain letter
    (tmp_path / "instruments" / "werk.yml").write_text(written, "utf-8")
    try:
        (found,) = read_folder(tmp_path).instruments
    except RecordError as error:
        assert hostile.accepted is not True, error
        assert all(problem.message for problem in error.problems)
    else:
        assert hostile.accepted is not False
        inert(found)


def test_what_may_be_stored_comes_back_as_it_was() -> None:
    for hostile in VALUES:
        if hostile.accepted and hostile.field == "title":
            record = parse_record(raw("een", title=hostile.value))
            (again,) = judge(read_table(export_csv([record]).encode(), "a.csv"), {}, set())
            assert again.view == record
            assert as_dict(record)["title"] == " ".join(hostile.value.split())
