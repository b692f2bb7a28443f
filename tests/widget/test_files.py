"""The files of the widget: small, nothing from elsewhere, and the same words as the rest of the product."""

from __future__ import annotations

import csv
import gzip
import json
import re
import shutil
import subprocess

import pytest

from safety.helplines import by_key
from tests.widget.fake_service import WIDGET

MODULES = sorted(file for file in WIDGET.glob("*.js") if file.name != "demo.js")
VOCABULARY = WIDGET.parent / "vocabulary"


def table(name: str) -> dict[str, str]:
    """The entries of a table in words.js."""
    source = (WIDGET / "words.js").read_text(encoding="utf-8")
    found = re.search(rf"export const {name} = {{\n(.*?)\n}};", source, re.DOTALL)
    assert found
    return dict(re.findall(r'^  (\w+): "([^"]+)",$', found[1], re.MULTILINE))


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a table of the vocabulary."""
    with (VOCABULARY / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def test_needs_have_the_titles_of_the_vocabulary() -> None:
    assert table("NEEDS") == {row["need"]: row["title"] for row in rows("needs.tsv")}


def test_bouwstenen_have_the_titles_of_the_vocabulary() -> None:
    assert table("BOUWSTENEN") == {row["nr"]: row["title"] for row in rows("bouwstenen.tsv")}


def test_audiences_have_the_titles_of_the_vocabulary() -> None:
    titles = {row["label"]: row["title"] for row in rows("people.tsv") if row["group"] == "audience"}
    assert table("AUDIENCES") == titles


def test_help_lines_are_those_of_the_safety_room() -> None:
    source = (WIDGET / "words.js").read_text(encoding="utf-8")
    told = dict(re.findall(r'\{ name: "([^"]+)", phone: "([^"]+)"', source))
    known = {line.name: line.phone for line in by_key().values()}
    assert {"112", "113 Zelfmoordpreventie"} <= set(told)
    assert told == {name: known[name] for name in told}


def test_the_demo_page_gives_the_same_numbers() -> None:
    page = (WIDGET / "demo.html").read_text(encoding="utf-8")
    known = {line.phone.replace("-", "").replace(" ", "") for line in by_key().values()} | {"08000113"}
    assert set(re.findall(r'href="tel:(\d+)"', page)) <= known


def test_the_modules_are_small() -> None:
    together = b"".join(file.read_bytes() for file in MODULES)
    assert len(gzip.compress(together, 9)) <= 15 * 1024


def test_nothing_comes_from_elsewhere_and_no_text_becomes_markup() -> None:
    for file in MODULES:
        source = file.read_text(encoding="utf-8")
        assert all(path.startswith("./") for path in re.findall(r'(?:from|import) "([^"]+)"', source)), file.name
        for forbidden in (
            "innerHTML",
            "outerHTML",
            "insertAdjacentHTML",
            "document.write",
            "eval(",
            "localStorage",
            "document.cookie",
        ):
            assert forbidden not in source, f"{file.name}: {forbidden}"


def test_the_widget_needs_no_package_when_it_runs() -> None:
    package = json.loads((WIDGET / "package.json").read_text(encoding="utf-8"))
    assert "dependencies" not in package
    assert all(re.fullmatch(r"[\d.]+", version) for version in package["devDependencies"].values())


@pytest.fixture
def compiler() -> list[str]:
    """The type checker as `npm ci` installs it."""
    npm = shutil.which("npm")
    assert npm, "node and npm are needed to check the types of the widget"
    if not (WIDGET / "node_modules" / "typescript").is_dir():
        subprocess.run([npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=WIDGET, check=True, timeout=300)
    return [npm, "run", "check"]


def test_the_types_are_right(compiler: list[str]) -> None:
    done = subprocess.run(compiler, cwd=WIDGET, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
