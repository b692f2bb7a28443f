"""The command line: `wegwijs serve`, `train`, `understand`, `evaluate`, `evaluate-redaction`, `check-texts`,
`release-check`, `catalogue ...`, `partners ...`, `requests ...` and `staff ...`."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from catalogue.search import today_here
from vocabulary.tables import TableError
from web.conversations import names_worker
from web.settings import Settings
from wegwijs import models, understanding
from wegwijs.catalogue_commands import app as catalogue_app
from wegwijs.evaluation import floors as floor_table
from wegwijs.evaluation import history as history_table
from wegwijs.evaluation import redaction
from wegwijs.evaluation.report import report
from wegwijs.evaluation.run import OWN, OWN_DANGER
from wegwijs.evaluation.run import evaluate as measure
from wegwijs.evaluation.sentences import read_all
from wegwijs.learning import lessons
from wegwijs.partner_commands import app as partners_app
from wegwijs.paths import ROOT
from wegwijs.readability import report as readability_report
from wegwijs.readability.check import check_all
from wegwijs.readability.text import SourceError
from wegwijs.release import hindrances
from wegwijs.request_commands import app as requests_app
from wegwijs.staff_commands import app as staff_app

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_show_locals=False)
app.add_typer(catalogue_app, name="catalogue")
app.add_typer(partners_app, name="partners")
app.add_typer(requests_app, name="requests")
app.add_typer(staff_app, name="staff")


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
    with_reviewed: Annotated[
        bool, typer.Option("--with-reviewed", help="Also learn from what staff approved, and measure the outcome.")
    ] = False,
    by: Annotated[str, typer.Option(help="Who asked for it, with --with-reviewed.")] = "opdrachtregel",
    evaluation: Annotated[
        Path | None, typer.Option(help="Another folder than evaluation/ to measure with, with --with-reviewed.")
    ] = None,
) -> None:
    """Train the model, unless nothing it is made from has changed."""
    if with_reviewed:
        _learn(by, evaluation or lessons.EVALUATION)
        return
    try:
        typer.echo(f"Language resource: {models.language_resource()}")
        typer.echo(f"Model: {models.train(force=force)}")
    except models.ModelError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None


def _learn(by: str, evaluation: Path) -> None:
    """Each step is a line that the desk reads (web/learning_desk/training.py); what staff can mend begins with '!'."""
    try:
        outcome = lessons.learn(by, evaluation, lambda step, words: typer.echo(f"{step}/{len(lessons.STEPS)} {words}"))
    except lessons.LearningError as problem:
        typer.echo(f"! {problem}")
        raise typer.Exit(1) from None
    except (TableError, OSError, models.ModelError, understanding.UnderstandingError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    typer.echo(f"Model: {outcome.name}, beside {outcome.beside}")
    for line in outcome.why_not:
        typer.echo(f"May not be put live: {line}")


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


@app.command()
def evaluate(
    files: Annotated[
        list[Path] | None,
        typer.Argument(help="Sentences with labels, of needs or of danger; the project's own if none."),
    ] = None,
    floors: Annotated[Path | None, typer.Option(help="A table of figures that may not fall.")] = None,
    history: Annotated[Path | None, typer.Option(help="A table to which this run is added.")] = None,
    note: Annotated[str, typer.Option(help="What changed since the last run, for the history.")] = "",
    model: Annotated[Path | None, typer.Option(help="The model to use; the one of today's data if not given.")] = None,
) -> None:
    """Measure how well sentences that were never trained on are understood; fails when a figure is below its floor."""
    files = files or [OWN, OWN_DANGER]
    try:
        # What is broken is told before the engine is set to work.
        sentences, agreed = read_all(files), floor_table.load(floors) if floors else {}
        if history:
            history_table.check(history)
        used = model or models.to_serve()
        result = measure(sentences, used)
        typer.echo(f"Model: {used.name}")
        typer.echo("\n".join(report(result)))
        if history:
            history_table.append(history, today_here(), used, files, result, note)
    except (TableError, OSError, models.ModelError, understanding.UnderstandingError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    fallen = list(floor_table.below(result.figures, agreed))
    for line in fallen:
        typer.echo(f"Below the floor: {line}", err=True)
    if fallen:
        raise typer.Exit(1)


@app.command("evaluate-redaction")
def evaluate_redaction(
    file: Annotated[Path | None, typer.Argument(help="Marked sentences; both sets of the project if none.")] = None,
) -> None:
    """Measure how much that points to a person is taken out of sentences, beside deduce as it comes."""
    try:
        sets = {path: redaction.read(path) for path in ([file] if file else [redaction.OWN, redaction.INDEPENDENT])}
    except TableError as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    finder = names_worker.load(Settings().redaction_folder)
    ways: dict[str, redaction.Hides] = {
        "Wegwijs": lambda text: redaction.taken_out(text, names_worker.without_names(finder, text)),
        "deduce": lambda text: [
            (note.start_char, note.end_char) for note in finder.deduce.deidentify(text).annotations
        ],
    }
    for path, rows in sets.items():
        for split in redaction.SPLITS:
            those = [row for row in rows if row.split == split]
            typer.echo(f"{path.name}, {split}: {len(those)} sentences")
            typer.echo("\n".join(redaction.report({way: redaction.score(those, hides) for way, hides in ways.items()})))


@app.command("check-texts")
def check_texts(
    hardest: Annotated[int, typer.Option(min=0, help="Also list so many texts of each group that read hardest.")] = 0,
) -> None:
    """Say which texts for visitors are not plain enough (B1); fails when there is one."""
    try:
        checked = check_all(ROOT)
    except (SourceError, TableError) as problem:
        typer.echo(str(problem), err=True)
        raise typer.Exit(1) from None
    for line in readability_report.figures(checked):
        typer.echo(line)
    for line in readability_report.hardest(checked, hardest, ROOT):
        typer.echo(line)
    for line in readability_report.findings(checked, ROOT):
        typer.echo(line, err=True)
    if checked.findings:
        raise typer.Exit(1)
    typer.echo("Alle teksten zijn eenvoudig genoeg.")


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
