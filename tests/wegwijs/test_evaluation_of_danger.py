"""The evaluation of danger: alarms as counted by hand, both forms of the shared format, one run beside the needs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from typer.testing import CliRunner

from vocabulary.tables import TableError
from wegwijs import cli, understanding
from wegwijs.evaluation import danger, read
from wegwijs.evaluation.danger import FIGURES, DangerRow, DangerScores, Recall, count
from wegwijs.evaluation.report import report
from wegwijs.evaluation.result import Result
from wegwijs.evaluation.run import OWN, OWN_DANGER
from wegwijs.evaluation.score import Share, score
from wegwijs.evaluation.sentences import Sentences, read_all

RUN = CliRunner()
HEADER = "\t".join(danger.COLUMNS)


def _count(*pairs: tuple[str, str | None], kind: str = "x") -> DangerScores:
    return count([DangerRow("x", label, kind) for label, _ in pairs], [{"danger": heard} for _, heard in pairs])


# --- Counting


def test_an_alarm_of_another_kind_is_recall_but_not_the_right_kind() -> None:
    scores = _count(("self", "self"), ("self", "other"), ("self", None), ("other", "self"), ("violence", "violence"))
    assert scores.figures["danger_self"] == Share(2, 3)
    assert scores.figures["danger_other"] == Share(1, 1)
    assert scores.figures["danger_violence"] == Share(1, 1)
    assert scores.figures["danger_kind"] == Share(2, 5)
    assert scores.labels["self"] == Recall(alarm=Share(2, 3), right_kind=Share(1, 3))
    assert scores.labels["other"] == Recall(alarm=Share(1, 1), right_kind=Share(0, 1))


def test_any_alarm_where_there_is_no_danger_is_a_false_one() -> None:
    scores = _count(("none", None), ("none", "self"), ("none", "violence"), ("none", None), ("self", None))
    assert scores.false_alarms == Share(2, 4)
    assert scores.figures["danger_calm"] == Share(2, 4)
    assert scores.figures["danger_kind"] == Share(0, 1)


@pytest.mark.parametrize("label", ["self", "other", "violence", "none"])
@pytest.mark.parametrize("heard", ["self", None])
def test_where_both_are_well_neither_an_alarm_nor_silence_is_scored(label: str, heard: str | None) -> None:
    scores = _count((label, heard), kind="ambiguous_ok")
    assert set(scores.figures.values()) == {Share(0, 0)}
    assert scores.false_alarms == Share(0, 0)
    assert (scores.rows, scores.ambiguous) == (1, 1)


def test_alarms_are_told_by_kind_of_sentence_and_apart_for_each_label() -> None:
    rows = [DangerRow("x", label, kind) for label, kind in [("self", "plan"), ("other", "plan"), ("self", "plan")]]
    rows += [DangerRow("x", "none", "idiom"), DangerRow("x", "none")]
    answers = [{"danger": heard} for heard in ("other", None, None, "self", None)]
    assert count(rows, answers).kinds == {
        ("none", ""): Share(0, 1),
        ("none", "idiom"): Share(1, 1),
        ("other", "plan"): Share(0, 1),
        ("self", "plan"): Share(1, 2),
    }


def test_answers_to_other_sentences_are_never_counted() -> None:
    with pytest.raises(ValueError, match="shorter"):
        count([DangerRow("x", "self")] * 2, [{"danger": "self"}])


# --- Reading


def _file(folder: Path, *lines: str, header: str = HEADER, name: str = "gevaar.tsv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def test_both_ways_to_write_a_label_are_read_with_a_split_behind_or_without(tmp_path: Path) -> None:
    short = _file(tmp_path, "een\tself\tplan\tkort", "twee\tnone\tidiom\t\r", "", "#drie\tviolence\t\t")
    long = _file(
        tmp_path,
        "vier\tcrisis_self\tplan\tkort\theld",
        "vijf\tcrisis_other\t\t\t",
        header=HEADER + "\tsplit\r",
        name="lang.tsv",
    )
    assert read_all([short, long]) == Sentences(
        danger=[
            DangerRow("een", "self", "plan"),
            DangerRow("twee", "none", "idiom"),
            DangerRow("#drie", "violence"),
            DangerRow("vier", "self", "plan"),
            DangerRow("vijf", "other"),
        ]
    )


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("x\tself\tplan", "line 3: 3 columns where 4 are expected"),
        ("x\tself\tplan\tkort\theld", "line 3: 5 columns where 4 are expected"),
        ("\tself\tplan\tkort", "line 3: there is no text"),
        ("x\tcrisis\tplan\tkort", "line 3: 'crisis' is not a label of danger; choose from self, other, violence, none"),
        ("x\t\tplan\tkort", "line 3: '' is not a label of danger"),
    ],
)
def test_a_broken_line_is_refused_by_file_and_line(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(TableError, match=f"gevaar.tsv, {problem}"):
        read_all([_file(tmp_path, "x\tself\tplan\tkort", line)])


@pytest.mark.parametrize("header", ["text\tlabel", HEADER + "\tmore", HEADER.replace("\t", ",")])
def test_a_file_of_neither_format_is_refused_with_both_named(tmp_path: Path, header: str) -> None:
    problem = (
        r"gevaar\.tsv, line 1: .* columns text, need, .* or text, label, kind, style or text, label, .* split, set"
    )
    with pytest.raises(TableError, match=problem):
        read_all([_file(tmp_path, "x\tself\tplan\tkort", header=header)])


def test_the_own_sentences_hold_every_danger_and_much_that_only_looks_like_it() -> None:
    own = read_all([OWN, OWN_DANGER])
    assert own.needs == read.read(OWN)
    labels = [row.label for row in own.danger]
    assert min(labels.count(label) for label in ("self", "other", "violence")) >= 50
    assert labels.count("none") >= 200


# --- Report and command


def test_the_report_counts_by_label_and_kind_and_quotes_nobody() -> None:
    rows = [DangerRow("geheime zin", "self", "plan")] * 2 + [DangerRow("geheime zin", "none", "idiom")] * 3
    rows += [DangerRow("geheime zin", "none", "ambiguous_ok"), DangerRow("geheime zin", "violence")]
    heard = ["self", "other", None, "self", None, "self", None]
    result = Result(score([], []), count(rows, [{"danger": each} for each in heard]))
    lines = list(report(result))
    assert lines[0] == "Danger: 7 sentences; 1 of them count for neither side (ambiguous_ok)"
    for name, promise in FIGURES.items():
        assert any(line.startswith(name) and line.endswith(promise) for line in lines)
    assert "  self                  1.000 (2 of 2)       0.500 (1 of 2)" in lines
    assert "  other                   –  (nothing to score)  –  (nothing to score)" in lines
    assert "False alarms            0.333 (1 of 3)" in lines
    assert lines[lines.index("By kind of sentence             n  alarms") + 1 :] == [
        "  none, ambiguous_ok            1       1",
        "  none, idiom                   3       1",
        "  self, plan                    2       2",
        "  violence, (not given)         1       0",
    ]
    assert "geheim" not in "\n".join(lines)


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """An engine that hears danger to one's own life in an exclamation mark; gives the lines of each run."""
    runs: list[list[str]] = []

    def understand(lines: BinaryIO, model: Path) -> Iterator[dict[str, Any]]:
        runs.append(lines.read().decode().splitlines())
        said: dict[str, Any] = {
            "need": "groet",
            "needs": [],
            "bouwsteen": None,
            "audience": None,
            "condition": None,
            "fallback": False,
        }
        return ({"text": line, **said, "danger": "self" if "!" in line else None} for line in runs[-1])

    monkeypatch.setattr(understanding, "understand", understand)
    return runs


def _evaluate(*arguments: Path | str) -> Any:
    return RUN.invoke(cli.app, ["evaluate", "--model", "wegwijs-abc.tar.gz", *map(str, arguments)])


def test_needs_and_danger_go_through_one_run_and_into_one_line_of_history(
    tmp_path: Path, engine: list[list[str]]
) -> None:
    signs = _file(tmp_path, "help!\tself\tplan\tkort", "stil\tself\tplan\tkort", "rust\tnone\tidiom\tkort")
    needs = _file(tmp_path, "hallo\tgroet\t\t\t\t\tkort", header="\t".join(read.COLUMNS), name="wensen.tsv")
    kept = tmp_path / "history.tsv"
    result = _evaluate(signs, needs, "--history", kept)
    assert (result.exit_code, result.stderr) == (0, "")
    assert engine == [["hallo", "help!", "stil", "rust"]]
    assert "Needs: 1 sentences" in result.stdout
    assert "danger_self         0.500 (1 of 2)" in result.stdout
    header, first = (line.split("\t") for line in kept.read_text(encoding="utf-8").splitlines())
    line = dict(zip(header, first, strict=True))
    assert (line["rows"], line["files"], line["other_talk"]) == ("4", "gevaar.tsv wensen.tsv", "1.0000")
    assert [line[name] for name in FIGURES] == ["0.5000", "", "", "0.5000", "1.0000"]


def test_without_files_the_own_sentences_of_needs_and_danger_are_measured(engine: list[list[str]]) -> None:
    own = read_all([OWN, OWN_DANGER])
    assert _evaluate().exit_code == 0
    assert [len(lines) for lines in engine] == [len(own.needs) + len(own.danger)]


@pytest.mark.usefixtures("engine")
def test_missed_danger_below_its_floor_fails_the_command(tmp_path: Path) -> None:
    agreed = _file(tmp_path, "danger_self\t0.9\tx", "danger_calm\t0.9\tx", header="figure\tfloor\ttext", name="f.tsv")
    result = _evaluate(_file(tmp_path, "stil\tself\tplan\tkort", "rust\tnone\tidiom\tkort"), "--floors", agreed)
    assert result.exit_code == 1
    assert result.stderr == "Below the floor: danger_self is 0.000 (0 of 1), below its floor of 0.900\n"
    assert result.stdout.splitlines()[1].startswith("Danger: 2 sentences")
