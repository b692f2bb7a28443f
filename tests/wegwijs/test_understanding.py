"""Contract 1: one answer a line, in order, in the words of the domain; a failing engine is told, never hidden."""

from __future__ import annotations

import io
import json
import queue
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

import pytest

from vocabulary import needs
from wegwijs import understanding
from wegwijs.understanding import UnderstandingError, answer, understand

FIELDS = ["text", "need", "needs", "bouwsteen", "audience", "condition", "region", "danger", "fallback"]


def _parse(intent: str | None = "respijtzorg", **changes: Any) -> dict[str, Any]:
    ranking = [{"name": intent, "confidence": 0.8}] if intent else []
    found = [{"need": intent, "confidence": 0.8}] if intent in needs.load() else []
    parse = {"text": "x", "intent_ranking": ranking, "needs": found, "entities": [], "danger": None, "fallback": False}
    return parse | changes


def test_an_answer_has_exactly_the_fields_of_the_contract_in_their_order() -> None:
    entities = [{"entity": name, "value": name} for name in ("audience", "condition", "region", "age", "request")]
    found = answer(_parse(entities=entities))
    assert list(found) == FIELDS
    assert (found["need"], found["bouwsteen"]) == ("respijtzorg", 3)
    assert (found["audience"], found["condition"], found["region"]) == ("audience", "condition", "region")
    assert found["needs"] == [{"need": "respijtzorg", "confidence": 0.8}]


@pytest.mark.parametrize("label", [*needs.SMALL_TALK, *needs.OTHER])
def test_what_is_no_need_keeps_its_label_and_has_no_bouwsteen(label: str) -> None:
    found = answer(_parse(label))
    assert (found["need"], found["needs"], found["bouwsteen"]) == (label, [], None)


def test_an_empty_line_is_not_understood_and_that_is_said() -> None:
    empty = _parse(None, text="", fallback=True)
    assert answer(empty) == dict.fromkeys(FIELDS) | {"text": "", "needs": [], "fallback": True}


@pytest.mark.parametrize("danger", ["self", "other", "violence", None])
def test_danger_is_passed_on(danger: str | None) -> None:
    assert answer(_parse(danger=danger))["danger"] == danger


# --- The engine behind it


def _engine(monkeypatch: pytest.MonkeyPatch, folder: Path, script: str) -> None:
    """Put a small program in the place of the engine; it never outlives 20 seconds."""
    fake = folder / "engine"
    body = f"#!{sys.executable}\nimport json, signal, sys\nsignal.alarm(20)\n{script}"
    fake.write_text(body, encoding="utf-8")
    fake.chmod(0o755)
    monkeypatch.setattr(understanding, "ENGINE_PYTHON", fake)


def _answers(lines: bytes) -> list[dict[str, Any]]:
    """All answers, or a failure when they do not come within 15 seconds."""
    with tempfile.TemporaryFile() as file:
        file.write(lines)
        file.seek(0)
        got: queue.Queue[list[dict[str, Any]] | BaseException] = queue.Queue()

        def work() -> None:
            try:
                got.put(list(understand(file, Path("model.tar.gz"))))
            except BaseException as problem:  # noqa: BLE001 - handed to the test
                got.put(problem)

        threading.Thread(target=work, daemon=True).start()
        found = got.get(timeout=15)
    if isinstance(found, BaseException):
        raise found
    return found


ECHO = """
for line in sys.stdin.buffer:
    text = line.decode().strip()
    parse = {"text": text, "intent_ranking": [], "needs": [], "entities": [], "danger": None, "fallback": True}
    print(json.dumps(parse), flush=True)
"""


def test_lines_are_answered_in_order_and_words_of_the_engine_between_them_are_passed_over(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _engine(monkeypatch, tmp_path, "print('Loading model...')\n" + ECHO)
    assert [found["text"] for found in _answers("één\n\n'twee'\n".encode())] == ["één", "", "'twee'"]


def test_an_engine_that_stops_halfway_is_an_error_with_its_last_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _engine(monkeypatch, tmp_path, "sys.stderr.write('no such model')\nsys.exit(2)\n")
    with pytest.raises(UnderstandingError, match="no such model"):
        _answers(b"hallo\n")


def test_an_engine_that_complains_at_length_still_answers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """More than a pipe holds (64 KiB) on its standard error must not bring the answers to a halt."""
    _engine(monkeypatch, tmp_path, "sys.stderr.write('w' * 300_000)\nsys.stderr.flush()\n" + ECHO)
    assert len(_answers(b"een\ntwee\n")) == 2


def test_an_answer_is_one_line_of_json(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _engine(monkeypatch, tmp_path, ECHO)
    (found,) = _answers(b"'s-Hertogenbosch\n")
    assert io.StringIO(json.dumps(found, ensure_ascii=False)).readlines() == [json.dumps(found, ensure_ascii=False)]
