"""A spreadsheet never calculates with what a visitor or a colleague wrote, and every text comes back as it was."""

from __future__ import annotations

import csv
import io
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from catalogue.transfer.cells import unsafe_cell
from web.quality_desk import files

ANYTHING = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
NASTY = st.builds(str.__add__, st.sampled_from(["=", "+", "-", "@", "\t", "\r", "\n", "'=", " =", ""]), ANYTHING)


def talk(**texts: str) -> dict[str, Any]:
    """A talk as it goes out, with these texts in it."""
    message = {
        **{"nummer": 1, "tekst": texts["text"], "aangetikt": False, "gevaar": None, "oordelen": []},
        **{"begrepen": None, "labels": [texts["tag"]], "notities": [texts["note"]]},
        "antwoord": [{"tekst": texts["answer"]}],
    }
    return {
        **{"gesprek": "0" * 64, "laatste_bericht": "2026-06-01", "website": texts["website"], "nagekeken": True},
        **{"gevaar_opgevolgd": False, "weggelaten": 0, "berichten": [message]},
        "waardering": [{"aanbod": None, "score": "ja", "toelichting": texts["remark"]}],
    }


@given(text=NASTY, tag=NASTY, note=NASTY, answer=NASTY, remark=NASTY, website=NASTY)
@example(text="=1+1", tag="@SOM(A1)", note="\t=2", answer="\r\n=3", remark="'=4", website="-5")
def test_no_cell_begins_a_formula_and_every_text_comes_back(**texts: str) -> None:
    file = files.csv_head() + files.csv_lines([talk(**texts)])
    head, row = csv.reader(io.StringIO(file.removeprefix(files.BOM), newline=""), delimiter=";")
    assert tuple(head) == files.COLUMNS
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r", "\n")) for cell in row)
    found = {name: unsafe_cell(cell) for name, cell in zip(head, row)}
    places = ("tekst", "labels", "notities", "antwoord", "toelichting", "website")
    names = ("text", "tag", "note", "answer", "remark", "website")
    assert {name: found[place] for name, place in zip(names, places)} == texts
