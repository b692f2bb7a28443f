"""The command line: `wegwijs serve`, `train`, `understand`, `catalogue import|export|check`, `release-check`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from catalogue.search import today_here
from web.settings import Settings
from wegwijs import models, understanding
from wegwijs.catalogue_commands import app as catalogue_app
from wegwijs.release import hindrances

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
app.add_typer(catalogue_app, name="catalogue")


@app.command()
def serve() -> None:
    """Serve everything until stopped: engine, actions and web side."""
    from wegwijs import serving

    try:
        serving.serve(Settings(), typer.echo)
    except (models.ModelError, OSError) as problem:
        typer.echo(f"Wegwijs kan niet starten: {problem}", err=True)
        raise typer.Exit(1) from None


@app.command()
def train(
    force: Annotated[bool, typer.Option("--force", help="Train even when the model is up to date.")] = False,
) -> None:
    """Train the model, unless nothing it is made from has changed."""
    try:
        typer.echo(f"Language resource: {models.language_resource()}")
        typer.echo(f"Model: {models.train(force=force)}")
    except models.ModelError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None


@app.command()
def understand(
    model: Annotated[Path | None, typer.Option(help="The model to use; the one of today's data if not given.")] = None,
) -> None:
    """Read lines on standard input and write what is understood of each, one JSON object a line (contract 1)."""
    try:
        for answer in understanding.understand(sys.stdin.buffer, model or models.to_serve()):
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
    except (models.ModelError, understanding.UnderstandingError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None


@app.command("release-check")
def release_check() -> None:
    """Say what stands in the way of a release: help lines not checked for 90 days, broken records."""
    problems = list(hindrances(today_here()))
    for problem in problems:
        typer.echo(problem, err=True)
    if problems:
        raise typer.Exit(1)


if __name__ == "__main__":
    app()
