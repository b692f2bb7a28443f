"""Export instruments: YAML and JSON hold whole records, CSV opens in a spreadsheet without running anything.

`csv_parts` and `json_parts` give the file in pieces, so that a hundred thousand records never stand in memory at once.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import date

import yaml
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from catalogue.models import Instrument
from catalogue.reading import read_views
from catalogue.record import InstrumentView, as_dict
from catalogue.transfer.cells import as_cell, safe_cell
from catalogue.transfer.columns import COLUMNS

AT_ONCE = 500
"""Records read together."""


def all_views(session: Session, slugs: Select[str] | None = None) -> Iterator[InstrumentView]:
    """Every record by slug, whatever its status; or those of a statement that chooses slugs, in its order."""
    chosen = session.scalars(slugs if slugs is not None else select(Instrument.slug).order_by(Instrument.slug)).all()
    for start in range(0, len(chosen), AT_ONCE):
        part = chosen[start : start + AT_ONCE]
        found = read_views(session, part)
        # One that went in the meantime is passed over.
        yield from (found[slug] for slug in part if slug in found)


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
    return "".join(json_parts(as_dict(view) for view in views))


def json_parts(values: Iterable[Mapping[str, object]]) -> Iterator[str]:
    """A JSON list, one value a piece."""
    before = "[\n"
    for value in values:
        yield before + json.dumps(value, ensure_ascii=False, indent=2, default=date.isoformat)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


def export_csv(views: Iterable[InstrumentView]) -> str:
    """A table with one line a record, for a spreadsheet. No cell can be taken for a formula."""
    return "".join(csv_parts(views))


def csv_parts(views: Iterable[InstrumentView]) -> Iterator[str]:
    """The lines of that table, the names of the columns first."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for view in views:
        values = cells_of(view)
        writer.writerow([safe_cell(as_cell(values[name])) for name in COLUMNS])
        yield out.getvalue()
        out.seek(0)
        out.truncate()
    yield out.getvalue()


def cells_of(view: InstrumentView) -> dict[str, object]:
    """The values of a record by column."""
    return as_dict(view) | asdict(view.channels)
