"""Whether the talk helped is asked once, when it is closed; what is typed then is a note, and danger is answered."""

from __future__ import annotations

import pytest

from tests.journeys.talk import Talk

pytestmark = pytest.mark.journey

ASK = "Heb je hier iets aan gehad?"


def test_a_note_is_no_need_and_a_new_question_and_danger_are_answered(talk: Talk) -> None:
    talk.say("ik heb ms, ik woon in Rotterdam en ik zoek lotgenoten")
    if not talk.cards:
        talk.say("laat maar zien")
    talk.say("het is goed zo, ik stop ermee")
    assert talk.texts[-1] == ASK, str(talk)
    talk.say("nee, niet echt")
    assert "Wil je zeggen wat er beter kan?" in talk.texts[-1], str(talk)
    needs = talk.understood["needs"]
    talk.say("de groepen zaten allemaal vol en het duurde te lang")
    assert "Daar kunnen we van leren." in talk.texts[-1], str(talk)
    assert talk.understood["needs"] == needs, str(talk)
    talk.say("waar kan ik terecht met vragen over geld en regelingen?")
    assert talk.understood["needs"][0] == "geld_en_regelingen", str(talk)
    talk.say("bedankt, tot ziens")
    assert ASK not in talk.texts, str(talk)
    talk.tap("Een beetje")
    assert ASK not in talk.texts, str(talk)
    talk.say("eigenlijk wil ik niet meer leven")
    assert talk.messages[0]["kind"] == "safety", str(talk)
    talk.say("nee, het gaat weer. ik stop ermee")
    assert ASK not in talk.texts, str(talk)
