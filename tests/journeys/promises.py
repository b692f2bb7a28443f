"""What is promised of every answer, of every question and of every suggestion, in one place."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from actions.texts import load
from vocabulary import needs
from vocabulary.conditions import with_groups

if TYPE_CHECKING:
    from tests.journeys.talk import Talk

MOST_CARDS = 3
MOST_QUESTIONS = 6
MARKUP = re.compile(r"<\w|</|\*\*|\]\(http|&[a-z]+;")


@cache
def _questions() -> dict[str, str]:
    asked = {name: variants for name, variants in load().items() if name.startswith("ask_")}
    own = {"zorg", "professional"}
    return {
        variant.text: "_".join(part for part in name.removeprefix("ask_").split("_") if part not in own)
        for name, variants in asked.items()
        for variant in variants
    }


def question_of(text: str) -> str | None:
    """The name of the question that a text asks, as in domain.yml; None when it asks none of these."""
    return _questions().get(text)


AGAIN = ("restarted", "stepped_back", "no_step_back", "understood_nothing", "explain_other", "welcome_back")
"""Texts behind which a question may be asked once more, because the visitor asked for that."""


def begins_again(messages: Sequence[dict[str, Any]]) -> bool:
    """Whether an answer goes back at the visitor's own wish, so that what was asked may be asked anew."""
    wordings = {variant.text for name in AGAIN for variant in load()[name]}
    return any(message.get("text") in wordings for message in messages)


def questions_in(messages: Sequence[dict[str, Any]]) -> list[str]:
    """What an answer asks: the known questions and what ends as one. What a safety card asks does not count."""
    said = [message["text"] for message in messages if message["kind"] == "text"]
    texts = [text for text in said if question_of(text) or text.endswith("?")]
    opening = messages[:1] and any(question_of(text) == "hoe" for text in texts)
    if opening or (messages and messages[0]["kind"] == "safety"):
        return [text for text in texts if question_of(text)]
    return texts


def check_answer(messages: Sequence[dict[str, Any]], talk: Talk) -> None:
    """What holds for any answer at any moment: it is never silent, asks one thing, and never the same thing twice."""
    assert messages, f"no answer at all\n{talk}"
    shown = [card for message in messages if message["kind"] == "cards" for card in message["cards"]]
    assert len(shown) <= MOST_CARDS, f"more than {MOST_CARDS} suggestions at a time\n{talk}"
    for card in shown:
        assert card["reasons"] and all(reason.strip() for reason in card["reasons"]), f"no reason with {card}\n{talk}"
        assert card["url"] or card["phone"] or card["provider"], f"no way to get there: {card}"
    safety = [place for place, message in enumerate(messages) if message["kind"] == "safety"]
    assert safety in ([], [0]), f"the safety card does not come first\n{talk}"
    words = [str(message[field]) for message in messages for field in ("text", "title") if message.get(field)]
    assert not [text for text in words if MARKUP.search(text)], f"markup in what is said\n{talk}"
    assert len(questions_in(messages)) <= 1, f"more than one question at a time\n{talk}"
    asked = [text for text in talk.questions if question_of(text)]
    assert len(asked) == len(set(asked)), f"a question was asked twice\n{talk}"


def check_fit(
    talk: Talk,
    catalogue: dict[str, dict[str, Any]],
    *,
    needs_any: Collection[str],
    audience: str,
    condition: str | Sequence[str] | None,
    region: str | None,
    age: int | None = None,
) -> None:
    """The suggestions fit the visitor: one of the sensible needs, and nothing of another illness, region or age.

    `condition` is a list where more than one illness was told and each may be the one that is remembered.
    """
    assert talk.cards, f"no suggestions\n{talk}"
    before = [answer for answer in talk.heard if not any(message["kind"] == "cards" for message in answer)]
    asked = [text for answer in before for text in questions_in(answer)]
    assert len(asked) <= MOST_QUESTIONS, f"{len(asked)} questions before the first suggestion\n{talk}"
    unknown = set(needs_any) - set(needs.load())
    assert not unknown, f"no such need: {unknown}"
    conditions = {condition} if condition is None or isinstance(condition, str) else set(condition)
    illnesses = {name for known in conditions if known for name in with_groups(known)}
    for card in talk.cards:
        record = catalogue[card["instrument"]]
        assert not card["conditions"] or illnesses & set(card["conditions"]), f"another illness: {card}\n{talk}"
        assert card["region"] in {None, region}, f"another region: {card}\n{talk}"
        audiences = {"mantelzorger", "naaste"} if audience in {"mantelzorger", "naaste"} else {audience}
        assert audiences & set(record["audiences"]), f"not for a {audience}: {card}\n{talk}"
        if age is not None:
            assert (record["age_min"] or 0) <= age <= (record["age_max"] or 200), f"not for {age}: {card}\n{talk}"
    # Most of what is suggested must answer something sensible, not just one of the three.
    answered = [card for card in talk.cards if set(card["needs"]) & set(needs_any)]
    assert len(answered) >= min(2, len(talk.cards)), f"hardly anything answers {sorted(needs_any)}\n{talk}"
    assert set(talk.understood["needs"]) & set(needs_any), f"not understood: {sorted(needs_any)}\n{talk}"
    assert talk.understood["condition"] in conditions, str(talk)
    assert talk.understood["region"] == region, str(talk)
