"""`wegwijs requests list|take|done`: the requests for contact, for staff.

That they were read or marked goes in the audit log.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from web import safety_check
from web.conversations import contact_requests
from web.conversations.contact_requests import Status, UnknownRequestError
from web.conversations.models import ContactRequest
from wegwijs.transaction import in_database

app = typer.Typer(no_args_is_help=True, help="Read requests for contact and mark them.")

_HERE = ZoneInfo("Europe/Amsterdam")


@app.command("list")
def list_(
    everything: Annotated[bool, typer.Option("--all", help="Also those that are done.")] = False,
) -> None:
    """Show the requests that are open, oldest first."""
    found = in_database(lambda session: contact_requests.read_all(session, datetime.now(UTC), finished=everything))
    if not found:
        typer.echo("Er staan geen vragen open.")
    typer.echo("\n\n".join(_shown(request) for request in found), nl=bool(found))


@app.command("take")
def take(request_id: Annotated[str, typer.Argument(metavar="ID", help="The word behind 'Vraag'.")]) -> None:
    """Mark a request as taken up (opgepakt)."""
    _mark(request_id, "opgepakt")


@app.command("done")
def done(request_id: Annotated[str, typer.Argument(metavar="ID", help="The word behind 'Vraag'.")]) -> None:
    """Mark a request as done (afgerond)."""
    _mark(request_id, "afgerond")


def _mark(request_id: str, status: Status) -> None:
    now = datetime.now(UTC)
    try:
        in_database(lambda session: contact_requests.set_status(session, request_id, status, now))
    except UnknownRequestError:
        typer.echo("Deze vraag is er niet (meer). Misschien heeft de bezoeker hem ingetrokken.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Vraag {request_id} is nu {status}.")


def _moment(value: datetime) -> str:
    return f"{value.astimezone(_HERE):%d-%m-%Y %H:%M}"


def _shown(request: ContactRequest) -> str:
    lines = [f"Vraag {request.id} · {request.status} · {_moment(request.created_at)}"]
    if safety_check.look("\n".join(filter(None, (request.summary, request.reachable, request.called)))):
        lines.append("  LET OP: hier staat misschien iets over gevaar. Lees dit eerst.")
    facts = {
        "Voor": request.role,
        "Regio": request.region,
        "Naam": request.called,
        "Telefoon": request.phone,
        "E-mail": request.email,
        "Bereikbaar": request.reachable,
        "Via": request.partner,
        "Toestemming": f"{request.consent_version}, {_moment(request.consent_at)}",
    }
    lines += [f"  {name}: {value}" for name, value in facts.items() if value]
    lines += [f"    {line}".rstrip() for line in (request.summary or "(geen toelichting)").split("\n")]
    return "\n".join(lines)
