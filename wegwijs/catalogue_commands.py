"""`wegwijs catalogue import|export|check`: the catalogue from the command line."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path
from typing import Annotated

import typer
from sqlalchemy.exc import IntegrityError

from catalogue.database import engine_for, session_factory, upgrade
from catalogue.problems import RecordError
from catalogue.transfer import check as check_catalogue
from catalogue.transfer import import_yaml
from catalogue.transfer.exporting import all_views
from catalogue.transfer.table_rows import Row, Sort
from web.database import UnavailableError
from web.settings import Settings
from wegwijs import freshness_commands, table_export, table_import
from wegwijs.paths import SEED
from wegwijs.table_export import Form

app = typer.Typer(no_args_is_help=True, help="Bring instruments in and out, and check the whole.")


@app.command("import")
def import_(
    source: Annotated[Path, typer.Argument(help="A folder of YAML as catalogue/seed, or a .csv or .xlsx file.")] = SEED,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Of a file: only say what each row would do.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Of a file: write it.")] = False,
) -> None:
    """Add or update every record of a folder or file; nothing is written when one record is broken."""
    url = Settings().database_url
    upgrade(url)
    if source.suffix.lower() in table_import.ENDINGS:
        _import_table(url, source, yes and not dry_run)
        return
    with session_factory(engine_for(url))() as session:
        try:
            report = import_yaml(session, source)
        except RecordError as error:
            typer.echo("\n".join(str(problem) for problem in error.problems), err=True)
            typer.echo("Er is niets geschreven.", err=True)
            raise typer.Exit(1) from None
        session.commit()
    typer.echo(f"{len(report.added)} nieuw, {len(report.changed)} gewijzigd, {len(report.unchanged)} ongewijzigd.")


def _import_table(url: str, file: Path, for_real: bool) -> None:
    with session_factory(engine_for(url))() as session:
        try:
            notes, rows = table_import.judged(session, file)
        except (RecordError, OSError) as error:
            typer.echo(str(error), err=True)
            typer.echo("Er is niets geschreven.", err=True)
            raise typer.Exit(1) from None
        wrong = any(row.sort is Sort.WRONG for row in rows)
        for line in (*notes, *table_import.told(rows)):
            typer.echo(line, err=wrong)
        typer.echo(table_import.counted(rows))
        if wrong or not for_real:
            typer.echo("Er is niets geschreven." + ("" if wrong else " Voeg --yes toe om het in te voeren."), err=wrong)
            raise typer.Exit(1 if wrong else 0)
    _write_table(url, file.name, rows)


def _write_table(url: str, name: str, rows: list[Row]) -> None:
    to_write = sum(row.sort in (Sort.NEW, Sort.CHANGED) for row in rows)
    try:
        with typer.progressbar(length=to_write, label="Invoeren", file=sys.stderr) as bar:
            skipped = asyncio.run(table_import.write(url, name, rows, bar.update))
    except (UnavailableError, IntegrityError):
        typer.echo("De database is bezig of weg. Niet alles is geschreven; geef de opdracht nog eens.", err=True)
        raise typer.Exit(1) from None
    typer.echo(f"{to_write - skipped} geschreven.")
    if skipped:
        typer.echo(f"{skipped} overgeslagen, omdat iemand ze net wijzigde; geef de opdracht nog eens.", err=True)
        raise typer.Exit(1)


@app.command("export")
def export(
    form: Annotated[Form, typer.Option(help="yaml, json, csv, xlsx or hsds (Open Referral).")] = Form.yaml,
    out: Annotated[Path | None, typer.Option(help="The file to write; standard output if not given.")] = None,
) -> None:
    """Write all instruments to a file or to standard output."""
    with session_factory(engine_for(Settings().database_url))() as session:
        try:
            table_export.write(all_views(session), form, out)
        except OSError as problem:
            typer.echo(f"Het bestand is niet te schrijven: {problem.strerror}", err=True)
            raise typer.Exit(1) from None


@app.command("check")
def check() -> None:
    """List what is stale, expired, broken or missing; exit code 1 when something is broken."""
    with session_factory(engine_for(Settings().database_url))() as session:
        findings = check_catalogue(session)
    for finding in findings:
        typer.echo(f"{finding.code}\t{finding.subject}\t{finding.message}")
    if any(finding.code == "invalid" for finding in findings):
        raise typer.Exit(1)


freshness_commands.add_to(app)
