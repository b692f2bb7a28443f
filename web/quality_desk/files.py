"""The two forms of an export: JSONL with a talk on each line, and CSV with a message on each line."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable
from typing import Any

from catalogue.transfer.cells import as_cell, safe_cell
from web.quality_desk.reviewed import Record

BOM = "\ufeff"
"""Tells spreadsheets that a CSV is UTF-8."""
COLUMNS = (
    *("gesprek", "laatste bericht", "website", "nagekeken", "gevaar opgevolgd", "bericht", "tekst", "aangetikt"),
    *("begrepen als", "zekerheid", "niet begrepen", "hulpvragen", "doelgroep", "ziekte", "gemeente", "gevaar"),
    *("oordelen", "had moeten zijn", "labels", "notities", "antwoord", "aanbod", "waardering", "toelichting"),
)
_LINE_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""Those that JSON leaves as they are in a text."""


def jsonl(records: Iterable[Record]) -> str:
    """A line for each talk, also for who takes any line end of Unicode for the end of a line."""
    return "".join(
        json.dumps(record, ensure_ascii=False, separators=(",", ":")).translate(_LINE_ENDS) + "\n" for record in records
    )


def csv_head() -> str:
    """The beginning of a CSV: the mark of UTF-8 and the names of the columns."""
    return BOM + _lines([COLUMNS])


def csv_lines(records: Iterable[Record]) -> str:
    """A line for each message; no cell is taken for a formula."""
    return _lines(_cells(record, message) for record in records for message in record["berichten"])


def _lines(rows: Iterable[Iterable[object]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n", delimiter=";").writerows(
        [safe_cell(as_cell(value)) for value in row] for row in rows
    )
    return out.getvalue()


def _cells(talk: Record, message: Record) -> tuple[object, ...]:
    heard = message["begrepen"] or {}
    facts = heard.get("feiten") or {}
    verdicts, answer, scores = message["oordelen"], message["antwoord"], talk["waardering"]
    return (
        *(talk[name] for name in ("gesprek", "laatste_bericht", "website", "nagekeken", "gevaar_opgevolgd")),
        *(message[name] for name in ("nummer", "tekst", "aangetikt")),
        *(heard.get(name) for name in ("als", "zekerheid", "niet_begrepen", "hulpvragen")),
        *(facts.get(name) for name in ("audience", "condition", "region")),
        message["gevaar"],
        [one["oordeel"] for one in verdicts],
        [one["hulpvraag"] or "niets" for one in verdicts if one["oordeel"] == "anders"],
        message["labels"],
        message["notities"],
        _texts(answer, "tekst", "kaart_bij_gevaar"),
        [slug for one in answer for slug in one.get("aanbod", [])],
        [_scored(one) for one in scores],
        _texts(scores, "toelichting"),
    )


def _texts(parts: Iterable[Record], *names: str) -> list[Any]:
    return [part[name] for part in parts for name in names if part.get(name)]


def _scored(score: Record) -> str:
    return f"{score['aanbod'] or 'gesprek'}: {score['score']}"
