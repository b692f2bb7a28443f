"""`/bureau/kwaliteit/uitvoeren`: reviewed talks of a period as a file.

Talks are read some tens at a time, in the same transaction as the line of each in the audit log, and go out as they
are read: what was not written down was not sent.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response, StreamingResponse
from sqlalchemy.orm import Session

from catalogue.search import today_here
from web.quality_desk import asking, files, reviewed
from web.quality_desk.page import HOME
from web.quality_desk.reviewed import Record, Wanted
from web.review.looks import looked
from web.staff.audit import note
from web.staff.desk import Desk, Visit
from web.staff.people import Colleague, Right

PLACE = f"{HOME}/uitvoeren"
_USUAL = timedelta(weeks=12)
_FIRST_YEAR, _LAST_YEAR = 2000, 2100
_AT_ONCE = 50


@dataclass(frozen=True)
class Form:
    """A form a file can have; `lines` makes those of some talks."""

    name: str
    media_type: str
    head: Callable[[], str]
    lines: Callable[[list[Record]], str]


FORMS = {
    "csv": Form("CSV", "text/csv; charset=utf-8", files.csv_head, files.csv_lines),
    "jsonl": Form("JSONL", "application/x-ndjson", str, files.jsonl),
}


@dataclass(frozen=True)
class Asked:
    """What was asked for, as it was typed, and what is wrong with it by field."""

    typed: Mapping[str, str]
    first: date
    last: date
    errors: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, query: Mapping[str, str], today: date) -> Asked:
        """Read from an address; days that are not given are the last twelve weeks."""
        usual = {"van": today - _USUAL, "tot": today, "website": ""}
        typed = {name: query.get(name) or str(value) for name, value in usual.items()}
        days = {name: _day(typed[name]) for name in ("van", "tot")}
        errors = {name: "vul een dag in, zoals 31-12-2026" for name, day in days.items() if day is None}
        first, last = days["van"] or today, days["tot"] or today
        if not errors and first > last:
            errors["tot"] = "deze dag ligt voor de eerste dag"
        return cls(typed, first, last, errors)

    def wanted(self, session: Session, who: Colleague) -> Wanted:
        """The talks this colleague may take away."""
        return Wanted(self.first, self.last, asking.whose(session, who, self.typed["website"]))


def router(desk: Desk) -> APIRouter:
    """The page and the files, for who may read talks."""
    routes = APIRouter(include_in_schema=False)

    async def page(visit: Visit, asked: Asked) -> Response:
        def work(session: Session) -> tuple[int, asking.Options]:
            amount = 0 if asked.errors else reviewed.count(session, asked.wanted(session, visit.who))
            return amount, asking.website_options(session, visit.who)

        amount, websites = await desk.read(work)
        return desk.page(
            visit,
            "bureau/kwaliteit/uitvoeren.html",
            status=422 if asked.errors else 200,
            asked=asked,
            amount=amount,
            websites=websites,
            forms=[(key, form.name) for key, form in FORMS.items()],
        )

    @routes.get(PLACE)
    async def begin(request: Request) -> Response:
        visit = await desk.visit(request, Right.GESPREKKEN)
        return await page(visit, Asked.of(request.query_params, today_here()))

    @routes.get(PLACE + "/bestand")
    async def file(request: Request) -> Response:
        visit = await desk.visit(request, Right.GESPREKKEN)
        today, now = today_here(), datetime.now(UTC)
        asked = Asked.of(request.query_params, today)
        if asked.errors:
            return await page(visit, asked)
        ending = request.query_params.get("vorm", "")
        ending = ending if ending in FORMS else "csv"
        form = FORMS[ending]

        def begin_it(session: Session) -> tuple[Wanted, list[str]]:
            wanted = asked.wanted(session, visit.who)
            talks = reviewed.ids(session, wanted)
            period = f"{asked.first.isoformat()} tot en met {asked.last.isoformat()}"
            note(session, visit.who, "gesprekken uitgevoerd", f"{form.name}, {len(talks)} gesprekken, {period}", now)
            return wanted, talks

        wanted, talks = await desk.write(begin_it)
        name = f"wegwijs-gesprekken-{today.isoformat()}.{ending}"
        headers = {"content-disposition": f'attachment; filename="{name}"', "cache-control": "no-store"}
        return StreamingResponse(
            _pieces(desk, visit.who, wanted, talks, form), media_type=form.media_type, headers=headers
        )

    return routes


async def _pieces(desk: Desk, who: Colleague, wanted: Wanted, talks: list[str], form: Form) -> AsyncIterator[bytes]:
    yield form.head().encode()
    for start in range(0, len(talks), _AT_ONCE):
        part = talks[start : start + _AT_ONCE]

        def work(session: Session) -> str:
            now = datetime.now(UTC)
            found = reviewed.read(session, part, wanted.whose)  # noqa: B023 - it runs before the next part begins
            for talk, _ in found:
                looked(session, who, talk, now, what="gesprek uitgevoerd")
            return form.lines([record for _, record in found])

        yield (await desk.write(work)).encode()


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    return day if _FIRST_YEAR <= day.year <= _LAST_YEAR else None
