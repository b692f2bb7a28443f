"""How something is said: silence, another language and abuse each have their own turn, and nothing else has it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.reading import read_facts
from bot.reading.manner import read_manner
from bot.reading.text import Text


def manner(said: str) -> str | None:
    """The manner of a message, or None."""
    found = [fact.value for fact in read_facts(said) if fact.name == "request"]
    return str(found[0]) if found else None


@pytest.mark.parametrize("said", ["...", "…", "?", " - ", "🙂", "!!!"])
def test_a_message_without_words_is_silence(said: str) -> None:
    assert manner(said) == "stilte"


@pytest.mark.parametrize(
    "said",
    [
        "i am sick and i need help",
        "can you speak english",
        "I don't understand this, who can help my mother?",
        "Ich bin krank und brauche Hilfe",
        "je suis malade et j'ai besoin d'aide",
        "yardım lazım annem cok hasta",
        "estoy enfermo y necesito ayuda",
        "jestem chora, potrzebuje pomoc",
        "мне нужна помощь",
        "أحتاج مساعدة",
        "我需要帮助",
    ],
)
def test_another_language_is_heard_as_that(said: str) -> None:
    assert manner(said) == "andere_taal"


@pytest.mark.parametrize(
    "said",
    [
        "ik zoek een online training of een app",
        "Long covid",
        "burn-out door mantelzorg, help",
        "me man is ziek",
        "ik vin moeilijk te praten",
        "mijn zus heeft de ziekte van Parkinson",
        "okay thanks",
        "café de Pont",
        "Ἀθήνα is mooi maar ik ben moe",
    ],
)
def test_dutch_with_foreign_words_stays_dutch(said: str) -> None:
    assert manner(said) != "andere_taal"


@pytest.mark.parametrize(
    "said",
    ["stomme robot", "hou je bek", "wat ben jij een waardeloze bot", "rot op", "fuck you", "kutbot", "jij bent dom"],
)
def test_abuse_of_the_assistant_is_heard_as_that(said: str) -> None:
    assert manner(said) == "schelden"


@pytest.mark.parametrize(
    "said",
    [
        "mijn man is een lul sinds zijn hersenletsel",
        "die stomme formulieren ook altijd",
        "mijn vader scheldt me uit voor trut als ik hem was",
        "ik voel me zo dom dat ik dit niet kan",
        "wat een kutziekte",
        "mijn hoofd is een computer die vastloopt",
    ],
)
def test_anger_about_life_is_no_abuse_of_the_assistant(said: str) -> None:
    assert manner(said) is None


@given(st.text(max_size=60))
def test_any_text_can_be_read(said: str) -> None:
    assert len(read_manner(Text(said))) <= 1
