"""Staff read requests for contact on the command line, oldest first, and mark them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from catalogue.database import upgrade
from web.conversations import contact_requests
from web.conversations.contact_requests import Asked, Details, origin_of
from web.conversations.models import Audit
from web.conversations.sealed import Seal
from web.database import engine_for
from wegwijs.cli import app

RUN = CliRunner()
KEY, NEW_KEY = (Fernet.generate_key().decode() for _ in range(2))
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """An empty database."""
    address = f"sqlite:///{tmp_path}/wegwijs.sqlite"
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", address)
    monkeypatch.setenv("WEGWIJS_CONTACT_KEYS", KEY)
    upgrade(address)
    return address


def ask(url: str, form: str, summary: str, day: int) -> str:
    """Somebody asks for contact, `day` days ago; gives the id."""
    details = Details(summary, "Karin", "0612345678", None, "avond")
    asked = Asked("casusregisseur", "Delft", details, "2026-12-01-ab", None)
    engine = engine_for(url)
    with Session(engine.execution_options(writes=True)) as session, session.begin():
        made = contact_requests.keep(session, Seal([KEY]), origin_of("talk"), form, asked, NOW - timedelta(days=day))
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


def test_a_wrong_key_is_told_and_nothing_is_lost(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(url, "een", "Ik ben moe.", 0)
    monkeypatch.setenv("WEGWIJS_CONTACT_KEYS", NEW_KEY)
    said = RUN.invoke(app, ["requests", "list"]).stdout
    assert "niet te lezen" in said
    assert "Regio: Delft" in said
    refused = RUN.invoke(app, ["requests", "reseal"])
    assert refused.exit_code == 1
    assert "Bewaar de oude sleutel" in refused.stderr
    monkeypatch.setenv("WEGWIJS_CONTACT_KEYS", KEY)
    assert "Ik ben moe." in RUN.invoke(app, ["requests", "list"]).stdout


def test_everything_is_sealed_anew_so_that_an_old_key_can_go(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(url, "een", "Ik ben moe.", 0)
    monkeypatch.setenv("WEGWIJS_CONTACT_KEYS", f"{NEW_KEY},{KEY}")
    assert RUN.invoke(app, ["requests", "reseal"]).stdout == "Opnieuw verzegeld: 4 teksten.\n"
    monkeypatch.setenv("WEGWIJS_CONTACT_KEYS", NEW_KEY)
    assert "Ik ben moe." in RUN.invoke(app, ["requests", "list"]).stdout


def test_a_key_that_is_none_is_told_without_showing_it(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_CONTACT_KEYS", "geheim-maar-geen-sleutel")
    refused = RUN.invoke(app, ["requests", "list"])
    assert refused.exit_code == 1
    assert "WEGWIJS_CONTACT_KEYS" in refused.stderr
    assert "geheim-maar" not in refused.output
