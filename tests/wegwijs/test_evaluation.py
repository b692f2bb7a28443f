"""The evaluation: every figure as counted by hand, broken files refused by line, floors and history kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import CliRunner

from vocabulary.needs import bouwsteen_of
from vocabulary.tables import TableError
from wegwijs import understanding
from wegwijs.cli import app
from wegwijs.evaluation import floors, history
from wegwijs.evaluation.danger import count
from wegwijs.evaluation.read import COLUMNS, Row, read
from wegwijs.evaluation.report import report
from wegwijs.evaluation.result import FIGURES, Result
from wegwijs.evaluation.score import FIGURES as NEED_FIGURES
from wegwijs.evaluation.score import Share, score
from wegwijs.evaluation.sentences import read_all
from wegwijs.paths import ROOT

RUN = CliRunner()
HEADER = "\t".join(COLUMNS)


def _heard(need: str | None, *others: str, sure: float = 0.95, **facts: Any) -> dict[str, Any]:
    """An answer of contract 1: the best label, then the needs ranked below it."""
    first = [{"need": need, "confidence": sure}] if bouwsteen_of(need) else []
    needs = [*first, *({"need": other, "confidence": 0.01} for other in others)]
    empty = {"audience": None, "condition": None, "region": None, "danger": None, "fallback": False}
    return {"text": "x", "need": need, "needs": needs, "bouwsteen": bouwsteen_of(need), **empty, **facts}


def _figure(name: str, *pairs: tuple[Row, dict[str, Any]]) -> Share:
    return score([row for row, _ in pairs], [answer for _, answer in pairs]).figures[name]


def _result(rows: list[Row], answers: list[dict[str, Any]]) -> Result:
    return Result(score(rows, answers), count([], []))


# --- Needs and bouwsteen


def test_a_need_counts_when_it_or_one_accepted_beside_it_comes_first() -> None:
    pairs = [
        (Row("x", "respijtzorg"), _heard("respijtzorg")),
        (Row("x", "respijtzorg", ("overbelasting",)), _heard("overbelasting", "respijtzorg")),
        (Row("x", "respijtzorg"), _heard("overbelasting", "respijtzorg")),
        (Row("x", "groet"), _heard("groet")),
    ]
    assert _figure("need_first", *pairs) == Share(2, 3)
    assert _figure("need_exact", *pairs) == Share(1, 3)


def test_within_three_looks_at_three_needs_and_no_further() -> None:
    others = ("somberheid", "zelftest", "respijtzorg")
    third = _heard("overbelasting", "somberheid", "respijtzorg")
    fourth = _heard("overbelasting", *others)
    behind_small_talk = _heard("groet", *others)
    row = Row("x", "respijtzorg")
    assert _figure("need_within_three", (row, third), (row, fourth), (row, behind_small_talk)) == Share(2, 3)


def test_another_need_of_the_same_bouwsteen_gets_the_bouwsteen_right() -> None:
    row = Row("x", "respijtzorg")
    assert bouwsteen_of("respijtzorg") == bouwsteen_of("lotgenoten") != bouwsteen_of("zelftest")
    pairs = [(row, _heard("lotgenoten")), (row, _heard("zelftest")), (row, _heard("groet"))]
    assert _figure("bouwsteen", *pairs) == Share(1, 3)


def test_no_need_where_that_is_accepted_too_does_not_make_every_answer_without_bouwsteen_right() -> None:
    row = Row("x", "behandeling", ("buiten_bereik",))
    pairs = [(row, _heard("buiten_bereik")), (row, _heard("groet")), (row, _heard("zelftest", fallback=True))]
    assert _figure("bouwsteen", *pairs) == Share(2, 3)
    assert _figure("need_first", *pairs) == Share(2, 3)


# --- Other talk and danger


def test_in_other_talk_not_being_sure_counts_as_out_of_reach() -> None:
    pairs = [
        (Row("x", "groet"), _heard("groet")),
        (Row("x", "groet"), _heard("groet", fallback=True)),
        (Row("x", "buiten_bereik"), _heard("groet", fallback=True)),
        (Row("x", "buiten_bereik"), _heard("buiten_bereik")),
        (Row("x", "buiten_bereik"), _heard("behandeling")),
        (Row("x", "klacht", ("mens_spreken",)), _heard("mens_spreken")),
        (Row("x", "behandeling"), _heard("behandeling")),
    ]
    assert _figure("other_talk", *pairs) == Share(4, 6)


def test_a_guess_at_a_need_is_measured_though_the_assistant_was_not_sure() -> None:
    unsure = _heard("zelftest", sure=0.2, fallback=True)
    scores = score([Row("x", "zelftest"), Row("x", "zelftest")], [unsure, _heard("zelftest")])
    assert scores.figures["need_first"] == Share(2, 2)
    assert scores.fallbacks == Share(1, 2)


def test_an_empty_answer_is_out_of_reach_and_no_need() -> None:
    empty = _heard(None, fallback=True)
    pairs = [(Row("x", "zelftest"), empty), (Row("x", "buiten_bereik"), empty)]
    assert _figure("need_first", *pairs) == Share(0, 1)
    assert _figure("other_talk", *pairs) == Share(1, 1)


def test_in_a_sentence_of_crisis_only_danger_is_right_and_elsewhere_it_is_wrong() -> None:
    pairs = [
        (Row("x", "crisis"), _heard("somberheid", danger="self")),
        (Row("x", "crisis", ("somberheid",)), _heard("somberheid")),
        (Row("x", "somberheid", ("crisis",)), _heard("zelftest", danger="self")),
        (Row("x", "somberheid"), _heard("somberheid", danger="self")),
        (Row("x", "somberheid"), _heard("somberheid")),
    ]
    assert _figure("crisis", *pairs) == Share(1, 2)
    assert _figure("calm", *pairs) == Share(1, 2)
    assert _figure("other_talk", *pairs) == Share(0, 0)
    assert _figure("need_first", *pairs) == Share(3, 3)


# --- Audience and condition


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        ("mantelzorger", "naaste", Share(1, 1)),
        ("naaste", "mantelzorger", Share(1, 1)),
        ("patient", "patient", Share(1, 1)),
        ("patient", "naaste", Share(0, 1)),
        ("professional", None, Share(0, 1)),
        (None, "patient", Share(0, 0)),
    ],
)
def test_an_audience_is_scored_where_the_sentence_gives_it_away(
    wanted: str | None, found: str | None, right: Share
) -> None:
    assert _figure("audience", (Row("x", "zelftest", audience=wanted), _heard("zelftest", audience=found))) == right


@pytest.mark.parametrize(
    ("wanted", "found", "right"),
    [
        ("kanker", "kanker", 1),
        ("Kanker", "borstkanker", 1),
        ("borstkanker", "kanker", 0),
        ("MS", "ms", 1),
        ("kanker", "ms", 0),
        ("kanker", None, 0),
    ],
)
def test_a_condition_may_be_wanted_as_a_group_in_any_case(wanted: str, found: str | None, right: int) -> None:
    pair = (Row("x", "zelftest", condition=wanted), _heard("zelftest", condition=found))
    assert _figure("condition", pair) == Share(right, 1)
    assert _figure("no_condition", pair) == Share(0, 0)


def test_an_illness_that_nobody_named_is_counted_against_it() -> None:
    row = Row("x", "zelftest")
    pairs = [(row, _heard("zelftest")), (row, _heard("zelftest", condition="ms"))]
    assert _figure("no_condition", *pairs) == Share(1, 2)
    assert _figure("condition", *pairs) == Share(0, 0)


# --- Groups, calibration, confusions


def test_figures_by_need_and_style_show_the_weak_group_behind_the_average() -> None:
    rows = [Row("x", "zelftest", style="kort")] * 10 + [Row("x", "respijtzorg", style="nt2")] * 10
    rows += [Row("x", "groet", style="nt2"), Row("x", "somberheid", style="emoji")]
    right = [_heard("zelftest")] * 9 + [_heard("groet")] + [_heard("respijtzorg")] * 4
    wrong = [_heard("lotgenoten", "respijtzorg")] * 6
    scores = score(rows, [*right, *wrong, _heard("groet"), _heard("zelftest")])
    assert {name: group.label for name, group in scores.labels.items()} == {
        "groet": Share(1, 1),
        "respijtzorg": Share(4, 10),
        "somberheid": Share(0, 1),
        "zelftest": Share(9, 10),
    }
    assert scores.labels["respijtzorg"].within_three == Share(10, 10)
    assert {name: group.label for name, group in scores.styles.items()} == {
        "emoji": Share(0, 1),
        "kort": Share(9, 10),
        "nt2": Share(5, 11),
    }
    assert scores.styles["nt2"].within_three == Share(10, 10)
    assert scores.figures["weakest_need"] == Share(4, 10)
    assert scores.figures["weakest_style"] == Share(5, 11)


def test_calibration_sets_what_was_promised_beside_what_was_kept() -> None:
    row = Row("x", "zelftest")
    answers = [
        _heard("zelftest", sure=0.9),
        _heard("zelftest", sure=1.0),
        _heard("somberheid", sure=0.6),
        _heard("zelftest", sure=0.56),
        _heard("groet", "zelftest"),
    ]
    bands = score([row] * 5, answers).bands
    assert [(band.low, band.high, band.kept) for band in bands] == [
        (0.55, 0.65, Share(1, 2)),
        (0.9, 1.0, Share(2, 2)),
    ]
    assert [band.promised for band in bands] == pytest.approx([0.58, 0.95])


def test_the_largest_confusion_comes_first_and_accepted_answers_are_none() -> None:
    rows = [Row("x", "zelftest", ("herkenning",))] * 3 + [Row("x", "groet")] * 2
    answers = [_heard("herkenning"), _heard("lotgenoten"), _heard("groet"), *[_heard("groet", fallback=True)] * 2]
    assert score(rows, answers).confusions == [
        ("groet", "buiten_bereik", 2),
        ("zelftest", "groet", 1),
        ("zelftest", "lotgenoten", 1),
    ]


def test_answers_to_other_sentences_are_never_scored() -> None:
    with pytest.raises(ValueError, match="shorter"):
        score([Row("x", "zelftest")] * 2, [_heard("zelftest")])


# --- Reading


def _file(folder: Path, *lines: str, header: str = HEADER) -> Path:
    path = folder / "zinnen.tsv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


GOOD = "Ik kan niet meer\toverbelasting\tsomberheid, respijtzorg\tmantelzorger\tdementie\town\tkort"


def test_a_row_is_read_with_everything_it_says(tmp_path: Path) -> None:
    path = _file(tmp_path, GOOD, "", '#hulp "nu\thulp_vragen\t\tunknown\t\town\tjong\r')
    assert read_all([path, path]).needs[:2] == [
        Row("Ik kan niet meer", "overbelasting", ("somberheid", "respijtzorg"), "mantelzorger", "dementie", "kort"),
        Row('#hulp "nu', "hulp_vragen", (), None, None, "jong"),
    ]
    assert len(read_all([path, path]).needs) == 4


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("te weinig\tzelftest", "line 3: 2 columns where 7 are expected"),
        (GOOD + "\tmeer", "line 3: 8 columns"),
        ("\tzelftest\t\t\t\t\t", "line 3: there is no text"),
        ("x\t\t\t\t\t\t", "line 3: '' is not a label"),
        ("x\tzelftests\t\t\t\t\t", "line 3: 'zelftests' is not a label"),
        ("x\tzelftest\tgroet,nee\t\t\t\t", "line 3: 'nee' is not a label"),
        ("x\tzelftest\t\tbuurman\t\t\t", "line 3: 'buurman' is not an audience"),
    ],
)
def test_a_broken_line_is_refused_by_file_and_line(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(TableError, match=f"zinnen.tsv, {problem}"):
        read(_file(tmp_path, GOOD, line))


def test_a_file_without_the_columns_without_sentences_or_without_utf8_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TableError, match="line 1: the first line must name the columns text, need"):
        read(_file(tmp_path, GOOD, header="text\tneed"))
    with pytest.raises(TableError, match="line 1: there are no sentences"):
        read(_file(tmp_path))
    with pytest.raises(TableError, match=r"weg.tsv, line 1: the file cannot be read \(No such file"):
        read(tmp_path / "weg.tsv")
    path = tmp_path / "latin.tsv"
    path.write_bytes(f"{HEADER}\n{GOOD}\n".encode() + "één\tzelftest".encode("latin-1"))
    with pytest.raises(TableError, match=r"latin\.tsv, line 3: not UTF-8"):
        read(path)


@given(text=st.text(st.characters(exclude_characters="\t\n", exclude_categories=["Cs"])).filter(str.strip))
def test_any_sentence_is_one_row_and_stays_as_it_is(text: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.mktemp("any") / "x.tsv"
    path.write_bytes(f"{HEADER}\n{text}\tzelftest\t\t\t\t\tkort\n".encode())
    assert read(path) == [Row(text.strip(), "zelftest", style="kort")]


# --- Floors


def test_a_figure_below_its_floor_is_named_and_one_on_it_is_not() -> None:
    figures = dict.fromkeys(FIGURES, Share(8, 10)) | {"audience": Share(79, 100), "crisis": Share()}
    found = list(floors.below(figures, {"need_first": 0.8, "audience": 0.8, "crisis": 0.5}))
    assert found == [
        "audience is 0.790 (79 of 100), below its floor of 0.800",
        "crisis could not be measured: no sentence is about it, and its floor is 0.500",
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("need_frist\t0.8\tx", "'need_frist' is not a figure"),
        ("need_first\t0.8\tx\nneed_first\t0.7\tx", "line 3: the floor of 'need_first' stands here twice"),
        ("need_first\thoog\tx", "not 'hoog'"),
        ("need_first\t80\tx", "not '80'"),
        ("need_first\tnan\tx", "not 'nan'"),
        ("need_first\t0.8", "line 2: 2 columns"),
    ],
)
def test_a_broken_table_of_floors_is_refused(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(TableError, match=problem):
        floors.load(_file(tmp_path, line, header="figure\tfloor\ttext"))


def test_everything_the_own_sentences_can_measure_has_a_floor() -> None:
    """None of the sentences about needs is of crisis: danger is measured by sentences of its own."""
    agreed = floors.load(ROOT / "evaluation" / "floors.tsv")
    assert set(agreed) == set(FIGURES) - {"crisis"}
    assert min(agreed.values()) > 0.5


# --- History and the command


def test_each_run_is_one_line_of_history_below_one_header(tmp_path: Path) -> None:
    path, model = tmp_path / "history.tsv", Path("models/wegwijs-0123456789ab.tar.gz")
    result = _result([Row("x", "zelftest")] * 3, [_heard("zelftest"), _heard("groet"), _heard("zelftest")])
    for note in ("eerste\tkeer\n", ""):
        history.append(path, date(2026, 1, 2), model, [Path("a/een.tsv"), Path("twee.tsv")], result, note)
    header, first, second = (line.split("\t") for line in path.read_text(encoding="utf-8").splitlines())
    assert tuple(header) == history.COLUMNS
    line = dict(zip(header, first, strict=True))
    assert [line[name] for name in ("date", "model", "files", "rows", "text")] == [
        "2026-01-02",
        "0123456789ab",
        "een.tsv twee.tsv",
        "3",
        "eerste keer",
    ]
    assert (line["need_first"], line["bouwsteen"], line["audience"]) == ("0.6667", "0.6667", "")
    assert second == [*first[:-1], ""]


def test_a_file_that_is_no_history_is_left_as_it_is(tmp_path: Path) -> None:
    path = _file(tmp_path, GOOD)
    before = path.read_bytes()
    with pytest.raises(TableError, match="nothing is added"):
        history.append(path, date(2026, 1, 2), Path("m.tar.gz"), [], _result([], []), "")
    assert path.read_bytes() == before


def test_the_history_that_is_kept_takes_the_next_run() -> None:
    history.check(ROOT / "evaluation" / "history.tsv")


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """An engine that hears overbelasting in everything; gives the lines of each run."""
    runs: list[list[str]] = []

    def understand(lines: BinaryIO, model: Path) -> Iterator[dict[str, Any]]:
        runs.append(lines.read().decode().splitlines())
        return (_heard("overbelasting", audience="naaste") for _ in runs[-1])

    monkeypatch.setattr(understanding, "understand", understand)
    return runs


def _evaluate(*arguments: Path | str) -> Any:
    return RUN.invoke(app, ["evaluate", "--model", "wegwijs-abc.tar.gz", *map(str, arguments)])


def test_the_command_measures_all_files_in_one_run_and_keeps_the_line(tmp_path: Path, engine: list[list[str]]) -> None:
    path, kept = _file(tmp_path, GOOD), tmp_path / "history.tsv"
    result = _evaluate(path, path, "--history", kept, "--note", "proef")
    assert (result.exit_code, result.stderr) == (0, "")
    assert engine == [["Ik kan niet meer"] * 2]
    assert "2 sentences" in result.stdout
    assert "need_first          1.000 (2 of 2)" in result.stdout
    assert kept.read_text(encoding="utf-8").splitlines()[1].endswith("\tproef")


@pytest.mark.usefixtures("engine")
def test_the_command_fails_with_a_clear_line_below_a_floor_and_still_keeps_the_run(tmp_path: Path) -> None:
    agreed = tmp_path / "floors.tsv"
    agreed.write_text("figure\tfloor\ttext\nneed_first\t0.9\tx\ncondition\t0.9\tx\n", encoding="utf-8")
    kept = tmp_path / "history.tsv"
    result = _evaluate(_file(tmp_path, GOOD), "--floors", agreed, "--history", kept)
    assert result.exit_code == 1
    assert result.stderr == "Below the floor: condition is 0.000 (0 of 1), below its floor of 0.900\n"
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 2


def test_broken_files_are_told_before_the_engine_is_set_to_work(tmp_path: Path, engine: list[list[str]]) -> None:
    good = _file(tmp_path, GOOD)
    broken = tmp_path / "stuk.tsv"
    broken.write_text(f"{HEADER}\nx\n", encoding="utf-8")
    for arguments in ([good, broken], [good, "--floors", broken], [good, "--history", broken]):
        result = _evaluate(*arguments)
        assert (result.exit_code, result.stdout) == (1, "")
        assert result.stderr.startswith("stuk.tsv, line ")
    assert engine == []


def test_too_few_answers_are_an_error_and_not_a_figure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(understanding, "understand", lambda lines, model: iter(()))
    result = _evaluate(_file(tmp_path, GOOD), "--history", tmp_path / "history.tsv")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "0 answers came to 1 sentences" in result.stderr
    assert not (tmp_path / "history.tsv").exists()


def test_the_report_tells_every_figure_group_band_and_confusion() -> None:
    rows = [Row("x", "zelftest", style="nt2", audience="patient"), Row("x", "groet", style="kort")]
    lines = list(report(_result(rows, [_heard("somberheid", "zelftest", sure=0.6), _heard("groet")])))
    for name, promise in NEED_FIGURES.items():
        assert any(line.startswith(name) and line.endswith(promise) for line in lines)
    assert "  nt2                   0.000 (0 of 1)       1.000 (1 of 1)" in lines
    assert "  patient               0.000 (0 of 1)       1.000 (1 of 1)" in lines
    assert "  0.55 to 0.65  on average 0.60  right 0.000 (0 of 1)" in lines
    assert "    1  zelftest, somberheid" in lines
