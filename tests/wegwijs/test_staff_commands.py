"""The accounts of the desk from the command line."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from typer.testing import CliRunner, Result

from web.database import engine_for
from web.staff.models import Account, AuditLine
from wegwijs.cli import app

PASSWORD = "een paard met zeven laarzen"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path}/wegwijs.sqlite"
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", address)
    return address


def run(*arguments: str, typed: str | None = None) -> Result:
    return CliRunner().invoke(app, ["staff", *arguments], input=typed)


def add(name: str = "Kim", email: str = "kim@zorg.nl", role: str = "beheerder", *more: str) -> Result:
    arguments = ("--name", name, "--email", email, "--role", role, "--password-stdin", *more)
    return run("add", *arguments, typed=f"{PASSWORD}\n")


def kept(url: str) -> tuple[list[Account], list[AuditLine]]:
    engine = engine_for(url)
    with Session(engine) as session:
        found = list(session.scalars(select(Account))), list(session.scalars(select(AuditLine)))
    engine.dispose()
    return found


def test_the_first_beheerder_is_made_on_an_empty_machine(url: str) -> None:
    assert "Er zijn nog geen accounts" in run("list").stdout
    made = add()
    assert (made.exit_code, made.stdout) == (0, "Kim kan nu inloggen als beheerder met kim@zorg.nl.\n")
    accounts, log = kept(url)
    assert (accounts[0].password_hash or "").startswith("$argon2id$")
    assert [(line.who, line.event, line.subject) for line in log] == [("opdrachtregel", "account gemaakt", "Kim")]
    assert run("list").stdout == "Kim · kim@zorg.nl · beheerder · actief · alle regio's · laatst ingelogd –\n"


def test_the_password_is_asked_twice_and_not_shown(url: str) -> None:
    arguments = ("add", "--name", "Kim", "--email", "kim@zorg.nl", "--role", "medewerker")
    unequal = run(*arguments, typed=f"{PASSWORD}\n{PASSWORD}!\n")
    assert unequal.exit_code == 1
    assert "niet gelijk" in unequal.stderr
    made = run(*arguments, typed=f"{PASSWORD}\n{PASSWORD}\n")
    assert made.exit_code == 0
    assert PASSWORD not in made.output


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("Kim", "kim", "beheerder"), "Vul een e-mailadres in"),
        (
            ("Kim", "kim@zorg.nl", "baas"),
            "Kies een rol: medewerker, beheerder, kwaliteitsbewaker, ketenregisseur, casus",
        ),
        (("Kim", "kim@zorg.nl", "kwaliteitsbewaker"), "hoort bij een bouwsteen"),
        (("Kim", "kim@zorg.nl", "medewerker", "--regions", "Delft, Nergens"), "geen gemeente van nu: Nergens"),
        (("Zeven Laarzen", "kim@zorg.nl", "medewerker"), "zonder je naam"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(url: str, arguments: tuple[str, str, str], words: str) -> None:
    refused = add(*arguments)
    assert refused.exit_code == 1
    assert words in refused.stderr
    run("list")
    assert kept(url) == ([], [])


def test_an_address_is_taken_once(url: str) -> None:
    add()
    again = add("Sam", "KIM@zorg.nl")
    assert (again.exit_code, again.stderr) == (1, "Er is al een account met dit e-mailadres.\n")


def test_an_account_is_stopped_but_never_the_last_beheerder(url: str) -> None:
    add()
    add("Sam", "sam@zorg.nl", "kwaliteitsbewaker", "--bouwsteen", "4", "--regions", "delft,Utrecht")
    last = run("stop", "--email", "kim@zorg.nl")
    assert (last.exit_code, "enige beheerder" in last.stderr) == (1, True)
    assert run("stop", "--email", "Sam@zorg.nl").stdout == "Het account van Sam is gestopt.\n"
    assert "Sam · sam@zorg.nl · kwaliteitsbewaker · gestopt · bouwsteen 4 · Delft, Utrecht" in run("list").stdout
    unknown = run("stop", "--email", "wie@zorg.nl")
    assert (unknown.exit_code, "Er is geen account" in unknown.stderr) == (1, True)


def test_a_password_is_replaced(url: str) -> None:
    add()
    before = kept(url)[0][0].password_hash
    weak = run("password", "--email", "kim@zorg.nl", "--password-stdin", typed="welkom2026!!\n")
    assert (weak.exit_code, "te makkelijk" in weak.stderr) == (1, True)
    assert kept(url)[0][0].password_hash == before
    done = run("password", "--email", "kim@zorg.nl", "--password-stdin", typed="drie blauwe fietsen\n")
    assert done.exit_code == 0
    assert kept(url)[0][0].password_hash != before


def test_a_database_that_is_silent_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "postgresql://niemand@127.0.0.1:1/weg")
    silent = run("list")
    assert (silent.exit_code, "De database geeft geen antwoord" in silent.stderr) == (1, True)
