"""`wegwijs requests list|take|done|reseal`: the requests for contact, for staff.

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
from web.conversations.sealed import Seal, SealKeyError, UnreadableError, seal_of
from web.settings import Settings
from wegwijs.transaction import in_database

app = typer.Typer(no_args_is_help=True, help="Read requests for contact and mark them.")

_HERE = ZoneInfo("Europe/Amsterdam")


@app.command("list")
def list_(
    everything: Annotated[bool, typer.Option("--all", help="Also those that are done.")] = False,
) -> None:
    """Show the requests that are open, oldest first."""
    seal = _seal()
    found = in_database(lambda session: contact_requests.read_all(session, datetime.now(UTC), finished=everything))
    if not found:
        typer.echo("Er staan geen vragen open.")
    typer.echo("\n\n".join(_shown(request, seal) for request in found), nl=bool(found))


@app.command("take")
def take(request_id: Annotated[str, typer.Argument(metavar="ID", help="The word behind 'Vraag'.")]) -> None:
    """Mark a request as taken up (opgepakt)."""
    _mark(request_id, "opgepakt")


@app.command("done")
def done(request_id: Annotated[str, typer.Argument(metavar="ID", help="The word behind 'Vraag'.")]) -> None:
    """Mark a request as done (afgerond)."""
    _mark(request_id, "afgerond")


@app.command("reseal")
def reseal() -> None:
    """Seal everything again with the first key, so that an older key can go."""
    seal = _seal()
    done, closed = in_database(lambda session: contact_requests.renew_seals(session, seal))
    typer.echo(f"Opnieuw verzegeld: {done} teksten.")
    if closed:
        typer.echo(
            f"Niet te lezen met deze sleutels, en zo gelaten: {closed} teksten. Bewaar de oude sleutel.", err=True
        )
        raise typer.Exit(1)


def _seal() -> Seal:
    settings = Settings()
    try:
        return seal_of(settings.contact_keys, settings.contact_key_file)
    except (SealKeyError, OSError) as problem:
        typer.echo(f"De sleutel voor contactvragen is niet te lezen: {problem}", err=True)
        raise typer.Exit(1) from None


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


def _shown(request: ContactRequest, seal: Seal) -> str:
    lines = [f"Vraag {request.id} · {request.status} · {_moment(request.created_at)}"]
    try:
        details = contact_requests.details_of(request, seal)
    except UnreadableError:
        details = None
    if request.danger or (details and safety_check.look(details.words)):
        lines.append("  LET OP: hier staat misschien iets over gevaar. Lees dit eerst.")
    facts = {
        "Voor": request.role,
        "Regio": request.region,
        "Naam": details and details.called,
        "Telefoon": details and details.phone,
        "E-mail": details and details.email,
        "Bereikbaar": details and details.reachable,
        "Via": request.partner,
        "Van wie": request.holder_name,
        "Toestemming": f"{request.consent_version}, {_moment(request.consent_at)}",
    }
    lines += [f"  {name}: {value}" for name, value in facts.items() if value]
    if details is None:
        return "\n".join([*lines, "    (niet te lezen: de sleutel ontbreekt of klopt niet; er is niets weg)"])
    lines += [f"    {line}".rstrip() for line in (details.summary or "(geen toelichting)").split("\n")]
    return "\n".join(lines)
