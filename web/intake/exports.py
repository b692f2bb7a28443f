"""`/bureau/uitvoeren`: the catalogue as a file, whole or filtered like the list of the desk.

Records are read some hundreds at a time, each in a short transaction, so that nobody waits for an export; the lines
go out as they are made. A workbook is made whole first, in a file that is gone afterwards.
"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Iterable, Iterator
from datetime import UTC, date, datetime
from itertools import chain
from typing import IO

import anyio.from_thread
import anyio.to_thread
from anyio import CapacityLimiter
from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from starlette.background import BackgroundTask

from catalogue.overview import count, slugs
from catalogue.reading import read_views
from catalogue.record import InstrumentView, as_dict
from catalogue.search import today_here
from catalogue.transfer.exporting import csv_parts, json_parts
from catalogue.transfer.hsds import service
from catalogue.transfer.xlsx_out import write_xlsx
from web.conversations.demand import shown_slugs
from web.instrument_form import filters
from web.staff.audit import note
from web.staff.desk import Desk

HOME = "/bureau/uitvoeren"
FORMS = {
    "xlsx": ("Excel", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx"),
    "csv": ("CSV", "text/csv; charset=utf-8", "csv"),
    "json": ("JSON", "application/json", "json"),
    "hsds": ("Open Referral (HSDS 3)", "application/json", "json"),
}
_AT_ONCE = 400
_PIECE = 256 * 1024
_BOM = "\ufeff"
"""Tells Excel that a CSV is UTF-8."""
_ONE = CapacityLimiter(1)
"""One workbook is made at a time."""


def router(desk: Desk) -> APIRouter:
    """The page and the files."""
    routes = APIRouter(include_in_schema=False)

    @routes.get(HOME)
    async def begin(request: Request) -> Response:
        visit = await desk.visit(request)
        chosen = filters.chosen(request.query_params)
        asked = filters.asked(chosen, 1)
        found = await desk.read(lambda session: count(session, asked, today_here(), shown_slugs()))
        return desk.page(
            visit,
            "bureau/uitvoeren.html",
            chosen=chosen,
            options=filters.options(),
            found=found,
            forms=[(key, words) for key, (words, _, _) in FORMS.items()],
        )

    @routes.get(HOME + "/bestand")
    async def file(request: Request, vorm: str = "xlsx") -> Response:
        visit = await desk.visit(request)
        form = vorm if vorm in FORMS else "xlsx"
        asked, now, today = filters.asked(filters.chosen(request.query_params), 1), datetime.now(UTC), today_here()
        wanted = await desk.read(lambda session: slugs(session, asked, today, shown_slugs()))
        words, media_type, ending = FORMS[form]
        await desk.write(lambda session: note(session, visit.who, "uitgevoerd", f"{words}, {len(wanted)} records", now))
        name = f"wegwijs-{'hsds-' if form == 'hsds' else ''}{today.isoformat()}.{ending}"
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        if form == "xlsx":
            made = await anyio.to_thread.run_sync(lambda: _workbook(desk, wanted), limiter=_ONE)
            done = BackgroundTask(anyio.to_thread.run_sync, made.close)
            return StreamingResponse(_pieces(made), media_type=media_type, headers=headers, background=done)
        return StreamingResponse(_lines(desk, wanted, form, today), media_type=media_type, headers=headers)

    return routes


async def _views(desk: Desk, part: list[str]) -> list[InstrumentView]:
    found = await desk.read(lambda session: read_views(session, part))
    return [found[slug] for slug in part if slug in found]


def _parts(wanted: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


async def _lines(desk: Desk, wanted: list[str], form: str, today: date) -> AsyncIterator[bytes]:
    """A text file, piece by piece: each part is made as a file of its own, without what stands around it."""
    head, foot, between = (_BOM + next(csv_parts(())), "", "") if form == "csv" else ("[\n", "\n]\n", ",\n")
    yield head.encode()
    first = True
    for part in _parts(wanted):
        views = await _views(desk, part)
        text = await anyio.to_thread.run_sync(_text, views, form, today)
        if text:
            yield (text if first else between + text).encode()
            first = False
    yield foot.encode()


def _text(views: list[InstrumentView], form: str, today: date) -> str:
    if form == "csv":
        head, *lines = csv_parts(views)
        return "".join((head, *lines))[len(next(csv_parts(()))) :]
    values: Iterable[dict[str, object]] = (as_dict(one) if form == "json" else service(one, today) for one in views)
    return "".join(json_parts(values)).strip("[]\n")


def _workbook(desk: Desk, wanted: list[str]) -> IO[bytes]:
    """Runs in a thread; reads through the loop, part by part."""
    made = tempfile.TemporaryFile()  # noqa: SIM115 - closed when all of it was sent
    try:
        write_xlsx(chain.from_iterable(anyio.from_thread.run(_views, desk, part) for part in _parts(wanted)), made)
        made.seek(0)
    except BaseException:
        made.close()
        raise
    return made


async def _pieces(made: IO[bytes]) -> AsyncIterator[bytes]:
    while piece := await anyio.to_thread.run_sync(made.read, _PIECE):
        yield piece
