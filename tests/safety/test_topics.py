"""Grief and euthanasia are no alarm; they have a warm answer of their own."""

from __future__ import annotations

import pytest

from safety import detect, kind_word, topic_text


@pytest.mark.parametrize(
    ("text", "topic"),
    [
        ("Mijn man is vorig jaar overleden", "rouw"),
        ("Mijn zoon heeft drie jaar geleden zelfmoord gepleegd", "rouw"),
        ("Is er een rouwgroep in de buurt?", "rouw"),
        ("Mijn vader wil euthanasie", "euthanasie"),
        ("Hoe maak ik een wilsverklaring?", "euthanasie"),
        ("Vroeger wilde ik dood, dat is gelukkig voorbij", "voorbij"),
        ("In 2009 heb ik een poging gedaan, dat ligt achter de rug", "voorbij"),
        ("Tien jaar geleden dacht ik aan zelfmoord, dat is over", "voorbij"),
    ],
)
def test_the_subject_is_recognised_without_an_alarm(text: str, topic: str) -> None:
    assert kind_word(text) == topic
    assert detect(text) is None


def test_other_talk_has_no_such_subject() -> None:
    assert kind_word("Hoe vraag ik huishoudelijke hulp aan?") is None
    assert kind_word("") is None
    assert kind_word("Vroeger ging ik vaak wandelen, nu lukt dat niet") is None


def test_each_subject_has_a_text() -> None:
    assert "verdrietig" in topic_text("rouw")
    assert "huisarts" in topic_text("euthanasie")
    with pytest.raises(KeyError):
        topic_text("voetbal")
