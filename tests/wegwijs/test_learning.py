"""`wegwijs train --with-reviewed`, with an engine that is played: what is learned from, measured and kept."""

from __future__ import annotations

import fcntl
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy.orm import Session
from typer.testing import CliRunner

from catalogue.database import upgrade
from web.database import engine_for
from web.review.models import Example, TrainedModel
from wegwijs import cli, models
from wegwijs.evaluation.danger import count
from wegwijs.evaluation.result import Result
from wegwijs.evaluation.score import score
from wegwijs.evaluation.sentences import Sentences
from wegwijs.learning import lessons

NOW = datetime(2026, 11, 20, tzinfo=UTC)
LIVE, NEW = "wegwijs-" + "a" * 12, f"reviewed-{'a' * 12}-{'b' * 12}"
MEASURED = "Wie past er zaterdag op mijn moeder?"
NEEDS = f"text\tneed\talt_needs\taudience\tcondition\tsource\tstyle\n{MEASURED}\trespijtzorg\t\tunknown\t\town\tkort\n"
DANGER = "text\tlabel\tkind\tstyle\nIk wil dood\tself\texplicit\tkort\n"


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    made = f"sqlite:///{tmp_path / 'wegwijs.sqlite'}"
    upgrade(made)
    monkeypatch.setenv("WEGWIJS_DATABASE_URL", made)
    return made


@pytest.fixture
def evaluation(tmp_path: Path) -> Path:
    folder = tmp_path / "evaluation"
    folder.mkdir()
    (folder / "needs.tsv").write_text(NEEDS, encoding="utf-8")
    (folder / "danger.tsv").write_text(DANGER, encoding="utf-8")
    (folder / "floors.tsv").write_text("figure\tfloor\ttext\nneed_first\t0.5\thalf\n", encoding="utf-8")
    return folder


@pytest.fixture
def trained(tmp_path: Path, url: str, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that were trained with; the new model understands what the live one does not."""
    seen: list[str] = []
    folder = tmp_path / "models"

    def train(*, reviewed: bool) -> Path:
        assert reviewed
        files = sorted((tmp_path / models.REVIEWED).glob("*.yml"))
        seen.extend(file.read_text(encoding="utf-8") for file in files)
        return folder / f"{NEW}.tar.gz"

    def measure(sentences: Sentences, model: Path) -> Result:
        new = model.name.startswith("reviewed")
        return Result(
            score(sentences.needs, [_answer("respijtzorg" if new else "lotgenoten") for _ in sentences.needs]),
            count(sentences.danger, [_answer(None, "self") for _ in sentences.danger]),
        )

    monkeypatch.setattr(lessons, "ROOT", tmp_path)
    monkeypatch.setattr(lessons, "MODELS", folder)
    monkeypatch.setattr(lessons, "evaluate", measure)
    monkeypatch.setattr(models, "train", train)
    monkeypatch.setattr(models, "to_serve", lambda: folder / f"{LIVE}.tar.gz")
    monkeypatch.setattr(models, "path_with_reviewed", lambda: folder / f"{NEW}.tar.gz")
    return seen


def _answer(need: str | None, danger: str | None = None) -> dict[str, object]:
    needs = [{"need": need, "confidence": 0.9}] if need else []
    facts = {"audience": None, "condition": None, "region": None}
    return {"need": need, "needs": needs, "bouwsteen": None, "danger": danger, "fallback": False, **facts}


def _put(url: str, texts: Sequence[tuple[str, str]]) -> None:
    """Examples (status, text) of respijtzorg."""
    who = {"proposed_by": "a", "proposed_name": "Anna", "proposed_at": NOW, "label": "respijtzorg"}
    engine = engine_for(url)
    with Session(engine) as session, session.begin():
        session.add_all(Example(status=status, text=text, **who) for status, text in texts)
    engine.dispose()


def _kept(url: str) -> tuple[list[TrainedModel], dict[str, bool]]:
    """The models, and of each example whether it stands among the training data."""
    engine = engine_for(url)
    with Session(engine, expire_on_commit=False) as session:
        found = (
            list(session.query(TrainedModel)),
            {one.text: one.written_at is not None for one in session.query(Example)},
        )
    engine.dispose()
    return found


def _run(*arguments: str | Path) -> tuple[int, str]:
    done = CliRunner().invoke(cli.app, ["train", "--with-reviewed", "--by", "Anna", *map(str, arguments)])
    return done.exit_code, done.output


def test_what_was_approved_is_learned_measured_and_kept(url: str, evaluation: Path, trained: list[str]) -> None:
    _put(
        url, [("goedgekeurd", "Kan iemand het overnemen?"), ("voorgesteld", "wacht nog"), ("afgewezen", "liever niet")]
    )
    code, said = _run("--evaluation", evaluation)
    assert code == 0, said
    assert [line[:3] for line in said.splitlines()[:5]] == ["1/5", "2/5", "3/5", "4/5", "5/5"]
    assert len(trained) == 1
    assert "- Kan iemand het overnemen?\n" in trained[0]
    assert "wacht nog" not in trained[0]
    (model,), written = _kept(url)
    assert (model.name, model.beside, model.made_by, model.examples) == (NEW, LIVE, "Anna", 1)
    assert (model.fits, model.why_not) == (True, [])
    assert model.report["needs"]["respijtzorg"] == {"was": [0, 1], "now": [1, 1]}
    assert written == {"Kan iemand het overnemen?": True, "wacht nog": False, "liever niet": False}


def test_a_model_that_is_worse_is_kept_with_the_reasons(
    url: str, evaluation: Path, trained: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "to_serve", lambda: Path(f"{NEW}.tar.gz"))
    monkeypatch.setattr(models, "train", lambda **_: Path(f"{LIVE}.tar.gz"))
    monkeypatch.setattr(models, "path_with_reviewed", lambda: Path(f"{LIVE}.tar.gz"))
    code, said = _run("--evaluation", evaluation)
    assert code == 0
    assert "May not be put live: 'de hulpvraag staat bovenaan' is 0,0%." in said
    (model,), _ = _kept(url)
    assert not model.fits
    assert (model.examples, trained) == (0, [])


def test_a_sentence_to_measure_with_is_never_learned_from(url: str, evaluation: Path, trained: list[str]) -> None:
    _put(url, [("goedgekeurd", f" {MEASURED.upper()}  "), ("goedgekeurd", "Iets anders")])
    assert _run("--evaluation", evaluation)[0] == 0
    assert MEASURED.upper() not in trained[0]
    (model,), written = _kept(url)
    assert model.examples == 1
    assert list(written.values()) == [False, True]


def test_when_there_is_nothing_new_that_is_said_and_nothing_is_trained(
    url: str, evaluation: Path, trained: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(models, "path_with_reviewed", models.to_serve)
    code, said = _run("--evaluation", evaluation)
    assert code == 1
    assert said.splitlines()[-1].startswith("! Er is niets nieuws te leren")
    assert (trained, _kept(url)[0]) == ([], [])


def test_two_at_once_do_not_write_each_others_data(
    url: str, evaluation: Path, trained: list[str], tmp_path: Path
) -> None:
    (tmp_path / "models").mkdir()
    with (tmp_path / "models" / "learning.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        code, said = _run("--evaluation", evaluation)
    assert (code, said.strip()) == (1, "! Er wordt al geleerd. Wacht tot dat klaar is.")
    assert trained == []


def test_a_training_that_fails_leaves_no_example_as_learnt(
    url: str, evaluation: Path, trained: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(**_: object) -> Path:
        raise models.ModelError("training failed")

    _put(url, [("goedgekeurd", "Kan iemand het overnemen?")])
    monkeypatch.setattr(models, "train", fail)
    code, said = _run("--evaluation", evaluation)
    assert (code, said.splitlines()[-1]) == (1, "training failed")
    assert _kept(url) == ([], {"Kan iemand het overnemen?": False})
