"""A tree of the project with little to learn, so that training takes seconds: for journeys in which models change.

The code is a copy, because the product finds its data beside its code; the environments are those of the project.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import yaml

from tests.journeys.product import ROOT

FOLDERS = ("actions", "bot", "catalogue", "data", "migrations", "readability", "safety", "vocabulary", "web", "wegwijs")
FILES = ("alembic.ini", "config.yml", "credentials.yml", "domain.yml", "endpoints.yml", "requirements/rasa.txt")
VECTORS = ".rasa/sentence-vectors.npz"
PER_BLOCK = 4
"""Sentences of each need and kind of speaker."""
FURTHER = {"gewoon", "verhaal", "gesprek", "gevaar"}
"""How the further files of a label end."""
MEASURED = 3
"""Of those, the sentences of each need that the model is measured with."""
DANGER_EACH = 25
"""One in so many sentences of danger."""


def make(folder: Path) -> Path:
    """Make the tree; gives its root."""
    left_out = shutil.ignore_patterns("__pycache__", "reviewed")
    for name in FOLDERS:
        shutil.copytree(ROOT / name, folder / name, ignore=left_out)
    for name in FILES:
        (folder / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "widget" / "dist", folder / "widget" / "dist")
    for file in (ROOT / "widget").glob("*.*"):
        shutil.copy(file, folder / "widget" / file.name)
    (folder / ".venv-rasa").symlink_to(ROOT / ".venv-rasa")
    shutil.rmtree(folder / "data" / "stories")  # they only check the rules, and take half of the time
    if (vectors := ROOT / VECTORS).exists():
        (folder / VECTORS).parent.mkdir()
        shutil.copy(vectors, folder / VECTORS)
    for more in (folder / "data" / "nlu").glob("*_*.yml"):
        if more.stem.rpartition("_")[2] in FURTHER:
            more.unlink()
    measured = [_fewer(file) for file in sorted((folder / "data" / "nlu").glob("*.yml"))]
    for table in (folder / "data" / "danger").glob("*.tsv"):
        first, *lines = table.read_text(encoding="utf-8").splitlines()
        table.write_text("\n".join([first, *lines[::DANGER_EACH]]) + "\n", encoding="utf-8")
    _evaluation(folder / "evaluation", [line for lines in measured for line in lines])
    return folder


def _fewer(file: Path) -> list[str]:
    """Leave few sentences in a file of training data; those to measure with, as lines of a table."""
    document = yaml.safe_load(file.read_text(encoding="utf-8"))
    for block in document["nlu"]:
        block["examples"] = "".join(f"{line}\n" for line in block["examples"].splitlines()[:PER_BLOCK])
    file.write_text(yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=1000), encoding="utf-8")
    return list(_measured(document))


def _measured(document: dict[str, list[dict[str, str]]]) -> Iterator[str]:
    block = document["nlu"][0]
    for line in block["examples"].splitlines()[:MEASURED]:
        yield "\t".join([line.removeprefix("- ").strip(), block["intent"], "", "unknown", "", "own", "kort"])


def _evaluation(folder: Path, needs: list[str]) -> None:
    """What a small model is measured with it has learned before: that is enough to see whether it gets worse."""
    folder.mkdir()
    head = "text\tneed\talt_needs\taudience\tcondition\tsource\tstyle"
    (folder / "needs.tsv").write_text("\n".join([head, *needs]) + "\n", encoding="utf-8")
    first, *lines = (ROOT / "evaluation" / "danger.tsv").read_text(encoding="utf-8").splitlines()
    (folder / "danger.tsv").write_text("\n".join([first, *lines[::10]]) + "\n", encoding="utf-8")
    (folder / "floors.tsv").write_text("figure\tfloor\ttext\nneed_first\t0.5\thalf of it\n", encoding="utf-8")
