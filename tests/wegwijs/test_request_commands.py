"""Staff read requests for contact on the command line, oldest first, and mark them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from catalogue.database import upgrade
from web.conversations import contact_requests
from web.conversations.contact_requests import Asked, origin_of
from web.conversations.models import Audit
from web.database import engine_for
from wegwijs.cli import app

RUN = CliRunner()
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database."""
    address = f"sqlite:///{tmp_path}/wegwijs.sqlite"
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", address)
    upgrade(address)
    return address


def ask(url: str, form: str, summary: str, day: int) -> str:
    """Somebody asks for contact, `day` days ago; gives the id."""
    asked = Asked("casusregisseur", "Delft", summary, "Karin", "0612345678", None, "avond", "2026-12-01-ab", None)
    engine = engine_for(url)
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        made = contact_requests.keep(session, origin_of("talk"), form, asked, NOW - timedelta(days=day))
    engine.dispose()
    return made


def test_no_request_is_said_in_words(url: str) -> None:
    result = RUN.invoke(app, ["requests", "list"])
    assert (result.exit_code, result.stdout) == (0, "Er staan geen vragen open.\n")


def test_staff_read_the_oldest_first_with_how_to_reach_somebody(url: str) -> None:
    ask(url, "nieuw", "Ik zoek hulp.\nLiefst snel.", 0)
    ask(url, "oud", "Ik ben moe.", 3)
    said = RUN.invoke(app, ["requests", "list"]).stdout
    assert said.index("Ik ben moe.") < said.index("Liefst snel.")
    assert "01-06-2026 14:00" in said, "as the clock in the Netherlands has it"
    for fact in (
        "Toestemming: 2026-12-01-ab, 01-06-2026 14:00",
        "Naam: Karin",
        "Telefoon: 0612345678",
        "Bereikbaar: avond",
        "Regio: Delft",
    ):
        assert fact in said
    assert "LET OP" not in said


def test_staff_are_warned_of_danger_in_what_was_written(url: str) -> None:
    ask(url, "een", "ik wil niet meer leven", 0)
    assert "LET OP" in RUN.invoke(app, ["requests", "list"]).stdout


def test_a_request_is_taken_up_and_done(url: str) -> None:
    made = ask(url, "een", "Ik ben moe.", 0)
    assert RUN.invoke(app, ["requests", "take", made]).stdout == f"Vraag {made} is nu opgepakt.\n"
    assert "opgepakt" in RUN.invoke(app, ["requests", "list"]).stdout
    assert RUN.invoke(app, ["requests", "done", made]).exit_code == 0
    assert "geen vragen open" in RUN.invoke(app, ["requests", "list"]).stdout
    assert "afgerond" in RUN.invoke(app, ["requests", "list", "--all"]).stdout
    engine = engine_for(url)
    with Session(engine) as session:
        events = [row.event for row in session.scalars(select(Audit).order_by(Audit.id))]
    engine.dispose()
    assert events == ["contact-new", "contact-opgepakt", "contact-read", "contact-afgerond", "contact-read"]


def test_a_request_that_was_withdrawn_is_told(url: str) -> None:
    result = RUN.invoke(app, ["requests", "done", "weg"])
    assert result.exit_code == 1
    assert "ingetrokken" in result.stderr


def test_a_database_that_does_not_answer_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "postgresql+psycopg://niemand@127.0.0.1:1/weg")
    result = RUN.invoke(app, ["requests", "list"])
    assert result.exit_code == 1
    assert result.stderr == "De database geeft geen antwoord (OperationalError).\n"
