"""Tables in and out from the command line: nothing before the yes, all of it after, and in every form out again."""

from __future__ import annotations

import io
import json
from pathlib import Path

import openpyxl
import pytest
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from catalogue.database import engine_for, upgrade
from catalogue.editing.history import history
from catalogue.editing.store import find
from catalogue.transfer.table_rows import judge, read_table
from catalogue.transfer.waiting import all_slugs, known_of
from tests.catalogue.table_files import as_csv, as_xlsx, row
from wegwijs.cli import app

RUN = CliRunner()
TWO = (row(slug="een", title="Een"), row(slug="twee", title="=som(1)"))


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database."""
    address = f"sqlite:///{tmp_path}/wegwijs.sqlite"
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", address)
    upgrade(address)
    return address


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A CSV with two records."""
    path = tmp_path / "aanbod.csv"
    path.write_bytes(as_csv(TWO))
    return path


def stored(url: str) -> set[str]:
    engine = engine_for(url)
    with Session(engine) as session:
        found = all_slugs(session)
    engine.dispose()
    return found


@pytest.mark.parametrize("options", [[], ["--dry-run"], ["--dry-run", "--yes"]])
def test_without_a_clear_yes_a_file_is_only_told(url: str, file: Path, options: list[str]) -> None:
    result = RUN.invoke(app, ["catalogue", "import", str(file), *options])
    assert result.exit_code == 0
    assert "regel 2: een: nieuw" in result.stdout
    assert "2 nieuw, 0 gewijzigd, 0 ongewijzigd, 0 fout." in result.stdout
    assert "Er is niets geschreven. Voeg --yes toe om het in te voeren." in result.stdout
    assert stored(url) == set()


def test_after_the_yes_all_is_there_and_the_same_file_changes_nothing(url: str, file: Path) -> None:
    result = RUN.invoke(app, ["catalogue", "import", str(file), "--yes"])
    assert result.exit_code == 0, result.output
    assert "2 geschreven." in result.stdout
    engine = engine_for(url)
    with Session(engine) as session:
        (made,) = history(session, "een")
        assert (made.by, made.what) == ("opdrachtregel", "ingevoerd")
    engine.dispose()
    again = RUN.invoke(app, ["catalogue", "import", str(file), "--yes"])
    assert "0 nieuw, 0 gewijzigd, 2 ongewijzigd, 0 fout." in again.stdout
    assert "0 geschreven." in again.stdout


def test_a_changed_row_is_told_field_by_field_and_then_written(url: str, tmp_path: Path, file: Path) -> None:
    RUN.invoke(app, ["catalogue", "import", str(file), "--yes"])
    book = tmp_path / "aanbod.xlsx"
    book.write_bytes(as_xlsx([{"slug": "een", "title": "Anders"}]))
    result = RUN.invoke(app, ["catalogue", "import", str(book), "--yes"])
    assert result.exit_code == 0, result.output
    assert "Een → Anders" in result.stdout
    engine = engine_for(url)
    with Session(engine) as session:
        kept = find(session, "een")
        assert kept is not None
        assert (kept.view.title, kept.view.provider, kept.version) == ("Anders", "Voorbeeld", 2)
    engine.dispose()


def test_one_wrong_row_keeps_the_whole_file_out_and_says_where(url: str, tmp_path: Path) -> None:
    path = tmp_path / "aanbod.csv"
    path.write_bytes(as_csv([row(slug="een"), row(slug="twee", url="javascript:alert(1)")]))
    result = RUN.invoke(app, ["catalogue", "import", str(path), "--yes"])
    assert result.exit_code == 1
    assert "regel 3: url: het webadres moet beginnen met https://" in result.stderr
    assert "Er is niets geschreven." in result.stderr
    assert stored(url) == set()


@pytest.mark.usefixtures("url")
def test_a_file_that_is_no_table_is_told_in_dutch(tmp_path: Path) -> None:
    broken, absent = tmp_path / "aanbod.xlsx", tmp_path / "weg.csv"
    broken.write_bytes(b"geen werkboek")
    for path in (broken, absent):
        result = RUN.invoke(app, ["catalogue", "import", str(path), "--yes"])
        assert result.exit_code == 1
        assert "Er is niets geschreven." in result.stderr
        assert "Traceback" not in result.output


@pytest.fixture
def filled(url: str, file: Path) -> str:
    """A database with the two records."""
    assert RUN.invoke(app, ["catalogue", "import", str(file), "--yes"]).exit_code == 0
    return url


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_table_that_went_out_to_a_file_comes_in_unchanged(filled: str, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"uit.{form}"
    result = RUN.invoke(app, ["catalogue", "export", "--form", form, "--out", str(path)])
    assert (result.exit_code, result.stdout) == (0, "")
    table = read_table(path.read_bytes(), path.name)
    engine = engine_for(filled)
    with Session(engine) as session:
        rows = judge(table, known_of(session, table.slugs()), all_slugs(session))
    engine.dispose()
    assert [(one.slug, one.sort) for one in rows] == [("een", "ongewijzigd"), ("twee", "ongewijzigd")]


@pytest.mark.usefixtures("filled")
def test_a_workbook_goes_to_standard_output_whole_and_without_formulas() -> None:
    result = RUN.invoke(app, ["catalogue", "export", "--form", "xlsx"])
    sheet = openpyxl.load_workbook(io.BytesIO(result.stdout_bytes))["instrumenten"]
    assert sheet.max_row == 3
    assert not [cell for line in sheet.iter_rows() for cell in line if cell.data_type == "f"]


@pytest.mark.usefixtures("filled")
def test_hsds_holds_every_record_as_a_service() -> None:
    result = RUN.invoke(app, ["catalogue", "export", "--form", "hsds"])
    assert {one["name"] for one in json.loads(result.stdout)} == {"Een", "=som(1)"}


@pytest.mark.usefixtures("filled")
def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    result = RUN.invoke(app, ["catalogue", "export", "--form", "csv", "--out", str(tmp_path / "weg" / "uit.csv")])
    assert result.exit_code == 1
    assert "Het bestand is niet te schrijven" in result.stderr
