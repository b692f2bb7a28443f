"""The catalogue kept fresh from the command line: links are checked, and providers asked, once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from catalogue.database import upgrade
from catalogue.links.checker import FINE, MISSING, SLOW, Checker, Outcome
from catalogue.search import today_here
from tests.common.instruments import view
from tests.common.smtp import Sink, serving
from tests.web.providers.public import OURS, make, ours
from web.freshness.link_round import DOWN
from wegwijs.cli import app

OLD = today_here() - timedelta(days=400)


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    address = f"sqlite:///{tmp_path}/wegwijs.sqlite"
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", address)
    monkeypatch.delenv("WEGWIJS_SMTP_URL", raising=False)
    upgrade(address)
    return address


@pytest.fixture
def sink(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sink]:
    kept = Sink()
    with serving(kept) as port:
        monkeypatch.setenv("WEGWIJS_SMTP_URL", f"smtp://127.0.0.1:{port}")
        yield kept


def run(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["catalogue", *arguments])


def answering(monkeypatch: pytest.MonkeyPatch, by_url: Mapping[str, Outcome]) -> None:
    def check(_self: Checker, url: str) -> Outcome:
        return by_url.get(url, SLOW)

    monkeypatch.setattr(Checker, "check", check)


def test_links_that_work_are_counted_and_a_broken_one_is_named(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(url, view("goed", url="https://goed.nl/"), view("weg", url="https://weg.nl/"))
    answering(monkeypatch, {"https://goed.nl/": FINE, "https://weg.nl/": MISSING})
    found = run("check-links", "--pause", "0")
    assert found.exit_code == 1
    assert found.stdout == (
        "weg\tniet gevonden\thttps://weg.nl/\tDe pagina bestaat niet meer (404).\n"
        "2 bekeken; van 2 links zijn er 1 niet in orde.\n"
    )
    answering(monkeypatch, {"https://goed.nl/": FINE, "https://weg.nl/": FINE})
    mended = run("check-links", "--pause", "0")
    assert (mended.exit_code, mended.stdout) == (0, "2 bekeken; van 2 links zijn er 0 niet in orde.\n")


def test_a_network_that_is_down_is_told_and_blames_no_link(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    make(url, view("a", url="https://a.nl/"), view("b", url="https://b.nl/"))
    answering(monkeypatch, {})
    for _ in range(2):
        down = run("check-links", "--pause", "0")
        assert (down.exit_code, down.stderr) == (2, f"{DOWN}\n")
        assert "van 0 links zijn er 0 niet in orde" in down.stdout


def test_a_dry_run_says_whom_it_would_ask_and_sends_nothing(url: str, sink: Sink) -> None:
    make(url, ours(verified_on=OLD), ours("los", provider="Zonder", email=None, verified_on=OLD))
    for _ in range(2):
        said = run("ask-providers", "--dry-run")
        assert said.exit_code == 0
        assert said.stdout == (
            f"{OURS}\tinfo@welzijn-ede.nl\t1\nZonder\tgeen e-mailadres\t1\n2 aanbieders; er is niets verstuurd.\n"
        )
    assert sink.messages() == []


def test_providers_are_asked_once(url: str, sink: Sink) -> None:
    make(url, ours(verified_on=OLD), ours("los", provider="Zonder", email=None, verified_on=OLD))
    first, second = run("ask-providers"), run("ask-providers")
    assert (first.exit_code, second.exit_code) == (0, 0)
    assert first.stdout == "1 van de 2 aanbieders kregen mail.\nZonder: heeft geen e-mailadres in het aanbod\n"
    assert f"{OURS}: kreeg minder dan een maand geleden al mail" in second.stdout
    mail = sink.message()
    assert mail["to"] == "info@welzijn-ede.nl"
    assert "/aanbieder/" in mail.get_content()


def test_without_a_mail_server_nobody_is_asked(url: str) -> None:
    make(url, ours(verified_on=OLD))
    refused = run("ask-providers")
    assert (refused.exit_code, "geen mailserver ingesteld" in refused.stderr) == (1, True)
    assert run("ask-providers", "--dry-run").exit_code == 0  # who only looks needs none


def test_a_mail_server_that_is_silent_leaves_the_provider_to_be_asked(
    url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(url, ours(verified_on=OLD))
    monkeypatch.setenv("WEGWIJS_SMTP_URL", "smtp://127.0.0.1:1")
    for _ in range(2):
        assert f"{OURS}: De mailserver geeft geen antwoord." in run("ask-providers").stdout


@pytest.mark.parametrize("command", [("check-links",), ("ask-providers", "--dry-run")])
def test_a_database_that_is_silent_is_told(monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]) -> None:
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", "postgresql://niemand@127.0.0.1:1/weg")
    silent = run(*command)
    assert (silent.exit_code, "De database geeft geen antwoord" in silent.stderr) == (1, True)
