"""`wegwijs staff add|list|stop|password`: the accounts of the desk. The first beheerder is made here."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from typing import Annotated

import typer
from sqlalchemy.orm import Session

from web.staff import account_form, accounts, audit
from web.staff.account_form import Typed
from web.staff.accounts import Facts, LastBeheerderError, TakenError
from web.staff.models import Account
from web.staff.passwords import Passwords, objection
from web.staff.people import Role
from web.staff.words import moment
from wegwijs.transaction import in_database

app = typer.Typer(no_args_is_help=True, help="The accounts of the desk: who may log in, and as what.")

WHO = "opdrachtregel"
"""Who did it, in the audit log."""
Email = Annotated[str, typer.Option("--email", help="The e-mail address with which they log in.")]
FromInput = Annotated[
    bool, typer.Option("--password-stdin", help="Read the password from standard input instead of asking for it.")
]


@app.command("add")
def add(
    name: Annotated[str, typer.Option("--name", help="How they stand in the history and the log.")],
    email: Email,
    role: Annotated[str, typer.Option("--role", help=f"One of: {', '.join(Role)}.")],
    regions: Annotated[str, typer.Option("--regions", help="Municipalities, between commas; none means all.")] = "",
    bouwsteen: Annotated[str, typer.Option("--bouwsteen", help="1 to 7, for a kwaliteitsbewaker alone.")] = "",
    password_stdin: FromInput = False,
) -> None:
    """Make an account."""
    facts, wrong = account_form.read(Typed(name, email, role, regions, bouwsteen))
    if facts is None:
        raise _stopped(*wrong.values())
    sure, now = facts, datetime.now(UTC)
    password_hash = _hash(_password(facts.name, facts.email, password_stdin))

    def work(session: Session) -> None:
        accounts.make(session, sure, now, password_hash)
        audit.note_as(session, WHO, None, "account gemaakt", sure.name, now)

    try:
        in_database(work)
    except TakenError as error:
        raise _stopped(*account_form.refusal(error).values()) from None
    typer.echo(f"{facts.name} kan nu inloggen als {facts.role} met {facts.email}.")


@app.command("list")
def list_() -> None:
    """Show all accounts."""
    found = in_database(accounts.all_accounts)
    if not found:
        typer.echo("Er zijn nog geen accounts. Maak de eerste beheerder met: wegwijs staff add")
    for account in found:
        facts = [account.name, account.email, account.role, "actief" if account.active else "gestopt"]
        if account.bouwsteen:
            facts.append(f"bouwsteen {account.bouwsteen}")
        facts.append(", ".join(account.regions) or "alle regio's")
        facts.append(f"laatst ingelogd {moment(account.last_login_at)}")
        typer.echo(" · ".join(facts))


@app.command("stop")
def stop(email: Email) -> None:
    """Stop an account; who is logged in with it is out at once."""
    now = datetime.now(UTC)

    def work(session: Session) -> str:
        account = accounts.stop(session, _found(session, email).id)
        audit.note_as(session, WHO, None, "account gestopt", account.name, now)
        return account.name

    try:
        name = in_database(work)
    except LastBeheerderError as error:
        raise _stopped(*account_form.refusal(error).values()) from None
    typer.echo(f"Het account van {name} is gestopt.")


@app.command("password")
def password(email: Email, password_stdin: FromInput = False) -> None:
    """Give an account another password; every session of it ends."""
    known = in_database(lambda session: _facts(_found(session, email)))
    now, password_hash = datetime.now(UTC), _hash(_password(known.name, known.email, password_stdin))

    def work(session: Session) -> None:
        account = accounts.set_password(session, _found(session, email).id, password_hash)
        audit.note_as(session, WHO, None, "wachtwoord veranderd", account.name, now)

    in_database(work)
    typer.echo(f"{known.name} heeft een nieuw wachtwoord en moet opnieuw inloggen.")


def _found(session: Session, email: str) -> Account:
    account = accounts.by_email(session, email)
    if account is None:
        raise _stopped("Er is geen account met dit e-mailadres. Bekijk ze met: wegwijs staff list")
    return account


def _facts(account: Account) -> Facts:
    return Facts(account.name, account.email, Role(account.role))


def _password(name: str, email: str, from_input: bool) -> str:
    """The new password, asked twice without showing it, or the first line of standard input."""
    if from_input:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = typer.prompt("Wachtwoord", hide_input=True)
        if given != typer.prompt("Nog een keer", hide_input=True):
            raise _stopped("De twee wachtwoorden zijn niet gelijk. Er is niets veranderd.")
    if wrong := objection(given, name, email):
        raise _stopped(wrong)
    return given


def _hash(password: str) -> str:
    return Passwords().hash_now(password)


def _stopped(*words: str) -> typer.Exit:
    """Say what is wrong; raise what this gives."""
    for line in words:
        typer.echo(line, err=True)
    return typer.Exit(1)
