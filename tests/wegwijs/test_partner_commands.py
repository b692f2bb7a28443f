"""Websites that may show the chat, put in the registry from a file."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from catalogue.database import upgrade
from tests.common.postgres import postgres_server, postgres_url  # noqa: F401 - fixtures
from tests.web.partners.websites import put_website
from web.database import engine_for
from web.partners import store
from web.staff.models import AuditLine
from wegwijs.cli import app

RUN = CliRunner()
FILE = """
partners:
  - key: haven
    name: Zorggroep Haven
    origins: ["https://www.haven.example"]
    region: Rotterdam
    information_point: {name: Informatiepunt Haven, phone: "010 123 45 67"}
  - key: gesloten
    name: Nog geen website
    on: false
"""


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database."""
    sqlite = f"sqlite:///{tmp_path}/wegwijs.sqlite"
    address: str = sqlite if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", address)
    upgrade(address)
    return address


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "partners.yml"
    made.write_text(FILE, encoding="utf-8")
    return made


def kept(url: str) -> dict[str, store.Kept]:
    """The registry by key."""
    engine = engine_for(url)
    with Session(engine) as session:
        found = {one.partner.key: one for one in store.everything(session)}
    engine.dispose()
    return found


def test_a_file_is_taken_over_and_again_changes_nothing(url: str, file: Path) -> None:
    put_website(url, key="ander", name="Van het bureau")
    put_website(url, key="gesloten", name="Oude naam")
    assert RUN.invoke(app, ["partners", "import", str(file)]).stdout == "1 nieuw, 1 gewijzigd, 0 gelijk gebleven.\n"
    assert RUN.invoke(app, ["partners", "import", str(file)]).stdout == "0 nieuw, 0 gewijzigd, 2 gelijk gebleven.\n"
    found = kept(url)
    assert set(found) == {"ander", "gesloten", "haven"}
    assert (found["haven"].version, found["haven"].changed_by) == (1, "opdrachtregel")
    assert (found["gesloten"].version, found["gesloten"].partner.name) == (2, "Nog geen website")
    engine = engine_for(url)
    with Session(engine) as session:
        lines = session.execute(select(AuditLine.event, AuditLine.subject).order_by(AuditLine.subject)).all()
    engine.dispose()
    assert [tuple(line) for line in lines] == [("website gewijzigd", "gesloten"), ("website toegevoegd", "haven")]


def test_the_list_says_what_is_on_and_where(url: str, file: Path) -> None:
    assert "Er zijn nog geen websites." in RUN.invoke(app, ["partners", "list"]).stdout
    RUN.invoke(app, ["partners", "import", str(file)])
    assert RUN.invoke(app, ["partners", "list"]).stdout.splitlines() == [
        "gesloten · Nog geen website · uit · op geen website",
        "haven · Zorggroep Haven · aan · https://www.haven.example",
    ]


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        ("partners: [", "partners.yml, regel 1: dit is geen leesbare YAML"),
        ("", "hier horen velden met een naam"),
        ("partners: haven", "partners: hier hoort een lijst"),
        ("partners:\n  - {key: a, name: A}\n  - {key: a, name: B}", "a staat hier vaker dan een keer"),
        ("partners:\n  - {key: A b, name: A}", "website 1 key: gebruik kleine letters"),
        ("partners:\n  - {key: a, name: A}\n  - {key: b}", "website 2 name: vul dit in"),
        ("partners:\n  - {key: a, name: A, origins: ['https://a.nl/']}", "website 1 origins: https://a.nl/: schrijf"),
        ("partners:\n  - {key: a, name: A, region: Lutjebroek}", "website 1 region: dit is geen gemeente van nu"),
        ("partners:\n  - {key: a, name: A, kleur: rood}", "website 1 kleur: dit veld bestaat niet"),
        ("partners:\n  - {key: a, name: A, on: misschien}", "website 1 on: vul true of false in"),
        ("partners:\n  - {key: a, name: A, theme: roze}", "website 1 theme: kies een van de mogelijkheden"),
        ("partners:\n  - {key: a, name: A, talks_per_minute: veel}", "talks_per_minute: vul een heel getal in"),
        ("partners:\n  - {key: a, name: 5}", "website 1 name: hier hoort een tekst"),
    ],
)
def test_of_a_file_that_is_not_right_nothing_is_taken_over(url: str, file: Path, content: str, complaint: str) -> None:
    file.write_text(content, encoding="utf-8")
    result = RUN.invoke(app, ["partners", "import", str(file)])
    assert result.exit_code == 1
    assert complaint in result.stderr
    assert kept(url) == {}


@pytest.mark.parametrize("url", ["sqlite"], indirect=True)
def test_a_file_that_is_not_there_is_said(url: str, tmp_path: Path) -> None:
    result = RUN.invoke(app, ["partners", "import", str(tmp_path / "weg.yml")])
    assert result.exit_code == 1
    assert "dit bestand kan niet worden gelezen" in result.stderr
