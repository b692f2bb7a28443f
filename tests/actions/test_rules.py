"""Rasa's rules: whatever is heard, exactly one rule says what happens, and every action in it exists."""

from __future__ import annotations

from collections import Counter
from typing import Any

import yaml
from rasa_sdk.executor import ActionExecutor

from actions.texts import FILE
from vocabulary import needs

ROOT = FILE.parent
DOMAIN: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
RULES: list[dict[str, Any]] = [
    rule
    for path in sorted((ROOT / "data" / "rules").glob("*.yml"))
    for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
]


def _intents(rule: dict[str, Any]) -> list[str]:
    first = rule["steps"][0]
    return [step["intent"] for step in first.get("or", [first])]


def _actions(rule: dict[str, Any]) -> list[str]:
    return [step["action"] for step in rule["steps"] if "action" in step]


def test_whatever_is_heard_exactly_one_rule_answers_it() -> None:
    assert Counter(intent for rule in RULES for intent in _intents(rule)) == Counter(DOMAIN["intents"])


def test_the_domain_knows_every_label_of_the_vocabulary() -> None:
    assert {*needs.load(), *needs.SMALL_TALK, *needs.OTHER} <= set(DOMAIN["intents"])
    assert [name for name, times in Counter(DOMAIN["intents"]).items() if times > 1] == []


def test_every_action_named_in_the_domain_is_there_and_the_other_way() -> None:
    executor = ActionExecutor()
    executor.register_package("actions")
    assert set(executor.actions) == set(DOMAIN["actions"])
    assert {action for rule in RULES for action in _actions(rule)} <= set(DOMAIN["actions"])


def test_danger_is_answered_with_nearness_and_nothing_else() -> None:
    (rule,) = (rule for rule in RULES if "crisis" in _intents(rule))
    assert _intents(rule) == ["crisis"]
    assert _actions(rule) == ["action_remember", "action_stay"]


def test_who_asks_for_a_human_being_gets_one_without_a_question_first() -> None:
    (rule,) = (rule for rule in RULES if "mens_spreken" in _intents(rule))
    assert _actions(rule) == ["action_remember", "action_connect"]


def test_every_need_is_remembered_before_the_talk_goes_on() -> None:
    for rule in RULES:
        if set(_intents(rule)) & set(needs.load()):
            assert _actions(rule) == ["action_remember", "action_lead"]


def test_rules_are_told_apart_by_their_names() -> None:
    names = [rule["rule"] for rule in RULES]
    assert len(set(names)) == len(names)
