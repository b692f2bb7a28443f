"""`wegwijs catalogue import|export|check`: the catalogue from the command line."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from catalogue.database import engine_for, session_factory, upgrade
from catalogue.problems import RecordError
from catalogue.transfer import check as check_catalogue
from catalogue.transfer import export_csv, export_json, export_yaml, import_yaml
from catalogue.transfer.exporting import all_views
from web.settings import Settings
from wegwijs.paths import SEED

app = typer.Typer(no_args_is_help=True, help="Bring instruments in and out, and check the whole.")


class Form(StrEnum):
    """A form of export."""

    yaml = "yaml"
    json = "json"
    csv = "csv"


WRITERS = {Form.yaml: export_yaml, Form.json: export_json, Form.csv: export_csv}


@app.command("import")
def import_(folder: Annotated[Path, typer.Argument(help="A folder of YAML as catalogue/seed.")] = SEED) -> None:
    """Add or update every record of a folder; nothing is written when one record is broken."""
    url = Settings().database_url
    upgrade(url)
    with session_factory(engine_for(url))() as session:
        try:
            report = import_yaml(session, folder)
        except RecordError as error:
            typer.echo("\n".join(str(problem) for problem in error.problems), err=True)
            typer.echo("Er is niets geschreven.", err=True)
            raise typer.Exit(1) from None
        session.commit()
    typer.echo(f"{len(report.added)} nieuw, {len(report.changed)} gewijzigd, {len(report.unchanged)} ongewijzigd.")


@app.command("export")
def export(form: Annotated[Form, typer.Option(help="yaml, json or csv.")] = Form.yaml) -> None:
    """Write all instruments to standard output."""
    with session_factory(engine_for(Settings().database_url))() as session:
        typer.echo(WRITERS[form](all_views(session)), nl=False)


@app.command("check")
def check() -> None:
    """List what is stale, expired, broken or missing; exit code 1 when something is broken."""
    with session_factory(engine_for(Settings().database_url))() as session:
        findings = check_catalogue(session)
    for finding in findings:
        typer.echo(f"{finding.code}\t{finding.subject}\t{finding.message}")
    if any(finding.code == "invalid" for finding in findings):
        raise typer.Exit(1)
