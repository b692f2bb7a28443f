"""The measure of redaction: counted as by hand, and what the service really hides of the project's own sentences."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.web.gateway import until
from vocabulary.tables import TableError
from web.conversations.redaction import Names
from web.database import Database
from web.settings import Settings
from wegwijs import cli
from wegwijs.evaluation import redaction
from wegwijs.evaluation.redaction import Identifier, Row, Scores
from wegwijs.evaluation.score import Share
from wegwijs.paths import ROOT

HEADER = "\t".join(redaction.COLUMNS)
FLOORS = {
    redaction.OWN: {"names": 0.95, "numbers": 0.95, "mail": 0.95, "addresses": 0.95, "dates": 0.95},
    # Lower than the aim of 0.95: what held when the set was new and its half `dev` was mended on. Only ever raise them.
    redaction.INDEPENDENT: {"names": 0.89, "numbers": 0.93, "mail": 0.92, "addresses": 0.87, "dates": 0.95},
}
"""The least that must be found of each group, on all sentences of a set together."""
MOST_HARMLESS_HIDDEN = 0.03
PATTERN_TESTS = ("test_patterns.py", "test_dates.py", "test_names.py")


def test_an_identifier_is_marked_between_braces(tmp_path: Path) -> None:
    file = tmp_path / "zinnen.tsv"
    file.write_text(f"{HEADER}\nbel {{naam:ria}} op {{telefoon:06 1}}.\tkort\ttest\n", encoding="utf-8")
    text = "bel ria op 06 1."
    identifiers = (Identifier("naam", 4, 7), Identifier("telefoon", 11, 15))
    assert redaction.read(file) == [Row(text, identifiers, "kort", "test")]


@pytest.mark.parametrize(
    ("line", "trouble"),
    [
        ("bel {wie:ria}\tkort\tdev", "not a kind"),
        ("bel {naam:ria\tkort\tdev", "brace"),
        ("bel ria\tkort\tlater", "not one of"),
        ("bel ria\tkort", "columns"),
    ],
)
def test_a_broken_line_is_told_with_its_number(tmp_path: Path, line: str, trouble: str) -> None:
    file = tmp_path / "zinnen.tsv"
    file.write_text(f"{HEADER}\nhallo\tkort\tdev\n{line}\n", encoding="utf-8")
    with pytest.raises(TableError, match=rf"line 3.*{trouble}"):
        redaction.read(file)


def test_an_identifier_counts_when_no_letter_of_it_stays_and_harmless_words_when_they_go() -> None:
    row = Row("bel Jan Smit in mei", (Identifier("naam", 4, 12),))

    def after(redacted: str) -> Scores:
        return redaction.score([row], lambda text: redaction.taken_out(text, redacted))

    assert after("bel [naam] in mei").groups["names"] == Share(1, 1)
    assert after("bel [naam] in mei").harmless_hidden == Share(0, 3)
    assert after("bel [naam] Smit in mei").groups["names"] == Share(0, 1)
    assert after("bel [naam] mei").harmless_hidden == Share(1, 3)
    assert after("bel [naam] in mei").groups["mail"].value is None


def test_a_text_that_was_changed_otherwise_is_no_redaction() -> None:
    with pytest.raises(ValueError, match="pieces taken out"):
        redaction.taken_out("bel Jan", "bel niet")


@pytest.mark.parametrize(("path", "least"), [(redaction.OWN, 320), (redaction.INDEPENDENT, 240)], ids=["own", "other"])
def test_a_set_is_large_and_half_of_it_is_set_aside(path: Path, least: int) -> None:
    rows = redaction.read(path)
    pointing = [row for row in rows if row.identifiers]
    assert len(rows) >= least
    assert 0.4 <= len(pointing) / len(rows) <= 0.6
    assert abs(sum(row.split == "test" for row in rows) / len(rows) - 0.5) <= 0.02
    assert len({row.text for row in rows}) == len(rows)


def test_no_sentence_stands_in_both_sets() -> None:
    own, other = ({row.text.casefold() for row in redaction.read(path)} for path in FLOORS)
    assert not own & other


def test_no_sentence_is_an_example_to_learn_from_or_to_mend_patterns_on() -> None:
    examples = {
        cell.strip().strip("\"'").casefold()
        for file in sorted((ROOT / "data").rglob("*.*"))
        for line in file.read_text(encoding="utf-8").splitlines()
        for cell in line.strip().removeprefix("- ").split("\t")
    }
    patterns = [
        (ROOT / "tests/web/conversations" / name).read_text(encoding="utf-8").casefold() for name in PATTERN_TESTS
    ]
    for row in (row for path in FLOORS for row in redaction.read(path)):
        text = row.text.casefold()
        assert text not in examples
        assert not any(f'"{text}"' in tests for tests in patterns), row.text


@pytest.fixture(scope="module")
def hidden() -> Iterator[dict[str, str]]:
    """What the service makes of each sentence, with the whole lists of names, through its own process."""

    async def read() -> dict[str, str]:
        database = Database("sqlite://")
        names = Names(database, Settings().redaction_folder)
        running = asyncio.create_task(names.run())
        await until(lambda: names.state != "loading", seconds=900)
        found = {row.text: await names.redacted(row.text) for path in FLOORS for row in redaction.read(path)}
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        database.close()
        return found

    yield asyncio.run(read())


@pytest.mark.parametrize("path", FLOORS, ids=["own", "other"])
def test_what_the_service_hides_does_not_fall(hidden: dict[str, str], path: Path) -> None:
    rows = redaction.read(path)
    scores = redaction.score(rows, lambda text: redaction.taken_out(text, hidden[text]))
    for group, floor in FLOORS[path].items():
        share = scores.groups[group]
        assert share.value is not None
        assert share.value >= floor, f"{group}: {share.right} of {share.of}"
    assert scores.harmless_hidden.value is not None
    assert scores.harmless_hidden.value <= MOST_HARMLESS_HIDDEN


def test_the_command_tells_a_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "zinnen.tsv"
    file.write_text("text\tstyle\nhallo\tkort\n", encoding="utf-8")
    told = CliRunner().invoke(cli.app, ["evaluate-redaction", str(file)])
    assert told.exit_code == 1
    assert "columns" in told.output
