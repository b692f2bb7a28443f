"""`/bureau/invoeren`: bring a file, look at what it would do, and say yes or no. Nothing is written before the yes.

The pages work without JavaScript: while an import is written, its page asks for itself again every two seconds.
"""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime

from fastapi import APIRouter, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session
from starlette.datastructures import UploadFile

from catalogue.import_rows import ImportRun
from catalogue.problems import RecordError
from catalogue.transfer import waiting, waiting_list
from catalogue.transfer.cells import safe_cell
from catalogue.transfer.columns import COLUMNS
from catalogue.transfer.sheet import MOST_BYTES, MOST_ROWS
from web.intake import receiving
from web.intake.importer import Importer
from web.staff.audit import note
from web.staff.desk import Desk, Visit
from web.staff.people import Right

HOME = "/bureau/invoeren"
AGAIN = "2"
"""Seconds after which the page of an import that is being written asks for itself again."""
NO_FILE = "kies een bestand"
TOO_LARGE = f"het bestand is groter dan {MOST_BYTES // 1_000_000} MB"
CHOOSE = "kies of de regels met fouten weggelaten worden, of lees een verbeterd bestand in"
MOVED = "je rechten zijn veranderd sinds je dit bestand bracht; gooi het weg en breng het opnieuw"


def router(desk: Desk, importer: Importer) -> APIRouter:
    """The pages of an import."""
    routes = APIRouter(include_in_schema=False)

    async def first(visit: Visit, status: int = 200, problems: list[str] | None = None) -> Response:
        runs = await desk.read(lambda session: waiting_list.runs_of(session, visit.who.id))
        return desk.page(
            visit,
            "bureau/invoeren/begin.html",
            status=status,
            problems=problems or [],
            runs=runs,
            columns=COLUMNS,
            most_rows=MOST_ROWS,
            most_megabytes=MOST_BYTES // 1_000_000,
        )

    async def one(
        visit: Visit, run: ImportRun, shown: str | None = None, page: int = 1, *, status: int = 200, error: str = ""
    ) -> Response:
        counts = await desk.read(lambda session: waiting.counts(session, run.id))
        if shown not in waiting_list.SHOWN:
            first_shown = waiting.SKIPPED if run.status == waiting.DONE else waiting_list.SHOWN[0]
            order = (first_shown, *waiting_list.SHOWN)
            amounts = counts.sorts | counts.outcomes
            shown = next((sort for sort in order if amounts.get(sort)), order[0])
        wanted = shown
        rows = await desk.read(lambda session: waiting_list.rows_page(session, run.id, wanted, page))
        return desk.page(
            visit,
            "bureau/invoeren/import.html",
            status=status,
            headers={"refresh": AGAIN} if run.status == waiting.WRITING else {},
            run=run,
            counts=counts,
            shown=shown,
            page=min(page, rows.pages),
            rows=rows,
            error=error,
        )

    async def mine(visit: Visit, import_id: str) -> ImportRun | None:
        run = await desk.read(lambda session: waiting_list.run_of(session, visit.who.id, import_id))
        return run if run is not None and run.status != waiting.READING else None

    def gone(visit: Visit) -> Response:
        return desk.page(visit, "bureau/invoeren/weg.html", status=404)

    @routes.get(HOME)
    async def begin(request: Request) -> Response:
        return await first(await desk.visit(request, Right.INVOEREN))

    @routes.post(HOME)
    async def bring(request: Request) -> Response:
        visit, form = await desk.form(request, Right.INVOEREN)
        file = form.get("bestand")
        if not isinstance(file, UploadFile) or not file.filename:
            return await first(visit, 422, [NO_FILE])
        content = await file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            return await first(visit, 422, [TOO_LARGE])
        try:
            import_id = await receiving.receive(desk, visit.who, content, receiving.shown_name(file.filename))
        except RecordError as error:
            return await first(visit, 422, [str(problem) for problem in error.problems])
        return RedirectResponse(f"{HOME}/{import_id}", status_code=303)

    @routes.get(HOME + "/{import_id}")
    async def look(request: Request, import_id: str, toon: str | None = None, pagina: str = "1") -> Response:
        visit = await desk.visit(request, Right.INVOEREN)
        run = await mine(visit, import_id)
        page = int(pagina) if pagina.isascii() and pagina.isdigit() and len(pagina) < 6 else 1
        return await one(visit, run, toon, max(1, page)) if run else gone(visit)

    @routes.get(HOME + "/{import_id}/fouten.csv")
    async def troubles(request: Request, import_id: str) -> Response:
        visit = await desk.visit(request, Right.INVOEREN)
        run = await mine(visit, import_id)
        if run is None:
            return gone(visit)
        found = await desk.read(lambda session: list(waiting_list.troubles_of(session, run.id)))
        out = io.StringIO(newline="")
        writer = csv.writer(out)
        writer.writerow(("regel", "titel", "kolom", "fout"))
        writer.writerows([str(number), *(safe_cell(cell) for cell in cells)] for number, *cells in found)
        headers = {"content-disposition": 'attachment; filename="fouten.csv"', "cache-control": "no-store"}
        return Response("\ufeff" + out.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)

    @routes.post(HOME + "/{import_id}/ja")
    async def yes(request: Request, import_id: str) -> Response:
        visit, form = await desk.form(request, Right.INVOEREN)
        run = await mine(visit, import_id)
        if run is None:
            return gone(visit)
        if run.rights != receiving.author_of(visit.who).rights:
            return await one(visit, run, status=409, error=MOVED)
        counts = await desk.read(lambda session: waiting.counts(session, run.id))
        if counts.wrong and form.get("zonder_fouten") != "ja":
            return await one(visit, run, status=422, error=CHOOSE)
        subject, now = f"{run.file_name} ({counts.to_write} records)", datetime.now(UTC)

        def say_yes(session: Session) -> None:
            if waiting.begin(session, run.id):
                note(session, visit.who, "ingevoerd", subject, now)

        await desk.write(say_yes)
        importer.wake()
        return RedirectResponse(f"{HOME}/{run.id}", status_code=303)

    @routes.post(HOME + "/{import_id}/nee")
    async def no(request: Request, import_id: str) -> Response:
        visit, _ = await desk.form(request, Right.INVOEREN)
        run = await mine(visit, import_id)
        if run is None:
            return gone(visit)
        await desk.write(lambda session: waiting.discard(session, run.id))
        return RedirectResponse(HOME, status_code=303)

    return routes
