"""`/bureau/gesprekken`: the talks of visitors with filters and search. It shows signs and labels, never their words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response
from sqlalchemy.orm import Session

from vocabulary import needs
from web.review import scope, tags
from web.review.models import SavedFilter
from web.staff import accounts
from web.staff.desk import Desk, Visit
from web.staff.forms import exact, number_of, text_of
from web.staff.people import Colleague, Right
from web.staff.words import moment
from web.talk_desk import asked as asking
from web.talk_desk import listing, order, saved, signs
from web.talk_desk.asked import Asked, Options
from web.talk_desk.listing import Listed
from web.talk_desk.saved import SavingError
from web.talk_desk.way import HOME, Way

_FILTERS = f"{HOME}/filters"


@dataclass(frozen=True)
class Seen:
    """What a colleague sees: the talks (None when a filter is wrong), what can be chosen, and the own filters."""

    found: Listed | None
    options: Mapping[str, Options]
    kept: Sequence[SavedFilter]


def router(desk: Desk) -> APIRouter:
    """The list and its filters that are kept."""
    routes = APIRouter(include_in_schema=False)

    async def show(visit: Visit, asked: Asked, after: str = "", wrong: tuple[str, str] | None = None) -> Response:
        seen = await desk.read(lambda session: look(session, visit.who, asked, after))
        names = {name: dict(options) for name, options in seen.options.items()}
        return desk.page(
            visit,
            "bureau/gesprekken/lijst.html",
            status=422 if asked.errors or wrong else 200,
            home=HOME,
            asked=asked,
            after=after,
            way=Way(asked, page=order.read(after)),
            labels=asking.LABELS,
            options={name: [("", "– alles –"), *found] for name, found in seen.options.items() if name != "volgorde"}
            | {"volgorde": seen.options["volgorde"]},
            chips=[
                (f"{asking.LABELS[name]}: {names.get(name, {}).get(value, value)}", asked.query(without=name))
                for name, value in asked.filters.items()
                if name not in asked.errors
            ],
            found=seen.found,
            counted=_counted(seen.found.total) if seen.found else "",
            websites=names["website"],
            kept=seen.kept,
            wrong=wrong,
            regions=visit.who.regions,
            titles={need.label: need.title for need in needs.load().values()},
            signs_of=signs.of,
            moment=moment,
        )

    @routes.get(HOME)
    async def listed(request: Request, verder: Annotated[str, Query(max_length=60)] = "") -> Response:
        visit = await desk.visit(request, Right.GESPREKKEN)
        return await show(visit, asking.read(request.query_params), verder)

    @routes.post(_FILTERS)
    async def keep(request: Request) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)
        name, query, now = text_of(form, "naam"), exact(form, "query"), datetime.now(UTC)
        try:
            query = await desk.write(lambda session: saved.keep(session, visit.who, name, query, now))
        except SavingError as error:
            return await show(visit, asking.of_query(query), wrong=(name, str(error)))
        return RedirectResponse(f"{HOME}?{query}", status_code=303)

    @routes.post(f"{_FILTERS}/weg")
    async def drop(request: Request) -> Response:
        visit, form = await desk.form(request, Right.GESPREKKEN)
        number = number_of(form, "nummer")
        await desk.write(lambda session: saved.drop(session, visit.who, number))
        query = asking.of_query(exact(form, "query")).query()
        return RedirectResponse(f"{HOME}?{query}" if query else HOME, status_code=303)

    return routes


def look(session: Session, who: Colleague, asked: Asked, after: str) -> Seen:
    """All that the page asks of the database."""
    found = None if asked.errors else listing.page(session, asked, who, after)
    readers = [
        one for one in accounts.all_accounts(session) if one.id != who.id and one.colleague().may(Right.GESPREKKEN)
    ]
    options: dict[str, Options] = {
        **asking.fixed_options(),
        "website": scope.website_options(session, who),
        "label": [(tag, tag) for tag in tags.known(session, who)],
        "van_wie": [
            (asking.MINE, "Ik"),
            (asking.NOBODY, "Nog niemand"),
            *((one.id, one.name) for one in readers),
        ],
    }
    for name in ("website", "label", "van_wie"):  # what is gone can still stand in a link or a filter that was kept
        value = asked.values.get(name)
        if value and value not in dict(options[name]):
            options[name].append((value, value if name == "label" else "niet meer bekend"))
    return Seen(found, options, saved.of(session, who))


def _counted(total: int) -> str:
    if total > listing.MOST_COUNTED:
        return "Meer dan 1.000 gesprekken"
    return "1 gesprek" if total == 1 else f"{total} gesprekken"
