"""The lists as XLSX: the sheets and columns of the document, and text that stays text."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime

import pytest
from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from catalogue.lists.layout import Place, every_place
from catalogue.lists.offer import Offer, Offered
from catalogue.lists.plans import PlanView
from catalogue.lists.rows import Kept
from catalogue.lists.workbook import workbook

PLAN = PlanView(1, "Keten", ("Ermelo", "Harderwijk"), False, 1, None)
NOW = datetime(2026, 6, 1, tzinfo=UTC)


def made(
    cells: dict[Place, dict[str, dict[str, str]]] | None = None, offers: dict[int, Offer] | None = None
) -> Workbook:
    rows = {
        place: [Kept(key, row, "Anna", NOW) for key, row in (cells or {}).get(place, {}).items()]
        for place in every_place()
    }
    return load_workbook(io.BytesIO(workbook(PLAN, rows, offers or {}, date(2026, 6, 1))))


def lines(book: Workbook, sheet: str) -> list[tuple[str, ...]]:
    return [tuple(str(value or "") for value in row) for row in book[sheet].iter_rows(values_only=True)]


def test_the_sheets_are_those_of_the_document() -> None:
    bouwstenen = [f"3 Bouwsteen {number}" for number in range(1, 8)]
    assert made().sheetnames == ["1 Checklist", "2 Rollen contactgegevens", *bouwstenen, "4 Actielijst"]


@pytest.mark.parametrize(
    ("sheet", "heads"),
    [
        ("1 Checklist", ("Organisaties", "Ja", "Nee", "Sleutelpersonen", "Ja", "Nee")),
        (
            "2 Rollen contactgegevens",
            (
                "Naam organisatie/sleutelpersoon",
                "Naam aanspreekpunt",
                "Contactgegevens aanspreekpunt",
                "Bijzondere aandacht voor doelgroep",
            ),
        ),
        (
            "3 Bouwsteen 4",
            (
                "Instrument + mogelijk specifieke doelgroep",
                "Uitvoerder van het instrument",
                "Auteur/ontwikkelaar van het instrument.",
            ),
        ),
        (
            "4 Actielijst",
            (
                "Wat",
                "Wie (aanspreekpunt(en))",
                "Voor wanneer (datum)",
                "Status (nog niet begonnen/bezig/voltooid)",
                "Bijzonderheden/specifieke aandacht voor",
            ),
        ),
    ],
)
def test_the_columns_are_those_of_the_document(sheet: str, heads: tuple[str, ...]) -> None:
    assert heads in lines(made(), sheet)


def test_what_was_filled_in_stands_in_its_place() -> None:
    book = made(
        {
            Place("organisaties"): {"gemeente": {"antwoord": "Ja"}, "eigen": {"naam": "Moskee", "antwoord": "Nee"}},
            Place("doelen", 2): {"a": {"doel": "Eerder zien"}},
            Place("kwaliteitsbewaker", 2): {"rol": {"naam": "Piet", "functie": "Huisarts"}},
            Place("instrumenten", 2): {"a": {"instrument": "Eigen folder", "uitvoerder": "GGD"}},
            Place("acties", 2): {"a": {"wat": "Bellen", "wanneer": "2026-07-31", "status": "bezig"}},
        },
        {2: Offer((Offered("cafe", "Café", "Zorgdat", "Trimbos", True),), False)},
    )
    assert ("Gemeente", "☒", "☐", "Wmo-consulent", "☐", "☐") in lines(book, "1 Checklist")
    assert any(line[:3] == ("Moskee", "☐", "☒") for line in lines(book, "1 Checklist"))
    second = lines(book, "3 Bouwsteen 2")
    assert ("1. Eerder zien", "", "") in second
    assert ("Naam:", "Piet", "") in second
    assert second.index(("Café", "Zorgdat", "Trimbos")) < second.index(("Eigen folder", "GGD", ""))
    assert ("Bellen", "", "31-07-2026", "bezig", "") in lines(book, "4 Actielijst")
    assert any(line[0] == "Voor het laatst geüpdatet op: 01-06-2026" for line in lines(book, "4 Actielijst"))


@pytest.mark.parametrize("text", ["=1+1", "+31 6 1", "-2-3", "@SUM(A1)", "|x", "%0", "=cmd|' /C calc'!A0"])
def test_nothing_that_was_typed_is_a_formula(text: str) -> None:
    book = made({Place("acties", 1): {"a": {"wat": text}}})
    found = [cell for row in book["4 Actielijst"].iter_rows() for cell in row if str(cell.value).endswith(text)]
    assert [(cell.data_type, cell.value) for cell in found] == [("s", f"'{text}")]


def test_every_sheet_fits_on_a4_across() -> None:
    for sheet in made():
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.sheet_properties.pageSetUpPr and sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToWidth == 1
