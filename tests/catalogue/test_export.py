"""What goes out can come in again, and a spreadsheet runs nothing of it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from catalogue.record import FIELDS
from catalogue.transfer import export_csv, export_json, export_yaml, import_yaml
from catalogue.transfer.cells import safe_cell
from catalogue.transfer.columns import COLUMNS
from catalogue.transfer.exporting import all_views
from tests.common.instruments import TODAY, store, view


def test_what_is_exported_as_yaml_is_imported_unchanged(session: Session, tmp_path: Path) -> None:
    records = [
        view("een", regions=["Zeist"], phone="0800 0113", cost="nee"),
        view("twee", valid_to=TODAY, verified_on=TODAY, needs=["lotgenoten", "somberheid"]),
    ]
    store(session, *records)
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "alle.yml").write_text(export_yaml(all_views(session)), "utf-8")
    assert import_yaml(session, tmp_path).unchanged == ["een", "twee"]


def test_json_holds_whole_records_with_plain_days(session: Session) -> None:
    store(session, view("een", needs=["lotgenoten"]))
    (record,) = json.loads(export_json(all_views(session)))
    assert tuple(record) == FIELDS
    assert (record["verified_on"], record["needs"], record["channels"]["phone"]) == ("2026-06-01", ["lotgenoten"], None)


def test_every_status_is_exported_in_the_order_of_slugs(session: Session) -> None:
    store(session, view("c"), view("b", status="concept"), view("a", status="ingetrokken"))
    assert [record.slug for record in all_views(session)] == ["a", "b", "c"]


def test_a_table_has_a_line_for_each_record_and_a_column_for_each_channel() -> None:
    records = [view("een", needs=["lotgenoten", "behandeling"], phone="0800 0113", by_experts_by_experience=True)]
    rows = list(csv.DictReader(io.StringIO(export_csv(records))))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["needs"] == "lotgenoten; behandeling"
    assert (rows[0]["phone"], rows[0]["email"], rows[0]["by_experts_by_experience"]) == ("0800 0113", "", "ja")


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+31 20",
        "-2",
        "@SUM(A1)",
        "\t=1+1",
        "\n=1+1",
        "\r=1+1",
        "  =1+1",
        "\u00a0=1+1",
        "\ttekst",
        "|calc",
        "%0A",
        "\uff1d1+1",
        "\ufeff=1+1",
        "\u0000=1+1",
    ],
)
def test_a_cell_that_might_be_a_formula_becomes_text(text: str) -> None:
    assert safe_cell(text) == "'" + text


@given(st.text())
def test_no_cell_ever_begins_as_a_formula(text: str) -> None:
    assert not safe_cell(text).lstrip().startswith(("=", "+", "-", "@"))
    assert safe_cell(text).endswith(text)


def test_a_formula_in_a_record_does_not_reach_the_table() -> None:
    table = export_csv([view("een", title='=HYPERLINK("https://kwaad.nl")', phone="+31 20 123 4567")])
    (row,) = csv.DictReader(io.StringIO(table))
    assert row["title"].startswith("'=")
    assert row["phone"] == "'+31 20 123 4567"
