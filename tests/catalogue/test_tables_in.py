"""A table comes in as people make it, and each thing that is wrong is told at its row and column, in Dutch."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from catalogue.problems import RecordError
from catalogue.record import InstrumentView
from catalogue.transfer.cells import safe_cell, unsafe_cell
from catalogue.transfer.columns import COLUMNS, headings, names
from catalogue.transfer.exporting import export_csv
from catalogue.transfer.table_rows import NOT_YOURS, Known, Row, Sort, judge, read_table
from catalogue.transfer.xlsx_out import write_xlsx
from tests.catalogue.table_files import as_csv, as_xlsx, row, workbook
from tests.common.instruments import view


def rows_of(content: bytes, *known: InstrumentView, name: str = "tabel.csv", **options: Any) -> list[Row]:
    """The rows of a file, beside these records."""
    there = {one.slug: Known(one, 1) for one in known}
    return judge(read_table(content, name), there, set(there), **options)


def refusal(content: bytes, name: str = "tabel.csv") -> str:
    with pytest.raises(RecordError) as refused:
        read_table(content, name)
    return str(refused.value)


def xlsx_of(*views: InstrumentView) -> bytes:
    out = io.BytesIO()
    write_xlsx(views, out)
    return out.getvalue()


EXPORTED = [
    view("een", regions=["Rotterdam", "'s-Hertogenbosch"], phone="+31 20 123 4567", cost="gratis", age_min=18),
    view("twee", title='=HYPERLINK("https://kwaad.nl")', verified_on=date(2026, 3, 1), valid_to=date(1850, 1, 1)),
    view("drie", title="'=1+1", summary="#N/A is geen fout", by_experts_by_experience=True, verified_on=None),
    view("vier", title="'s Morgens", needs=["lotgenoten", "somberheid"], status="concept", source="000"),
]


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_what_was_exported_comes_back_the_same(form: str) -> None:
    content = export_csv(EXPORTED).encode() if form == "csv" else xlsx_of(*EXPORTED)
    assert [one.sort for one in rows_of(content, *EXPORTED)] == [Sort.SAME] * 4
    assert [one.view for one in rows_of(content)] == EXPORTED


@given(st.text())
def test_the_apostrophe_before_a_formula_comes_off_again_and_no_other(text: str) -> None:
    assert unsafe_cell(safe_cell(text)) == text


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_usual_kind_of_csv_is_read(delimiter: str, encoding: str) -> None:
    (one,) = rows_of(as_csv([row(title="Één café, voor jou; samen")], delimiter, encoding))
    assert one.view is not None
    assert one.view.title == "Één café, voor jou; samen"


def test_letters_of_windows_are_told() -> None:
    table = read_table(as_csv([row(title="Café")], ";", "cp1252"), "tabel.csv")
    assert "Windows-tekst" in table.notes[0]
    assert "puntkomma" in table.notes[1]


def test_a_line_end_within_quotes_stays_in_its_cell_and_rows_keep_their_numbers() -> None:
    rows = rows_of(as_csv([row(summary="Eerst.\nDan."), row(slug="twee", title="")]))
    assert rows[0].view is not None
    assert rows[0].view.summary == "Eerst. Dan."
    assert [(one.number, one.sort) for one in rows] == [(2, Sort.NEW), (3, Sort.WRONG)]


def test_excels_own_line_about_the_delimiter_is_passed_over() -> None:
    (one,) = rows_of(b"sep=;\r\n" + as_csv([row()], ";"))
    assert (one.number, one.sort) == (2, Sort.NEW)


def test_dutch_names_of_columns_say_the_same() -> None:
    dutch = {
        "slug": "Kenmerk",
        "title": "TITEL",
        "summary": "Korte omschrijving",
        "instrument_kind": "Soort instrument",
    }
    dutch |= {
        "url": "Website",
        "needs": "Hulpvragen",
        "audiences": "Voor wie",
        "provider": "Aanbieder",
        "source": "Bron",
    }
    (one,) = rows_of(as_csv([{dutch.get(name, name): value for name, value in row().items()}]))
    assert one.sort is Sort.NEW


def test_every_column_has_one_meaning() -> None:
    assert set(names().values()) == set(COLUMNS)


def test_a_column_nobody_knows_is_told_and_one_that_is_there_twice_is_refused() -> None:
    assert "'Prijs van nu' ken ik niet" in headings(["title", "Prijs van nu"]).ignored[0]
    assert "bedoel je 'samenvatting'" in headings(["title", "Samenvating"]).ignored[0]
    assert "'website' en 'url' zijn allebei url" in refusal(b"title,website,url\nA,b,c\n")
    assert "de kolom title ontbreekt" in refusal(b"naampje\nA\n")


def test_a_cell_in_a_workbook_keeps_its_kind() -> None:
    values = row(age_min=18.0, age_max="65", by_experts_by_experience=True, verified_on=date(2026, 3, 1), source=2)
    (one,) = rows_of(as_xlsx([values | {"bouwstenen": 2}]), name="tabel.xlsx")
    assert one.view is not None
    assert (one.view.age_min, one.view.age_max, one.view.by_experts_by_experience) == (18, 65, True)
    assert (one.view.verified_on, one.view.source, one.view.bouwstenen) == (date(2026, 3, 1), "2", (2,))


def test_a_telephone_number_that_excel_made_a_number_is_not_taken() -> None:
    (one,) = rows_of(as_xlsx([row(phone=201234567)]), name="tabel.xlsx")
    assert one.troubles[0].column == "kolom L (phone)"
    assert "eerste nul" in one.troubles[0].message


def test_days_are_read_as_dutch_people_write_them() -> None:
    (one,) = rows_of(as_csv([row(verified_on="1-3-2026", valid_to="31/12/2030")]))
    assert one.view is not None
    assert (one.view.verified_on, one.view.valid_to) == (date(2026, 3, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("changes", "column", "words"),
    [
        ({"title": ""}, "title", "moet ingevuld zijn"),
        ({"url": "javascript:alert(1)"}, "url", "moet beginnen met https://"),
        ({"verified_on": "30-02-2026"}, "verified_on", "geen dag die bestaat"),
        ({"verified_on": "2026-02-30"}, "verified_on", "bestaande datum"),
        ({"needs": "sombrheid"}, "needs", "bedoel je 'somberheid'"),
        ({"age_min": "achttien"}, "age_min", "heel getal"),
        ({"by_experts_by_experience": "wellicht"}, "by_experts_by_experience", "moet ja of nee zijn"),
        ({"bouwstenen": "2; 8"}, "bouwstenen", "van 1 tot en met 7"),
        ({"summary": "x" * 6000}, "summary", "te lang: 6000 tekens"),
        ({"summary": "stil\u200bstaan"}, "summary", "niet zichtbaar"),
        ({"slug": "Met Spatie"}, "slug", "kleine letters"),
    ],
)
def test_what_is_wrong_is_told_at_its_column(changes: dict[str, str], column: str, words: str) -> None:
    (one,) = rows_of(as_csv([row(**changes)]))
    assert one.sort is Sort.WRONG
    assert [trouble.column for trouble in one.troubles] == [column]
    assert words in one.troubles[0].message


def test_all_that_is_wrong_in_a_row_is_told_at_once() -> None:
    (one,) = rows_of(as_xlsx([row(title="", url="x", age_min="jong")]), name="tabel.xlsx")
    assert {trouble.column for trouble in one.troubles} == {"kolom B (title)", "kolom H (url)", "kolom L (age_min)"}


def test_a_formula_is_never_worked_out() -> None:
    lines = [list(row()), [*list(row().values())[:-1], "=1+1"]]
    (one,) = rows_of(workbook(lines, formulas=True), name="tabel.xlsx")
    assert "formule" in one.troubles[0].message


def test_a_slug_that_is_there_twice_is_wrong_in_both_places() -> None:
    rows = rows_of(as_csv([row(), row(slug="ander"), row(title="Nog een")]))
    assert [one.sort for one in rows] == [Sort.WRONG, Sort.NEW, Sort.WRONG]
    assert "staat ook op regel 4" in rows[0].troubles[0].message
    assert "staat ook op regel 2" in rows[2].troubles[0].message


def test_without_a_slug_one_is_made_and_no_record_is_overwritten_by_it() -> None:
    other = view("cafe-een", title="Iets anders")
    rows = rows_of(as_csv([row(slug="", title="Café één"), row(slug="", title="Café één")]), other)
    assert [(one.slug, one.sort) for one in rows] == [("cafe-een-2", Sort.NEW), ("cafe-een-3", Sort.NEW)]


def test_the_same_file_without_slugs_again_changes_nothing() -> None:
    content = as_csv([row(slug="", title="Café één")])
    (first,) = rows_of(content)
    assert first.view is not None
    assert [one.sort for one in rows_of(content, first.view)] == [Sort.SAME]


def test_a_column_that_is_not_there_leaves_the_field_and_an_empty_cell_empties_it() -> None:
    there = view("een", regions=["Ede"], phone="0800 0113", cost="gratis")
    content = as_csv([{"slug": "een", "title": "Nieuwe titel", "cost": ""}])
    (one,) = rows_of(content, there)
    assert one.view is not None
    assert (one.sort, one.version) == (Sort.CHANGED, 1)
    assert (one.view.regions, one.view.channels.phone, one.view.cost) == (("Ede",), "0800 0113", None)
    assert [(change.label, change.old, change.new) for change in one.differences] == [
        ("Titel", "Hulp van een", "Nieuwe titel"),
        ("Kosten", "gratis", "–"),
    ]


def test_who_may_not_change_a_record_cannot_do_it_with_a_file() -> None:
    there = view("een", regions=["Ede"])
    away = [{"slug": "een", "title": "Weg", "regions": "Rotterdam"}]
    (one,) = rows_of(as_csv(away), there, may_change=lambda record: record.regions == ("Rotterdam",))
    assert (one.sort, one.troubles[0].message) == (Sort.WRONG, NOT_YOURS)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "leeg"),
        (b"\n\n", "begint met een lege regel"),
        (b"title,slug\n", "geen enkele regel"),
        (b"title\x00\x01\x02,", "geen CSV"),
        (b"\xd0\xcf\x11\xe0rest", "oud of beveiligd"),
        (b"PK\x03\x04stuk", "geen werkboek"),
        (b"title,\x81\x8d\n", "letters"),
        (b"title\n" + b"A\n" * 12_001, "meer dan 12000 regels"),
        (b"title," + b"x," * 70 + b"\nA\n", "meer dan 60 kolommen"),
        (b"a" * 10_000_001, "groter dan 10 MB"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_dutch(content: bytes, words: str) -> None:
    assert words in refusal(content)


def test_a_quote_that_never_closes_is_told_where_it_opens() -> None:
    rows = rows_of(b'title,slug\nGoed,goed\n"Open,fout\nRest,rest\n')
    assert (rows[1].number, rows[1].sort) == (3, Sort.WRONG)
    assert "niet meer dicht" in rows[1].troubles[0].message
    huge = rows_of(b'title,slug\n"' + b"a" * 200_000 + b'",x\nGoed,goed\n')
    assert "veel te veel tekst" in huge[0].troubles[0].message


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300) | st.text("title,slug;\t\n\"'=\u00e9", max_size=80).map(str.encode))
def test_whatever_is_in_a_file_it_is_judged_or_refused(content: bytes) -> None:
    for start in (b"", b"title,slug,url\n", b"PK\x03\x04"):
        try:
            rows = rows_of(start + content)
        except RecordError as error:
            assert error.problems
        else:
            assert all(one.view or one.troubles for one in rows)
