"""Every text a visitor can meet: plain, je and jij, short sentences, and a tap that does what it says."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

import actions
from actions import understood
from actions.feedback import SCORES
from actions.guide import ANSWERS, EXPLAINED
from actions.questions import ORDER
from actions.texts import FILE, Text, TextsError, load
from vocabulary import needs
from vocabulary.people import audiences

DOMAIN: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
VARIANTS = [(f"{name} {number}", text) for name, texts in load().items() for number, text in enumerate(texts, start=1)]
TAPS = [(where, title, payload) for where, text in VARIANTS for title, payload in text.buttons]
ANSWERED = ("groet", "bedankt", "wie_ben_jij", "privacy", "klacht", "buiten_bereik")
"""Intents that `action_answer` answers with the text that bears their name (data/rules/small_talk.yml)."""
FILLED = {
    "ask_": {*ORDER},
    "heard_": {*needs.load()},
    "stay_": {"self", "other", "violence"},
    "correct_": {"audience", "condition", "region", "needs"},
    "explain_": set(EXPLAINED),
    "helped_": {"ja", "deels", "nee", "nog_niet"},
}
"""What may stand behind the beginning of a name that the code puts together."""


def _domain(folder: Path, responses: str) -> Path:
    path = folder / "domain.yml"
    path.write_text(responses, encoding="utf-8")
    return path


# --- Loading


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("intents: [groet]\n", "there are no responses"),
        ("responses: []\n", "there are no responses"),
        ("", "there are no responses"),
        ("- een lijst\n", "there are no responses"),
        ("responses:\n  utter_x: []\n", "utter_x has no text"),
        ("responses:\n  utter_x: hallo\n", "utter_x has no text"),
        ("responses:\n  utter_x:\n  - buttons: []\n", "utter_x has a variant without text"),
        ("responses:\n  utter_x:\n  - text: '  '\n", "utter_x has a variant without text"),
        ("responses:\n  utter_x:\n  - text: 12\n", "utter_x has a variant without text"),
        ("responses:\n  utter_x:\n  - hallo\n", "utter_x has a variant without text"),
        ("responses:\n  utter_x:\n  - text: a\n    buttons: [{title: Ja}]\n", "utter_x"),
        ("responses:\n  utter_x:\n  - text: a\n    buttons: Ja\n", "utter_x"),
        ("responses:\n  utter_x: [\n", "line"),
    ],
)
def test_a_broken_domain_is_refused_by_file_and_name(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(TextsError, match=rf"domain\.yml.*(?s:.*){problem}"):
        load(_domain(tmp_path, content))


def test_texts_are_read_without_the_name_of_the_engine_and_without_space_around_them(tmp_path: Path) -> None:
    path = _domain(tmp_path, "responses:\n  utter_x:\n  - text: ' Hoi. '\n    buttons: [{title: Ja, payload: /past}]\n")
    assert load(path) == {"x": (Text("Hoi.", (("Ja", "/past"),)),)}


# --- Words


@pytest.mark.parametrize(("where", "text"), VARIANTS)
def test_a_text_is_plain_and_says_je(where: str, text: Text) -> None:
    for words in (text.text, *(title for title, _ in text.buttons)):
        assert not re.search(r"[<>*_`#\[\]]|&\w+;|https?://", words), "markup"
        assert not re.search(r"\b(u|uw|uzelf)\b", words, re.IGNORECASE), "'u' is not how we speak to visitors"
        assert words == words.strip()
        assert "  " not in words


@pytest.mark.parametrize(("where", "text"), VARIANTS)
def test_no_sentence_is_longer_than_fifteen_words(where: str, text: Text) -> None:
    sentences = re.split(r"(?<=[.!?])\s+", text.text)
    assert {sentence: len(sentence.split()) for sentence in sentences if len(sentence.split()) > 15} == {}


@pytest.mark.parametrize(("where", "text"), VARIANTS)
def test_a_text_asks_at_most_one_thing_when_it_has_taps(where: str, text: Text) -> None:
    titles = [title for title, _ in text.buttons]
    assert len(set(titles)) == len(titles) <= 6
    assert all(len(title) <= 40 for title in titles), "a tap must fit on a telephone"


def test_the_opening_says_it_is_a_computer_anonymous_no_doctor_and_where_to_call_in_need() -> None:
    opening = " ".join(text.text for name in ("opening", "opening_emergency") for text in load()[name])
    for word in ("computer", "geen diagnose", "je naam niet", "112", "113", "0800-0113"):
        assert word in opening


def test_only_a_place_or_a_title_is_filled_into_a_text() -> None:
    filled = {name: re.findall(r"{(.*?)}", text.text) for name, texts in load().items() for text in texts}
    assert {name: fields for name, fields in filled.items() if fields} == {
        "heard_region": ["region"],
        "cards_local_none": ["region"],
        "my_choice": ["title"],
    }


# --- Taps


@pytest.mark.parametrize(("where", "title", "payload"), TAPS)
def test_a_tap_carries_an_intent_and_values_that_exist(where: str, title: str, payload: str) -> None:
    match = re.fullmatch(r"/([a-z_]+)(\{.*\})?", payload)
    assert match
    assert match[1] in DOMAIN["intents"]
    values = json.loads(match[2] or "{}")
    assert set(values) <= set(DOMAIN["entities"])
    allowed = {
        "kies_need": {"need": set(needs.load())},
        "kies_audience": {"audience": set(audiences())},
        "kies_hoe": {"answer": {"goed", "wel", "slecht"}},
        "kies_hulp": {"answer": {"ja", "deels", "nee"}},
        "kies_geholpen": {"answer": {"ja", "deels", "nee", "nog_niet"}},
        "kies_waardering": {"score": set(SCORES)},
        "past": {"answer": {"ja"}},
        "past_niet": {"avoid": {code for known, code in understood.load() if known == "avoid"}},
        "vraag": {"request": set(ANSWERS)},
    }.get(match[1], {})
    assert set(values) == set(allowed)
    assert all(value in allowed[name] for name, value in values.items())


@pytest.mark.parametrize("name", [name for name in load() if name.startswith(("ask_", "correct_", "after_"))])
def test_every_question_can_be_passed_over_or_answered_with_a_tap(name: str) -> None:
    leave = {"/sla_over", "/weet_niet", "/klaar", "/wis_nee"}
    assert all(leave & {payload for _, payload in text.buttons} for text in load()[name])


def test_after_danger_the_visitor_can_reach_a_human_being_or_go_on() -> None:
    for name in FILLED["stay_"]:
        for text in load()[f"stay_{name}"]:
            assert {payload for _, payload in text.buttons} == {"/mens_spreken", "/verder"}


# --- Texts and code


def _names_in_code() -> tuple[set[str], set[str]]:
    """Names that the code says: whole ones, and beginnings that it completes itself."""
    whole: set[str] = set()
    begun: set[str] = set()
    for path in Path(actions.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if name in {"say", "offer"}:
                _collect(node.args[0], whole, begun)
            elif name == "ask":
                begun.add("ask_")
    return whole, begun


def _collect(said: ast.expr, whole: set[str], begun: set[str]) -> None:
    if isinstance(said, ast.IfExp):
        _collect(said.body, whole, begun)
        _collect(said.orelse, whole, begun)
    elif isinstance(said, ast.JoinedStr):
        begun.add(str(getattr(said.values[0], "value", "")))
    elif isinstance(said, ast.Constant):
        whole.add(str(said.value))


def _reachable() -> set[str]:
    whole, begun = _names_in_code()
    assert begun == set(FILLED)
    names = whole | {start + end for start in begun for end in FILLED[start]} | {*ANSWERED, "ask_nodig_professional"}
    return names | {f"{name}_zorg" for name in names if f"{name}_zorg" in load()}


def test_every_text_the_code_says_exists() -> None:
    assert sorted(_reachable() - set(load())) == []


def test_every_text_in_the_domain_can_be_said() -> None:
    assert sorted(set(load()) - _reachable()) == []


def test_every_need_has_a_sentence_that_shows_it_was_heard() -> None:
    assert [label for label in needs.load() if f"heard_{label}" not in load()] == []


def test_the_small_talk_rule_has_just_the_texts_it_needs() -> None:
    rules = yaml.safe_load((FILE.parent / "data" / "rules" / "small_talk.yml").read_text(encoding="utf-8"))["rules"]
    answered = [rule for rule in rules if {"action": "action_answer"} in rule["steps"]]
    assert [step["intent"] for rule in answered for step in rule["steps"][0]["or"]] == list(ANSWERED)
