"""What visitors read is plain: the gate over the real texts, and that the gate sees what it should."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from typer.testing import CliRunner

from readability import avoid, floors
from readability.floors import Floor
from vocabulary.tables import TableError
from wegwijs import cli
from wegwijs.paths import ROOT
from wegwijs.readability import allowed, markup, nodes, report, script
from wegwijs.readability.allowed import Allowed
from wegwijs.readability.check import check_all
from wegwijs.readability.collect import collect, names
from wegwijs.readability.gate import Outcome, check
from wegwijs.readability.text import SourceError, Text

RUN = CliRunner()
FLOORS = {"gesprek": Floor(average=70, each=55, from_sentences=2, longest=15, words=True)}
PLAIN = "Je praat met iemand die ook ziek is. Dat kan bij jou thuis."


@pytest.fixture(scope="module")
def real() -> Outcome:
    """The check over the texts of the project itself."""
    return check_all(ROOT)


def _check(*texts: str, name: str = "utter_x", may: Iterable[Allowed] = (), own: list[str] | None = None) -> list[str]:
    found = [Text("gesprek", Path("domain.yml"), 7, name, text) for text in texts]
    return [finding.message for finding in check(found, FLOORS, avoid.load(), own or [], list(may)).findings]


# --- The real texts


def test_everything_visitors_read_is_plain(real: Outcome) -> None:
    assert list(report.findings(real, ROOT)) == []


def test_every_group_of_texts_has_bounds_and_holds_texts(real: Outcome) -> None:
    assert {each.text.group for each in real.measured} == set(real.floors)


def test_the_texts_that_matter_most_are_among_those_measured(real: Outcome) -> None:
    found = {(each.text.file.name, each.text.name) for each in real.measured}
    assert {
        ("domain.yml", "utter_opening"),
        ("texts.tsv", "self.a"),
        ("texts.tsv", "rouw"),
        ("texts.yml", "apology"),
        ("words.js", "privacy"),
        ("algemeen.yml", "thuisarts"),
        ("wording.tsv", "need respijtzorg"),
        ("needs.tsv", "respijtzorg"),
    } <= found


def test_every_exception_is_still_needed(real: Outcome) -> None:
    for each in allowed.load():
        there = [found.text.text for found in real.measured if each.about(found.text)]
        assert any("!" in text if each.mark == "!" else avoid.formal(text) for text in there), each


# --- What the gate sees


def test_a_plain_text_passes() -> None:
    assert _check(PLAIN) == []


def test_a_long_sentence_is_named() -> None:
    long = "Je kunt hier in je eigen tijd en op je eigen plek rustig lezen wat er is. Dat kan."
    assert _check(long) == [
        "zin van 17 woorden, hoogstens 15: 'Je kunt hier in je eigen tijd en op je eigen plek rustig …'"
    ]


def test_hard_words_lower_the_score_of_a_text_and_of_its_group() -> None:
    hard = "Verantwoordelijke organisaties inventariseren verwachtingen. Mogelijkheden variëren aanzienlijk, uiteraard."
    messages = _check(hard)
    assert any(message.startswith("leesscore -") and "minstens 55" in message for message in messages)
    assert any(message.startswith("leesscore van alle teksten samen") for message in messages)


def test_a_button_is_not_scored_but_its_words_are_weighed() -> None:
    assert _check("Praktijkondersteuner bedrijfsgezondheidszorg") == []
    assert _check("Naar een interventie") != []


@pytest.mark.parametrize("text", ["Deze interventies zijn er.", "DERHALVE bel je.", "Met een zorgtraject lukt het."])
def test_a_word_to_avoid_is_named_with_the_plain_one(text: str) -> None:
    assert [message for message in _check(text) if "schrijf liever" in message]


def test_a_word_of_several_words_is_found_across_spaces() -> None:
    assert "'In het kader  van': schrijf liever bij, voor (schrijftaal)" in _check("In het kader  van je ziekte.")


def test_part_of_another_word_is_not_taken_for_it() -> None:
    assert _check("De consulent luistert rustig naar jou.") == []


def test_a_word_that_is_explained_in_its_sentence_may_stay() -> None:
    assert _check("Iemand neemt de zorg even over. Dat heet respijtzorg.") == []
    assert len(_check("Iemand regelt de respijtzorg voor jou.")) == 1


def test_names_are_nobodys_choice_of_words() -> None:
    assert len(_check("Bel nu met Indigo Preventie, ook als je maar een kleine vraag hebt.")) == 1
    assert _check("Bel met Indigo Preventie, ook als je maar een kleine vraag hebt.", own=["Indigo Preventie"]) == []


@pytest.mark.parametrize("text", ["Kunt u mij zeggen hoe het gaat?", "Wat is uw naam?", "Zorg goed voor uzelf."])
def test_u_is_refused(text: str) -> None:
    assert [message for message in _check(text) if "je en jij" in message]


def test_an_exclamation_mark_is_refused_except_where_it_is_allowed() -> None:
    assert _check("Wat fijn!") == ["uitroepteken: Wegwijs roept niet"]
    assert _check("Wat fijn!", name="tips.1", may=[Allowed("domain.yml", "tips.*", "!")]) == []
    assert _check("Wat fijn!", name="lead", may=[Allowed("domain.yml", "tips.*", "!")]) != []


def test_a_text_of_an_unknown_group_does_not_pass_unread() -> None:
    with pytest.raises(KeyError):
        check([Text("elders", Path("x.yml"), 1, "", PLAIN)], FLOORS, [])


# --- Where texts are found


def test_a_yaml_text_comes_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("a:\n  - text: >-\n      Hoi daar.\n  - number: 4\nb: Tot ziens.\n", "utf-8")
    assert list(nodes.strings(file)) == [(("a", "1", "text"), "Hoi daar.", 2), (("b",), "Tot ziens.", 5)]


def test_broken_yaml_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "a.yml"
    file.write_text("a: b\nc: [d\n", "utf-8")
    with pytest.raises(SourceError, match=r"a\.yml, regel 3"):
        list(nodes.strings(file))


def test_a_page_gives_its_blocks_without_code(tmp_path: Path) -> None:
    file = tmp_path / "a.html"
    file.write_text(
        '{% extends "b" %}\n<style>p { color: red }</style>\n<p>Bel <a href="tel:112">112</a>\n nu.</p>\n'
        '<p>{{ waarde }}</p><img alt="Een kaart"><p>Dag {{ naam }}</p>'
        '{% macro m() %} aria-label="{{ x }}"{% endmacro %}',
        "utf-8",
    )
    assert list(markup.blocks(file)) == [("Bel 112 nu.", 3), ("Een kaart", 5), ("Dag {…}", 5)]


def test_a_script_gives_its_words_without_names_and_numbers(tmp_path: Path) -> None:
    file = tmp_path / "a.js"
    file.write_text(
        '// "nee"\n/** "nee" */\nconst T = {\n  a: "Hoi.",\n  phone: "112",\n  b:\n    "Dag.",\n};\n'
        '`Nog ${n} tekens`\nexport const c = "Tot ziens.";',
        "utf-8",
    )
    assert list(script.literals(file)) == [
        ("a", "Hoi.", 4),
        ("b", "Dag.", 7),
        ("", "Nog {…} tekens", 9),
        ("c", "Tot ziens.", 10),
    ]


def test_a_place_without_texts_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"domain\.yml"):
        collect(tmp_path)


def test_names_come_longest_first() -> None:
    found = names(ROOT)
    assert {"MantelzorgNL", "MIND", "Juridisch Loket: gratis hulp bij recht"} <= set(found)
    assert found == sorted(found, key=len, reverse=True)


# --- The tables


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("twee  spaties\tx\ty\tnee", "is not a word"),
        ("a|a\tx\ty\tnee", "twice"),
        ("a\t\ty\tnee", "write instead"),
        ("a\tx\ty\tmisschien", "ja or nee"),
    ],
)
def test_a_broken_word_to_avoid_is_refused_with_its_line(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "avoid.tsv"
    file.write_text(f"word\tinstead\twhy\texplained\n{row}\n", "utf-8")
    with pytest.raises(TableError, match=f"line 2: .*{problem}"):
        avoid.load(file)


def test_a_star_stands_for_any_letters(tmp_path: Path) -> None:
    file = tmp_path / "avoid.tsv"
    file.write_text("word\tinstead\twhy\texplained\n*traject*\tweg\tvaag\tnee\n", "utf-8")
    found = [word for word, _ in avoid.found("Het zorgtraject en trajecten.", avoid.load(file))]
    assert found == ["zorgtraject", "trajecten"]


@pytest.mark.parametrize(
    ("row", "problem"),
    [
        ("a\tveel\t\t1\t15\tja\tx", "are numbers"),
        ("a\t70\t\t1\t15\tja\t", "needs a reason"),
        ("a\t70\t\t1\t15\tsoms\tx", "ja or nee"),
        ("a\t70\t\t1\t15\tja\tx\na\t70\t\t1\t15\tja\tx", "twice"),
    ],
)
def test_a_broken_floor_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "floors.tsv"
    file.write_text("\t".join(floors.COLUMNS) + f"\n{row}\n", "utf-8")
    with pytest.raises(TableError, match=problem):
        floors.load(file)


@pytest.mark.parametrize(
    ("row", "problem"), [("a.yml\t*\t?\tx", "mark is one of"), ("a.yml\t*\tu\t", "needs a reason")]
)
def test_a_broken_exception_is_refused(tmp_path: Path, row: str, problem: str) -> None:
    file = tmp_path / "allowed.tsv"
    file.write_text(f"file\tname\tmark\twhy\n{row}\n", "utf-8")
    with pytest.raises(TableError, match=problem):
        allowed.load(file)


# --- The command


def test_the_command_says_that_all_is_well(monkeypatch: pytest.MonkeyPatch, real: Outcome) -> None:
    monkeypatch.setattr(cli, "check_all", lambda root: Outcome(real.floors, real.measured, []))
    done = RUN.invoke(cli.app, ["check-texts", "--hardest", "1"])
    assert done.exit_code == 0
    assert "samenvattingen" in done.stdout
    assert "eenvoudig genoeg" in done.stdout


def test_the_command_names_file_line_and_text_and_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    text = Text("gesprek", ROOT / "domain.yml", 7, "utter_x", "Wat fijn!")
    monkeypatch.setattr(cli, "check_all", lambda root: check([text], FLOORS, []))
    done = RUN.invoke(cli.app, ["check-texts"])
    assert done.exit_code == 1
    assert "domain.yml:7\tutter_x\tuitroepteken" in done.stderr


def test_the_command_says_which_file_it_cannot_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    done = RUN.invoke(cli.app, ["check-texts"])
    assert done.exit_code == 1
    assert "domain.yml" in done.stderr
    assert done.exception is None or isinstance(done.exception, SystemExit)
