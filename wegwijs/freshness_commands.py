"""`wegwijs catalogue check-links|ask-providers`: keep the catalogue fresh, by hand or from a timer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, TypeVar

import typer
from sqlalchemy.exc import SQLAlchemyError

from catalogue import asking
from catalogue.database import upgrade
from catalogue.links.checker import Checker
from catalogue.links.findings import summary, wrong
from catalogue.links.models import LinkFinding
from catalogue.search import today_here
from web.database import Database, UnavailableError
from web.freshness import link_round
from web.mail.sending import Post
from web.providers.asking import Asker
from web.settings import Settings
from web.staff.jobs import Progress

T = TypeVar("T")

BY = "opdrachtregel"


def add_to(app: typer.Typer) -> None:
    """Add the commands to `wegwijs catalogue`."""
    app.command("check-links")(check_links)
    app.command("ask-providers")(ask_providers)


def check_links(
    pause: Annotated[float, typer.Option(min=0, help="Seconds between two pages of one site.")] = 1.0,
) -> None:
    """Look whether the web address of every visible instrument still works.

    Exit code 1 when one does not, 2 when the round was stopped because nothing could be reached.
    """
    if code := asyncio.run(_in_database(lambda database: _check(database, pause))):
        raise typer.Exit(code)


def ask_providers(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say who would be asked.")] = False,
) -> None:
    """Mail every provider with stale records whether these still hold; nobody twice within a month."""
    settings = Settings()
    post = Post(settings.smtp_url.get_secret_value() if settings.smtp_url else None, settings.mail_from)
    if not dry_run and not post.enabled:
        typer.echo("Er is geen mailserver ingesteld (WEGWIJS_SMTP_URL). Er is niets verstuurd.", err=True)
        raise typer.Exit(1)
    asyncio.run(_in_database(lambda database: _ask(database, post, settings.public_address, dry_run)))


async def _in_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """The result of work on the database. One that does not answer is told, without what stands in it."""
    url = Settings().database_url
    try:
        await asyncio.to_thread(upgrade, url)
        database = Database(url)
        try:
            return await work(database)
        finally:
            database.close()
    except (SQLAlchemyError, UnavailableError) as problem:
        typer.echo(f"De database geeft geen antwoord ({type(problem).__name__}).", err=True)
        raise typer.Exit(1) from None


def _line(finding: LinkFinding) -> str:
    return f"{finding.slug}\t{finding.code}\t{finding.url}\t{finding.message}"


async def _check(database: Database, pause: float) -> int:
    """Do a round and say what was found; the exit code."""
    progress = Progress(BY, datetime.now(UTC))
    await link_round.work(database, Checker(), pause)(progress)
    lines, counted = await database.read(lambda session: ([_line(one) for one in wrong(session)], summary(session)))
    typer.echo("\n".join(lines), nl=bool(lines))
    typer.echo(f"{progress.done} bekeken; van {counted.checked} links zijn er {counted.wrong} niet in orde.")
    for words in (*progress.notes, *([progress.trouble] if progress.trouble else [])):
        typer.echo(words, err=True)
    return 2 if progress.trouble else 1 if counted.wrong else 0


async def _ask(database: Database, post: Post, public_address: str, dry_run: bool) -> None:
    if dry_run:
        due = await database.read(lambda session: asking.due(session, today_here()))
        for ask in due:
            typer.echo(f"{ask.provider}\t{ask.email or 'geen e-mailadres'}\t{len(ask.titles)}")
        typer.echo(f"{len(due)} aanbieders; er is niets verstuurd.")
        return
    progress = Progress(BY, datetime.now(UTC))
    await Asker(database, post, public_address).ask_due(progress)
    typer.echo(f"{progress.done - len(progress.notes)} van de {progress.done} aanbieders kregen mail.")
    for note in progress.notes:
        typer.echo(note)
