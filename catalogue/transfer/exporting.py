"""Export instruments: YAML and JSON hold whole records, CSV opens in a spreadsheet without running anything."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from datetime import date

import yaml
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.models import Instrument
from catalogue.record import FIELDS, Channels, InstrumentView

CHANNEL_FIELDS = tuple(Channels.__dataclass_fields__)
COLUMNS = tuple(name for field in FIELDS for name in (CHANNEL_FIELDS if field == "channels" else (field,)))
"""The columns of the CSV: the fields of contract 3, with each channel in a column of its own."""
BETWEEN = "; "
"""Stands between the values of a list in one CSV cell."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%")


def all_views(session: Session) -> Iterator[InstrumentView]:
    """Every record by slug, whatever its status."""
    for row in session.scalars(select(Instrument).order_by(Instrument.slug).execution_options(yield_per=500)):
        yield row.view()


def as_dict(view: InstrumentView) -> dict[str, object]:
    """A record as plain values in the order of contract 3; `parse_record` reads it back unchanged."""
    values = asdict(view)
    return {name: list(value) if isinstance(value := values[name], tuple) else value for name in FIELDS}


def export_yaml(views: Iterable[InstrumentView]) -> str:
    """A list of records as the import reads it."""
    records = [as_dict(view) for view in views]
    return yaml.dump(records, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=120)


class _Dumper(yaml.SafeDumper):
    """Writes every value out, also when the same day stands in two records; the import refuses references."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def export_json(views: Iterable[InstrumentView]) -> str:
    """A list of records; days are written as 2026-01-31."""
    return json.dumps([as_dict(view) for view in views], ensure_ascii=False, indent=2, default=date.isoformat)


def export_csv(views: Iterable[InstrumentView]) -> str:
    """A table with one line a record, for a spreadsheet. No cell can be taken for a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for view in views:
        values = as_dict(view) | asdict(view.channels)
        writer.writerow([safe_cell(_cell(values[name])) for name in COLUMNS])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """A cell that a spreadsheet reads as text: a leading apostrophe where it might begin a formula.

    Spreadsheets pass over blanks, tabs and line ends before they decide; so does this check.
    """
    if text[:1] in ("\t", "\r", "\n") or text.lstrip().startswith(_FORMULA):
        return "'" + text
    return text


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return BETWEEN.join(str(item) for item in value) if isinstance(value, list) else str(value)
