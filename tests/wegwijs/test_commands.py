"""The command line: it does what it says, and says in plain words what is wrong."""

from __future__ import annotations

import csv
import io
import json
import socket
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import func, select
from typer.testing import CliRunner

from catalogue.database import engine_for, session_factory
from catalogue.models import Instrument
from tests.common.instruments import raw
from web.settings import Settings
from wegwijs import models, serving, understanding
from wegwijs.cli import app
from wegwijs.models import ModelError

RUN = CliRunner()


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database in a folder that is not there yet."""
    address = f"sqlite:///{tmp_path}/var/wegwijs.sqlite"
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", address)
    return address


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of records to import."""
    (tmp_path / "seed" / "instruments").mkdir(parents=True)
    return tmp_path / "seed"


def _write(folder: Path, *records: dict[str, Any]) -> Path:
    path = folder / "instruments" / "werk.yml"
    path.write_text(json.dumps(list(records), default=date.isoformat), "utf-8")
    return path


def _stored(url: str) -> int:
    engine = engine_for(url)
    with session_factory(engine)() as session:
        count = session.scalar(select(func.count()).select_from(Instrument))
    engine.dispose()
    return count or 0


# --- catalogue import


def test_an_import_tells_what_is_new_changed_and_the_same(url: str, folder: Path) -> None:
    _write(folder, raw("een"), raw("twee"))
    first = RUN.invoke(app, ["catalogue", "import", str(folder)])
    _write(folder, raw("een"), raw("twee", title="Anders"))
    second = RUN.invoke(app, ["catalogue", "import", str(folder)])
    assert (first.exit_code, first.output) == (0, "2 nieuw, 0 gewijzigd, 0 ongewijzigd.\n")
    assert (second.exit_code, second.output) == (0, "0 nieuw, 1 gewijzigd, 1 ongewijzigd.\n")
    assert _stored(url) == 2


def test_one_broken_record_keeps_everything_out_and_is_told_by_file_and_line(url: str, folder: Path) -> None:
    _write(folder, raw("goed"), raw("fout", url="javascript:alert(1)"))
    result = RUN.invoke(app, ["catalogue", "import", str(folder)])
    assert result.exit_code == 1
    assert "instruments/werk.yml, regel 1, channels.url" in result.stderr
    assert result.stderr.endswith("Er is niets geschreven.\n")
    assert result.stdout == ""
    assert _stored(url) == 0


def test_a_folder_that_is_not_there_is_told_and_nothing_is_written(url: str, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["catalogue", "import", str(tmp_path / "weg")])
    assert result.exit_code == 1
    assert "Er is niets geschreven." in result.stderr
    assert "Traceback" not in result.output
    assert _stored(url) == 0


# --- catalogue export


@pytest.fixture
def filled(url: str, folder: Path) -> str:
    """A database with two instruments."""
    _write(folder, raw("een", regions=["'s-Hertogenbosch"]), raw("twee", title="=som(1)"))
    assert RUN.invoke(app, ["catalogue", "import", str(folder)]).exit_code == 0
    return url


@pytest.mark.usefixtures("filled")
def test_an_export_can_be_imported_again_and_then_changes_nothing(folder: Path) -> None:
    exported = RUN.invoke(app, ["catalogue", "export"])
    assert exported.exit_code == 0
    assert [record["slug"] for record in yaml.safe_load(exported.stdout)] == ["een", "twee"]
    (folder / "instruments" / "werk.yml").write_text(exported.stdout, "utf-8")
    again = RUN.invoke(app, ["catalogue", "import", str(folder)])
    assert again.stdout == "0 nieuw, 0 gewijzigd, 2 ongewijzigd.\n"


@pytest.mark.usefixtures("filled")
def test_an_export_as_json_or_csv_holds_every_instrument() -> None:
    as_json = RUN.invoke(app, ["catalogue", "export", "--form", "json"])
    as_csv = RUN.invoke(app, ["catalogue", "export", "--form", "csv"])
    assert (as_json.exit_code, as_csv.exit_code) == (0, 0)
    assert json.loads(as_json.stdout)
    assert "'s-Hertogenbosch" in as_json.stdout
    assert [row["slug"] for row in csv.DictReader(io.StringIO(as_csv.stdout))] == ["een", "twee"]


@pytest.mark.usefixtures("filled")
def test_an_unknown_form_is_refused() -> None:
    result = RUN.invoke(app, ["catalogue", "export", "--form", "pdf"])
    assert result.exit_code == 2
    assert result.stdout == ""


# --- catalogue check


def test_a_check_names_what_is_stale_and_that_is_not_a_failure(url: str, folder: Path) -> None:
    _write(folder, raw("vers"), raw("oud", verified_on="2020-01-01"))
    RUN.invoke(app, ["catalogue", "import", str(folder)])
    result = RUN.invoke(app, ["catalogue", "check"])
    assert result.exit_code == 0
    found = [line.split("\t") for line in result.stdout.splitlines()]
    assert all(len(line) == 3 for line in found)
    assert ("stale", "oud") in [(code, subject) for code, subject, _ in found]


def test_a_check_fails_on_what_is_broken(filled: str) -> None:
    engine = engine_for(filled)
    with engine.begin() as connection:
        connection.exec_driver_sql("UPDATE instruments SET summary = '' WHERE slug = 'een'")
    engine.dispose()
    result = RUN.invoke(app, ["catalogue", "check"])
    assert result.exit_code == 1
    assert "invalid\teen\t" in result.stdout


# --- serve


@pytest.fixture
def taken_port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    """A port on which something else listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        monkeypatch.setenv("WEGWIJS_PORT", str(taken.getsockname()[1]))
        yield int(taken.getsockname()[1])


def test_a_taken_port_is_told_in_dutch_with_its_number(
    url: str, taken_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "to_serve", lambda: Path("model.tar.gz"))
    result = RUN.invoke(app, ["serve"])
    assert result.exit_code == 1
    assert result.stderr.startswith("Wegwijs kan niet starten: ")
    assert str(taken_port) in result.stderr
    assert "in gebruik" in result.stderr
    assert "Traceback" not in result.output


def test_without_a_model_serve_says_what_to_run(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> Path:
        raise ModelError("there is no trained model: run `make train`")

    monkeypatch.setattr(serving, "to_serve", none)
    result = RUN.invoke(app, ["serve"])
    assert result.exit_code == 1
    assert "make train" in result.stderr


def test_the_database_is_made_ready_once_and_what_staff_changed_stays(
    url: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(serving, "SEED", folder)
    _write(folder, raw("een"))
    told: list[str] = []
    serving.prepare_database(url, told.append)
    _write(folder, raw("een", title="Uit de seed"), raw("twee"))
    serving.prepare_database(url, told.append)
    serving.prepare_database(url, told.append)
    assert told == ["De catalogus is aangevuld met 1 records."] * 2
    engine = engine_for(url)
    with session_factory(engine)() as session:
        assert session.get_one(Instrument, "een").title == "Hulp van een"
    engine.dispose()


def test_the_parts_stay_on_loopback_quiet_and_share_a_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "to_serve", lambda: Path("model.tar.gz"))
    engine, actions, web = serving.parts(Settings(), 5055, "geheim")
    for part in (engine, actions, web):
        assert part.environment["WEGWIJS_ENGINE_SECRET"] == "geheim"
        assert part.environment["RASA_TELEMETRY_ENABLED"] == "false"
        assert "geheim" not in " ".join(part.command())
    assert "--interface 127.0.0.1" in " ".join(engine.command())
    assert actions.environment["SANIC_HOST"] == "127.0.0.1"
    assert "--host 127.0.0.1" in " ".join(web.command())
    assert not {"--enable-api", "--debug", "--cors"} & set(engine.command())


# --- understand


def test_understand_writes_one_object_a_line(monkeypatch: pytest.MonkeyPatch) -> None:
    def fake(lines: Any, model: Path) -> Iterator[dict[str, str]]:
        return ({"text": line.decode().strip(), "model": model.name} for line in lines)

    monkeypatch.setattr(understanding, "understand", fake)
    result = RUN.invoke(app, ["understand", "--model", "m.tar.gz"], input="één\ntwee\n")
    assert [json.loads(line) for line in result.stdout.splitlines()] == [
        {"text": "één", "model": "m.tar.gz"},
        {"text": "twee", "model": "m.tar.gz"},
    ]
    assert "één" in result.stdout


def test_understand_without_a_model_says_what_to_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(models, "MODELS", tmp_path)
    result = RUN.invoke(app, ["understand"], input="hallo\n")
    assert result.exit_code == 1
    assert result.stdout == ""
    assert "make train" in result.stderr
