"""Settings are explained, and a data file that is not as it should be stops the start with a clear word."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydantic import ValidationError

from web import problems, texts
from web.chat.mapping import STATIC_PAYLOADS
from web.settings import ROOT, Settings


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained(name: str) -> None:
    page = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8")
    assert f"`WEGWIJS_{name.upper()}`" in page


def test_the_environment_sets_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WEGWIJS_PORT", "8123")
    assert Settings().port == 8123


@pytest.mark.parametrize(
    ("name", "value"),
    [("RETENTION_RAW_DAYS", "31"), ("RETENTION_REDACTED_DAYS", "181"), ("ADDRESS_RATE", "veel"), ("PORT", "0")],
)
def test_a_setting_that_breaks_a_promise_is_refused(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    monkeypatch.setenv(f"WEGWIJS_{name}", value)
    with pytest.raises(ValidationError, match=name.lower()):
        Settings()


def test_the_secret_is_not_shown() -> None:
    assert "geheim" not in repr(Settings(engine_secret="geheim"))


def test_every_word_of_a_problem_has_its_text() -> None:
    said = texts.load(Settings().texts_file)
    assert set(problems.BY_STATUS.values()) <= set(said.problems)
    assert set(said.static_choices) == set(STATIC_PAYLOADS)
    for status, word in problems.BY_STATUS.items():
        assert said.problems[word].status == status


@pytest.mark.parametrize(("content", "complaint"), [("opening: [", "texts.yml, line 1"), ("opening: []", "opening")])
def test_a_broken_file_of_texts_is_refused_by_name(tmp_path: Path, content: str, complaint: str) -> None:
    file = tmp_path / "texts.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(texts.TextsError, match=complaint):
        texts.load(file)
