"""The files of the widget: small, nothing from elsewhere, and the same words as the rest of the product."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from safety.helplines import by_key
from tests.widget.fake_service import WIDGET

SOURCES = sorted((WIDGET / "src").glob("*.js"))
BUILT = WIDGET / "dist" / "wegwijs-chat.js"
LIMIT = 15 * 1024  # bytes, gzip


def test_help_lines_are_those_of_the_safety_room() -> None:
    source = (WIDGET / "src" / "words.js").read_text(encoding="utf-8")
    told = dict(re.findall(r'\{ name: "([^"]+)", phone: "([^"]+)"', source))
    known = {line.name: line.phone for line in by_key().values()}
    assert {"112", "113 Zelfmoordpreventie"} <= set(told)
    assert told == {name: known[name] for name in told}


def test_the_demo_page_gives_the_same_numbers() -> None:
    page = (WIDGET / "demo.html").read_text(encoding="utf-8")
    known = {line.phone.replace("-", "").replace(" ", "") for line in by_key().values()} | {"08000113"}
    assert set(re.findall(r'href="tel:(\d+)"', page)) <= known


def test_what_a_visitor_loads_is_small() -> None:
    assert len(gzip.compress(BUILT.read_bytes(), 9)) <= LIMIT


def test_what_is_served_is_built_from_these_sources(built_anew: bytes) -> None:
    assert BUILT.read_bytes() == built_anew, "run `npm run build` in widget/"


def test_what_is_served_is_one_file_that_loads_nothing_else() -> None:
    assert [file.name for file in BUILT.parent.iterdir()] == [BUILT.name]
    assert not re.search(r"""\bimport\s*[("'{*]|\bfrom\s*["']|@import|url\(""", BUILT.read_text(encoding="utf-8"))


def test_nothing_comes_from_elsewhere_and_no_text_becomes_markup() -> None:
    for file in SOURCES:
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


@pytest.fixture(scope="module")
def npm() -> str:
    """npm, with the tools that package-lock.json pins."""
    found = shutil.which("npm")
    assert found, "node and npm are needed to check the types of the widget and to build it"
    if not (WIDGET / "node_modules" / "esbuild").is_dir():
        ask = [found, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(ask, cwd=WIDGET, check=True, timeout=300)
    return found


@pytest.fixture
def built_anew(npm: str, tmp_path: Path) -> bytes:
    """What the build makes of the sources now."""
    made = tmp_path / "made.js"
    subprocess.run([npm, "run", "build", "--silent", "--", str(made)], cwd=WIDGET, check=True, timeout=300)
    return made.read_bytes()


def test_the_types_are_right(npm: str) -> None:
    done = subprocess.run([npm, "run", "check"], cwd=WIDGET, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout
